"""Is this element one that may never be held? By what it is declared to be, and by the words that describe it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pypinyin import lazy_pinyin

from linli.core.elements.folding import CHINESE, chinese_of, clauses, latin_of
from linli.core.elements.kinds import Store, Subject
from linli.core.elements.model import CodeItem, Element

from .chinese import CHINESE_TERMS
from .chinese_people import CHINESE_PEOPLE_TERMS
from .classes import Banned
from .english import ENGLISH_TERMS
from .english_people import ENGLISH_PEOPLE_TERMS
from .terms import Term

AROUND, AROUND_LATIN = 12, 32
"""Characters before and after a hit in which an innocent reading is looked for: Chinese is shorter."""
# Of a member of a branch, in the branch's own store, these say what the branch itself keeps; opinions stay banned.
BRANCH_OWN = re.compile(r"政治面貌|党员|入党|党籍|党龄|党支部|党小组|党组织|党费|党内|^党$")
BRANCH_OWN_ENGLISH = re.compile(
    r"party (member|membership|branch|affiliation|status|age|joining)|join\w* (the )?party"
)
# "Not used for scoring" describes no score; "nothing other than scoring" does.
DISCLAIMER = re.compile(
    r"^(?:本项|该项|且|也|并|仅供核对)?(?:不含|不包括|不记录?|不用于|不作为|不作|不涉及|不得用于|与.{1,10}无关|绝不|从不)"
    r"|^(?:it |this )?(?:is |are |does )?(?:not|never) (?:used for|include|record|about|for|a|an)\b"
    r"|^(?:excludes|excluding|without)\b"
)
NO_DISCLAIMER = re.compile(
    r"以外|除外|之外|例外|不含糊|只|仅(?!供核对)|而是|\b(?:other than|except|but|only|unless)\b"
)
PINYIN_WORDS = (
    ("政治面貌", Banned.POLITICAL_OPINION),
    ("政治倾向", Banned.POLITICAL_OPINION),
    ("是否党员", Banned.POLITICAL_OPINION),
    ("入党日期", Banned.POLITICAL_OPINION),
    ("宗教信仰", Banned.RELIGION),
    ("信教情况", Banned.RELIGION),
    ("思想动态", Banned.LOYALTY),
    ("思想表现", Banned.LOYALTY),
    ("忠诚度", Banned.LOYALTY),
    ("重点人员", Banned.LOYALTY),
    ("信用积分", Banned.SCORING),
    ("居民积分", Banned.SCORING),
    ("居民评分", Banned.SCORING),
    ("居民排名", Banned.SCORING),
    ("风险等级", Banned.SCORING),
    ("人脸识别", Banned.BIOMETRIC),
    ("人脸特征", Banned.BIOMETRIC),
    ("人脸模板", Banned.BIOMETRIC),
    ("行动轨迹", Banned.MOVEMENT),
    ("出入记录", Banned.MOVEMENT),
    ("自动决策", Banned.AUTOMATED_DECISION),
)
NAMES_RESIDENTS = re.compile(
    r"居民(?!委员会|小组长|委)|住户|村民|业主|租户|户主|各户|每户|户内|家庭(?!医生)|本人|群众"
)
NAMES_RESIDENTS_ENGLISH = re.compile(
    r"\b(residents?(?! committee)|households?|famil(y|ies)|villagers?|tenants?|citizens?)\b"
)


class How(StrEnum):
    """What gave the class away."""

    DECLARED = "declared"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is said of an element before it exists. `texts` are (where, text) in any language."""

    subject: Subject
    texts: tuple[tuple[str, str], ...]
    declared: str = ""
    store: Store = Store.REGISTER


@dataclass(frozen=True, slots=True)
class Finding:
    """One ban that applies: the words that were found, folded, and in which of the texts."""

    banned: Banned
    how: How
    words: str = ""
    where: str = ""


def findings_in_label(label: str) -> tuple[Finding, ...]:
    """What a heading or a field of a form asks of a person that is never held."""
    return tuple(findings_of(Draft(Subject.PERSON, (("label", label),))))


