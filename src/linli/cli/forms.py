"""`linli forms`: read the layout of forms, match their fields to data elements, compare the rows they ask for."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli.base.errors import Refusal

if TYPE_CHECKING:
    from linli.core.formmatch import Catalogue, Match, Memory

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
OUTPUT = click.Path(dir_okay=False, path_type=Path)


@click.group(short_help="认表：读版式、配数据元、比范围 · Forms: layout, elements, scopes")
def forms() -> None:
    """认表：读版式、配数据元、比范围；不用数据库和网络 · Forms: layout, elements, scopes; no database, no network."""


@forms.command("match", short_help="字段配数据元 · Fields to data elements")
@click.argument("forms_file", metavar="FORMS.jsonl", type=EXISTING)
@click.option(
    "--catalogue", "catalogue_file", type=EXISTING, required=True, help="数据元目录 JSON · Elements as JSON"
)
@click.option(
    "--memory",
    "memory_files",
    type=EXISTING,
    multiple=True,
    help="已确认的对应，可多次 · Confirmed answers; repeatable",
)
@click.option(
    "--memory-forms",
    "memory_form_files",
    type=EXISTING,
    multiple=True,
    help="已确认的表，可多次 · The forms of those answers; repeatable",
)
@click.option("-o", "--output", type=OUTPUT, required=True, help="PREDICTIONS.jsonl")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出小结 · Print a summary as JSON")
def match_command(
    forms_file: Path,
    catalogue_file: Path,
    memory_files: tuple[Path, ...],
    memory_form_files: tuple[Path, ...],
    output: Path,
    as_json: bool,
) -> None:
    """字段配数据元，并说明是否须人确认 · Find the element of every field, and whether to ask a person.

    一行一表：form_id、title、dept、kind、fields（各有 label，可有 group）。
    结果一行一字段：ranked 由优到次，NONE 表示目录里没有；
    auto 表示可以不问人；confidence 为把握；doubts 为存疑之处。
    One form a line with form_id, title, dept, kind, fields (each with label, perhaps group). The answer has a line a
    field: ranked from the best, NONE where the catalogue has no such element; auto where nobody has to be asked.

    例 · for example: linli forms match forms.jsonl --catalogue catalogue.json -o predictions.jsonl
    """
    from linli.core.formmatch import Matcher, form_of, prediction_of

    catalogue = _catalogue(catalogue_file)
    read = [_made(form_of, record, where) for where, record in _records(forms_file)]
    matcher = Matcher(catalogue, _memory(catalogue, memory_files, memory_form_files))
    found = [match for form in read for match in matcher.match(form)]
    _write(output, (prediction_of(match) for match in found))
    _say(_summary(len(read), found), as_json)


@forms.command("read", short_help="读表的版式 · The layout of forms")
@click.argument("files", metavar="FILE...", type=EXISTING, nargs=-1, required=True)
@click.option("-o", "--output", type=OUTPUT, required=True, help="FORMS.jsonl")
@click.option("--dept", default="", help="哪个部门的表 · The department the forms are of")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出小结 · Print a summary as JSON")
def read_command(files: tuple[Path, ...], output: Path, dept: str, as_json: bool) -> None:
    """读 XLSX、XLS、DOCX、CSV、XLSForm 的版式，写出字段 · Read the layout of files and write their fields.

    合并单元格、竖排标题、多人一表、花名册、选项、单位、分段都读；按内容辨认文件，不看扩展名。
    Merged cells, vertical headings, several people in one form, rosters, options, units and sections are read; what a
    file is, its bytes tell, not its name. A file that cannot be read is named and the others are still read; the exit
    status is then 1.

    例 · for example: linli forms read 低保申请表.docx 台账.xlsx -o forms.jsonl
    """
    from linli.cli.forms_files import sheets_of_file
    from linli.core.formmatch.layout import form_record, read_layout

    records: list[dict[str, Any]] = []
    refused: list[str] = []
    empty: list[str] = []
    for file in files:
        try:
            layout = read_layout(sheets_of_file(file))
        except Refusal as refusal:
            refused.append(file.name)
            click.echo(str(refusal), err=True)
            continue
        if not layout.fields:
            empty.append(file.name)
            click.echo(f"{file.name} 里没有找到字段 · no field was found in it", err=True)
        records.append(form_record(_form_id(file, records), layout, dept=dept, path=file.name))
    _write(output, records)
    count = sum(len(record["fields"]) for record in records)
    summary = {"forms": len(records), "fields": count, "refused": len(refused), "empty": len(empty)}
    words = (
        "{forms} 张表，{fields} 个字段；{refused} 个文件读不了，{empty} 张没有字段 · "
        "{forms} forms, {fields} fields; {refused} files not read, {empty} forms without a field"
    )
    click.echo(json.dumps(summary) if as_json else words.format(**summary))
    if refused or empty:
        raise click.exceptions.Exit(1)


def _form_id(file: Path, records: list[dict[str, Any]]) -> str:
    """The file's name, numbered where two files have the same."""
    taken = {record["form_id"] for record in records}
    numbered = (f"{file.stem}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (file.stem, *numbered) if name not in taken)


@forms.command("scopes", short_help="两张表要的行有何关系 · How the rows of two forms lie to each other")
@click.argument("scopes", metavar="[A B]", nargs=-1)
@click.option("--file", "file", type=EXISTING, help="范围和关系的 JSONL · Scopes and relations as JSONL")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON")
def scopes_command(scopes: tuple[str, ...], file: Path | None, as_json: bool) -> None:
    """两张表要的行是相同、包含、交叉还是不相交 · Whether two forms ask for the same rows, some of them, or none.

    A、B 用话或 JSON 写。--file 里 kind 为 scope 的行是范围，kind 为 relation 的行是一对；
    写明 relation 而不符的，退出码为 1。
    A and B are in words or JSON. In a file, lines of kind scope give scopes and lines of kind relation name pairs;
    where a pair states its relation and another is found, the exit status is 1.

    例 · for example: linli forms scopes "人员，年龄满80岁" "人员，年龄满60岁"
    """
    from linli.cli.forms_scopes import pairs_of_file, told

    if bool(file) == bool(scopes) or (scopes and len(scopes) != 2):
        raise click.UsageError("给出两个范围，或者 --file · give two scopes, or --file")
    pairs = pairs_of_file(_records(file)) if file else [("A", "B", *scopes, "")]
    rows = [told(*pair) for pair in pairs]
    click.echo(
        json.dumps(rows, ensure_ascii=False, indent=1) if as_json else "\n".join(row["words"] for row in rows)
    )
    if not all(row["as_stated"] for row in rows):
        raise click.exceptions.Exit(1)


def _memory(catalogue: "Catalogue", answers: tuple[Path, ...], forms_files: tuple[Path, ...]) -> "Memory":
    from linli.core.formmatch import Matcher, Memory, confirmations_of, form_of

    known = [_made(form_of, record, where) for file in forms_files for where, record in _records(file)]
    matcher = Matcher(catalogue)
    kept = []
    for file in answers:
        gold = [record for _, record in _records(file)]
        kept += _made(lambda records: confirmations_of(records, known, matcher), gold, file.name)
    return Memory.of(kept)


def _catalogue(file: Path) -> "Catalogue":
    from linli.core.formmatch import catalogue_of

    try:
        record = json.loads(file.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Refusal("forms.not_json", "%(file)s 不是 JSON · is not JSON", file=file.name) from error
    catalogue: Catalogue = _made(catalogue_of, record, file.name)
    return catalogue


def _records(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lines of a JSONL file with their places."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refusal(
            "forms.not_text", "%(file)s 不是 UTF-8 文本 · is not UTF-8 text", file=file.name
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{file.name}:{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise Refusal("forms.bad_line", "%(where)s 不是 JSON · is not JSON", where=where) from error
        if not isinstance(record, dict):
            raise Refusal("forms.no_object", "%(where)s 应是一个对象 · should be an object", where=where)
        yield where, record


def _made(make: Any, record: Any, where: str) -> Any:
    """What a maker of `core` returns; a fault in the record is said with its file and line."""
    from linli.core.formmatch import RecordError

    try:
        return make(record)
    except RecordError as error:
        raise Refusal(
            f"forms.{error.code}",
            "%(where)s 的 %(part)s 不合格式（%(fault)s） · %(part)s in %(where)s is not as it should be (%(fault)s)",
            where=where,
            part=error.where,
            fault=error.code,
        ) from error


def _write(output: Path, records: Iterable[dict[str, Any]]) -> None:
    with output.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _summary(count: int, found: "list[Match]") -> dict[str, int]:
    from linli.core.formmatch import NONE

    none = sum(match.ranked[0].element == NONE for match in found)
    auto = sum(match.auto for match in found)
    return {"forms": count, "fields": len(found), "auto": auto, "none": none, "ask": len(found) - auto - none}


def _say(summary: dict[str, int], as_json: bool) -> None:
    words = (
        "{forms} 张表，{fields} 个字段：{auto} 个可直接采用，{ask} 个须人确认，{none} 个目录里没有 · "
        "{forms} forms, {fields} fields: {auto} accepted, {ask} to confirm, {none} not in the catalogue"
    )
    click.echo(json.dumps(summary) if as_json else words.format(**summary))
