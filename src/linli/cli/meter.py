"""`linli meter`: the daily run over admitted requests, their tasks and the meter."""

import click

from linli.cli.ready import set_up_database


@click.group(short_help="补采与计量 · Tasks and meter")
def meter() -> None:
    """补采任务与负担计量 · Tasks at the doors, and the meter."""


@meter.command(short_help="每日运行 · The daily run")
def daily() -> None:
    """每日运行，可重复 · The daily run; may be run again.

    结束到期的事项，把台账里缺的、过期的、有出入的内容派成任务，计数，量用时。
    Ends requests that are over, makes what the record lacks into tasks, counts cells, and takes the time of a cell.
    """
    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.meter.actions import daily as run
    from linli.register.queries import districts

    for district in districts():
        made = run(
            district=district,
            by=Actor.system("linli meter daily", district),
            at=timezone.now(),
            progress=_show,
        )
        click.echo(err=True)
        click.echo(
            f"{district}：{made.plans} 期，{made.homes} 户要问，{made.ended} 项任务结束 · "
            f"{made.plans} periods, {made.homes} homes to ask, {made.ended} tasks ended"
        )


def _show(done: int, total: int) -> None:
    click.echo(f"\r{done}/{total}", nl=False, err=True)
