"""For which purposes things are asked: as few as cover them, so that a request is few collections."""

from collections import Counter
from collections.abc import Iterable, Mapping


def fewest_purposes(allowed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Element -> purpose, the purpose that serves most of what is left first; elements without a purpose are left out.

    Same input, same answer: ties go to the purpose that comes first in the alphabet.
    """
    left = {element: set(purposes) for element, purposes in allowed.items() if purposes}
    found: dict[str, str] = {}
    while left:
        counts = Counter(purpose for purposes in left.values() for purpose in purposes)
        best = min(counts, key=lambda purpose: (-counts[purpose], purpose))
        served = [element for element, purposes in left.items() if best in purposes]
        found |= dict.fromkeys(served, best)
        left = {element: purposes for element, purposes in left.items() if element not in found}
    return found
