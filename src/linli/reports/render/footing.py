"""The closing lines of a finished report: which program made it."""

from collections.abc import Mapping
from dataclasses import replace

from linli.core.tabulate.report import Report
from linli.core.tabulate.words import Words

_SHOWN = 12


def with_footing(report: Report, engine: Mapping[str, str]) -> Report:
    """The report with a line that names the version and the digest of the code it was made with."""
    code = engine["code"][:_SHOWN]
    line = Words(
        f"由邻里 {engine['linli']} 编制，程序指纹 {code}。", f"Made by Linli {engine['linli']}, code {code}."
    )
    return replace(report, footing=(*report.footing, line))
