"""Raising look-up alarms and answering them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import Alarm, AlarmAnswer, ReadingSubject
from linli.base.reading.rules import Limits
from linli.base.reading.states import Act, AlarmKind, AlarmVerdict
from linli.base.scope import Scope

COMMUNITY = rules.COMMUNITY_DIGITS
USUAL = Limits()


def raise_alarm(
    *, kind: AlarmKind, day: date, looks: int, usual: int | None, about: Actor, by: Actor, at: datetime
) -> bool:
    """One alarm about `about` for the day; False when it has been raised already."""
    assert about.account_id is not None
    assert about.post_id is not None
    same = Alarm.objects.filter(kind=kind, day=day, account_id=about.account_id, post_id=about.post_id)
    if same.exists():
        return False
    row = Alarm(
        kind=kind,
        day=day,
        account_id=about.account_id,
        post_id=about.post_id,
        role=str(about.role),
        label=about.label,
        place=about.scope.prefix,
        looks=looks,
        usual=usual,
        raised_at=at,
    )
    with audited(
        by=by,
        at=at,
        verb="reading.raise_alarm",
        subject=f"reading.Alarm:{row.pk}",
        place=row.place,
        detail={"kind": str(kind), "looks": looks, "usual": usual},
    ):
        row.save()
    return True


def raise_days_alarms(*, day: date, by: Actor, at: datetime, limits: Limits = USUAL) -> int:
    """Look through one day's log and raise what stands out; again and again without doing anything twice.

    Answers the number of new alarms. Counts people per post, never anything about a resident.
    """
    days = _days(day, limits)
    raised = 0
    for post, looks in days.items():
        for kind, count, usual in looks.findings(limits):
            raised += raise_alarm(
                kind=kind, day=day, looks=count, usual=usual, about=looks.actor(post), by=by, at=at
            )
    return raised


def answer_alarm(
    *, alarm_id: UUID, verdict: AlarmVerdict, words: str, by: Actor, at: datetime
) -> AlarmAnswer:
    """Say what was found. Refusals: reading.no_alarm (404), reading.not_supervisor, reading.answered."""
    row = Alarm.objects.in_scope(by.scope).filter(pk=alarm_id).first()
    if row is None:
        raise NotFound("reading.no_alarm", _("没有找到这条提醒，或者它不在您的管辖范围内。"))
    rules.require_supervisor(by, row.role, row.place, row.account_id)
    if not words.strip():
        raise Refusal("reading.no_words", _("请写明处理情况。"))
    if AlarmAnswer.objects.filter(alarm=row).exists():
        raise Refusal("reading.answered", _("这条提醒已经处理过了。"))
    assert by.account_id is not None
    answer = AlarmAnswer(
        alarm=row,
        about=row.account_id,
        verdict=verdict,
        words=words.strip(),
        answered_at=at,
        account_id=by.account_id,
        label=by.label,
    )
    with audited(
        by=by,
        at=at,
        verb="reading.answer_alarm",
        subject=f"reading.Alarm:{row.pk}",
        place=row.place,
        detail={"verdict": str(verdict)},
    ):
        answer.save()
    return answer


@dataclass(slots=True)
class _Looks:
    """One post's look-ups: people a day before, and the day itself."""

    role: str = ""
    label: str = ""
    place: str = ""
    before: dict[date, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    known: set[str] = field(default_factory=set)
    today: set[UUID] = field(default_factory=set)
    communities: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    night: set[UUID] = field(default_factory=set)

    def actor(self, post: tuple[UUID, UUID]) -> Actor:
        """The post as an actor, for the alarm's row."""
        return Actor(post[0], post[1], self.role, Scope(self.place), self.label)  # type: ignore[arg-type]

    def findings(self, limits: Limits) -> list[tuple[AlarmKind, int, int | None]]:
        """What stands out: kind, people on the day, what is usual."""
        found: list[tuple[AlarmKind, int, int | None]] = []
        knows = len(self.before) >= limits.days_to_know_a_post
        usual = rules.median(len(people) for people in self.before.values()) if knows else None
        if limits.is_unusual(len(self.today), usual):
            found.append((AlarmKind.VOLUME, len(self.today), usual))
        if self.night:
            found.append((AlarmKind.NIGHT, len(self.night), None))
        strange = set[UUID]().union(
            *(people for code, people in self.communities.items() if self._strange(code, knows))
        )
        outside = any(not rules.reaches(self.place, code) for code in self.communities)
        if strange and (outside or len(strange) >= limits.new_community_people):
            found.append((AlarmKind.OTHER_COMMUNITY, len(strange), None))
        return found

    def _strange(self, place: str, knows: bool) -> bool:
        """Outside the post's own place (a break-glass look), or a community that a known post never looked at."""
        return not rules.reaches(self.place, place) or (knows and place[:COMMUNITY] not in self.known)


def _days(day: date, limits: Limits) -> dict[tuple[UUID, UUID], _Looks]:
    zone = ZoneInfo(settings.TIME_ZONE)
    first, _end = limits.window(day)
    since = datetime.combine(first, datetime.min.time(), zone)
    until = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    rows: Any = (
        ReadingSubject.objects.in_scope(Scope(""))
        .filter(reading__at__gte=since, reading__at__lt=until)
        .exclude(reading__act=Act.COUNTED)  # nobody was looked at
        .order_by("id")
        .values_list(
            "reading__account_id",
            "reading__post_id",
            "reading__role",
            "reading__label",
            "reading__place",
            "reading__at",
            "subject",
            "place",
        )
    )
    found: dict[tuple[UUID, UUID], _Looks] = defaultdict(_Looks)
    for account, post, role, label, own, moment, subject, place in rows.iterator(chunk_size=5_000):
        looks = found[(account, post)]
        looks.role, looks.label, looks.place = role, label, own
        local = moment.astimezone(zone)
        if local.date() < day:
            looks.before[local.date()].add(subject)
            looks.known.add(place[:COMMUNITY])
            continue
        looks.today.add(subject)
        looks.communities[place].add(subject)
        if limits.is_night(local):
            looks.night.add(subject)
    return {post: looks for post, looks in found.items() if looks.today}
