import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.tabulate import payload
from linli.core.tabulate.blocks import Heading, Paragraph
from linli.core.tabulate.figures import FigureSet
from linli.core.tabulate.laid import laid_rows, laid_table
from linli.core.tabulate.numbering import numbers_of
from linli.core.tabulate.spans import BadText
from linli.core.tabulate.words import Words

from .making import counted, small_report, summed


def test_a_report_may_only_mention_its_own_figures():
    with pytest.raises(BadText, match=r"text\.unknown_figure: funds"):
        replace(small_report(), figures=FigureSet([counted()]))


def test_keys_are_unique():
    report = small_report()
    with pytest.raises(ValueError, match="two blocks of one key"):
        replace(report, blocks=(*report.blocks, report.blocks[0]))


def test_headings_tables_and_charts_are_numbered_apart():
    levels = [1, 2, 2, 3, 1, 2]
    blocks = [Heading(str(n), level, Words("", "")) for n, level in enumerate(levels)]
    assert list(numbers_of(blocks, "zh").values()) == ["一、", "（一）", "（二）", "1．", "二、", "（一）"]
    assert list(numbers_of(blocks, "en").values()) == ["1.", "1.1", "1.2", "1.2.1", "2.", "2.1"]
    numbers = numbers_of(small_report().blocks, "zh")
    assert numbers == {"one": "一、", "table": "表1", "chart": "图1", "map": "图2"}


def test_warnings_stand_beside_their_block():
    report = small_report()
    assert [check.code for check in report.warnings_beside("table")] == ["c"]
    assert report.warnings_beside("text") == ()


def test_a_table_is_laid_out_with_its_figures():
    report = small_report()
    laid = laid_table(report.blocks[3], report.figures, "zh")
    assert laid.heads == ("社区", "应拨（元）")
    assert [cell.text for cell in laid.rows[1]] == ["东宝", "未知"]
    assert (laid.totals[0][1].text, laid.totals[0][1].figure) == ("18,000", "funds.due")
    assert laid.aligns == ("left", "right")
    assert laid_rows(summed(), "en").heads == ("Community", "Due (yuan)")


def test_a_payload_comes_back_as_the_same_report_and_the_same_bytes():
    report = small_report()
    stored = payload.dumps(report)
    assert payload.loads(stored) == report
    assert payload.dumps(payload.loads(stored)) == stored
    assert payload.digest(stored) == payload.digest(payload.dumps(small_report()))


def test_rows_that_figures_share_are_stored_once():
    report = small_report()
    shared = summed("other")
    both = FigureSet([*report.figures.values(), replace(shared, rows=report.figures["funds.due"].rows)])
    stored = payload.dumps(replace(report, figures=both))
    assert len(stored.split(b"\n")) == 1 + 2
    assert payload.dumps(payload.loads(stored)) == stored


BROKEN = (
    b"", b"{}", b"[]", b"\xff", b'{"format":99}', b'{"format":1,"report":{}}',
    b'{"format":1,"report":{"x":1},"row_counts":[]}', b'{"format":1,"report":{},"row_counts":3}',
    b'{"format":1,"report":{},"row_counts":[1]}',
)  # fmt: skip


@pytest.mark.parametrize("stored", BROKEN)
def test_damaged_payloads_are_refused(stored):
    with pytest.raises(payload.BadPayload):
        payload.loads(stored)


def test_a_payload_cannot_name_a_class_of_its_own():
    head, *rows = payload.dumps(small_report()).decode().split("\n")
    stored = json.loads(head)
    stored["report"]["blocks"][0]["c"] = "Path"
    with pytest.raises(payload.BadPayload):
        payload.loads("\n".join((json.dumps(stored), *rows)).encode())


def test_rows_are_read_when_somebody_looks_and_must_be_as_many_as_promised():
    head, *rows = payload.dumps(small_report()).decode().split("\n")
    report = payload.loads("\n".join((head, "[]", *rows[1:])).encode())
    assert len(report.figures["offices.none"].rows) == 2
    with pytest.raises(payload.BadPayload, match="0 rows instead of 2"):
        list(report.figures["offices.none"].rows)


@given(st.text(max_size=40).filter(lambda t: "{" not in t and "}" not in t))
def test_any_text_survives_the_payload(text):
    report = replace(small_report(), blocks=(Paragraph("p", Words(text, text)),))
    assert payload.loads(payload.dumps(report)) == report
