"""Reading a workbook of 20,000 rows and 15 columns: the import kit against openpyxl's read-only mode.

    .venv/bin/python bench/imports.py [rows]

Each reader runs in a fresh process, twice in turn; the best time counts, imports of the reader included. Peak
memory is that of the process and, for the kit, of its child. Both have to come to the same cells.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from django.conf import settings

COLUMNS = 15
MEBIBYTE = 1024


def write_sample(path: Path, rows: int) -> None:
    """Codes, names, figures, rates and dates, as a district's list has them."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("社区")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for column in range(COLUMNS):
        page.write_string(0, column, f"列{column + 1}")
    for row in range(1, rows + 1):
        for column in range(COLUMNS):
            match column % 5:
                case 0:
                    page.write_string(row, column, f"3508020{row % 100000:05}")
                case 1:
                    page.write_string(row, column, f"社区{row * 7 % 4001}")
                case 2:
                    page.write_number(row, column, row * 1.25 + column)
                case 3:
                    page.write_number(row, column, row * column)
                case _:
                    page.write_datetime(row, column, date(2000, 1, 1) + timedelta(days=row % 9000), day)
    book.close()


def kit_cells(path: str) -> list[Any]:
    """The cells by the import kit: sniffed, guarded, read in the child, sent back."""
    from linli.base.imports.reader import read_workbook

    return [list(row) for row in read_workbook(path).sheets[0].rows]


def openpyxl_cells(path: str) -> list[Any]:
    """The cells by openpyxl."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    return [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in rows]


def kit_table(path: str) -> list[Any]:
    """The kit's whole way: read, heading found, every cell parsed by its declared type."""
    from linli.base.imports.columns import Column, Kind, Schema
    from linli.base.imports.reader import read_workbook
    from linli.base.imports.table import read_table

    kinds = (Kind.TEXT, Kind.TEXT, Kind.DECIMAL, Kind.INTEGER, Kind.DATE)
    columns = tuple(Column(f"c{n}", (f"列{n + 1}",), kinds[n % 5]) for n in range(COLUMNS))
    table = read_table(read_workbook(path), Schema("bench", columns))
    if not table.ok:
        raise SystemExit(f"problems: {table.problems[:3]}")
    return list(table.rows)


READERS = {
    "import kit": kit_cells,
    "openpyxl, read-only": openpyxl_cells,
    "import kit, all cells checked": kit_table,
}


def measure(name: str, path: str) -> None:
    """Runs one reader here and prints what it took, for the process above."""
    settings.configure(USE_I18N=False)
    started = time.perf_counter()
    rows = READERS[name](path)
    seconds = time.perf_counter() - started
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    digest = 0 if "checked" in name else hash(str([[plain(cell) for cell in row] for row in rows]))
    print(json.dumps({"seconds": seconds, "own": own, "child": child, "rows": len(rows), "digest": digest}))


def plain(cell: Any) -> str:
    """A cell in one form for both readers: openpyxl tells 12 from 12.0 by how it is written."""
    return str(float(cell) if isinstance(cell, int) else cell)


def run(name: str, path: str) -> dict[str, Any]:
    """One reader in a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", name, path],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONHASHSEED": "0"},
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main() -> None:
    """Prints the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.xlsx"
        write_sample(path, rows)
        best: dict[str, dict[str, Any]] = {}
        for _ in range(2):
            for name in READERS:
                result = run(name, str(path))
                if name not in best or result["seconds"] < best[name]["seconds"]:
                    best[name] = result
        size = path.stat().st_size
    if best["import kit"]["digest"] != best["openpyxl, read-only"]["digest"]:
        raise SystemExit("the two readers do not come to the same cells")
    peer = best["openpyxl, read-only"]["seconds"]
    print(f"{rows:,} rows x {COLUMNS} columns, {size / 1e6:.1f} MB; best of 2, fresh process each\n")
    print("| reader | seconds | peer / this | peak MB, process | peak MB, child |")
    print("|---|---:|---:|---:|---:|")
    for name, result in best.items():
        own, child = result["own"] / MEBIBYTE, result["child"] / MEBIBYTE
        print(
            f"| {name} | {result['seconds']:.2f} | {peer / result['seconds']:.1f} | {own:.0f} | {child:.0f} |"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], sys.argv[3])
    else:
        main()
