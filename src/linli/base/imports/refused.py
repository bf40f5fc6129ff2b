"""The refusal that travels from the child process to its parent. Imports nothing: the child starts fast."""


class Refused(Exception):
    """The file (or one place in it) cannot be read; `code` is a code of `problems.PROBLEMS`.

    `sheet`, `row` and `column` (row from 1, column as a letter) say where, as far as that is known.
    """

    def __init__(
        self, code: str, *, sheet: str = "", row: int = 0, column: str = "", **params: str | int
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.row = row
        self.column = column
        self.params = params

    def as_dict(self) -> dict[str, object]:
        """Plain data for the frame sent to the parent."""
        return {
            "refused": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "params": self.params,
        }
