"""演示数据 · Demo data: the communities are real, every fact about them is generated and says so."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.demo.loading import DemoSummary


def load(at: datetime) -> "DemoSummary":
    """Load the demo district; what is there already stays. See `linli.demo.loading.load_demo`."""
    # The facts of the demo are pure; the tables are met only when they are loaded.
    from linli.demo.loading import load_demo

    return load_demo(at=at)
