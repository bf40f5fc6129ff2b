"""`linli register`: the daily run over the record, and making its rows anew."""

import click

from linli.cli.ready import set_up_database


@click.group(short_help="一本台账 · The one record")
def register() -> None:
    """一本台账 · The one record."""


@register.command(short_help="每日运行 · The daily run")
def daily() -> None:
    """每日运行，可重复 · The daily run; may be run again.

    更新今天起有变化的行，清除已删除的人遗留的密钥。
    Refreshes the rows in which a value begins or ends to hold by today, and removes keys of deleted people that a
    crash left behind.
    """
    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.register.actions import finish_forgetting, roll_forward
    from linli.register.queries import districts

    by, at = Actor.system("linli register daily"), timezone.now()
    rows = sum(roll_forward(district=district, by=by, at=at) for district in districts())
    keys = finish_forgetting(by=by, at=at)
    click.echo(f"更新 {rows} 行，清除 {keys} 个密钥 · {rows} rows refreshed, {keys} keys removed")


@register.command(short_help="由账重做各表 · Make the rows anew")
@click.argument("district")
def rebuild(district: str) -> None:
    """由账重做一个区（县）的各表和索引 · Make rows and index of a DISTRICT (six digits) anew from the ledger."""
    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.register.actions import rebuild as make_anew

    by = Actor.system("linli register rebuild")
    rows = make_anew(district=district, by=by, at=timezone.now(), progress=_show)
    click.echo(err=True)
    click.echo(f"{rows} 行 · {rows} rows")


def _show(done: int, total: int) -> None:
    click.echo(f"\r{done}/{total}", nl=False, err=True)
