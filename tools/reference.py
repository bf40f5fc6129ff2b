"""Reference pages made from the code: the `linli` command. `--check` fails when a page is out of date."""

import sys
from pathlib import Path

import click

from linli.cli.root import root

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "command-line.md"
INTRO = """# The `linli` command

<!-- made by tools/reference.py from the command itself; edit the help texts there -->

`linli` is installed in `.venv/bin`. Exit status: 0 done; 1 refused, with the reason on stderr; 2 wrong usage.
Every help text is in Chinese and English. Commands with `--json` print one JSON document on stdout.
"""


def usage(command: click.Command, path: str) -> str:
    """One command: how it is called, what it does, its arguments and options."""
    context = click.Context(command, info_name=path)
    arguments = " ".join(p.make_metavar(context) for p in command.params if isinstance(p, click.Argument))
    lines = [
        f"\n## `{' '.join(filter(None, (path, arguments)))}`\n",
        click.unstyle(command.help or "").strip(),
        "",
    ]
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        lines += ["| option | meaning |", "|---|---|"]
        lines += [f"| `{', '.join(option.opts)}` | {option.help or ''} |" for option in options]
    return "\n".join(lines)


def walk(group: click.Group, path: str) -> list[str]:
    """All commands below a group, in the order `--help` lists them."""
    found: list[str] = []
    context = click.Context(group, info_name=path)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        found.append(usage(command, f"{path} {name}"))
        if isinstance(command, click.Group):
            found += walk(command, f"{path} {name}")
    return found


def page() -> str:
    """The whole reference page."""
    return INTRO + "\n".join(walk(root, "linli")) + "\n"


def main() -> int:
    """Write the page, or compare it."""
    made = page()
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") != made:
            print(f"{PAGE.name} is out of date: run `make docs`")
            return 1
        return 0
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
