"""`linli reading`: purposes, the daily look at the log, the check of the log against the trail, and deletion."""

import json
import sys
from datetime import datetime, timedelta

import click

from linli.cli.ready import set_up_database


@click.group(short_help="查阅 · Reading personal data")
def reading() -> None:
    """查阅：装入用途，核对查阅记录，发出提醒，按期限删除 · Purposes, the log, alarms, deletion."""


@reading.command(short_help="装入随产品提供的用途 · Load the supplied purposes")
def load() -> None:
    """装入随产品提供的用途；可重复运行 · Load the purposes that the catalogue names; may be run again.

    本地改过或终止的用途不动 · What has been changed or ended here is left alone.
    """
    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.register.gate.supplied import load_supplied_purposes

    loaded = load_supplied_purposes(by=Actor.system("linli reading load"), at=timezone.now())
    click.echo(f"{loaded.made} +, {loaded.kept} =")


@reading.command(short_help="核对查阅记录 · Check the log against the trail")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · print JSON")
def verify(as_json: bool) -> None:
    """核对查阅记录与审计轨迹：改动、删除、事后添加 · Find readings changed, removed or slipped in.

    轨迹本身用 linli audit verify 对照公布过的根核对。退出码 1 表示有问题。
    The trail itself is checked by linli audit verify against published roots. Exit status 1: faults found.
    """
    set_up_database()
    from linli.base.reading.verify import log_faults

    faults = list(log_faults())
    if as_json:
        click.echo(json.dumps([{"fault": one.kind, "reading": one.reading_id} for one in faults]))
    else:
        for one in faults:
            click.echo(f"{one.kind}\t{one.reading_id}")
        click.echo(f"{len(faults)} 处不符 · faults")
    sys.exit(1 if faults else 0)


@reading.command(short_help="每日任务 · The daily work")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="核对哪一天，默认昨天 · which day, yesterday by default"
)
def daily(day: datetime | None) -> None:
    """核对一天的查阅并提醒上级，删除到期的信息 · Raise alarms for a day, delete what is past its time.

    每天运行一次；重复运行不会做两遍 · To be run once a day; running it again does nothing twice.
    """
    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.base.reading.actions import raise_days_alarms
    from linli.register.gate.expiry import erase_due
    from linli.register.gate.retention import delete_due

    at, by = timezone.now(), Actor.system("linli reading daily")
    looked_at = day.date() if day else timezone.localdate() - timedelta(days=1)
    raised = raise_days_alarms(day=looked_at, by=by, at=at)
    done = delete_due(by=by, at=at)
    erased = erase_due(by=by, at=at)
    click.echo(f"{looked_at}: {raised} 条提醒 · alarms")
    click.echo(
        f"{done.people} 人已删除 · people deleted, {done.undated} 人离开日期不详 · without a day of leaving"
    )
    click.echo(f"{done.households} 户已无人居住且到期，已删除 · empty households past their own rule deleted")
    click.echo(f"{erased} 个值到期销毁 · values past their own time erased")
