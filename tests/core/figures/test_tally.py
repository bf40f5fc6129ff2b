"""Counting with sets of rows against counting one by one, on people that nobody knows."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from linli.core.figures import Column, Figure, Measure, Rows, mismatches, sums_of, tally
from linli.core.figures.tally import candidates, places_of
from linli.core.scopes import Condition, Operator, Scope, Unit, holds

from .setting import VOCABULARY

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
OPS = (
    ("self.sex", Operator.IS, ("1", "2")),
    ("self.sex", Operator.NONE_OF, ("1", "2")),
    ("self.age", Operator.AT_LEAST, (0, 16, 60, 80)),
    ("self.age", Operator.LESS, (3, 16, 60, 80)),
    ("self.children_count", Operator.AT_MOST, (0, 1, 2)),
    ("self.children_count", Operator.EXISTS, (True, False)),
    ("self.receives_living_allowance", Operator.IS, (True, False)),
)


def people(dice: Random, count: int) -> list[dict[str, object]]:
    return [
        {
            "self.sex": dice.choice(["1", "2", None]),
            "self.birth_date": dice.choice(
                [None, *(LAST - timedelta(days=dice.randrange(-9, 36000)) for _ in range(9))]
            ),
            "self.death_date": dice.choice([None, FIRST, LAST + timedelta(days=1)]),
            "self.children_count": dice.choice([None, 0, 1, 2]),
            "self.receives_living_allowance": dice.choice([None, True, False]),
            "self.income_monthly": dice.choice([None, 1200.5, 3000.0]),
        }
        for _ in range(count)
    ]


def figures(dice: Random) -> list[Figure]:
    made = []
    for _ in range(40):
        chosen = dice.sample(OPS, dice.randrange(4))
        where = tuple(Condition(name, operator, (dice.choice(values),)) for name, operator, values in chosen)
        within = dice.choice(["", "", "self.birth_date", "self.death_date"])
        measure = dice.choice(list(Measure))
        element = "" if measure is Measure.COUNT else "self.income_monthly"
        made.append(Figure(Scope(Unit.PERSON, where), measure, element, within))
    return made


def among(size: int, columns: dict[str, Column]) -> Rows:
    return Rows(size, columns, (FIRST, LAST), LAST, VOCABULARY)


def one_by_one(figure: Figure, rows: list[dict[str, object]]) -> tuple[Decimal | None, list[int]]:
    found = []
    for place, row in enumerate(rows):
        day = row[figure.within] if figure.within else FIRST
        happened = isinstance(day, date) and FIRST <= day <= LAST
        if happened and holds(figure.scope, row, today=LAST, vocabulary=VOCABULARY):
            found.append(place)
    if figure.measure is Measure.COUNT:
        return Decimal(len(found)), found
    values = [Decimal(str(value)) for place in found if (value := rows[place][figure.element]) is not None]
    if figure.measure is Measure.SUM:
        return sum(values, Decimal(0)), found
    return (round(sum(values) / len(values), 2) if values else None), found


def test_sets_of_rows_count_as_counting_one_by_one_does():
    dice = Random(4)
    for size in (0, 1, 7, 200):
        rows, asked = people(dice, size), figures(dice)
        columns = {name: Column([row[name] for row in rows]) for name in (rows[0] if rows else ())}
        everybody = (1 << size) - 1
        results = tally(asked, [everybody] * len(asked), among(size, columns))
        for figure, result in zip(asked, results, strict=True):
            assert (result.value, places_of(result.rows)) == one_by_one(figure, rows)


def test_rows_that_may_belong_are_told_apart_from_those_that_do_not():
    columns = {
        "self.sex": Column(["2", None, "1", "2", "2"]),
        "self.children_count": Column([0, 0, 0, None, None], barred=0b10000),
    }
    asked = Figure(
        Scope(
            Unit.PERSON,
            (
                Condition("self.sex", Operator.IS, ("2",)),
                Condition("self.children_count", Operator.IS, (0,)),
            ),
        )
    )
    (told,) = tally([asked], [0b11111], among(5, columns))
    assert places_of(told.rows) == [0]
    assert places_of(told.unknown) == [1, 3]
    assert places_of(told.barred) == [4]


def test_nobody_is_looked_up_whom_the_columns_in_hand_rule_out():
    women = Column(["2", None, "1", "2"])
    asked = Figure(
        Scope(
            Unit.PERSON,
            (
                Condition("self.sex", Operator.IS, ("2",)),
                Condition("self.children_count", Operator.IS, (0,)),
            ),
        )
    )
    assert places_of(candidates(asked, 0b1111, among(4, {"self.sex": women}))) == [0, 1, 3]


def test_what_nobody_recorded_of_anybody_is_unknown_of_all():
    asked = Figure(Scope(Unit.PERSON, (Condition("self.hukou_type", Operator.IS, ("3",)),)))
    (told,) = tally([asked], [0b11], among(2, {}))
    assert (told.value, told.unknown) == (0, 0b11)


def test_men_and_women_that_are_not_everybody_are_pointed_out():
    everybody, men, women = (
        Figure(Scope(Unit.PERSON, tuple(Condition("self.sex", Operator.IS, (sex,)) for sex in sexes)))
        for sexes in ((), ("1",), ("2",))
    )
    sums = sums_of([everybody, men, women], VOCABULARY)
    assert mismatches(sums, {0: Decimal(6), 1: Decimal(3), 2: Decimal(3)}) == ()
    (told,) = mismatches(sums, {0: Decimal(6), 1: Decimal(3), 2: Decimal(2)})
    assert told.difference == 1
    assert mismatches(sums, {0: Decimal(6), 1: None, 2: Decimal(2)}) == ()


def test_a_nought_of_people_of_whom_nothing_is_recorded_says_nothing() -> None:
    men = Condition("self.sex", Operator.IS, ("1",))
    one_child = Condition("self.children_count", Operator.IS, (1,))
    figure = Figure(Scope(Unit.PERSON, (men, one_child)))

    def told(sexes: list[str | None], children: list[int | None]) -> bool:
        columns = {"self.sex": Column(sexes), "self.children_count": Column(children)}
        rows = Rows(len(sexes), columns, (FIRST, LAST), LAST, VOCABULARY)
        (found,) = tally([figure], [(1 << len(sexes)) - 1], rows)
        return found.is_told

    assert not told(["1", "1", "2"], [None, None, 1])  # of no man it is known
    assert told(["1", "1", "2"], [None, 0, 1])  # of one it is: none of those who were asked has one
    assert told(["2", "2", "2"], [None, None, None])  # there is no man
    assert not told([None, None], [1, 1])
