"""An edition renames 东门, merges two communities and moves one; figures stay with what they were said of."""

from datetime import date, timedelta

import pytest

from linli.base.audit.models import AuditEntry
from linli.territory import queries
from linli.territory.actions import activate_edition, compare_again, discard_edition, record_figure
from linli.territory.models import Activation, Division, Edition
from linli.territory.queries.editions import changes, changes_of, edition, edition_in_force, editions
from linli.territory.rules.editions import AlreadyLoaded, NoReason, NotInactive, NotReady
from linli.territory.states import DivisionKind, EditionState, Level
from tests.territory.lists import AFTER, AT, BEFORE, BY, D2000, D2010, D2020, load, on, put_in_force

pytestmark = pytest.mark.django_db
EVE = D2010 - timedelta(days=1)


def _figure(code: str, value: int, day: date) -> None:
    record_figure(
        division_code=code, element="residents", value=value, source="普查", valid_from=day, by=BY, at=AT
    )


def test_a_loaded_edition_is_seen_by_nobody_until_it_is_activated():
    load(BEFORE)
    assert on(D2020) == {}
    assert queries.search("东门", D2020) == ()
    assert queries.communities("350802", D2020) == ()


def test_the_new_edition_is_in_force_from_its_day_and_the_old_one_before_it():
    put_in_force(BEFORE, D2000)
    put_in_force(AFTER, D2010)
    assert on(D2000 - timedelta(days=1)) == {}
    assert on(D2000) == on(EVE) == BEFORE
    assert on(D2010) == on(D2020) == dict(sorted(AFTER.items()))


def test_what_did_not_change_keeps_its_one_row():
    put_in_force(BEFORE, D2000)
    put_in_force(AFTER, D2010)
    kept = Division.objects.get(code="350802002001")
    assert (kept.valid_from, kept.valid_to) == (D2000, None)
    assert [(row.name, row.valid_from, row.valid_to) for row in queries.periods("350802001001")] == [
        ("东门苑社区居委会", D2010, None),
        ("东门社区居委会", D2000, D2010),
    ]


def test_the_comparison_names_what_happened_and_why():
    put_in_force(BEFORE, D2000)
    new = load(AFTER, "新版")
    told = {(one.category, one.old_code, one.new_code, one.reason) for one in changes(new)}
    assert told == {
        ("renamed", "350802001001", "350802001001", "same_code"),
        ("merged", "350802001002", "350802001005", "name_of_both"),
        ("merged", "350802001003", "350802001005", "name_of_both"),
        ("moved", "350802001004", "350802002002", "name_elsewhere"),
    }
    assert edition(new).change_counts == {"renamed": 1, "merged": 2, "moved": 1}


def test_old_figures_stay_attached_to_the_division_as_it_was():
    put_in_force(BEFORE, D2000)
    _figure("350802001001", 5000, D2000)
    _figure("350802001004", 3000, D2000)
    put_in_force(AFTER, D2010)
    known = queries.figures(["350802001001", "350802001004", "350802002002"], ["residents"], EVE)
    assert {code: figure.value for (code, _element), figure in known.items()} == {
        "350802001001": 5000,
        "350802001004": 3000,
    }
    assert queries.names(["350802001001", "350802001004"], EVE) == {
        "350802001001": "东门社区居委会",
        "350802001004": "莲东社区居委会",
    }
    # The moved community has a new code; nothing is claimed of it, and its page leads to what it was.
    assert queries.division("350802001004", D2010) is None
    assert ("350802002002", "residents") not in queries.figures(["350802002002"], ["residents"], D2020)
    assert [change.old_code for change in changes_of("350802002002")] == ["350802001004"]


def test_an_activation_is_undone_only_by_another_activation():
    old = put_in_force(BEFORE, D2000)
    new = put_in_force(AFTER, D2010)
    activate_edition(edition_id=old, valid_from=D2020, by=BY, at=AT, why="新版有误")
    assert on(D2010) == dict(sorted(AFTER.items()))
    assert on(D2020) == BEFORE
    states = dict(Edition.objects.values_list("pk", "state"))
    assert states == {old: EditionState.ACTIVE, new: EditionState.SUPERSEDED}
    assert [(one.valid_from, one.valid_to) for one in edition(old).periods] == [(D2000, D2010), (D2020, None)]


