"""What can go wrong, as codes with parameters. Doors turn the codes into sentences."""

from __future__ import annotations

from typing import Final

UNKNOWN_RULE: Final = "unknown_rule"
NOTHING_IN_FORCE: Final = "nothing_in_force"
ONLY_PROPOSED: Final = "only_proposed"
MISSING_INPUT: Final = "missing_input"
BAD_INPUT: Final = "bad_input"
BAD_PLACE: Final = "bad_place"
UNKNOWN_PACK: Final = "unknown_pack"
NOT_A_NUMBER: Final = "not_a_number"


class PolicyError(Exception):
    """A question the rulebook cannot answer.

    `code` is one of the constants of this module; `params` are what the sentence needs:

    - unknown_rule: rule, near (codes that look alike)
    - nothing_in_force: rule, place, day
    - only_proposed: rule, place, day (a proposal exists; ask with `include_proposed=True`)
    - missing_input: rule, inputs (the names that are needed)
    - bad_input: rule, input, given, reason (not_a_number, negative, not_whole, too_large)
    - bad_place: place
    - unknown_pack: pack, known
    - not_a_number: rule (the value is a range, a list or a schedule where one number was asked for)
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        told = ", ".join(f"{key}={value}" for key, value in params.items())
        super().__init__(f"{code}: {told}")


class PackError(Exception):
    """A pack that cannot be read. `where` names the file and the path inside it; `code` the kind of slip."""

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        self.code = code
        self.where = where
        self.detail = detail
        super().__init__(f"{where}: {code}" + (f" ({detail})" if detail else ""))
