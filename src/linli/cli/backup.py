"""`linli backup`, `linli backup drill`, `linli restore`."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from linli.cli.ready import only_one, set_up_database
from linli.cli.root import set_up_django

JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON · print JSON")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(invoke_without_command=True, short_help="备份 · Make a backup")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="备份文件 · the file to write (FILE.tar)"
)
@JSON
@click.pass_context
def backup(ctx: click.Context, output: Path | None, as_json: bool) -> None:
    """备份数据库和附件，不必停机 · Back up the database and the files, without stopping the server.

    备份里没有密钥（secret-key 和环境变量里的口令），请另外保管。
    Keys are not in the backup (the file secret-key, what is given by environment): keep them separately.
    """
    if ctx.invoked_subcommand:
        return
    set_up_database()
    made = _make(output)
    facts = {"path": str(made.path), "bytes": made.size, "sha256": made.sha256, "files": made.files}
    rows = sum(made.facts.counts.values())
    if as_json:
        click.echo(json.dumps(facts | {"rows": rows, "audit_seq": made.facts.audit_seq}))
        return
    from django.utils.translation import gettext as _

    words = _("备份完成：%(path)s（%(bytes)s 字节，附件 %(files)s 个，%(rows)s 行）")
    click.echo(words % (facts | {"rows": rows}))
    click.echo(f"sha256 {made.sha256}")
    click.echo(_("备份里没有密钥：请把数据目录里的 secret-key 和环境变量里的口令另外保管。"))


def _make(output: Path | None, *, noted: bool = True) -> Any:
    from django.conf import settings
    from django.utils import timezone

    from linli.base.backups.making import make_backup
    from linli.base.identity.actor import Actor

    at = timezone.now()
    path = output or Path(settings.DATA_DIR) / "backups" / f"linli-{timezone.localtime(at):%Y%m%d-%H%M%S}.tar"
    return make_backup(path=path, by=Actor.system("linli backup"), at=at, noted=noted)


@backup.command(short_help="演练恢复 · practise a restore")
@click.argument("file", type=FILE, required=False)
@JSON
def drill(file: Path | None, as_json: bool) -> None:
    """恢复到别处并比较行数和审计根 · Restore elsewhere, compare the counts and the audit root.

    不给文件就先做一份新的备份。有差别时退出码为 1。
    Without a file a fresh backup is made first. Exit status 1 when anything differs.
    """
    set_up_database()
    from django.utils.translation import gettext as _

    with tempfile.TemporaryDirectory(prefix="linli-drill-") as folder:
        path = file or _make(Path(folder) / "drill.tar", noted=False).path
        report, differences = _drill(path, Path(folder) / "elsewhere")
    if as_json:
        click.echo(
            json.dumps({"holds": not differences, "differences": differences, **report}, ensure_ascii=False)
        )
    elif differences:
        click.echo(_("演练没有通过："), err=True)
        for line in differences:
            click.echo(f"  {line}", err=True)
    else:
        click.echo(
            _("演练通过：%(rows)s 行、%(files)s 个附件、审计末条 %(audit_seq)s，都与原来一致。") % report
        )
    sys.exit(1 if differences else 0)


def _drill(path: Path, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Run `linli restore` into an installation of its own, as an operator would; then compare with this one."""
    from django.utils import timezone

    from linli.base.backups.drill import differences_to_this_installation, elsewhere, note_drill
    from linli.base.identity.actor import Actor

    with elsewhere(folder) as environment:
        command = [
            sys.executable,
            "-c",
            "from linli.cli import main; main()",
            "restore",
            str(path.absolute()),
            "--json",
        ]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # this very program
    report = json.loads(done.stdout) if done.stdout else {}
    if report:
        differences = report["missing_attachments"] + differences_to_this_installation(report)
    else:
        differences = [done.stderr.strip()[-2000:]]
    note_drill(differences=differences, by=Actor.system("linli backup drill"), at=timezone.now())
    return report, differences


@click.command(short_help="恢复 · Restore a backup")
@click.argument("file", type=FILE)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="恢复到这个数据目录 · into this data folder",
)
@click.option("--database-url", help="恢复到这个数据库 · into this database (postgres://...)")
@click.option(
    "--replace", is_flag=True, help="替换已有内容（另存，不删除）· replace what is there (kept aside)"
)
@JSON
def restore(file: Path, into: Path | None, database_url: str | None, replace: bool, as_json: bool) -> None:
    """从备份恢复数据库和附件，先核对后动手 · Restore database and files; everything is checked first.

    请先停止服务。没有 --into 和 --database-url 时恢复到当前安装。
    Stop the server first. Without --into and --database-url this installation is restored.
    """
    _aim(into, database_url)
    set_up_django()
    from django.utils import timezone

    from linli.base.backups.restoring import missing_attachments, restore_backup
    from linli.base.identity.actor import Actor

    with only_one():
        done = restore_backup(path=file, replace=replace, by=Actor.system("linli restore"), at=timezone.now())
        missing = [] if done.pending_migrations else missing_attachments()
    report = {
        "rows": sum(done.facts.counts.values()),
        "files": done.files,
        "audit_seq": done.facts.audit_seq,
        "audit_sha256": done.facts.audit_sha256,
        "counts": done.facts.counts,
        "made_at": done.made_at,
        "aside": done.aside,
        "pending_migrations": done.pending_migrations,
        "missing_attachments": missing,
    }
    _tell(report, as_json)
    sys.exit(1 if missing else 0)


def _tell(report: dict[str, Any], as_json: bool) -> None:
    from django.utils.translation import gettext as _

    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(_("恢复完成：%(rows)s 行、%(files)s 个附件，行数、审计链和根都与备份一致。") % report)
    if report["aside"]:
        click.echo(_("原有内容另存于：%(aside)s") % {"aside": "; ".join(report["aside"])})
    if report["pending_migrations"]:
        click.echo(_("备份来自旧版本，请接着运行 linli manage migrate。"))
    for digest in report["missing_attachments"]:
        click.echo(_("缺少附件：%(digest)s") % {"digest": digest}, err=True)


def _aim(into: Path | None, database_url: str | None) -> None:
    """Point this process at another installation, before the settings are read."""
    if into:
        os.environ["LINLI_DATA_DIR"] = str(into.absolute())
        os.environ.pop("LINLI_DATABASE_URL", None)
    if database_url:
        os.environ["LINLI_DATABASE_URL"] = database_url
