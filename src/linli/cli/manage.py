"""Django's own commands, for developers and operators."""

import click

from linli.cli.root import set_up_django


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    short_help="Django 管理命令 · Django's management commands",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django 管理命令 · Run one of Django's management commands, e.g. ``linli manage migrate``."""
    set_up_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["linli manage", *arguments])
