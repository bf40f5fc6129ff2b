"""The closed lists that describe an element. Their Chinese and English words live in the room, not here."""

from enum import StrEnum


class Subject(StrEnum):
    """Whose property it is. PERSON is a resident; STAFF is somebody in a post, seen in that post only."""

    PERSON = "person"
    HOUSEHOLD = "household"
    STAFF = "staff"
    ORGANISATION = "organisation"
    DWELLING = "dwelling"
    THING = "thing"
    PLACE = "place"
    CASE = "case"


PEOPLE = frozenset({Subject.PERSON, Subject.HOUSEHOLD, Subject.STAFF})
RESIDENTS = frozenset({Subject.PERSON, Subject.HOUSEHOLD})


class Store(StrEnum):
    """Where values are kept. The party branch has a store of its own, which nothing else reads."""

    REGISTER = "register"
    PARTY_BRANCH = "party_branch"


class ValueKind(StrEnum):
    """What a value looks like."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    YES_NO = "yes_no"
    CODE = "code"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    ADDRESS = "address"


class Sensitivity(StrEnum):
    """How carefully a value is handled, from the open to the sealed.

    SENSITIVE follows article 28 of the Personal Information Protection Law. SEALED is read by the owner
    department and by nobody else without an approval of its own.
    """

    OPEN = "open"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    SEALED = "sealed"


GUARDED = frozenset({Sensitivity.SENSITIVE, Sensitivity.SEALED})
ABOUT_PEOPLE = frozenset({Sensitivity.PERSONAL, Sensitivity.SENSITIVE, Sensitivity.SEALED})


class Information(StrEnum):
    """What the value tells. The classes that are never held are not in this list: see `prohibited.Banned`."""

    IDENTITY = "identity"
    CONTACT = "contact"
    FAMILY = "family"
    RESIDENCE = "residence"
    EDUCATION = "education"
    WORK = "work"
    FINANCE = "finance"
    HEALTH = "health"
    DISABILITY = "disability"
    AID = "aid"
    SERVICE_RECORD = "service_record"
    JUSTICE = "justice"
    PARTY_MEMBERSHIP = "party_membership"
    HOUSING = "housing"
    ORGANISATION = "organisation"
    THING = "thing"
    PLACE = "place"
    PROCEDURE = "procedure"


class Volatility(StrEnum):
    """How fast a value ages, and with it how long it may be used without asking again."""

    FIXED = "fixed"
    RARE = "rare"
    YEARLY = "yearly"
    QUARTERLY = "quarterly"
    EVENT = "event"


class Publish(StrEnum):
    """What may leave the house without a reader's purpose."""

    NEVER = "never"
    COUNTS = "counts"
    DISCLOSED = "disclosed"
    OPEN = "open"


class Trigger(StrEnum):
    """The day from which the months of a retention rule are counted."""

    LEFT = "left"
    PURPOSE_ENDED = "purpose_ended"
    REPLACED = "replaced"
    POST_ENDED = "post_ended"
    DISSOLVED = "dissolved"
    STANDING = "standing"
