"""Two departments, a key, and residents whose numbers are known."""

from datetime import timedelta
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linli.base.identity.actor import Actor
from linli.base.identity.models import Body, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.reading.actions import name_department
from linli.register.actions import record
from linli.register.drafts import FactDraft
from linli.sharing.actions import AgreementDraft, ask_agreement, decide_agreement, register_key
from linli.sharing.documents import REQUEST, public_bytes, sign, write_public_key
from linli.sharing.models import Agreement
from linli.sharing.states import Verdict
from tests.base.reading.setting import AT, DAY, DISTRICT, GRID, INSTALL, somebody
from tests.register.gate.setting import Resident, entry, settle

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NUMBERS = ("110101199003070038", "110101199003070054", "11010119900307007X")


def department(code: str, name: str) -> Actor:
    """Somebody of a department whose body has its code."""
    by = somebody(Role.DEPARTMENT, DISTRICT)
    body, _made = Body.objects.get_or_create(kind=BodyKind.DEPARTMENT, name=name, division_code=DISTRICT)
    Post.objects.filter(pk=by.post_id).update(body=body)
    name_department(body_id=body.pk, code=code, by=INSTALL, at=AT)
    return by


def health() -> Actor:
    return department("health", "区卫生健康局")


def numbered(count: int = 2) -> list[Resident]:
    """Residents whose identity numbers are recorded too."""
    people = settle(GRID, count=count)
    facts = [
        FactDraft(one.id, "self.id_number", number)
        for one, number in zip(people, NUMBERS[:count], strict=True)
    ]
    record(entry=entry(), facts=facts, by=INSTALL, at=AT - timedelta(days=8))
    return people


def draft(**changed: object) -> AgreementDraft:
    fields: dict[str, object] = {
        "number": "新罗数享2026-1",
        "provider": "police",
        "place": DISTRICT,
        "purpose": "resident_register",
        "elements": ("self.name", "self.sex"),
        "basis": "《政务数据共享条例》",
        "valid_from": DAY,
        "valid_to": DAY + timedelta(days=300),
    }
    return AgreementDraft(**{**fields, **changed})  # type: ignore[arg-type]


def agreed(by: Actor, **changed: object) -> Agreement:
    row = ask_agreement(draft=draft(**changed), by=by, at=AT)
    decide_agreement(agreement_id=row.pk, verdict=Verdict.GRANTED, by=somebody(Role.DISTRICT_OFFICE), at=AT)
    return row


def with_key(by: Actor, key: Ed25519PrivateKey = KEY):
    assert by.post_id is not None
    return register_key(line=write_public_key(public_bytes(key)), post_id=by.post_id, by=INSTALL, at=AT)


def request(*numbers: str, key: Ed25519PrivateKey = KEY, **changed: object) -> bytes:
    body: dict[str, object] = {
        "id": str(uuid4()),
        "agreement": "新罗数享2026-1",
        "from": "health",
        "purpose": "resident_register",
        "reason": "核对随访名单",
        "made_at": AT.isoformat(),
        "elements": ["self.name", "self.sex"],
        "people": [{"id_number": number} for number in numbers or NUMBERS[:1]],
    }
    return sign(REQUEST, {**body, **changed}, key)
