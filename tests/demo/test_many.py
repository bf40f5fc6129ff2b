from itertools import islice

from linli.demo.many import code_of, many


def test_as_many_as_asked_each_in_its_place():
    some = list(many(30))
    assert len({one.place.code for one in some}) == 30
    assert {one.place.code[:9] for one in some} == {"990101001", "990101002", "990101003"}
    assert all(len(one.place.code) == 12 for one in some)
    assert (code_of(503), code_of(504)) == ("990101036014", "990102001001")


def test_a_million_values_come_with_5000():
    sample = list(islice(many(45), 45))
    values = sum(
        len(one.values) + sum(len(row) for rows in one.groups.values() for row in rows) for one in sample
    )
    assert values / 45 * 5_000 > 1_000_000


def test_the_same_seed_gives_the_same_communities():
    assert list(many(5)) == list(many(5))
    assert list(many(5)) != list(many(5, seed=2))
