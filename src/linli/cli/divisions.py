"""`linli divisions`: the list of divisions, loaded, searched, compared, activated."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from linli.cli.ready import set_up_database

JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON · print JSON")
DAY = click.DateTime(["%Y-%m-%d"])
NATIONAL = Path("shared") / "data" / "divisions" / "divisions_cn_2023.csv.gz"


@click.group(short_help="行政区划 · Administrative divisions")
def divisions() -> None:
    """行政区划：载入、检索、比较、启用 · Administrative divisions: load, search, compare, activate."""


@divisions.command(short_help="载入一版清单 · load an edition of the list")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="版本名称 · name of the edition")
@click.option("--source", default="", help="来源 · where the list is from")
@click.option("--date", "list_date", type=DAY, help="清单的日期 · the day of the list")
@click.option("--leave-out-bad-rows", is_flag=True, help="略去不合格的行 · leave out rows that are not sound")
@click.option(
    "--activate-from", "valid_from", type=DAY, help="载入后从这一天起启用 · activate it from this day on"
)
@JSON
def load(files: tuple[Path, ...], as_json: bool, **options: Any) -> None:
    """载入一版区划清单，先不启用 · Load a list of divisions, not yet in force.

    FILES 为每行“代码,名称”的 CSV，可为 gzip；几个文件合成一份清单。不写文件时，取程序目录旁 shared
    中的全国清单，没有则取随程序附带的龙岩市清单。

    FILES are CSV with code,name on each line, plain or gzip; several make one list. Without FILES: the national
    list in the folder "shared" beside the program when it is there, else the bundled list of one city.
    """
    set_up_database("territory")
    from linli.territory.rules.reading import read_list_file

    name, source, paths = _what_to_load(files)
    click.echo(f"载入 · loading: {', '.join(str(path) for path in paths)}", err=True)
    started = datetime.now().astimezone()
    done = _load([read_list_file(path) for path in paths], name, source, options, started)
    seconds = (datetime.now().astimezone() - started).total_seconds()
    told = {
        "edition": done.edition_id,
        "rows": done.rows,
        "left_out": done.left_out,
        "changes": done.change_counts,
        "seconds": round(seconds, 1),
        "files": [str(path) for path in paths],
    }
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"版本 {done.edition_id}：{done.rows} 条 · edition {done.edition_id}: {done.rows} divisions")
    _echo_counts(done.change_counts)


def _what_to_load(files: tuple[Path, ...]) -> tuple[str, str, tuple[Path, ...]]:
    from django.conf import settings

    from linli.territory.demo import BUNDLED, BUNDLED_NAME, BUNDLED_SOURCE

    if files:
        names = ", ".join(path.name for path in files)
        return names[:64], names[:200], files
    beside = Path(settings.PROJECT_DIR).parent / NATIONAL
    if beside.exists():
        return "全国 2023", "统计用区划代码 2023 年版", (beside,)
    return BUNDLED_NAME, BUNDLED_SOURCE, (BUNDLED,)


def _load(files: list[Any], name: str, source: str, options: dict[str, Any], at: datetime) -> Any:
    from linli.base.identity.actor import Actor
    from linli.territory.actions import activate_edition, load_edition

    by = Actor.system("linli divisions load")
    listed, valid_from = options["list_date"], options["valid_from"]
    with _Progress() as progress:
        done = load_edition(
            files=files,
            name=options["name"] or name,
            source=options["source"] or source,
            list_date=listed.date() if listed else None,
            leave_out_bad_rows=options["leave_out_bad_rows"],
            by=by,
            at=at,
            progress=progress,
        )
    if valid_from:
        activate_edition(
            edition_id=done.edition_id, valid_from=valid_from.date(), by=by, at=at, why="linli divisions load"
        )
    return done


class _Progress:
    """One line on the terminal, renewed; silent when the output is no terminal."""

    def __call__(self, done: int, total: int, message: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{message} {done * 100 // total if total else 0} %", nl=False, err=True)

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_error: object) -> None:
        if sys.stderr.isatty():
            click.echo("\r\033[K", nl=False, err=True)


@divisions.command(short_help="启用一版清单 · put an edition in force")
@click.argument("edition", type=int)
@click.argument("valid_from", metavar="DAY", type=DAY)
@click.option("--why", required=True, help="理由 · the reason")
@JSON
def activate(edition: int, valid_from: datetime, why: str, as_json: bool) -> None:
    """从某天起启用一版清单 · Put EDITION in force from DAY on."""
    set_up_database("territory")
    from linli.base.identity.actor import Actor
    from linli.territory.actions import activate_edition

    by, at = Actor.system("linli divisions activate"), datetime.now().astimezone()
    done = activate_edition(edition_id=edition, valid_from=valid_from.date(), why=why, by=by, at=at)
    told = {"edition": edition, "from": str(valid_from.date()), "opened": done.opened, "closed": done.closed}
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"新增 {done.opened}，停用 {done.closed} · {done.opened} opened, {done.closed} closed")


@divisions.command(short_help="检索区划 · search divisions")
@click.argument("text")
@click.option("--as-of", "as_of", type=DAY, help="截至哪一天，默认今天 · as of a day; today by default")
@click.option("--in", "prefix", default="", help="只在这个代码之下 · only below this code")
@click.option("--limit", type=click.IntRange(1, 200), default=12, show_default=True)
@JSON
def search(text: str, as_of: datetime | None, prefix: str, limit: int, as_json: bool) -> None:
    """按名称、拼音首字母或代码检索 · Search by name, pinyin initials or code.

    没有找到时退出码为 1 · Exit status 1 when nothing is found.
    """
    set_up_database("territory")
    from linli.territory import queries

    day = as_of.date() if as_of else date.today()  # noqa: DTZ011  # the operator's own day
    hits = queries.search(text, day, _scope(prefix), limit)
    if as_json:
        fields = [
            {"code": hit.code, "name": hit.name, "way": hit.way, "match": hit.match.name} for hit in hits
        ]
        click.echo(json.dumps(fields, ensure_ascii=False))
    for hit in () if as_json else hits:
        click.echo(f"{hit.code:<12}  {'/'.join((*hit.way, hit.name))}")
    if not hits:
        click.echo(f"{day} 没有找到 {text} · {text} was not found as of {day}", err=True)
        sys.exit(1)


def _scope(prefix: str) -> Any:
    from linli.base.scope import Scope

    try:
        return Scope(prefix)
    except ValueError:
        raise click.BadParameter(f"{prefix}：应为区划代码 · not a division code", param_hint="--in") from None


@divisions.command(short_help="与现行版本比较 · compare with the edition in force")
@click.argument("what", required=False)
@click.option(
    "--category", default="", help="只看一类 · one category only: added gone renamed moved merged split"
)
@JSON
def compare(what: str | None, category: str, as_json: bool) -> None:
    """新清单改了什么 · What a list changes.

    WHAT 为版本编号或文件，默认为最近载入的版本 · is the number of an edition or a file; by default the edition
    loaded last. A file is compared without being loaded.
    """
    set_up_database("territory")
    from linli.territory.states import ChangeCategory

    if category and category not in ChangeCategory.values:
        raise click.BadParameter(f"{category}：{' '.join(ChangeCategory.values)}", param_hint="--category")
    found = _compared_file(Path(what)) if what and not what.isdigit() else _compared_edition(what)
    chosen = [change for change in found if category in ("", change.category)]
    fields = ("category", "reason", "level", "old_code", "old_name", "new_code", "new_name", "covers")
    if as_json:
        click.echo(
            json.dumps([{name: getattr(one, name) for name in fields} for one in chosen], ensure_ascii=False)
        )
        return
    counts: dict[str, int] = {}
    for change in chosen:
        counts[change.category] = counts.get(change.category, 0) + change.covers
        old, new = (
            f"{change.old_code} {change.old_name}".strip(),
            f"{change.new_code} {change.new_name}".strip(),
        )
        more = f" (+{change.covers - 1})" if change.covers > 1 else ""
        click.echo(
            f"{ChangeCategory(change.category).label} {change.category}: {old or '—'} → {new or '—'}{more}"
        )
    _echo_counts(counts)


def _compared_file(path: Path) -> Any:
    from linli.territory.queries.editions import changes_of_list
    from linli.territory.rules.reading import read_list_file

    if not path.is_file():
        raise click.BadParameter(f"{path}：没有这个文件 · no such file", param_hint="WHAT")
    return changes_of_list([read_list_file(path)])


def _compared_edition(number: str | None) -> Any:
    from linli.territory.queries.editions import changes, edition, last_loaded

    found = edition(int(number)) if number else last_loaded()
    return changes(found.id)


def _echo_counts(counts: dict[str, int]) -> None:
    from linli.territory.states import ChangeCategory

    words = [f"{ChangeCategory(key).label} {key} {count}" for key, count in counts.items()]
    click.echo("；".join(words) or "没有差别可言 · nothing to compare, or no difference")


@divisions.command("list", short_help="已载入的版本 · editions that are loaded")
@JSON
def list_editions(as_json: bool) -> None:
    """已载入的版本及其施行期 · Editions and when each was in force."""
    set_up_database("territory")
    from linli.territory.queries.editions import editions

    for row in () if as_json else editions():
        periods = ", ".join(f"{one.valid_from}–{one.valid_to or ''}" for one in row.periods)
        click.echo(f"{row.id}  {row.state.label} {row.state.value}  {row.name}  {row.row_count}  {periods}")
    if as_json:
        fields = [
            {
                "edition": row.id,
                "name": row.name,
                "state": row.state.value,
                "rows": row.row_count,
                "digest": row.digest,
                "in_force": [[str(one.valid_from), str(one.valid_to or "")] for one in row.periods],
            }
            for row in editions()
        ]
        click.echo(json.dumps(fields, ensure_ascii=False))
