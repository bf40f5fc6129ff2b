"""What is wrong with a seed."""


class SeedError(ValueError):
    """A slip in a file: `code`, `where` (file and entry) and `detail`."""

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        super().__init__(f"{where}: {code} {detail}".strip())
        self.code, self.where, self.detail = code, where, detail
