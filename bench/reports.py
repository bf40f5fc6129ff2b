"""How long a report takes in each form, and how much memory, at 45 and at 5,040 communities.

Run: .venv/bin/python bench/reports.py [--large]. Each line is a process of its own, so memory is its own.
The last lines hold our way of writing a Word table against python-docx cell by cell.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FORMATS = ("html", "docx", "pdf", "xlsx")
GOALS = {("html", 1): 0.3, ("docx", 1): 3.0, ("pdf", 1): 3.0}


def renderer(name: str) -> Callable[[Any], bytes]:
    """The renderer of a form by name."""
    from linli.reports.render import docx, html, pdf, xlsx

    return {"html": html.html_bytes, "docx": docx.docx_bytes, "pdf": pdf.pdf_bytes, "xlsx": xlsx.xlsx_bytes}[
        name
    ]


def measure(name: str, blocks: int) -> None:
    """Compose and render once (small reports twice); print seconds, bytes and peak memory."""
    from linli.reports.compose.district import compose
    from tests.reports.sample import report_a

    render, inputs = renderer(name), report_a(blocks)
    started = time.perf_counter()
    report = compose(inputs)
    composed = time.perf_counter()
    size = len(render(report))
    first = time.perf_counter() - composed
    again = first
    if blocks == 1:
        started_again = time.perf_counter()
        render(report)
        again = time.perf_counter() - started_again
    print(f"{composed - started:.3f} {first:.3f} {again:.3f} {size} {peak_mb():.0f}")


def peak_mb() -> float:
    """Largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table_peer(rows: int, way: str) -> None:
    """Write one Word table our way or cell by cell."""
    from docx import Document

    from linli.core.tabulate.laid import LaidCell, LaidTable
    from linli.reports.render.docx.xml import table

    cells = [[f"{row}-{column}" for column in range(6)] for row in range(rows)]
    started = time.perf_counter()
    if way == "ours":
        laid = LaidTable(
            ("h",) * 6, ("left",) * 6, (1.0,) * 6, tuple(tuple(map(LaidCell, row)) for row in cells), ()
        )
        table(laid)
    else:
        made = Document().add_table(rows=rows, cols=6)
        for row, texts in enumerate(cells):
            for column, text in enumerate(texts):
                made.cell(row, column).text = text
    print(f"{time.perf_counter() - started:.3f} {peak_mb():.0f}")


def child(*arguments: str) -> list[str]:
    """Run this file in a process of its own and read what it prints."""
    done = subprocess.run(
        [sys.executable, __file__, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.split()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 5,040 communities")
    parser.add_argument("--one", nargs=2, metavar=("FORMAT", "BLOCKS"))
    parser.add_argument("--table", nargs=2, metavar=("ROWS", "WAY"))
    chosen = parser.parse_args()
    if chosen.one:
        return measure(chosen.one[0], int(chosen.one[1]))
    if chosen.table:
        return table_peer(int(chosen.table[0]), chosen.table[1])
    print("| communities | form | compose s | first s | again s | bytes | peak MB | goal s |")
    print("|---|---|---|---|---|---|---|---|")
    for blocks in (1, 112) if chosen.large else (1,):
        total = 0.0
        for name in FORMATS:
            compose, first, again, size, peak = child("--one", name, str(blocks))
            total += float(first)
            goal = GOALS.get((name, blocks), "60 for all" if blocks > 1 else "-")
            print(
                f"| {blocks * 45} | {name} | {compose} | {first} | {again} | {int(size):,} | {peak} | {goal} |"
            )
        print(f"| {blocks * 45} | all | | {total:.3f} | | | | |")
    print("\n| Word table of 6 columns | way | s | peak MB |\n|---|---|---|---|")
    for rows in (50, 100):
        for way in ("ours", "python-docx cell by cell"):
            print(f"| {rows} rows | {way} | " + " | ".join(child("--table", str(rows), way)) + " |")
    return None


if __name__ == "__main__":
    main()
