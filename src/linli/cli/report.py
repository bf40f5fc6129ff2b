"""`linli report`: the survey report as a file, and frozen reports made again."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from linli.cli.ready import set_up_database

FORMS = ("pdf", "docx", "xlsx", "html")


def day_of(text: str) -> date:
    """ISO dates only."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text}：日期应写作 2009-06-30 · write a day as 2009-06-30") from None


@click.group(short_help="调查报告 · The survey report")
def report() -> None:
    """调查报告 · The survey report."""


@report.command(short_help="把一地的调查报告写成文件 · Write the survey report of a place to a file")
@click.argument("place")
@click.option(
    "--campaign", type=click.UUID, help="调查编号，默认最近一次 · The survey; by default the latest"
)
@click.option(
    "--format", "form", type=click.Choice(FORMS), help="格式，默认按文件名 · By default from the file name"
)
@click.option(
    "--language", type=click.Choice(("zh", "en")), default="zh", show_default=True, help="语言 · Language"
)
@click.option("--as-of", type=day_of, help="默认今天 · Today by default", metavar="DAY")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="文件 · The file"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON")
def build(
    place: str,
    campaign: UUID | None,
    form: str | None,
    language: str,
    as_of: date | None,
    output: Path,
    as_json: bool,
) -> None:
    """编制 PLACE 的调查报告并写入文件 · Compose the survey report of PLACE and write it to a file.

    PLACE 为区划代码 · is a division code. 不改动数据库 · The database is not changed.

    例 · for example: linli report build 350802 --format pdf -o report.pdf
    """
    wanted = form or output.suffix.removeprefix(".").lower()
    if wanted not in FORMS:
        raise click.UsageError("请用 --format 指明格式 · name the form with --format")
    set_up_database()
    from django.conf import settings
    from django.utils import timezone

    from linli.reports import queries
    from linli.reports.render.forms import rendered

    content = queries.built_now(
        place=place, campaign_id=campaign, as_of=as_of or timezone.localdate(), is_demo=settings.DEMO
    )
    made = rendered(content.in_language("en" if language == "en" else "zh"), wanted)
    output.write_bytes(made)
    _say(_summary(content, output, wanted, made), as_json)


def _summary(content: Any, output: Path, form: str, made: bytes) -> dict[str, Any]:
    from linli.core.tabulate.payload import digest

    return {
        "file": str(output),
        "form": form,
        "bytes": len(made),
        "sha256": digest(made),
        "as_of": content.as_of.isoformat(),
        "figures": len(content.figures),
        "checks": len(content.checks),
        "flagged": [
            {
                "check": check.code,
                "stated": _text(check.stated),
                "computed": _text(check.computed),
                "difference": _text(check.difference),
            }
            for check in content.warnings
        ],
    }


def _text(value: Any) -> str | None:
    return None if value is None else f"{value:f}"


def _say(summary: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    click.echo(f"{summary['file']}  {summary['bytes']:,} bytes  sha256 {summary['sha256']}")
    click.echo(
        f"数据 {summary['figures']}，核对 {summary['checks']}，提示 {len(summary['flagged'])} · "
        f"{summary['figures']} figures, {summary['checks']} checks, {len(summary['flagged'])} flagged"
    )
    for one in summary["flagged"]:
        click.echo(f"  {one['check']}: {one['stated']} / {one['computed']} / {one['difference']}")


@report.command(short_help="重新生成定稿报告并比较 · Make a frozen report again and compare")
@click.argument("report_id", type=click.UUID)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON")
def verify(report_id: UUID, as_json: bool) -> None:
    """逐字节比较重新生成的文件 · Compare the files made again, byte for byte.

    不一致时退出码为 1 · A difference ends in exit status 1.
    """
    set_up_database()
    from linli.reports import queries

    found = queries.remade(report_id)
    if as_json:
        click.echo(json.dumps([{name: getattr(one, name) for name in one.__slots__} for one in found]))
    else:
        for one in found:
            word = "一致 same" if one.same else "不同 differs"
            program = "" if one.same_program else "（程序版本不同 · another program version）"
            click.echo(f"{one.language}.{one.form}  {one.sha256}  {word}{program}")
        if not found:
            click.echo("没有保存过文件 · no files were kept")
    if any(not one.same for one in found):
        raise SystemExit(1)