def test_taken_back_from_the_same_day_it_was_never_in_force():
    old = put_in_force(BEFORE, D2000)
    new = put_in_force(AFTER, D2010)
    activate_edition(edition_id=old, valid_from=D2010, by=BY, at=AT, why="新版有误")
    assert on(D2010) == on(D2020) == BEFORE
    assert edition(new).periods == ()
    assert Activation.objects.count() == 3
    # It can still be activated, although its rows are gone.
    activate_edition(edition_id=new, valid_from=D2020, by=BY, at=AT, why="核实无误")
    assert on(D2020) == dict(sorted(AFTER.items()))


def test_an_activation_is_one_audit_entry_with_its_reason():
    first = put_in_force(BEFORE, D2000)
    entry = AuditEntry.objects.get(verb="territory.activate_edition")
    assert entry.why == "测试"
    assert entry.subject == f"territory.Edition:{first}"
    assert entry.detail["opened"] == len(BEFORE)
    assert AuditEntry.objects.filter(verb="territory.load_edition").count() == 1


def test_refusals():
    first = put_in_force(BEFORE, D2000)
    with pytest.raises(NotReady):
        activate_edition(edition_id=first, valid_from=D2010, by=BY, at=AT, why="再来一次")
    with pytest.raises(AlreadyLoaded):
        load(BEFORE)
    with pytest.raises(NotInactive):
        discard_edition(edition_id=first, by=BY, at=AT, why="不要了")
    second = load(AFTER)
    with pytest.raises(NoReason):
        activate_edition(edition_id=second, valid_from=D2010, by=BY, at=AT, why=" ")
    assert edition_in_force(D2020) == "清单"


def test_a_discarded_edition_leaves_nothing():
    put_in_force(BEFORE, D2000)
    rows = Division.objects.count()
    second = load(AFTER)
    discard_edition(edition_id=second, by=BY, at=AT, why="传错了")
    assert Division.objects.count() == rows
    assert len(editions()) == 1
    load(AFTER)


def test_comparing_again_after_another_edition_came_in_force():
    put_in_force(BEFORE, D2000)
    late = load({**AFTER, "350802002003": "新村社区居委会"})
    assert edition(late).change_counts == {"renamed": 1, "merged": 2, "moved": 1, "added": 1}
    put_in_force(AFTER, D2010)
    assert compare_again(edition_id=late, by=BY, at=AT) == {"added": 1}
    activate_edition(edition_id=late, valid_from=D2020, by=BY, at=AT, why="增设")
    assert on(D2020) == dict(sorted({**AFTER, "350802002003": "新村社区居委会"}.items()))
    assert on(D2010) == dict(sorted(AFTER.items()))


def test_reads_for_other_rooms(django_assert_num_queries):
    put_in_force(BEFORE, D2000)
    with django_assert_num_queries(2):
        rows = queries.communities("350802", D2010)
    assert [(row.code[-6:], row.short_name, row.sub_district_name) for row in rows] == [
        ("001001", "东门社区", "东城街道"),
        ("001002", "北关社区", "东城街道"),
        ("001003", "西安社区", "东城街道"),
        ("001004", "莲东社区", "东城街道"),
        ("002001", "溪南社区", "南城街道"),
    ]
    assert rows[0].sub_district_code == "350802001"
    villages = queries.communities("350802", D2010, kinds=[DivisionKind.VILLAGERS])
    assert [row.short_name for row in villages] == ["和平村"]
    with django_assert_num_queries(1):
        way = queries.breadcrumb("350802001001", D2010)
    assert [row.name for row in way] == ["福建省", "龙岩市", "新罗区", "东城街道", "东门社区居委会"]
    with django_assert_num_queries(1):
        assert [row.code for row in queries.children("350802", D2010)] == ["350802001", "350802002"]
    found = queries.division("3508", D2010)
    assert found is not None
    assert (found.level, found.kind, found.parent_code) == (Level.PREFECTURE, DivisionKind.AREA, "35")
