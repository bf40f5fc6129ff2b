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
# One long statement whose plan is made once: to compile it costs more than it saves, and to print it costs most.
SPARK_SETTINGS = {
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.maxPlanStringLength": "1000",
    "spark.ui.showConsoleProgress": "false",
}
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


class Roster:
    """A parquet file with the columns of `COLUMNS`; each is read when it is asked for, so that never all are held."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path = path
        try:
            self.schema = pq.read_schema(path)
            self.num_rows = int(pq.read_metadata(path).num_rows)
        except (pa.ArrowInvalid, OSError) as error:
            raise Refusal(
                "link.not_parquet", "%(file)s 不是 parquet 文件 · is not a parquet file", file=path.name
            ) from error
        self._refuse_columns()
        self._refuse_ids()

    def column(self, name: str) -> Any:
        """One column; `rec_id` as whole numbers of 64 bits, the others as text (a date may come as a number)."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        found = pq.read_table(self.path, columns=[name])[name]
        return found.cast(pa.int64() if name == "rec_id" else pa.string())

    def _refuse_columns(self) -> None:
        import pyarrow as pa

        missing = [name for name in COLUMNS if name not in self.schema.names]
        if missing:
            raise Refusal(
                "link.columns_missing",
                "%(file)s 缺少列 · lacks the columns %(columns)s",
                file=self.path.name,
                columns=", ".join(missing),
            )
        for name in ("id_no", "phone"):
            if pa.types.is_floating(self.schema.field(name).type):
                raise Refusal(
                    "link.number_not_text",
                    "%(file)s 的 %(column)s 列是小数，末位已丢失，须是文本 · "
                    "the column %(column)s holds floats, whose last digits are lost; it must be text",
                    file=self.path.name,
                    column=name,
                )

    def _refuse_ids(self) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        whole = pa.types.is_integer(self.schema.field("rec_id").type)
        rec_id = self.column("rec_id") if whole else None
        if rec_id is None or rec_id.null_count or pc.count_distinct(rec_id).as_py() != self.num_rows:
            raise Refusal(
                "link.rec_id",
                "%(file)s 的 rec_id 须是整数且不重复 · rec_id must be whole numbers without repeats",
                file=self.path.name,
            )


def spark_session(master: str) -> Any:
    """A session of Spark; what else it needs stands in Spark's own settings (SPARK_CONF_DIR)."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Refusal(
            "link.no_spark", "未安装 Spark：请装 linli[spark] · Spark is not installed: install linli[spark]"
        ) from error
    made = SparkSession.builder.appName("linli link").master(master).config("spark.ui.enabled", "false")
    for name, value in SPARK_SETTINGS.items():
        made = made.config(name, value)
    if master.startswith("local"):
        made = made.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    return made.getOrCreate()


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
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    envvar="LINLI_LINK_ENGINE",
    show_envvar=True,
    show_default=True,
    help="在哪里比较 · Where pairs are scored",
)
@click.option(
    "--spark-master",
    default="local[2]",
    envvar="LINLI_SPARK_MASTER",
    show_envvar=True,
    show_default=True,
    help="Spark 主节点 · Master of Spark, as spark://host:7077",
)
@GAZETTEER_OPTION
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出小结 · Print a summary as JSON")
def link(
    records: Path,
    output: Path,
    doubtful: Path | None,
    engine: str,
    spark_master: str,
    divisions: Path | None,
    as_json: bool,
) -> None:
    """把几份名册里同一人的记录归到一起 · Put the records of one person together.

    RECORDS: parquet with rec_id, name, sex, birth, id_no, phone, address. No database and no network is used (but the
    cluster's, with Spark).
    """
    import pyarrow as pa
    import pyarrow.csv as pa_csv

    from linli.core.linkage import link_table, normalise_columns

    roster, gazetteer = Roster(records), gazetteer_of(divisions)
    spark = spark_session(spark_master) if engine == "spark" else None
    # No name holds the folded table, so that it goes when the next step has its own.
    found = link_table(normalise_columns(roster, gazetteer, processes=PROCESSES), spark=spark)
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
