"""YAML text to plain data, stricter than YAML: a key twice is an error, numbers are exact decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from .errors import PackError


class _StrictLoader(yaml.SafeLoader):
    """Safe types only. Floats become Decimal, so that 0.1 stays 0.1."""


def _construct_mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} is no text; put it in quotes", key_node.start_mark
            )
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands twice", key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


def _construct_decimal(loader: _StrictLoader, node: yaml.ScalarNode) -> Decimal:
    text = str(loader.construct_scalar(node)).replace("_", "")
    number = Decimal(text.lower().lstrip("+"))
    if not number.is_finite():
        raise yaml.constructor.ConstructorError(None, None, f"{text} is no finite number", node.start_mark)
    return number


def _no_alias(loader: _StrictLoader, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
    if loader.check_event(yaml.AliasEvent):
        event = loader.get_event()  # type: ignore[no-untyped-call]
        raise yaml.constructor.ConstructorError(
            None, None, "anchors and aliases are not used in packs", event.start_mark
        )
    return yaml.SafeLoader.compose_node(loader, parent, index)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_StrictLoader.add_constructor("tag:yaml.org,2002:float", _construct_decimal)
_StrictLoader.compose_node = _no_alias  # type: ignore[method-assign,assignment]


def read_yaml(text: str, where: str) -> dict[str, Any]:
    """The mapping a pack file holds. Raises PackError(not_yaml | not_a_mapping) naming line and column."""
    try:
        data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  (a SafeLoader underneath)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        raise PackError("not_yaml", place, str(error.problem)) from error
    except (yaml.YAMLError, ArithmeticError, ValueError) as error:
        raise PackError("not_yaml", where, str(error)) from error
    if not isinstance(data, dict):
        raise PackError("not_a_mapping", where)
    return data
