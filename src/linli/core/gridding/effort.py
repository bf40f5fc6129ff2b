"""How much work goes into a plan, and what counts as good."""

from dataclasses import dataclass, replace

USUAL_TOLERANCE = 0.10
AT_ONCE = 300  # units of a community that is planned while somebody waits


@dataclass(frozen=True, slots=True)
class Effort:
    """Prices in units of one grid's usual border (`border` priced metres), and numbers of proposals.

    `out` a grid out of the band and `further` each width of the tolerance beyond it; `pull` towards the mean inside
    the band; `split` a small block in two grids, `pieces` each further grid. An area is halved by `tries` trees a
    cut, `uneven` weighing shares against borders. Heat goes from `hot` to `cold` in `steps` proposals a unit; of 1024
    proposals `trees` draw a border anew, `blocks` move a block, `chains` two units, the rest one. The best of `runs` is
    kept, `strict` being the price of a grid out of the band from there on, and mended: `mends` attempts around
    each bad grid, of `mend_steps` proposals from `mend_hot` on, over 2 to `region` + 1 grids.

    `most_runs` are made of `most_steps` when the city has several communities and is small enough for `budget`
    proposals in all, and `small_out` and `small_strict` stand for `out` and `strict` there: with time to spare both
    the band and the borders can be had. A single community of up to `AT_ONCE` units has somebody waiting for it: two
    runs of `alone` steps and 8 attempts at most.
    """

    steps: int
    runs: int = 1
    most_steps: int = 0
    most_runs: int = 1
    budget: float = 0.0
    alone: int = 0
    border: float = 800.0
    out: float = 1.35
    further: float = 0.3
    pull: float = 0.04
    split: float = 1.0
    pieces: float = 0.2
    strict: float = 3.0
    small_out: float = 1.9
    small_strict: float = 5.2
    tries: int = 3
    uneven: float = 8.0
    hot: float = 0.65
    cold: float = 0.016
    trees: int = 10
    blocks: int = 20
    chains: int = 200
    mends: int = 0
    mend_steps: int = 16000
    mend_hot: float = 0.7
    region: int = 4

    def changed(self, **values: float) -> "Effort":
        """The same with other numbers."""
        return replace(self, **values)  # type: ignore[arg-type]

    def fitted(self, units: int, communities: int) -> "Effort":
        """What is spent on a city of this size."""
        if communities == 1 and units <= AT_ONCE and self.alone:
            return self.changed(
                runs=2,
                steps=self.alone,
                mends=min(self.mends, 8),
                out=self.small_out,
                strict=self.small_strict,
            )
        affordable = self.budget / units
        if affordable <= self.steps * self.runs:
            return self
        steps = min(max(self.most_steps, self.steps), affordable)
        runs = max(self.runs, min(self.most_runs, int(affordable / steps)))
        return self.changed(
            steps=round(min(steps, affordable / runs)),
            runs=runs,
            out=self.small_out,
            strict=self.small_strict,
        )

    def at(self, tolerance: float) -> "Effort":
        """For this tolerance: who allows more says that streets matter more, so leaving the band costs less."""
        share = (USUAL_TOLERANCE / tolerance) ** 1.3
        return self.changed(out=self.out * share, strict=self.strict * share)


EFFORTS = {
    "draft": Effort(steps=110, out=2.2, hot=0.85, pull=0.1, trees=15),
    "quick": Effort(steps=900, out=2.0, hot=0.75, mends=10, mend_steps=4000),
    "standard": Effort(
        steps=2000,
        runs=3,
        trees=12,
        mends=60,
        out=0.97,
        strict=2.2,
        most_steps=3500,
        most_runs=45,
        budget=1.4e8,
        alone=1800,
    ),
    "thorough": Effort(steps=4000, runs=8, mends=200, most_steps=6000, most_runs=32, budget=6e8, alone=6000),
}
