"""`linli sharing`: keys of the two sides, and the check of a request or answer without any database."""

import json
import sys
from pathlib import Path
from uuid import UUID

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(short_help="部门共享 · Sharing between departments")
def sharing() -> None:
    """部门共享：公钥、登记、离线核验 · Keys, registration, checking documents offline."""


@sharing.command(short_help="离线核验一份请求或答复 · Check a request or answer offline")
@click.argument("file", type=FILE)
@click.option(
    "--key",
    "keys",
    multiple=True,
    type=FILE,
    required=True,
    help="对方公钥文件 · the signer's public key, a file",
)
@click.option(
    "--request", "request_file", type=FILE, help="答复所答的请求 · the request that the answer answers"
)
def verify(file: Path, keys: tuple[Path, ...], request_file: Path | None) -> None:
    """核验签名和时间，不连数据库和网络 · Check signature and time, without database or network.

    给出 --request 时还核验答复答的正是这份请求（两边的公钥都要给）。退出码 1 表示不可信。
    With --request also that the answer answers this very request (give both keys). Exit status 1: not to be believed.

    例 · for example: linli sharing verify answer.json --key linli.pub --key health.pub --request request.json
    """
    from linli.sharing.documents import Faulty, fingerprint, read_public_key, verify_pair
    from linli.sharing.documents import verify as check

    known = {}
    for path in keys:
        try:
            key = read_public_key(path.read_text(encoding="ascii"))
        except ValueError as error:
            raise click.UsageError(f"{path}: {error}") from error
        known[fingerprint(key)] = key
    try:
        told = check(file.read_bytes(), known)
        if request_file is not None:
            verify_pair(check(request_file.read_bytes(), known), told)
    except Faulty as faulty:
        click.echo(f"不可信 · not to be believed: {faulty.code}", err=True)
        sys.exit(1)
    body = told.body
    lines = {"format": told.format, "made_at": body.get("made_at"), "from": body.get("from"), "key": told.key}
    lines |= {"agreement": body.get("agreement"), "sha256": told.digest}
    click.echo(json.dumps(lines, ensure_ascii=False, indent=1))


@sharing.command(short_help="本平台的公钥 · This platform's public key")
def key() -> None:
    """打印本平台的公钥，交给对方 · Print this platform's public key, to be handed to the other side."""
    from linli.cli.root import set_up_django

    set_up_django()
    from linli.sharing.documents import public_bytes, write_public_key
    from linli.sharing.keys import platform_key

    click.echo(write_public_key(public_bytes(platform_key())))


@sharing.command(short_help="登记机构对应的部门 · Say which department a body is")
@click.argument("body", type=click.UUID)
@click.argument("code")
def department(body: UUID, code: str) -> None:
    """登记 BODY 是目录里的哪个部门（CODE，如 health）· Say that BODY is the catalogue's department CODE."""
    from linli.cli.ready import set_up_database

    set_up_database()
    from django.utils import timezone

    from linli.base.errors import Refusal
    from linli.base.identity.actor import Actor
    from linli.base.reading.actions import name_department
    from linli.catalogue.queries import reference

    if code not in reference().departments:
        raise Refusal("sharing.no_provider", f"{code}: {', '.join(reference().departments)}")
    row = name_department(
        body_id=body, code=code, by=Actor.system("linli sharing department"), at=timezone.now()
    )
    click.echo(f"{row.body_id} = {row.code}")


@sharing.command(name="register", short_help="登记部门系统的公钥 · Register a system's key")
@click.argument("file", type=FILE)
@click.option(
    "--post", required=True, type=click.UUID, help="负责岗位 · the post whose holder answers for it"
)
def register_(file: Path, post: UUID) -> None:
    """登记一个部门系统的公钥（FILE 里一行）· Register the public key of a department's system."""
    from linli.cli.ready import set_up_database

    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.sharing.actions import register_key

    row = register_key(
        line=file.read_text(encoding="ascii"),
        post_id=post,
        by=Actor.system("linli sharing register"),
        at=timezone.now(),
    )
    click.echo(f"{row.department} {row.fingerprint}")


@sharing.command(short_help="答复一份请求 · Answer one request")
@click.argument("file", type=FILE)
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def answer(file: Path, out: Path) -> None:
    """核验请求、按协议查询、写出签过名的答复 · Check a request, read under its agreement, write the answer."""
    from linli.cli.ready import set_up_database

    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.sharing.actions import answer_request

    told = answer_request(
        document=file.read_bytes(), by=Actor.system("linli sharing answer"), at=timezone.now()
    )
    out.write_bytes(told)
    out.chmod(0o600)
    click.echo(str(out))
