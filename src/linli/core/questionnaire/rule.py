"""A small, safe language for checks: names, constants, + - *, comparisons. Unknown stays unknown.

A rule is parsed once with the names it may use and their kinds; nothing but the node types listed here gets
through, so evaluating it can neither call, look up, nor run for long.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from linli.core.questionnaire.errors import RuleError

MAX_LENGTH = 500


class Kind(StrEnum):
    """What a part of a rule stands for."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TRUTH = "truth"


_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


@dataclass(frozen=True)
class Rule:
    """A parsed rule. `names` are the names it reads."""

    text: str
    names: frozenset[str]
    tree: ast.Compare

    def holds(self, values: Mapping[str, int | Decimal | str | bool | date]) -> bool | None:
        """True or False; None when a value it needs is unknown (absent from `values`)."""
        if not self.names.issubset(values):
            return None
        left = _value(self.tree.left, values)
        for sign, node in zip(self.tree.ops, self.tree.comparators, strict=True):
            right = _value(node, values)
            if not _COMPARISONS[type(sign)](left, right):
                return False
            left = right
        return True


def parse_rule(text: str, kinds: Mapping[str, Kind]) -> Rule:
    """Parse one comparison over the names in `kinds`. Raises RuleError naming the part that does not fit."""
    tree = _comparison(text)
    names: set[str] = set()
    first = _kind(tree.left, kinds, names)
    for sign, node in zip(tree.ops, tree.comparators, strict=True):
        other = _kind(node, kinds, names)
        if other is not first:
            raise RuleError(f"compares {first} with {other}")
        if first in {Kind.TEXT, Kind.TRUTH} and not isinstance(sign, ast.Eq | ast.NotEq):
            raise RuleError(f"{first} has no order")
    if not names:
        raise RuleError("reads no answer")
    return Rule(text, frozenset(names), tree)


def _comparison(text: str) -> ast.Compare:
    if len(text) > MAX_LENGTH:
        raise RuleError(f"longer than {MAX_LENGTH} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise RuleError(f"cannot be read: {error}") from None
    if not isinstance(tree, ast.Compare):
        raise RuleError("must be a comparison such as a <= b")
    if not all(type(sign) in _COMPARISONS for sign in tree.ops):
        raise RuleError("only == != < <= > >= compare")
    return tree


def _kind(node: ast.expr, kinds: Mapping[str, Kind], names: set[str]) -> Kind:
    match node:
        case ast.Name(id=name):
            if name not in kinds:
                raise RuleError(f"no answer is called {name}")
            names.add(name)
            return kinds[name]
        case ast.Constant(value=value):
            return _constant_kind(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _number(operand, kinds, names)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _ARITHMETIC:
            _number(left, kinds, names)
            return _number(right, kinds, names)
    raise RuleError(f"{type(node).__name__} is not allowed")


def _constant_kind(value: object) -> Kind:
    if isinstance(value, bool):
        return Kind.TRUTH
    if isinstance(value, int | float):
        return Kind.NUMBER
    if isinstance(value, str):
        return Kind.TEXT
    raise RuleError(f"{type(value).__name__} is not allowed")


def _number(node: ast.expr, kinds: Mapping[str, Kind], names: set[str]) -> Kind:
    found = _kind(node, kinds, names)
    if found is not Kind.NUMBER:
        raise RuleError(f"{found} cannot be added up")
    return found


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant):
        # A fraction is read as it is written, not as the binary number nearest to it.
        return Decimal(repr(node.value)) if isinstance(node.value, float) else node.value
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, values)
    if isinstance(node, ast.BinOp):
        return _ARITHMETIC[type(node.op)](_value(node.left, values), _value(node.right, values))
    raise AssertionError(node)  # parse_rule lets nothing else through
