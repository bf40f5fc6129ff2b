"""Writes `docs/reference/import-problems.md` from the catalogue: `python -m tests.base.imports.reference_page`."""

import re
from pathlib import Path

from linli.base.imports.catalogue import (
    CELL_KINDS,
    FILE_KINDS,
    TABLE_KINDS,
    TEMPLATE_KINDS,
    ProblemKind,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "import-problems.md"
_SLOT = re.compile(r"%\((\w+)\)s")
_INTRO = """# 导入问题一览 · Import problems

<!-- made by `python -m tests.base.imports.reference_page` from the catalogue; edit the texts there -->

导入文件时指出的每个问题都有代码、原因和办法，并写明文件、工作表、行和列。只要有一个问题（警告除外），
整个文件都不写入。表中的 `名字` 处填入具体内容。

Every problem that an import can report: its code, the reason, and what to do about it. Each is told with file,
sheet, row and column. One problem (warnings aside) and nothing of the file is written. A `name` in the table
stands for the particular value. The English words are in
`src/linli/base/imports/locale/en/LC_MESSAGES/django.po`. A room adds codes of its own with `register_problems`.
"""
_PARTS = (
    ("文件 · The file", FILE_KINDS),
    ("工作表和表头 · Sheet and headings", TABLE_KINDS),
    ("单元格 · Cells", CELL_KINDS),
    ("填报表 · Workbooks sent out to be filled in", TEMPLATE_KINDS),
)


def reference_page() -> str:
    """The page as Markdown, in the source language."""
    parts = [_INTRO]
    for title, kinds in _PARTS:
        parts.append(f"\n## {title}\n\n| 代码 · Code | 原因 · Reason | 办法 · Remedy |\n|---|---|---|\n")
        parts.extend(reference_row(code, kind) for code, kind in kinds.items())
    return "".join(parts)


def reference_row(code: str, kind: ProblemKind) -> str:
    """One line of a table."""
    reason, remedy = (_SLOT.sub(r"`\1`", str(text)).replace("%%", "%") for text in (kind.reason, kind.remedy))
    warning = "（警告 · warning）" if kind.warning else ""
    return f"| `{code}`{warning} | {reason} | {remedy} |\n"


def main() -> None:
    """Writes the page into the repository."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    PAGE.write_text(reference_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
