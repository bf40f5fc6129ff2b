"""Random numbers, penalties and stamps."""

from linli.core.gridding.kernels.state import FURTHER, QUANTILES, RANDOM, SPLIT, STAMP, Dial


def below(d: Dial, n: int) -> int:
    """A random whole number from 0 to n-1 (xorshift on 32 bits; the same in Python and as machine code)."""
    x: int = d.num[RANDOM]
    x ^= (x << 13) & 0xFFFFFFFF
    x ^= x >> 17
    x ^= (x << 5) & 0xFFFFFFFF
    d.num[RANDOM] = x
    return (x * n) >> 32


def patience(d: Dial) -> float:
    """A draw from the exponential distribution with mean 1; times the heat, the worsening that is still accepted."""
    draw: float = d.expo[below(d, QUANTILES)]
    return draw


def stamp(d: Dial) -> int:
    """A number that no walk has used before."""
    d.num[STAMP] += 1
    fresh: int = d.num[STAMP]
    return fresh


def penalty(d: Dial, load: int) -> float:
    """What a grid of `load` households costs; beyond the table it goes on as at its end."""
    last = len(d.pens) - 1
    if load <= last:
        told: float = d.pens[load]
        return told
    beyond: float = d.pens[last] + (load - last) * (d.pens[last] - d.pens[last - 1])
    return beyond


def splitting(d: Dial, pieces: int) -> float:
    """What a small block in `pieces` grids costs."""
    if pieces <= 1:
        return 0.0
    price: float = d.real[SPLIT] + d.real[FURTHER] * (pieces - 2)
    return price
