"""What a cell parser says when it does not take a cell."""

from typing import Any


class CellProblem(Exception):
    """`code` is a code of `problems.PROBLEMS`, `params` fill its text. The place is known to the caller."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
