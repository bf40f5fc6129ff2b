"""Loading: whole or not at all, each bad row named, a second run after a failure works."""

import gzip

import pytest

from linli.base.errors import NotAllowed
from linli.base.identity.states import Role
from linli.base.jobs.runner import JobCancelled
from linli.territory.actions import load_edition
from linli.territory.models import Division, Edition, EditionChange
from linli.territory.queries.entries import entries_of_edition
from linli.territory.rules.editions import BadRows, EmptyList, LoadOvertaken, NotReadable
from linli.territory.rules.reading import read_list_bytes
from linli.territory.states import EditionState, RowReason
from tests.factories import actor
from tests.territory.lists import AFTER, AT, BEFORE, BY, D2000, as_file, load, on, put_in_force

pytestmark = pytest.mark.django_db
BAD = """code,name
35,福建省
3508,龙岩市
350,三位
3508xx,字母
350802,
3508,龙岩市
350999001,没有上级
350999001001,上级不合格
350803
"""


def test_each_bad_row_is_named_with_its_number_and_reason():
    with pytest.raises(BadRows) as refused:
        load(BAD)
    assert [(one.row, one.reason) for one in refused.value.problems] == [
        (4, RowReason.LENGTH),
        (5, RowReason.DIGITS),
        (6, RowReason.NAME),
        (7, RowReason.REPEATED),
        (8, RowReason.PARENT),
        (9, RowReason.PARENT),
        (10, RowReason.COLUMNS),
    ]
    assert "第 4 行（350 三位）" in str(refused.value)
    assert not Edition.objects.exists()
    assert not Division.objects.exists()


def test_bad_rows_are_left_out_when_told_so():
    edition = Edition.objects.get(pk=load(BAD, leave_out_bad_rows=True))
    assert edition.row_count == 2
    assert edition.left_out == {"length": 1, "digits": 1, "name": 1, "repeated": 1, "parent": 2, "columns": 1}


@pytest.mark.parametrize("text", ["", "code,name\n", "\n\n"])
def test_an_empty_list_is_refused(text):
    with pytest.raises(EmptyList):
        load(text)


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02,\xff\xfe\xff", gzip.compress(b"35,x", mtime=0)[:-6], b"PK\x03\x04\x00\x00"]
)
def test_what_is_no_list_is_refused_in_words(content):
    with pytest.raises(NotReadable):
        read_list_bytes("x", content)


def test_gzip_is_unpacked_only_so_far():
    with pytest.raises(NotReadable) as refused:
        read_list_bytes("bomb.gz", gzip.compress(b"0" * (300 * 2**20), compresslevel=1))
    assert refused.value.reason == "size"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_encodings_are_told_apart(encoding):
    file = read_list_bytes("x.csv", "code,name\r\n35,福建省\r\n".encode(encoding))
    load_edition(files=[file], name="x", source="x", by=BY, at=AT)
    assert Division.objects.get().name == "福建省"


def test_several_quoted_files_make_one_list_in_any_order():
    """The form of the npm package: one file per level, quoted, with further columns."""
    lower = as_file('"code","name","provinceCode"\n"3508","龙岩市","35"\n', "cities.csv")
    upper = as_file('"code","name"\n"35","福建省"\n', "provinces.csv")
    load_edition(files=[lower, upper], name="x", source="x", by=BY, at=AT)
    assert Division.objects.get(code="3508").parent_code == "35"


def test_a_list_filled_up_with_zeros_is_read_as_the_short_one():
    padded = {code.ljust(12, "0"): name for code, name in BEFORE.items()}
    edition = load(padded)
    assert {code: name for code, name, _parent in entries_of_edition(edition)} == BEFORE


def test_a_city_without_counties_keeps_its_sub_districts():
    load({"44": "广东省", "4419": "东莞市", "441900003": "东城街道", "441900003001": "岗贝社区居委会"})
    assert Division.objects.get(code="441900003").parent_code == "4419"


def _fails_at(step: int, error: BaseException):
    calls = []

    def progress(done: int, total: int, message: str) -> None:
        calls.append((done, total, message))
        if len(calls) == step:
            raise error

    return progress


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("error", [JobCancelled(), RuntimeError("disk"), KeyboardInterrupt()])
def test_a_load_that_is_cancelled_or_fails_leaves_nothing_and_can_be_repeated(step, error, monkeypatch):
    put_in_force(BEFORE, D2000)
    before = Division.objects.count()
    with pytest.raises(type(error)):
        load(AFTER, progress=_fails_at(step, error))
    assert Edition.objects.count() == 1
    assert Division.objects.count() == before
    assert not EditionChange.objects.exists()
    assert on(D2000) == BEFORE
    load(AFTER)
    assert Edition.objects.count() == 2


def test_what_a_killed_load_left_behind_is_cleared_by_the_next():
    dead = Edition.objects.create(
        name="x", source="x", digest="0" * 64, row_count=1, loaded_at=AT, loaded_by="x"
    )
    Division.objects.create(
        edition=dead, code="35", name="福建省", stem="福建省", level=1, kind="area", valid_from=None
    )
    load(BEFORE)
    assert list(Edition.objects.values_list("state", flat=True)) == [EditionState.INACTIVE]
    assert Division.objects.count() == len(BEFORE)


def test_a_load_that_was_overtaken_stops():
    def overtake(done: int, total: int, message: str) -> None:
        if total and done == 0 and Edition.objects.filter(name="先").exists():
            Edition.objects.filter(name="先").delete()

    with pytest.raises(LoadOvertaken):
        load(BEFORE, "先", progress=overtake)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_only_the_system_administrator_loads(role):
    with pytest.raises(NotAllowed):
        load_edition(files=[as_file(BEFORE)], name="x", source="x", by=actor(role), at=AT)


def test_the_system_administrator_loads():
    load_edition(files=[as_file(BEFORE)], name="x", source="x", by=actor(Role.SYSTEM_ADMIN), at=AT)
    assert Edition.objects.get().level_counts == {"1": 1, "2": 1, "3": 1, "4": 2, "5": 6}
