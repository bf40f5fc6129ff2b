from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from linli.core.gaps import Facts, RollUp, State, assess, roll_up
from tests.core.gaps.setting import DAY, DISTRICT_A, InForce, held, staff

PRICED = InForce(extra={"building.unit_cost": Decimal(1500)})
amounts = st.none() | st.integers(0, 2000)
communities = st.builds(
    lambda area, tenure, posts, paid, room, answered: held(
        PRICED,
        office_area=area,
        office_tenure=tenure,
        posts_approved=posts,
        meeting_room=room,
        groups={"staff": staff(*[("chief", p) for p in paid])} if answered else {},
    ),
    amounts,
    st.sampled_from(["own", "borrowed", "none", None]),
    st.none() | st.integers(0, 9),
    st.lists(amounts, max_size=4),
    st.none() | st.booleans(),
    st.booleans(),
)


@given(st.lists(communities, max_size=12), st.integers(0, 12))
def test_a_roll_up_is_the_sum_of_its_parts(everyone, cut):
    assert roll_up(everyone[:cut]) + roll_up(everyone[cut:]) == roll_up(everyone)


@given(st.lists(communities, max_size=8))
def test_every_community_is_counted_once_for_each_rule(everyone):
    for tally in roll_up(everyone).tallies.values():
        assert tally.judged + tally.not_applicable == len(everyone)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_more_area_never_makes_it_worse(area, more):
    order = [State.SHORT, State.UNKNOWN, State.MET]
    small = held(PRICED, office_area=area, office_tenure="own", meeting_room=True).verdict("place")
    large = held(PRICED, office_area=area + more, office_tenure="own", meeting_room=True).verdict("place")
    assert order.index(large.state) >= order.index(small.state)
    assert large.cost_once <= small.cost_once


@given(communities)
def test_what_is_unknown_is_never_met(assessment):
    for finding in assessment.findings:
        if finding.state is State.MET:
            assert finding.actual is not None
            assert finding.missing == ()
    for verdict in assessment.verdicts:
        if verdict.unknown or verdict.short:
            assert verdict.state is not State.MET


@given(st.integers(0, 99))
def test_building_what_is_missing_at_its_cost_meets_the_rule(area):
    found = held(PRICED, office_area=area, office_tenure="own").finding("office.floor_area")
    built = found.cost.parts[0].quantity
    after = held(PRICED, office_area=area + built, office_tenure="own").finding("office.floor_area")
    assert after.state is State.MET
    assert after.cost is None
    assert found.cost.amount == built * (1500 + 88)


@given(st.lists(st.integers(0, 1200), min_size=1, max_size=6))
def test_paying_what_the_stipends_lack_meets_the_floor(paid):
    found = held(groups={"staff": staff(*[("chief", p) for p in paid])}).finding("stipend.chief_floor")
    yearly = found.cost.amount if found.cost else Decimal(0)
    raised = [p + int(row.short_by or 0) for p, row in zip(paid, found.rows, strict=True)]
    assert yearly == 12 * (sum(raised) - sum(paid))
    after = held(groups={"staff": staff(*[("chief", p) for p in raised])}).finding("stipend.chief_floor")
    assert after.state is State.MET


def test_an_empty_community_is_unknown_everywhere():
    found = assess(Facts("350802001001", {}, {}), DISTRICT_A, DAY)
    assert {verdict.state for verdict in found.verdicts} == {State.UNKNOWN}
    total = roll_up([found]).tallies
    assert all(tally.met == 0 for tally in total.values())


def test_shares_and_means():
    areas = [240] * 33 + [60] * 6 + [0] * 6
    everyone = [held(office_area=a, office_tenure="own" if a else "none") for a in areas]
    tally = roll_up(everyone).tallies["place", "office.floor_area"]
    assert (tally.met, tally.short, tally.nothing) == (33, 12, 6)
    assert round(tally.share_met * 100) == 73
    assert tally.mean == Decimal(33 * 240 + 6 * 60) / 39
    assert tally.lowest == 0


def test_mean_residents_of_report_b():
    assert round(Decimal(185_304) / 18, 1) == Decimal("10294.7")


def test_nothing_added_up_is_nothing():
    assert roll_up([]) == RollUp()
