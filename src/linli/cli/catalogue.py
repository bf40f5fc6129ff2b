"""`linli catalogue`: the data elements of a day, and loading what the product supplies."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from linli.cli.ready import set_up_database

if TYPE_CHECKING:
    from linli.core.elements import CodeList, Element

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(short_help="数据元目录 · The data-element catalogue")
def catalogue() -> None:
    """数据元目录 · The data-element catalogue."""


@catalogue.command(short_help="一个数据元的全部规定 · Everything about one element")
@click.argument("element")
@click.option(
    "--as-of", "as_of", type=DAY, help="哪一天的目录，默认今天 · The catalogue of which day; today by default"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON")
def show(element: str, as_of: Any, as_json: bool) -> None:
    """一个数据元的全部规定 · Everything about one ELEMENT.

    ELEMENT 是代码、名称、别名或拼音首字母 · is a code, a name, an alias or pinyin initials.

    例 · for example: linli catalogue show self.id_number
    """
    set_up_database("catalogue")
    from django.utils import timezone

    from linli.catalogue import queries

    day: date = as_of.date() if as_of else timezone.localdate()
    found = queries.element(element, day) or _only(queries.search(element, day), element)
    code = found.property.type.code_list
    listed = queries.code_list(code, day) if code else None
    click.echo(
        json.dumps(_data(found, listed), ensure_ascii=False, indent=2) if as_json else _lines(found, listed)
    )


@catalogue.command(short_help="装入随产品提供的目录 · Load what the product supplies")
def load() -> None:
    """装入随产品提供的目录；可重复运行 · Load the supplied elements and code lists; may be run again.

    本地改过或停用的数据元不动 · What has been changed or retired here is left alone.
    """
    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.catalogue.actions import load_seed
    from linli.register.actions import load_sources

    by, at = Actor.system("linli catalogue load"), timezone.now()
    loaded = load_seed(by=by, at=at)
    load_sources(by=by, at=at)
    click.echo(
        f"新数据元 {loaded.elements}，新版本 {loaded.versions}，代码表 {loaded.code_lists}，未动 {loaded.kept} · "
        f"{loaded.elements} elements, {loaded.versions} versions, {loaded.code_lists} code lists added; "
        f"{loaded.kept} left as they were"
    )


def _only(found: "tuple[Element, ...]", words: str) -> "Element":
    """The one element meant; else what there is to choose from, and exit status 1."""
    exact = [one for one in found if words in (one.names.zh, one.names.en)]
    if len(exact) == 1 or len(found) == 1:
        return (exact or list(found))[0]
    if not found:
        click.echo(f"目录里没有 {words} · the catalogue has no {words}", err=True)
    else:
        click.echo(f"{words} 可能是 · {words} may be:", err=True)
        for one in found[:12]:
            click.echo(f"  {one.code}  {one.names.zh} · {one.names.en}", err=True)
    raise click.exceptions.Exit(1)


def _data(one: "Element", listed: "CodeList | None") -> dict[str, Any]:
    from linli.core.elements import element_to_record

    days = {"valid_from": one.valid_from, "valid_to": one.valid_to}
    data: dict[str, Any] = {"code": one.code, "number": one.number}
    data |= {name: day.isoformat() if day else None for name, day in days.items()}
    data |= element_to_record(one)
    if listed is not None:
        data["code_list"] = {
            "standard": listed.standard,
            "edition": listed.edition,
            "items": {item.code: [item.names.zh, item.names.en] for item in listed.items},
        }
    return data


def _lines(one: "Element", listed: "CodeList | None") -> str:
    from django.utils import translation

    told = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told.append("\n".join(_in_one_language(one, listed)))
    return "\n\n".join(told)


def _in_one_language(one: "Element", listed: "CodeList | None") -> list[str]:
    from linli.catalogue.wording import INFORMATION, MASKS, PUBLISHING, SENSITIVITIES, VOLATILITIES, said
    from linli.catalogue.words import basis_words, department_words, keep_words, purposes_words, type_words

    own = one.property
    return [
        f"{said(one.names)}  {one.code}  #{one.number}",
        f"  {said(own.definition)}",
        f"  {type_words(own, listed)}",
        f"  {INFORMATION[own.information]} · {SENSITIVITIES[own.sensitivity]}",
        *(f"  {basis_words(basis)}" for basis in own.basis),
        *(f"  {words}" for words in purposes_words(own.purposes).values()),
        f"  {department_words(own.owner)} / {department_words(own.steward)}",
        f"  {keep_words(own.retention)} · {VOLATILITIES[own.volatility]}",
        f"  {MASKS[own.mask]} · {PUBLISHING[own.publish]}",
        *([f"  {said(own.derivation.words)}"] if own.derivation else []),
        *([f"  {' / '.join(own.aliases)}"] if own.aliases else []),
    ]
