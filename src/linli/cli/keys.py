"""`linli keys`: what the keys of this installation hold, and changing them while it works."""

import click

from linli.cli.ready import set_up_database


@click.group(short_help="密钥 · Keys that seal personal values")
def keys() -> None:
    """密钥 · The keys that seal personal values."""


@keys.command(short_help="密钥现状 · How the keys stand")
def status() -> None:
    """密钥现状 · How the keys stand: numbers only, no secrets."""
    set_up_database()
    from linli.register.queries.keys import forgotten_with_keys, key_status

    found = key_status()
    click.echo(f"算法 {found.algorithm}，有密钥的对象 {found.people} · algorithm, subjects with a key")
    for number, count in found.wrapping:
        click.echo(f"主密钥 {number}：{count} · wrapping key {number} holds {count}")
    for number, count in found.index:
        click.echo(f"索引密钥 {number}：{count} · index key {number} made {count} rows")
    left = len(forgotten_with_keys())
    if left:
        click.echo(f"已删除而密钥还在：{left} · forgotten, key still there: {left}", err=True)
        raise SystemExit(1)


@keys.command(short_help="换密钥 · Change the keys")
@click.option(
    "--index", "is_index", is_flag=True, help="换索引密钥，而不是主密钥 · The index key, not the wrapping key"
)
def rotate(is_index: bool) -> None:
    """换密钥，系统照常运行 · Change the keys while the system works.

    默认换主密钥（几秒）；--index 换索引密钥，要重做整个索引 · By default the wrapping key, which takes seconds;
    with --index the index key, for which the whole index is made anew.
    """
    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.register.actions import rotate_index_key, rotate_wrapping_key

    act = rotate_index_key if is_index else rotate_wrapping_key
    done = act(by=Actor.system("linli keys rotate"), at=timezone.now(), progress=_show)
    click.echo(err=True)
    click.echo(f"完成：{done} · done: {done}")


def _show(done: int) -> None:
    click.echo(f"\r{done}", nl=False, err=True)
