"""Element codes as names of XML nodes, and back."""

FORM = "linli-visit"
BASE = "b__"


def node(element: str) -> str:
    """`dwelling.smoke_alarm` -> `dwelling__smoke_alarm`."""
    return element.replace(".", "__")


def element_of(name: str) -> str:
    """The way back."""
    return name.replace("__", ".")
