"""Scopes in words that can be edited and read back, in Chinese and English.

`人员，性别为女，年龄在15至49之间，学籍号有值，地点350802，截至2026-01-01`
`people; sex is 女; age between 15 and 49; student number given; place 350802; as of 2026-01-01`
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from .model import Condition, Operator, Scope, ScopeError, Unit, Value
from .records import checked
from .vocabulary import STANDARD, Kind, Term, Vocabulary

UNITS = {
    Unit.PERSON: ("人员", "people"),
    Unit.HOUSEHOLD: ("家庭户", "households"),
    Unit.HOUSE: ("房屋", "dwellings"),
    Unit.ORGANISATION: ("单位", "organisations"),
    Unit.PLACE: ("场所", "places"),
    Unit.THING: ("设施", "things"),
}
# Understood as well; what is written is what stands above.
ALSO = {
    "居民": Unit.PERSON,
    "人口": Unit.PERSON,
    "户": Unit.HOUSEHOLD,
    "住户": Unit.HOUSEHOLD,
    "家庭": Unit.HOUSEHOLD,
    "住房": Unit.HOUSE,
    "社区": Unit.PLACE,
    "communities": Unit.PLACE,
    "residents": Unit.PERSON,
}
# How the codes of elements begin that are about such a row.
SUBJECTS = {
    Unit.PERSON: "self",
    Unit.HOUSEHOLD: "household",
    Unit.HOUSE: "dwelling",
    Unit.ORGANISATION: "org",
    Unit.PLACE: "community",
    Unit.THING: "thing",
}
# Chinese and English; the first way is the one that is written, the others are understood.
WAYS: dict[Operator, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Operator.IS_NOT: (("不为", "不是", "≠", "!="), ("is not", "≠", "!=")),
    Operator.NONE_OF: (("不属于", "非"), ("none of",)),
    Operator.ONE_OF: (("属于",), ("one of",)),
    Operator.AT_LEAST: (("不小于", "大于等于", "不低于", "不少于", "≥", ">=", "满"), ("at least", "≥", ">=")),
    Operator.AT_MOST: (("不大于", "小于等于", "不超过", "不高于", "≤", "<="), ("at most", "≤", "<=")),
    Operator.LESS: (("小于", "低于", "不满", "未满", "<"), ("under", "less than", "<")),
    Operator.MORE: (("大于", "高于", "超过", ">"), ("over", "more than", ">")),
    Operator.IS: (("为", "是", "等于", "="), ("is", "=")),
}
GIVEN, NOT_GIVEN = ("有值", "given"), ("无值", "not given")
BETWEEN = (
    re.compile(r"^在?\s*(\S+?)\s*(?:至|到|~|—)\s*(\S+?)(?:周?岁)?(?:之间)?$"),
    re.compile(r"^between (.+?) and (.+)$"),
)
TRUE, FALSE = ("是", "yes"), ("否", "no")
CLAUSE = (re.compile(r"[，；;\n]+"), re.compile(r"[;；\n]+"))
CHINESE, ENGLISH = 0, 1
PLACE = (re.compile(r"^地点\s*(\d{2,12})$"), re.compile(r"^place\s+(\d{2,12})$", re.IGNORECASE))
AS_OF = (re.compile(r"^截至\s*(.+)$"), re.compile(r"^as of\s+(.+)$", re.IGNORECASE))
QUOTED = re.compile(r"“([^”]*)”")
# Inside quotation marks these stand for the signs that would otherwise part the sentence.
KEPT = str.maketrans({sign: chr(0xE000 + place) for place, sign in enumerate("，；;、,至到~— \n")})
GIVEN_BACK = {ord(kept): chr(sign) for sign, kept in KEPT.items()}


def say(scope: Scope, language: str = "zh", vocabulary: Vocabulary = STANDARD) -> str:
    """The scope in words of "zh" or "en"; `read` gives the same scope back."""
    own = CHINESE if language.startswith("zh") else ENGLISH
    parts = [
        UNITS[scope.unit][own],
        *(_say(one, own, vocabulary, SUBJECTS[scope.unit]) for one in scope.where),
    ]
    if scope.place:
        parts.append(("地点", "place ")[own] + scope.place)
    if scope.as_of:
        parts.append(("截至", "as of ")[own] + scope.as_of.isoformat())
    return ("，", "; ")[own].join(parts)


def read(text: str, vocabulary: Vocabulary = STANDARD) -> Scope:
    """A scope from words of either language.

    Raises ScopeError with the part that is not understood: unknown_unit, not_understood (no element is called so),
    no_comparison (the element is known, what is said of it is not), unknown_value (no code of its list), not_a_day.
    """
    guarded = QUOTED.sub(lambda found: f"“{found[1].translate(KEPT)}”", text.strip().rstrip("。."))
    own = CHINESE if re.match(r"[\u3400-\u9fff]", guarded) else ENGLISH
    clauses = [clause.strip() for clause in CLAUSE[own].split(guarded) if clause.strip()]
    unit = _unit(clauses[0].lower(), own) if clauses else None
    if unit is None:
        raise ScopeError("unknown_unit", clauses[0] if clauses else text)
    place, as_of, where = "", None, []
    for clause in clauses[1:]:
        if found := PLACE[own].match(clause):
            place = found[1]
        elif found := AS_OF[own].match(clause):
            as_of = _day(found[1])
        else:
            where.append(_clause(clause, own, vocabulary, SUBJECTS[unit]))
    return Scope(unit, tuple(where), place, as_of)


def _unit(words: str, own: int) -> Unit | None:
    return next((unit for unit, named in UNITS.items() if words == named[own]), ALSO.get(words))


def _say(one: Condition, own: int, vocabulary: Vocabulary, subject: str) -> str:
    term = vocabulary.term(one.element)
    name = (term.zh, term.en)[own]
    # A name that is read back as something else gives way to the code.
    name = name if vocabulary.named(name, subject) in (term, None) else term.code
    if one.operator == Operator.EXISTS:
        told = (GIVEN if one.values[0] else NOT_GIVEN)[own]
        return f"{name}{told}" if own == CHINESE else f"{name} {told}"
    values = [_value(term.label(value, own), own) for value in one.values]
    if one.operator == Operator.BETWEEN:
        low, high = values
        return f"{name}在{low}至{high}之间" if own == CHINESE else f"{name} between {low} and {high}"
    way = WAYS[one.operator][own][0]
    listed = "、".join(values) if own == CHINESE else ", ".join(values)
    return f"{name}{way}{listed}" if own == CHINESE else f"{name} {way} {listed}"


def _value(value: Value, own: int) -> str:
    if isinstance(value, bool):
        return (TRUE if value else FALSE)[own]
    if isinstance(value, str):
        return value if _is_plain(value) else f"“{value}”"
    return repr(value)


def _is_plain(value: str) -> bool:
    """True where a value can stand without quotation marks: it is no number and no yes, and parts no sentence, nor a
    range: 为至1 would be read as from 为 to 1.
    """
    is_number = re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", value, re.IGNORECASE) is not None
    is_word = re.fullmatch(r"[\w\u3400-\u9fff]+", value) is not None and not re.search("[至到]", value)
    return is_word and not is_number and value not in (*TRUE, *FALSE)


def _clause(clause: str, own: int, vocabulary: Vocabulary, subject: str) -> Condition:
    for told, holds in ((NOT_GIVEN, False), (GIVEN, True)):
        if clause.endswith(told[own]) and (
            name := _element(clause.removesuffix(told[own]), vocabulary, subject)
        ):
            return checked(name, Operator.EXISTS, (holds,))
    made = _compared(clause, own, vocabulary, subject)
    if made is None:
        known = any(_element(clause[:end], vocabulary, subject) for end in range(len(clause), 1, -1))
        raise ScopeError("no_comparison" if known else "not_understood", clause.translate(GIVEN_BACK))
    return made


def _compared(clause: str, own: int, vocabulary: Vocabulary, subject: str) -> Condition | None:
    """Name, operator, values; the longest name that is known comes first, then the longest way to compare."""
    ways = sorted(
        ((way, operator) for operator, told in WAYS.items() for way in told[own]),
        key=lambda pair: -len(pair[0]),
    )
    for end in range(len(clause), 0, -1):
        name = _element(clause[:end], vocabulary, subject)
        rest = clause[end:].strip()
        if name and (found := BETWEEN[own].match(rest)):
            low, high = (_parsed(found[place]) for place in (1, 2))
            return checked(name, Operator.BETWEEN, (low, high))
        for way, operator in ways if name else ():
            if rest.startswith(way) and rest[len(way) :].strip():
                return _made(name, operator, rest[len(way) :].strip(), vocabulary)
    return None


def _made(name: str, operator: Operator, rest: str, vocabulary: Vocabulary) -> Condition:
    term = vocabulary.term(name)
    if operator in (Operator.ONE_OF, Operator.NONE_OF):
        parts = [part for part in re.split(r"[、,]", rest) if part.strip()]
        return checked(name, operator, tuple(_coded(part, term) for part in parts))
    if term.kind == Kind.COUNT:
        rest = rest.removesuffix("周岁").removesuffix("岁").removesuffix("个").removesuffix("人")
    return checked(name, operator, (_coded(rest, term),))


def _coded(text: str, term: Term) -> Value:
    value = _parsed(text)
    code = term.coded(value)
    if code is None:
        raise ScopeError("unknown_value", f"{term.zh} {value}")
    return code


def _element(words: str, vocabulary: Vocabulary, subject: str) -> str:
    """The element of a name; a code with a dot or underscore stands for itself."""
    term = vocabulary.named(words, subject)
    if term:
        return term.code
    return words.strip() if re.fullmatch(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)+", words.strip()) else ""


def _parsed(text: str) -> Value:
    told = text.strip()
    if found := QUOTED.fullmatch(told):
        return found[1].translate(GIVEN_BACK)
    if told in TRUE or told in FALSE:
        return told in TRUE
    number: Callable[[str], Value] = float if re.search(r"[.eE]", told) else int
    try:
        return number(told)
    except ValueError:
        return told


def _day(text: str) -> date:
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", text.strip())
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise ScopeError("not_a_day", text) from error
    raise ScopeError("not_a_day", text)
