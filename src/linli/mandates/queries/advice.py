"""What the rules recommend, with reasons. A person decides."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from linli.core.mandates import Class
from linli.mandates.grounds import AutoRefusal
from linli.mandates.models import Mandate
from linli.mandates.queries.asked import AskedField, Look
from linli.mandates.queries.cost import Cost
from linli.mandates.queries.overlap import Overlaps
from linli.mandates.rules import FEW

DIFFERS = Decimal("0.1")


def advice(
    found: Mandate,
    grounds: Sequence[AutoRefusal],
    fields: Sequence[AskedField],
    others: Overlaps,
    cost: Cost,
) -> tuple[str, tuple[str, ...]]:
    """refuse, return, negotiate or approve; and why, each reason a sentence."""
    is_served = others.verdict in (Class.SAME, Class.COVERED)
    is_short = found.money_offered + cost.people_value < cost.required
    every_known = bool(fields) and all(field.look in (Look.KNOWN, Look.ASKED) for field in fields)
    reasons = [str(ground.words) for ground in grounds]
    reasons += [words for holds, words in _reasons(found, others, cost, every_known, is_short) if holds]
    if grounds:
        return "refuse", tuple(reasons)
    if is_served:
        return "return", tuple(reasons)
    return ("negotiate" if is_short else "approve"), tuple(reasons)


def _reasons(
    found: Mandate,
    others: Overlaps,
    cost: Cost,
    every_known: bool,
    is_short: bool,
) -> list[tuple[bool, str]]:
    rows = cost.cells.rows if cost.cells is not None else None
    said = found.unit_count if found.unit_kind != "community" else None
    differs = rows is not None and said is not None and abs(rows - said) > DIFFERS * max(rows, 1)
    return [
        (others.verdict is Class.SAME, _("另一事项问的完全相同，由它供数，不派任务。")),
        (others.verdict is Class.COVERED, _("已有事项问过同样的人、同样的内容，由它供数，不派任务。")),
        (others.verdict is Class.MERGED, _("与其他事项有重复，合并采集，每位居民只问一次。")),
        (every_known, _("所有字段在册上或在别的事项里都有，不必再向居民采集。")),
        (rows == 0, _("在册没有人符合这个范围。")),
        (
            differs,
            _("申报 %(said)s，在册符合范围的是 %(rows)s，请核对。") % {"said": said, "rows": _told(rows)},
        ),
        (found.is_duty is False, _("不在职责清单之内：须购买服务或派员。")),
        (is_short, _("随事项的经费和人员不够，须补足后再准入。")),
    ]


def _told(rows: int | None) -> str:
    return _("不到 %(few)s") % {"few": FEW} if rows is not None and 0 < rows < FEW else str(rows)
