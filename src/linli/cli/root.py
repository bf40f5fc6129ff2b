"""The root of the command; subcommands are imported only when they are called."""

import importlib
import os
import sys
from typing import Any

import click

from linli import __version__

# name -> module:attribute; a module is imported when its command is asked for, so that start-up stays short.
COMMANDS = {
    "address": "linli.cli.link:address",
    "audit": "linli.cli.audit:audit",
    "backup": "linli.cli.backup:backup",
    "catalogue": "linli.cli.catalogue:catalogue",
    "demo": "linli.cli.serve:demo",
    "divisions": "linli.cli.divisions:divisions",
    "forms": "linli.cli.forms:forms",
    "grids": "linli.cli.grids:grids",
    "keys": "linli.cli.keys:keys",
    "link": "linli.cli.link:link",
    "manage": "linli.cli.manage:manage",
    "policy": "linli.cli.policy:policy",
    "reading": "linli.cli.reading:reading",
    "meter": "linli.cli.meter:meter",
    "register": "linli.cli.register:register",
    "report": "linli.cli.report:report",
    "restore": "linli.cli.backup:restore",
    "serve": "linli.cli.serve:serve",
    "sharing": "linli.cli.sharing:sharing",
}


class LazyGroup(click.Group):
    """A group that loads its commands on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds the command."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        command: Any = getattr(importlib.import_module(module), attribute)
        return command if isinstance(command, click.Command) else None


def set_up_django() -> None:
    """Load settings and apps; called by the commands that need the database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    django.setup()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="linli")
def root() -> None:
    """邻里：社区运行的开放平台 · Linli: the open platform on which neighbourhoods are run.

    退出码：0 成功；1 有原因的拒绝；2 用法不对。
    Exit status: 0 done; 1 refused, with the reason; 2 wrong usage.
    """


def main() -> None:
    """Entry point of the `linli` command: refusals become one line on stderr and exit status 1."""
    from linli.base.errors import Refusal

    try:
        root(standalone_mode=True)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
