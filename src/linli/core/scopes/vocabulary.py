"""What conditions are about: names of elements in words, which values exclude one another, what never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from .model import Value

AGE, BIRTH_DATE = "age", "birth_date"


class Kind(StrEnum):
    """What values an element has. SEVERAL may hold more than one value of its code list at a time."""

    CODE = "code"
    SEVERAL = "several"
    FLAG = "flag"
    COUNT = "count"  # whole numbers from 0
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Term:
    """An element as conditions see it. `values` is its code list where that is complete, `fixed` what never changes
    in a life, `exclusive` pairs of values that are declared not to meet in one row, `narrower` the values that a
    broader one takes in (已婚: 初婚, 再婚, 复婚), `labels` what a code is called (code, Chinese, English).
    """

    code: str
    zh: str
    en: str
    kind: Kind = Kind.CODE
    values: tuple[str, ...] = ()
    fixed: bool = False
    exclusive: tuple[tuple[str, str], ...] = ()
    narrower: tuple[tuple[str, tuple[str, ...]], ...] = ()
    labels: tuple[tuple[str, str, str], ...] = ()

    def coded(self, value: Value) -> Value | None:
        """The code that a value in words stands for; the value itself where codes have no words here, None where
        they have and this is none of them.
        """
        if not self.labels or isinstance(value, bool):
            return value
        told = str(value).lower()
        names = [(code, (code, zh.lower(), en.lower())) for code, zh, en in self.labels]
        exact = [code for code, named in names if told in named]
        # 女 stands for 女性; the beginning of several names stands for none of them.
        begun = [code for code, named in names if any(name.startswith(told) for name in named)]
        return exact[0] if exact else begun[0] if len(begun) == 1 else None

    def label(self, value: Value, own: int) -> Value:
        """What a code is called in Chinese (0) or English (1); the code where that would be read as another one."""
        found = next((one for one in self.labels if one[0] == value), None)
        if found is None:
            return value
        name = found[own + 1]
        return name if self.coded(name) == value else value

    def widened(self, values: Iterable[Value]) -> frozenset[Value]:
        """Values with all that they take in."""
        taken_in = dict(self.narrower)
        given = frozenset(values)
        return given.union(*(taken_in.get(str(value), ()) for value in given))

    @property
    def property(self) -> str:
        """The element without its role: `self.age` is about `age`."""
        return self.code.rsplit(".", 1)[-1]


# The kinds of population of one place overlap in life (a resident may be registered elsewhere); what departments
# count apart is declared, not a matter of logic.
POPULATION_APART = (
    ("常住", "流入"),
    ("常住", "流动"),
    ("常住", "流出"),
    ("流入", "流出"),
    ("户籍", "流入"),
    ("户籍", "流动"),
)
_TERMS = (
    Term("self.sex", "性别", "sex", values=("男", "女"), fixed=True),
    Term("self.age", "年龄", "age", Kind.COUNT),
    Term("self.birth_date", "出生日期", "date of birth", Kind.DAY, fixed=True),
    Term("self.ethnicity", "民族", "ethnic group", fixed=True),
    Term("self.marital", "婚姻状况", "marital status"),
    Term("self.political", "政治面貌", "political status"),
    Term("self.education", "学历", "education"),
    Term("self.hukou_type", "户口性质", "kind of registration"),
    Term("self.health", "健康状况", "health"),
    Term("self.dis_level", "残疾等级", "disability grade"),
    Term("pop_type", "人口类型", "kind of population", Kind.SEVERAL, exclusive=POPULATION_APART),
    Term("n_child", "子女数", "number of children", Kind.COUNT),
    Term("hh_size", "家庭人口数", "household size", Kind.COUNT),
    Term("dibao_flag", "是否享受低保", "minimum living allowance", Kind.FLAG),
    Term("wubao_flag", "是否享受五保", "support for people in extreme hardship", Kind.FLAG),
    Term("key_flag", "是否重点关注人员", "needs attention", Kind.FLAG),
    Term("dis_flag", "是否残疾", "disabled", Kind.FLAG),
    Term("lone_elder", "是否孤老", "old and alone", Kind.FLAG),
    Term("orphan_flag", "是否孤儿", "orphan", Kind.FLAG),
    Term("employment", "就业状况", "employment"),
    Term("student_no", "学籍号", "student number"),
    Term("mil_dis_level", "伤残等级", "grade of service injury"),
    Term("leftbehind_type", "留守人员类型", "kind of person left behind"),
    Term("lease_use", "出租用途", "use of a let dwelling"),
    Term("org_type", "组织类型", "kind of organisation"),
    Term("grad_date", "毕业日期", "date of graduation", Kind.DAY, fixed=True),
)


@dataclass(frozen=True)
class Vocabulary:
    """Terms by code; an element that is not among them is a code without a complete list, under its own code."""

    terms: Mapping[str, Term] = field(
        default_factory=lambda: MappingProxyType({one.code: one for one in _TERMS})
    )

    def term(self, code: str) -> Term:
        """The term of an element."""
        return self.terms.get(code) or Term(code, code, code)

    def named(self, words: str, subject: str = "") -> Term | None:
        """The term that a name in Chinese or English, or a code, stands for; where several do, the one about
        `subject` (the first part of its code), else the first.
        """
        folded = words.strip().lower()
        found = self._by_name.get(folded, ())
        return next((one for one in found if one.code.split(".")[0] == subject), found[0] if found else None)

    @cached_property
    def _by_name(self) -> dict[str, list[Term]]:
        names: dict[str, list[Term]] = {}
        for one in self.terms.values():
            for name in dict.fromkeys((one.code.lower(), one.zh.lower(), one.en.lower())):
                names.setdefault(name, []).append(one)
        return names

    def with_exclusive(self, pairs: Mapping[str, tuple[tuple[str, str], ...]]) -> Vocabulary:
        """The same with more declared exclusions, by element."""
        changed = dict(self.terms)
        for code, apart in pairs.items():
            old = self.term(code)
            changed[code] = replace(old, kind=Kind.SEVERAL, exclusive=(*old.exclusive, *apart))
        return Vocabulary(MappingProxyType(changed))

    def without_exclusive(self) -> Vocabulary:
        """The same with no declared exclusion, to see what logic alone says."""
        return Vocabulary(
            MappingProxyType({code: replace(one, exclusive=()) for code, one in self.terms.items()})
        )


STANDARD = Vocabulary()
