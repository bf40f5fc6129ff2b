"""`linli audit`: the day's root for publication, and the check of the whole trail."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from linli.cli.ready import set_up_database

JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON · print JSON")


@click.group(short_help="审计轨迹 · The audit trail")
def audit() -> None:
    """审计轨迹：打印当日的根，核对全部记录 · The audit trail: print the day's root, check every entry."""


@audit.command(short_help="当日的根 · the day's root")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="哪一天，默认今天 · which day, today by default"
)
@click.option(
    "--published",
    metavar="WHERE",
    default="",
    help="公布去向，记入轨迹 · where it is published",
)
@JSON
def root(day: datetime | None, published: str, as_json: bool) -> None:
    """打印某日的根，供公布到机器之外 · Print the root of a day, to be published outside this machine.

    一行四项：日期、末条序号、条数、摘要。保存在这台机器之外（公告栏、上级机关、报纸）才有用。
    One line: day, last seq, count, digest. It is of use only where this machine's administrators cannot reach.
    """
    set_up_database("audit")
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from linli.base.audit.actions import note_publication
    from linli.base.audit.queries import root_of
    from linli.base.errors import Refusal
    from linli.base.identity.actor import Actor

    wanted = day.date() if day else timezone.localdate()
    found = root_of(wanted)
    if found is None:
        raise Refusal("audit.no_root", _("到 %(day)s 为止还没有任何审计记录，没有根可以公布。"), day=wanted)
    if published:
        note_publication(root=found, where=published, by=Actor.system("linli audit root"), at=timezone.now())
    fields = {"day": str(found.day), "seq": found.seq, "count": found.count, "sha256": found.digest}
    click.echo(json.dumps(fields) if as_json else str(found))


@audit.command(short_help="核对轨迹 · check the trail")
@click.option(
    "--root", "roots", multiple=True, metavar="ROOT", help="公布过的一行或摘要 · a published line or digest"
)
@click.option(
    "--roots-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="每行一个公布过的根 · a file of published roots, one a line",
)
@JSON
def verify(roots: tuple[str, ...], roots_file: Path | None, as_json: bool) -> None:
    """核对全部记录：改动、删除、换序、截断、重造 · Find edits, removals, reordering, truncation, rebuilding.

    整条重造的链只有对照机器之外保存的根才能发现。退出码 1 表示有问题。
    A wholly rebuilt chain shows only against a root kept outside this machine. Exit status 1: faults found.
    """
    set_up_database("audit")
    from linli.base.audit.verify import verify as check

    wanted = _parse(roots, roots_file)
    bar = sys.stderr.isatty() and not as_json
    verdict = check(wanted, progress=_show_progress if bar else None)
    if bar:
        click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
    _print_json(verdict) if as_json else _print_words(verdict)
    sys.exit(0 if verdict.holds else 1)


def _parse(roots: tuple[str, ...], roots_file: Path | None) -> list[Any]:
    from linli.base.audit.roots import parse_root, parse_roots

    try:
        found = [parse_root(text) for text in roots]
        return found + (parse_roots(roots_file.read_text(encoding="utf-8-sig")) if roots_file else [])
    except ValueError as error:
        raise click.UsageError(
            f"不是公布过的根：{error}。应为“日期 seq=… count=… sha256=…”或 64 位摘要 · "
            "not a root: expected 'DAY seq=… count=… sha256=…' or a digest of 64 hex digits"
        ) from error


def _show_progress(done: int, total: int) -> None:
    click.echo(f"\r{done:,} / {total:,}", nl=False, err=True)


def _print_words(verdict: Any) -> None:
    from linli.base.audit.words import verdict_words

    for line in verdict_words(verdict):
        click.echo(line)


def _print_json(verdict: Any) -> None:
    from linli.base.audit.words import finding_words, limits_words

    click.echo(
        json.dumps(
            {
                "holds": verdict.holds,
                "entries": verdict.entries,
                "last_seq": verdict.last_seq,
                "last_sha256": verdict.last_digest,
                "roots_checked": verdict.roots,
                "faults": verdict.faults,
                "findings": [
                    {"fault": one.fault, "seq": one.seq, "note": one.note, "words": finding_words(one)}
                    for one in verdict.findings
                ],
                "limits": limits_words(verdict),
            },
            ensure_ascii=False,
        )
    )
