"""Ten thousand seeds of devices, network and server: nothing lost, nothing doubled, nobody overwritten unseen.

`bench/sync.py` runs a hundred thousand.
"""

import pytest

from linli.core.sync.simulation import FAULTS, broken, run

pytestmark = [pytest.mark.one_database, pytest.mark.slow]
SEEDS, PARTS = 10_000, 10


@pytest.mark.parametrize("part", range(PARTS))
def test_every_promise_holds_under_every_seed(part):
    size = SEEDS // PARTS
    found = {seed: lost for seed in range(part * size, (part + 1) * size) if (lost := broken(run(seed)))}
    assert found == {}


def test_the_runs_are_not_idle():
    """Under a hundred seeds everything that can happen does happen, or holding would mean nothing."""
    worlds = [run(seed) for seed in range(100)]
    receipts = [one.receipt for world in worlds for one in world.server.store.kept]
    assert {receipt.outcome.value for receipt in receipts} == {"taken", "clash", "aside"}
    assert {"two_bodies", "sequence_used", "device_lost"} <= {receipt.reason.value for receipt in receipts}
    assert {str(answer) for world in worlds for _id, answer in world.given if isinstance(answer, str)} == {
        "cut",
        "gap",
    }
    assert sum(len(world.deeds) for world in worlds) > 500


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(fault):
    assert any(broken(run(seed, fault)) for seed in range(200))


def test_the_same_seed_is_the_same_run():
    first, second = run(7), run(7)
    assert first.server.store.kept == second.server.store.kept
    assert first.given == second.given
