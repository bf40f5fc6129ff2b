"""模拟 · The simulation: devices, a network and a server under a seed, and what must hold at the end."""

from .faults import FAULTS, Fault
from .promises import broken
from .world import Broken, World, run

__all__ = ["FAULTS", "Broken", "Fault", "World", "broken", "run"]
