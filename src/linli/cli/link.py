"""`linli link`: which records of several rosters are about one person; `linli address`: parts of an address."""

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli.base.errors import Refusal

if TYPE_CHECKING:
    from linli.core.addresses import Address, Gazetteer

COLUMNS = ("rec_id", "name", "sex", "birth", "id_no", "phone", "address")
PROCESSES = 2
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
GAZETTEER_OPTION = click.option(
    "--divisions",
    type=EXISTING,
    help="区划名录（code,name 的 CSV）；默认用自带的一市 · Divisions as a CSV code,name; the bundled city by default",
)


def gazetteer_of(divisions: Path | None) -> "Gazetteer":
    """Names from a list of divisions: codes of committees have 12 digits, of sub-districts 9, above them fewer."""
    from linli.core.addresses import Gazetteer

    path = divisions or Path(__file__).parents[1] / "territory" / "data" / "divisions_3508.csv"
    subs: list[str] = []
    committees: list[str] = []
    uppers: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            by_length = {12: committees, 9: subs}
            by_length.get(len(row["code"]), uppers).append(row["name"])
    return Gazetteer.of(subs, committees, uppers)


def records_of(path: Path) -> Any:
    """The rows of a parquet file with the columns of `COLUMNS`, as an Arrow table."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    try:
        names = pq.read_schema(path).names
        missing = [name for name in COLUMNS if name not in names]
        table = None if missing else pq.read_table(path, columns=list(COLUMNS))
    except (pa.ArrowInvalid, OSError) as error:
        raise Refusal(
            "link.not_parquet", "%(file)s 不是 parquet 文件 · is not a parquet file", file=path.name
        ) from error
    if table is None:
        raise Refusal(
            "link.columns_missing",
            "%(file)s 缺少列 · lacks the columns %(columns)s",
            file=path.name,
            columns=", ".join(missing),
        )
    for name in ("id_no", "phone"):
        if pa.types.is_floating(table.schema.field(name).type):
            raise Refusal(
                "link.number_not_text",
                "%(file)s 的 %(column)s 列是小数，末位已丢失，须是文本 · "
                "the column %(column)s holds floats, whose last digits are lost; it must be text",
                file=path.name,
                column=name,
            )
    rec_id = table["rec_id"]
    whole = pa.types.is_integer(rec_id.type) and not rec_id.null_count
    if not whole or pc.count_distinct(rec_id).as_py() != table.num_rows:
        raise Refusal(
            "link.rec_id",
            "%(file)s 的 rec_id 须是整数且不重复 · rec_id must be whole numbers without repeats",
            file=path.name,
        )
    return table.set_column(table.schema.get_field_index("rec_id"), "rec_id", rec_id.cast(pa.int64()))


@click.command(short_help="同一人的记录归到一起 · Records of one person together")
@click.argument("records", type=EXISTING)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="CSV rec_id,cluster",
)
@click.option(
    "--doubtful",
    type=click.Path(dir_okay=False, path_type=Path),
    help="待人工判断的对 · pairs for a person to decide",
)
@GAZETTEER_OPTION
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出小结 · Print a summary as JSON")
def link(records: Path, output: Path, doubtful: Path | None, divisions: Path | None, as_json: bool) -> None:
    """把几份名册里同一人的记录归到一起 · Put the records of one person together.

    RECORDS: parquet with rec_id, name, sex, birth, id_no, phone, address. No database and no network is used.
    """
    import pyarrow as pa
    import pyarrow.csv as pa_csv

    from linli.core.linkage import link_table, normalise_columns

    # No name holds the two tables, so that each goes when the next step has its own.
    found = link_table(normalise_columns(records_of(records), gazetteer_of(divisions), processes=PROCESSES))
    made = pa.table({"rec_id": found.rec_id, "cluster": found.cluster})
    with output.open("wb") as file:
        file.write(b"rec_id,cluster\n")
        pa_csv.write_csv(made, file, pa_csv.WriteOptions(include_header=False, quoting_style="none"))
    if doubtful:
        with doubtful.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("rec_id_1", "rec_id_2", "weight"))
            writer.writerows((one, other, f"{weight:.2f}") for one, other, weight in found.doubtful)
    people = int((found.rec_id == found.cluster).sum())
    summary = {"records": len(found.rec_id), "people": people, "doubtful": len(found.doubtful)}
    words = (
        "{records} 条记录，{people} 人，{doubtful} 对待判断 · "
        "{records} records, {people} people, {doubtful} pairs to decide"
    )
    click.echo(json.dumps(summary) if as_json else words.format(**summary))


@click.group(short_help="地址拆分与比较 · Addresses taken apart and compared")
def address() -> None:
    """地址拆分与比较 · Addresses taken apart and compared."""


@address.command("parse", short_help="拆分一列地址 · Take a list of addresses apart")
@click.argument("file", type=EXISTING)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="JSON")
@GAZETTEER_OPTION
def parse_command(file: Path, output: Path, divisions: Path | None) -> None:
    """拆分地址，并给出住房的键 · Take addresses apart and give the key of the dwelling.

    FILE: a JSON list of strings. Two keys are one dwelling when they are equal; where one leaves a part out, ask
    `linli address same`.
    """
    from linli.core.addresses import parse

    strings = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(strings, list) or not all(isinstance(text, str) for text in strings):
        raise Refusal(
            "address.not_strings", "%(file)s 应是字符串的列表 · should be a list of strings", file=file.name
        )
    gazetteer = gazetteer_of(divisions)
    made = [{"text": text, **_parts(parse(text, gazetteer))} for text in strings]
    output.write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")


@address.command("same", short_help="是不是同一住房 · Whether two are one dwelling")
@click.argument("one")
@click.argument("other")
@GAZETTEER_OPTION
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON")
def same_command(one: str, other: str, divisions: Path | None, as_json: bool) -> None:
    """两个地址是不是同一住房；一方省略的部分不算不同 · Whether two addresses are one dwelling.

    A part that one of them leaves out agrees with any.
    """
    from linli.core.addresses import parse, same_dwelling

    gazetteer = gazetteer_of(divisions)
    same = same_dwelling(parse(one, gazetteer), parse(other, gazetteer))
    words = "同一住房 · one dwelling" if same else "不是同一住房 · not one dwelling"
    click.echo(json.dumps({"same": same}) if as_json else words)


def _parts(found: "Address") -> dict[str, str]:
    from linli.core.addresses import dwelling_keys

    return {**found._asdict(), "key": (dwelling_keys(found) or ("",))[-1 if not found.estate else 0]}
