"""`linli serve` and `linli demo`: the server and the queue worker, started and stopped together."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click

import linli
from linli.cli.ready import in_turn, only_one, pending_migrations, set_up_database
from linli.cli.root import set_up_django

DEFAULT_PORT = 8000
PORT = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="端口，默认 8000 或其后第一个空的 · port, 8000 or the next free one",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    help="网页进程数，默认每核一个 · one per core",
)


@click.command(short_help="运行服务 · Run the server")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 · address to listen on")
@PORT
@WORKERS
def serve(host: str, port: int | None, workers: int) -> None:
    """运行网页服务和后台任务进程，Ctrl+C 停止 · Run the web server and the queue worker; Ctrl+C stops both.

    数据库没有升级时拒绝启动；静态文件有变化时自动收集。
    Refuses to start on a database that has not been migrated; collects static files when they have changed.
    """
    set_up_database()
    sys.exit(_serve(host, port, workers, logins=False))


@click.command(short_help="演示 · A demo with generated data")
@PORT
@WORKERS
def demo(port: int | None, workers: int) -> None:
    """用生成的数据演示，自带一切 · A demo on generated data, complete in itself.

    数据在 var/demo（或 LINLI_DATA_DIR）；演示账号不用第二重验证，只在演示环境里有效。
    Data is kept in var/demo (or LINLI_DATA_DIR); demo logins need no second factor and work in a demo only.
    """
    os.environ["LINLI_DEMO"] = "1"
    os.environ.setdefault("LINLI_DATA_DIR", str(Path(linli.__file__).parents[2] / "var" / "demo"))
    set_up_django()
    with in_turn("demo-preparing"):  # a demo started twice is prepared once
        _prepare_demo()
    sys.exit(_serve("127.0.0.1", port, workers, logins=True))


def _prepare_demo() -> None:
    from django.core.management import call_command
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from linli.base.audit.queries import last_entry
    from linli.base.identity.demo import create_demo_accounts

    if pending_migrations():
        click.echo(_("正在建立数据库……"))
        call_command("migrate", verbosity=0, skip_checks=True)
    at = timezone.now()
    create_demo_accounts(at)
    if last_entry(DEMO_LOADED) is None and find_spec("linli.demo") is not None:
        click.echo(_("正在生成演示数据……"))
        _load_demo()
    _resident_codes()
    _residents_come()


def _residents_come() -> None:
    """Generated residents come in as jobs once the page is up: nobody waits for them."""
    import importlib

    from django.utils import timezone
    from django.utils.translation import gettext as _

    residents = importlib.import_module("linli.demo.residents")
    if residents.start_residents(at=timezone.now()) is not None:
        click.echo(_("演示居民会在启动后陆续登记；以 district 登录，在“名册”看进度。"))


def _resident_codes() -> None:
    """A family to look at, and codes with which its members look in."""
    import importlib

    from django.utils import timezone

    family = importlib.import_module("linli.demo.family")
    at = timezone.now()
    family.load_family(at=at)
    family.renew_codes(at=at)


DEMO_LOADED = "demo.load"


def _load_demo() -> None:
    import importlib

    from django.utils import timezone

    from linli.base.audit.trail import audited
    from linli.base.identity.actor import Actor

    at = timezone.now()
    # One transaction: a start that is broken off leaves nothing half loaded, and the next one begins anew.
    with audited(by=Actor.system("linli demo"), at=at, verb=DEMO_LOADED, subject="demo.Data"):
        importlib.import_module("linli.demo").load(at)


def _serve(host: str, port: int | None, workers: int, *, logins: bool) -> int:
    from django.db import connections
    from django.utils.translation import gettext as _

    from linli.cli.static import collect_static_if_changed
    from linli.cli.supervise import Supervisor

    with only_one(shared=True):
        collect_static_if_changed()
        chosen = _port(host, port)
        connections.close_all()
        supervisor = Supervisor(host, chosen, workers, _worker_died)
        supervisor.listen_for_signals()
        if not supervisor.wait_until_ready():
            supervisor.stop()
            click.echo(_("服务没有启动成功，原因见上。"), err=True)
            return 1
        click.echo(
            _("邻里已启动：%(address)s（Ctrl+C 停止）") % {"address": f"http://{_shown(host)}:{chosen}/"}
        )
        if logins:
            _print_logins()
        sys.stdout.flush()
        code = supervisor.run()
        click.echo(_("已停止。"))
        return code


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1", "::"} else host  # noqa: S104  # only words


def _port(host: str, wanted: int | None) -> int:
    from django.utils.translation import gettext as _

    from linli.base.errors import Refusal
    from linli.cli.supervise import free_port

    port = free_port(host, wanted or DEFAULT_PORT)
    if wanted and port != wanted:
        raise Refusal(
            "cli.port_taken",
            _("端口 %(port)s 已被占用。"),
            _("请换一个端口，或不写 --port 由程序自己找一个。"),
            port=wanted,
        )
    if port != (wanted or DEFAULT_PORT):
        click.echo(_("端口 %(default)s 已被占用，改用 %(port)s。") % {"default": DEFAULT_PORT, "port": port})
    return port


def _worker_died(worker_id: str) -> None:
    """Whatever that worker was doing is answered for at once, without waiting for its lease to run out."""
    from django.db import connections
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.base.jobs.actions import answer_for_lost_jobs
    from linli.base.jobs.rules import lease

    answer_for_lost_jobs(by=Actor.system("linli serve"), at=timezone.now(), lease=lease(), worker=worker_id)
    connections.close_all()


def _print_logins() -> None:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from linli.base.identity.demo import demo_logins
    from linli.rights.queries import demo_codes

    logins = demo_logins()
    width = max(len(login.username) for login in logins)
    click.echo("\n" + _("演示账号（口令都是“%(passphrase)s”）：") % {"passphrase": logins[0].passphrase})
    for login in logins:
        click.echo(f"  {login.username:<{width}}  {login.label}")
    codes = demo_codes(at=timezone.now())
    if codes:
        click.echo("\n" + _("演示居民的登录码（在 /mine/sign-in/ 用，用过就换新的）："))
        for one in codes:
            click.echo(f"  {one.code}  {one.division_code}")
    click.echo("")
