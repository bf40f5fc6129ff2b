"""How a held value is shown."""

from linli.base.reading.states import Guarded
from linli.core.elements import Element, Mask, mask_value
from linli.register.gate.readout import Shown
from linli.register.gate.values import Held


def shown(code: str, element: Element | None, held: Held, age: Guarded | None, is_revealed: bool) -> Shown:
    """A value as it leaves the gate.

    Of children, and of people whose age is not known, everything personal is sensitive (Personal Information
    Protection Law, article 28): values that carry no mask of their own are withheld until they are revealed.
    """
    text, is_whole = _text(element, held, age, is_revealed)
    return _shown(code, held, text, is_whole)


def bare(code: str, held: Held) -> Shown:
    """Which fact it is and how it stands, without a word of what it says."""
    return _shown(code, held, "", is_whole=False)


def _shown(code: str, held: Held, text: str, is_whole: bool) -> Shown:
    golden, entry = held.golden, held.entry
    return Shown(
        element=code,
        text=text,
        is_whole=is_whole,
        is_disputed=bool(golden and golden.disagree),
        source=entry.source if entry else "",
        method=str(entry.method) if entry else "",
        valid_from=golden.fact.valid_from if golden else None,
        valid_to=golden.fact.valid_to if golden else None,
        recorded_at=entry.recorded_at if entry else None,
        entry=entry.id if entry else None,
        objects=held.objects,
        fact=golden.fact.id if golden else None,
        as_of=entry.as_of if entry else None,
    )


def _text(element: Element | None, held: Held, age: Guarded | None, is_revealed: bool) -> tuple[str, bool]:
    if is_revealed and not held.is_masked:
        return held.value, True
    if element is None or not held.value:
        return held.value, True
    if held.is_masked:
        return held.value, False
    own = element.property
    mask = own.mask
    if own.is_personal and mask is Mask.NONE and age in (Guarded.CHILD, Guarded.AGE_UNKNOWN):
        mask = Mask.WITHHELD
    return mask_value(mask, held.value), mask is Mask.NONE
