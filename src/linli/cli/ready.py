"""Is the database there, and is it as new as the code?"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linli.cli.root import set_up_django


def pending_migrations(app: str = "") -> list[str]:
    """Names of migrations (of one app) that the database has not seen yet, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(app or None))
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def set_up_database(app: str = "") -> None:
    """Load settings and apps, and refuse to go on with a database that has not been migrated (for `app`)."""
    set_up_django()
    from django.utils.translation import gettext as _

    from linli.base.errors import Refusal

    pending = pending_migrations(app)
    if pending:
        raise Refusal(
            "cli.not_migrated",
            _("数据库还没有升级到这一版程序（缺 %(count)s 步，如 %(first)s）。"),
            _("请先备份，再运行 linli manage migrate。"),
            count=len(pending),
            first=pending[0],
        )


@contextmanager
def in_turn(name: str) -> Iterator[None]:
    """Wait until no other process on this data folder does the work called `name`, then do it.

    The lock is the operating system's and ends with the process, however that ends.
    """
    from django.conf import settings

    try:
        import fcntl
    except ImportError:  # Windows has no such locks; there the operator's care must do
        yield
        return
    path = Path(settings.DATA_DIR) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def only_one(*, shared: bool = False) -> Iterator[None]:
    """Hold this installation: servers share it, a restore needs it alone. Refuses when it is taken.

    The lock is the operating system's and ends with the process, however that ends. It reaches as far as this
    machine's data folder.
    """
    from django.conf import settings
    from django.utils.translation import gettext as _

    from linli.base.errors import Refusal

    try:
        import fcntl
    except ImportError:  # Windows has no such locks; there the operator's care must do
        yield
        return
    path = Path(settings.DATA_DIR) / "in-use"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal(
                "cli.in_use",
                _("这个安装正在使用中（数据目录 %(folder)s）。"),
                _("请先停止 linli serve，再恢复。"),
                folder=path.parent,
            ) from error
        yield