def draft_of(element: Element, items: Iterable[CodeItem] = ()) -> Draft:
    """Everything an element says of itself, the lines of its code list included."""
    own, role = element.property, element.role
    texts = [("name", own.names.zh), ("name", own.names.en), ("code", own.code.replace("_", " "))]
    texts += [("role", role.names.zh), ("role", role.names.en)]
    texts += [("definition", own.definition.zh), ("definition", own.definition.en)]
    texts += [("alias", alias) for alias in own.aliases]
    texts += [("purpose", purpose.replace("_", " ")) for purpose in own.purposes]
    if own.derivation is not None:
        texts += [("derivation", own.derivation.words.zh), ("derivation", own.derivation.words.en)]
    for item in items:
        texts += [("code_item", item.names.zh), ("code_item", item.names.en)]
    store = Store.PARTY_BRANCH if Store.PARTY_BRANCH == own.store == role.store else Store.REGISTER
    return Draft(role.subject, tuple(texts), own.information, store)


def findings_of(draft: Draft) -> tuple[Finding, ...]:
    """All bans that apply, one finding each; empty when the element may be proposed."""
    found: dict[Banned, Finding] = {}
    if draft.declared in set(Banned):
        banned = Banned(draft.declared)
        found[banned] = Finding(banned, How.DECLARED)
    for where, text in draft.texts:
        for finding in _in_text(where, text, _subjects(draft), draft.store):
            found.setdefault(finding.banned, finding)
    return tuple(found.values())


def _subjects(draft: Draft) -> frozenset[Subject]:
    """The subject it is declared for, and residents where the words name them: a label of "staff" is no way round."""
    named = any(_names_residents(text) for _where, text in draft.texts)
    return frozenset({draft.subject, Subject.PERSON}) if named else frozenset({draft.subject})


@lru_cache(maxsize=20_000)
def _names_residents(text: str) -> bool:
    return bool(NAMES_RESIDENTS.search(chinese_of(text)) or NAMES_RESIDENTS_ENGLISH.search(latin_of(text)))


@lru_cache(maxsize=20_000)
def _in_text(where: str, text: str, subjects: frozenset[Subject], store: Store) -> tuple[Finding, ...]:
    return tuple(_look(where, text, subjects, store))


def _look(where: str, text: str, subjects: frozenset[Subject], store: Store) -> Iterator[Finding]:
    for clause in clauses(text):
        chinese, latin = chinese_of(clause), latin_of(clause)
        if where == "definition" and _disclaims(chinese, latin):
            continue
        for terms, folded, own in (
            ((*CHINESE_TERMS, *CHINESE_PEOPLE_TERMS), chinese, BRANCH_OWN),
            ((*ENGLISH_TERMS, *ENGLISH_PEOPLE_TERMS), latin, BRANCH_OWN_ENGLISH),
        ):
            for one in terms:
                words = _hit(one, folded, subjects)
                if words and not (store is Store.PARTY_BRANCH and own.search(words)):
                    yield Finding(one.banned, How.WORDS, words, where)
        yield from _in_pinyin(where, latin)


def _disclaims(chinese: str, latin: str) -> bool:
    if NO_DISCLAIMER.search(chinese) or NO_DISCLAIMER.search(latin):
        return False
    return bool(DISCLAIMER.search(chinese) or DISCLAIMER.search(latin))


def _hit(one: Term, folded: str, subjects: frozenset[Subject]) -> str:
    if not one.on & subjects:
        return ""
    for found in one.words.finditer(folded):
        width = AROUND if CHINESE.search(found[0]) else AROUND_LATIN
        around = folded[max(0, found.start() - width) : found.end() + width]
        if one.unless is None or not one.unless.search(around):
            return found[0]
    return ""


def _in_pinyin(where: str, latin: str) -> Iterator[Finding]:
    closed = latin.replace(" ", "")
    for spelled, banned in _pinyin():
        if spelled in closed:
            yield Finding(banned, How.WORDS, spelled, where)


@lru_cache(maxsize=1)
def _pinyin() -> tuple[tuple[str, Banned], ...]:
    return tuple(("".join(lazy_pinyin(words)), banned) for words, banned in PINYIN_WORDS)
