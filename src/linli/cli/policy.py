"""`linli policy`: which value held in a place on a day, by which document."""

import json
from datetime import date
from typing import Any

import click

from linli.cli.root import set_up_django
from linli.core.policy import PackError, PolicyError, Rulebook

OVERRIDES_HELP = (
    "计入或不计区自定数值；默认有数据库就计入 · "
    "With or without districts' own values; by default with them where there is a database"
)


def day_of(text: str) -> date:
    """ISO dates only: 7/1/2008 means two things."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text}：日期应写作 2008-07-01 · write a day as 2008-07-01") from None


def input_of(text: str) -> tuple[str, str]:
    """One input, written name=number."""
    name, sign, number = text.partition("=")
    if not (name and sign and number):
        raise click.BadParameter(f"{text}：应写作 residents=5001 · write residents=5001")
    return name.strip(), number.strip()


def shared(command: Any) -> Any:
    """The options both commands have."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON"),
        click.option("--with-overrides/--packs-only", "with_overrides", default=None, help=OVERRIDES_HELP),
        click.option("--proposed", is_flag=True, help="建议的数值也算 · Count proposed values as well"),
        click.option(
            "--pack", "packs", multiple=True, help="选用的政策包，可重复 · Choose a pack; repeatable"
        ),
        click.option(
            "--input",
            "inputs",
            type=input_of,
            metavar="NAME=NUMBER",
            multiple=True,
            help="residents=5001；可重复 · repeatable",
        ),
    ):
        command = option(command)
    return command


@click.group(short_help="政策包里的数值 · Values of the policy packs")
def policy() -> None:
    """政策包里的数值 · Values of the policy packs."""


@policy.command(short_help="一条规则的数值 · The value of one rule")
@click.argument("rule")
@click.argument("place")
@click.argument("day", type=day_of)
@shared
def value(rule: str, place: str, day: date, as_json: bool, **options: Any) -> None:
    """某条规则某天在某地的数值及其文件 · What RULE is in PLACE on DAY, and by which document.

    PLACE 为区划代码或其前几位 · is a division code or the beginning of one; DAY 写作 · is written 2008-07-01.

    例 · for example: linli policy value stipend.chief_floor 350802 2008-07-01
    """
    book = _rulebook(options["with_overrides"], options["packs"])
    given = dict(options["inputs"])
    with _refusals(book):
        held = book.value(rule, place, day, include_proposed=options["proposed"], **given)
    from linli.cli.policy_output import as_data, as_lines

    _note_unused(set(given) - {one.code for one in book.rules[rule].inputs})
    click.echo(_json(as_data(held, book)) if as_json else "\n".join(as_lines(held, book)))


@policy.command(short_help="一地一天的全部数值 · All values of a place on a day")
@click.argument("place")
@click.argument("day", type=day_of)
@shared
def values(place: str, day: date, as_json: bool, **options: Any) -> None:
    """某天在某地施行的全部数值 · All values in force in PLACE on DAY.

    例 · for example: linli policy values 350802 2008-07-01 --pack county_b
    """
    book = _rulebook(options["with_overrides"], options["packs"])
    given = dict(options["inputs"])
    with _refusals(book):
        found = book.values(place, day, include_proposed=options["proposed"], **given)
        missing = book.unanswered(place, day, include_proposed=options["proposed"])
    from linli.cli.policy_output import as_data, as_table

    _note_unused(set(given) - {one.code for rule in book.rules.values() for one in rule.inputs})
    click.echo(_json([as_data(held, book) for held in found]) if as_json else as_table(found, book))
    for error in missing:
        click.echo(_in_words(error, book), err=True)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _note_unused(names: set[str]) -> None:
    for name in sorted(names):
        click.echo(f"没有用到 {name} · {name} was not used", err=True)


class _refusals:  # noqa: N801  # read as a statement: with _refusals(book):
    """Turns the engine's refusals into a sentence in both languages and exit status 1."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, PolicyError):
            click.echo(_in_words(error, self.book), err=True)
            raise click.exceptions.Exit(1) from error


def _in_words(error: PolicyError, book: Rulebook) -> str:
    from django.utils import translation

    from linli.policies.wording import policy_refusal

    told = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told.append(str(policy_refusal(error, book.rules)))
    return "\n".join(dict.fromkeys(told))


def _rulebook(with_overrides: bool | None, packs: tuple[str, ...]) -> Rulebook:
    set_up_django()
    from linli.policies.queries import pack_rulebook, policy_directory

    try:
        book = pack_rulebook()
    except PackError as error:
        click.echo(f"{policy_directory()}\n政策包读不通 · the packs cannot be read: {error}", err=True)
        raise click.exceptions.Exit(1) from error
    if with_overrides is not False and _has_record():
        from linli.policies.queries import rulebook

        book = rulebook()
    elif with_overrides:
        click.echo("没有数据库，读不到区自定数值 · no database, so no districts' own values", err=True)
        raise click.exceptions.Exit(1)
    with _refusals(book):
        return book.choose(*packs) if packs else book


def _has_record() -> bool:
    """True where a database is set up; none is made by asking."""
    from pathlib import Path

    from django.db import DatabaseError, connection

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not (name.startswith("file:") or Path(name).exists()):
        return False
    try:
        return "policies_policyoverride" in connection.introspection.table_names()
    except DatabaseError as error:
        click.echo(f"数据库连不上，只看政策包 · no database, packs only: {error}", err=True)
        return False
