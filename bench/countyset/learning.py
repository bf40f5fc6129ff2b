"""The county's forms one after another, each confirmed before the next is read: how much is still asked."""

from typing import Any

from countyset.forms import County
from linli.core.formmatch import NONE

QUARTERS = 4


def learnt(county: County) -> None:
    """What people are asked about the forms of the county, a quarter of the forms after another."""
    print("\n| form by form | forms | fields | settled without asking | of them right | questions |")
    print("|---|---|---|---|---|---|")
    for name, bare in (("ours", False), ("ours, without our phrases", True)):
        by_form, asked_before = county.learning(bare), set[Any]()
        size = -(-len(by_form) // QUARTERS)
        for start in range(0, len(by_form), size):
            part = [ask for found in by_form[start : start + size] for ask in found]
            settled = [ask for ask in part if not ask.question]
            right = sum((ask.element or NONE) in county.gold[ask.form_id, ask.i] for ask in settled)
            questions = {ask.question for ask in part if ask.question} - asked_before
            asked_before |= questions
            print(
                f"| {name} | {start + 1} to {min(start + size, len(by_form))} | {len(part)} "
                f"| {len(settled) / len(part):.1%} | {right / max(1, len(settled)):.4f} | {len(questions)} |"
            )
