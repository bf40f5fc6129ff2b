"""A district with the figures of report A (45 communities), and larger ones of the same make.

Only the totals and the four named cases are report A's; how they fall on the communities is made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from linli.core.tabulate.units import SQUARE_METRE, YUAN, Unit
from linli.core.tabulate.words import Words
from linli.reports.compose.inputs import (
    Community,
    Cost,
    FacilityKind,
    Finding,
    Guarantee,
    OfficeTenure,
    RuleHeld,
    State,
    Stated,
    Survey,
    SurveyFigures,
)
from linli.reports.compose.vocabulary import STATABLE

BLOCK = 45
DAY = date(2009, 6, 30)
SUB_DISTRICTS = (("东城街道", 11), ("南城街道", 14), ("西城街道", 8), ("中城街道", 12))
SMALL_AREAS = (40, 50, 60, 70, 80, 90)
FACILITIES = (
    ("youth", "青少年教育", "Youth education", 61),
    ("nursery", "托幼", "Nurseries", 166),
    ("elderly", "养老", "Elderly care", 8),
    ("catering", "餐饮", "Catering", 1164),
    ("retail", "零售", "Retail", 2294),
    ("repair", "维修", "Repair", 472),
    ("advice", "咨询", "Advice", 75),
    ("other", "其他", "Other", 24),
)
STUCK = {
    "永兴社区": Words("有160平方米闲置用地，规划未批", "160 m² of idle land; planning not approved"),
    "东宝社区": Words(
        "有地2亩，规划已批，用地指标未落实", "2 mu of land, planning approved; land quota missing"
    ),
    "莲新社区": Words(
        "选址意见、蓝线图已办，红线图未办", "site opinion and blue line there; red line missing"
    ),
    "北关社区": Words(
        "办理审批已花30余万元，资金用尽", "over 300,000 yuan spent on approvals; money ran out"
    ),
}
DOCUMENT = Words("演示政策包：省社区建设标准", "Demonstration pack: provincial standard for communities")
STIPEND_DOCUMENT = Words(
    "演示政策包：社区工作人员补贴规定", "Demonstration pack: rules on stipends of community staff"
)


def spread(total: int, count: int) -> list[int]:
    """Whole numbers that sum to ``total``, as even as can be."""
    return [total // count + (1 if index < total % count else 0) for index in range(count)]


def report_a(blocks: int = 1, *, points: bool = True) -> SurveyFigures:
    """``blocks`` times 45 communities; with one block the totals are report A's."""
    communities = tuple(_community(block, index, points) for block in range(blocks) for index in range(BLOCK))
    codes = [one.code for one in communities]
    return SurveyFigures(
        place=Words("新罗区", "Xinluo District"),
        place_code="350802",
        as_of=DAY,
        survey=_survey(codes, {one.code: one.name for one in communities}),
        communities=communities,
        verdicts=_verdicts(communities),
        findings=_findings(communities),
        costs=_costs(communities),
        rules=_rules(),
        answers=_answers(codes, blocks),
        facilities=tuple(FacilityKind(code, Words(zh, en)) for code, zh, en, _ in FACILITIES),
        stated=_stated(blocks),
        packs=(Words("政策包：演示 2009 版", "Policy pack: demonstration, 2009"),),
        is_demo=True,
    )


