"""命令行 · The `linli` command: a door for operators and for each engine."""

from linli.cli.root import main

__all__ = ["main"]
