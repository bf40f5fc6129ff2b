"""Splitting totals so that the parts add up exactly, and always the same way for the same seed."""

from collections.abc import Sequence
from random import Random

SEED = 350802


def dice(topic: str, seed: int = SEED) -> Random:
    """A source of chance of its own for each topic: changing one topic leaves the others as they were."""
    return Random(f"{seed}/{topic}")  # noqa: S311  # demo data, nothing secret


def spread(total: int, weights: Sequence[float], rng: Random, least: int = 0) -> list[int]:
    """Whole numbers that add up to `total`, each at least `least`, roughly as the weights have it.

    Raises ValueError when `least` each is more than the total.
    """
    rest = total - least * len(weights)
    if rest < 0:
        raise ValueError(f"{least} each for {len(weights)} is more than {total}")
    uneven = [weight * rng.uniform(0.6, 1.4) for weight in weights]
    whole = sum(uneven) or 1
    shares = [rest * weight / whole for weight in uneven]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - shares[i])
    for index in by_remainder[: rest - sum(parts)]:
        parts[index] += 1
    return [least + part for part in parts]


def spread_below(total: int, most: Sequence[int], rng: Random) -> list[int]:
    """Whole numbers that add up to `total`, none above its bound. Raises ValueError when the bounds do not hold it."""
    if total > sum(most):
        raise ValueError(f"{total} does not fit under bounds that add up to {sum(most)}")
    parts = [min(top, part) for top, part in zip(most, spread(total, most, rng), strict=True)]
    order = list(range(len(parts)))
    rng.shuffle(order)
    for index in order:
        room = min(most[index] - parts[index], total - sum(parts))
        parts[index] += room
    return parts


def pick(many: int, among: Sequence[int], rng: Random) -> set[int]:
    """So many of the positions given."""
    return set(rng.sample(list(among), many))