def _community(block: int, index: int, points: bool) -> Community:
    names = list(STUCK)
    name = names[index] if index < 4 else f"第{index + 1}社区"
    sub_district, number, before = "", 0, 0
    for position, (title, count) in enumerate(SUB_DISTRICTS):
        if before <= index < before + count:
            sub_district, number = title, position + 1
        before += count
    tag = "" if block == 0 else f"（{block + 1}片）"
    area, tenure = _office(index)
    return Community(
        code=f"{350802 + block}{number:03d}{index + 1:03d}",
        name=name + tag,
        sub_district=sub_district + tag,
        sub_district_code=f"{350802 + block}{number:03d}",
        is_converted=index >= 33,
        residents=5000 + index * 120,
        households=1600 + index * 40,
        office_area=area,
        office_tenure=tenure,
        office_stuck_at=STUCK.get(name),
        point=(117.0 + (index % 9) * 0.006 + block * 0.02, 25.09 + (index // 9) * 0.007) if points else None,
        new_communities=1 if index < 14 else 0,
    )


def _office(index: int) -> tuple[Decimal | None, OfficeTenure]:
    """6 none, 6 too small (390 m2 together), 33 large enough; 39 offices of 240 m2 on average."""
    if index < 6:
        return None, OfficeTenure.NONE
    if index < 12:
        return Decimal(SMALL_AREAS[index - 6]), OfficeTenure.BORROWED
    areas = [
        100,
        104,
        110,
        116,
        120,
        128,
        136,
        144,
        150,
        156,
        160,
        168,
        180,
        190,
        200,
        210,
        220,
        240,
        256,
        270,
    ]
    areas += [285, 300, 320, 340, 360, 380, 400, 420, 450, 480, 520, 560]
    areas.append(39 * 240 - sum(SMALL_AREAS) - sum(areas))
    return Decimal(areas[index - 12]), OfficeTenure.OWN


def _survey(codes: Sequence[str], names: Mapping[str, str]) -> Survey:
    visited = codes[:8]
    return Survey(
        name=Words("2008—2009年社区建设调查", "Survey of community building 2008–2009"),
        opens_date=date(2008, 9, 1),
        closes_date=DAY,
        asked=tuple(codes),
        answered=tuple(codes),
        visits=tuple((code, date(2009, 3, 1) + timedelta(days=n)) for n, code in enumerate(visited)),
        talks=tuple((code, f"{names[code]}议事室", date(2009, 4, 2)) for code in codes[:2]),
    )


def _rules() -> dict[str, RuleHeld]:
    values = (
        ("office.floor_area", 100, SQUARE_METRE, DOCUMENT),
        ("stipend.chief_floor", 855, YUAN, STIPEND_DOCUMENT),
        ("stipend.member_floor", 741, YUAN, STIPEND_DOCUMENT),
    )
    return {code: RuleHeld(code, Decimal(value), unit, document) for code, value, unit, document in values}


def _held(
    one: Community, guarantee: Guarantee, rule: str, unit: Unit, required: int, actual: Decimal
) -> Finding:
    short = max(Decimal(required) - actual, Decimal(0))
    state = State.SHORT if short else State.MET
    return Finding(one.code, guarantee, rule, state, Decimal(required), actual, short or None, unit)


def _findings(communities: Sequence[Community]) -> tuple[Finding, ...]:
    found = []
    for one in communities:
        money = 10_000 if (one.residents or 0) > 5000 else 8_000
        area = one.office_area or Decimal(0)
        found += [
            _held(one, Guarantee.PEOPLE, "stipend.chief_floor", YUAN, 855, Decimal(700)),
            _held(one, Guarantee.PEOPLE, "stipend.member_floor", YUAN, 741, Decimal(500)),
            _held(one, Guarantee.PLACE, "office.floor_area", SQUARE_METRE, 100, area),
            _held(one, Guarantee.MONEY, "office_funds.per_year", YUAN, money, Decimal(8_000)),
        ]
    return tuple(found)


def _costs(communities: Sequence[Community]) -> tuple[Cost, ...]:
    return tuple(cost for one in communities for cost in _costs_of(one))


def _costs_of(one: Community) -> Iterator[Cost]:
    def yearly(guarantee: Guarantee, rule: str, amount: int, basis: str) -> Cost:
        return Cost(one.code, guarantee, rule, rule, Decimal(amount), True, Words.same(basis))

    def once(
        part: str, amount: int | None, basis: str, *, waivable: bool = False, offset: bool = False
    ) -> Cost:
        price = None if amount is None else Decimal(amount)
        return Cost(one.code, Guarantee.PLACE, "office.floor_area", part, price, False, Words.same(basis),
                    waivable, offset)  # fmt: skip

    yield yearly(Guarantee.PEOPLE, "stipend.chief_floor", 12 * 155 * 2, "12 × 2 × 155")
    yield yearly(Guarantee.PEOPLE, "stipend.member_floor", 12 * 241 * 3, "12 × 3 × 241")
    if (one.residents or 0) > 5000:
        yield yearly(Guarantee.MONEY, "office_funds.per_year", 2000, "10,000 − 8,000")
    missing = int(100 - (one.office_area or 0))
    if missing > 0:
        yield once("building.unit_cost", missing * 1500, f"{missing} m² × 1,500")
        yield once("office_charges.infrastructure", missing * 60, f"{missing} m² × 60", waivable=True)
        yield once("office_charges.civil_defence", missing * 28, f"{missing} m² × 28", waivable=True)
        if missing == 100:
            yield once("new_office.city_subsidy", 100_000, "1 × 100,000", offset=True)


def _verdicts(communities: Sequence[Community]) -> Mapping[tuple[str, Guarantee], State]:
    verdicts = {}
    for index, one in enumerate(communities):
        office_met = one.office_area is not None and one.office_area >= 100
        verdicts[one.code, Guarantee.PEOPLE] = State.SHORT
        verdicts[one.code, Guarantee.PLACE] = State.MET if office_met else State.SHORT
        verdicts[one.code, Guarantee.MONEY] = State.SHORT if (one.residents or 0) > 5000 else State.MET
        verdicts[one.code, Guarantee.NETWORK] = (State.MET, State.MET, State.SHORT)[index % 3]
        verdicts[one.code, Guarantee.RULES] = (State.MET, State.UNKNOWN, State.MET, State.SHORT)[index % 4]
    return verdicts


TOTALS = {
    "staff.all": 275, "staff.full_time": 229, "staff.part_time": 46, "chiefs.all": 79,
    "chiefs.upper_secondary": 64, "chiefs.education_known": 79, "chiefs.age_known": 79, "chiefs.age_sum": 3790,
    "chiefs.trained": 38, "posts.approved": 238, "stipend.chief.paid_sum": 79 * 700, "stipend.chief.paid_heads": 79,
    "stipend.member.paid_sum": 150 * 500, "stipend.member.paid_heads": 150, "centres.community": 42,
    "health.own": 15, "health.reached": 26, "volunteers.organisations": 62, "volunteers.registered": 620,
    "volunteers.full_time": 495, "volunteers.part_time": 10_239, "patrols.teams": 30, "jobless.registered": 4963,
    "jobless.placed": 4070, "grids.all": 320, "grids.staffed": 310, "requests.received": 9000,
    "requests.answered": 8900, "appraisal.rated": 275, "appraisal.passed": 264, "gate.asked": 2600,
    "gate.admitted": 2000, "gate.refused": 150, "meetings.representatives": 120, "meetings.hearings": 90,
    "meetings.disclosures": 300, "burden.plaques": 800, "burden.ledgers": 3300, "burden.insurance_products": 220,
    "burden.themed_activities": 430, "burden.inspections": 720, "invested.total": 10_400_000,
    "facilities.total": 6413,
}  # fmt: skip


def _answers(codes: Sequence[str], blocks: int) -> dict[str, dict[str, Decimal | None]]:
    totals = TOTALS | {f"facilities.{code}": total for code, _, _, total in FACILITIES}
    answers: dict[str, dict[str, Decimal | None]] = {
        element: dict(zip(codes, map(Decimal, spread(total, BLOCK) * blocks), strict=True))
        for element, total in totals.items()
    }
    answers["funds.due"] = {code: Decimal(10_000) for code in codes}
    answers["funds.received"] = {code: Decimal(8_000 if n % 5 else 7_650) for n, code in enumerate(codes)}
    answers["funds.spent"] = {code: Decimal(7_600) for code in codes}
    return answers


def _stated(blocks: int) -> dict[str, Stated]:
    source = Words("区民政局填报", "Stated by the district civil affairs bureau")
    values = {
        "survey.departments": 12, "centres.district": blocks, "centres.sub_district": 4 * blocks,
        "invested.since": 2002, "invested.yearly": 1_300_000,
    }  # fmt: skip
    return {
        code: Stated(code, STATABLE[code][0], Decimal(value), STATABLE[code][1], source)
        for code, value in values.items()
    }
