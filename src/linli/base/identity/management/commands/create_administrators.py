"""`linli manage create_administrators`: the first three administrators of an installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from linli.base.errors import Refusal
from linli.base.identity.bootstrap import create_administrators
from linli.base.identity.states import Role

OPTIONS = {
    "--system": Role.SYSTEM_ADMIN,
    "--security": Role.SECURITY_ADMIN,
    "--audit": Role.AUDIT_ADMIN,
}


class Command(BaseCommand):
    """Opens three accounts and prints their one-time passphrases."""

    help = "建立最初的三位管理员 · Create the first three administrators and print their one-time passphrases"

    def add_arguments(self, parser: CommandParser) -> None:
        """A sign-in name for each of the three, and the body that runs the platform."""
        for option, role in OPTIONS.items():
            parser.add_argument(option, required=True, metavar="NAME", help=f"{role.value}: sign-in name")
        parser.add_argument("--body", default="平台运行单位", help="机构名称 · name of the operating body")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, or say why not."""
        names = {role: (options[option[2:]], options[option[2:]]) for option, role in OPTIONS.items()}
        try:
            logins = create_administrators(names=names, body_name=options["body"], at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        for login in logins:
            self.stdout.write(f"{login.role.label}\t{login.username}\t{login.passphrase}")
