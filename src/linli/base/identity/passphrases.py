"""What makes a passphrase acceptable (NIST SP 800-63B, OWASP ASVS 5.0): long, and not on the list of common ones.

No rule asks for capitals, digits or signs: they make passphrases harder to remember, not to guess.
"""

import secrets
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHORTEST = 15
LIST = Path(__file__).with_name("common_passphrases.txt")
# No letters or digits that are mistaken for one another when read out or typed from paper.
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"


def folded(text: str) -> str:
    """The passphrase as a guesser would try it: width and case folded, blanks and punctuation left out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Django's list of the commonest passwords, and ours of what is common on Chinese keyboards."""
    ours = (line.partition("#")[0].strip() for line in LIST.read_text(encoding="utf-8").splitlines())
    return frozenset(folded(entry) for entry in (*CommonPasswordValidator().passwords, *ours)) - {""}


def is_common(passphrase: str) -> bool:
    """True for an entry of the lists, two entries in a row, or one short piece repeated."""
    text = folded(passphrase)
    if not text or text in common() or _is_repeated(text):
        return True
    return any(text[:cut] in common() and text[cut:] in common() for cut in range(4, len(text) - 3))


def _is_repeated(text: str) -> bool:
    return text in (text + text)[1:-1]


def one_time() -> str:
    """A passphrase to be handed over once on paper: 20 clear characters in fours, about 98 bits."""
    return "-".join("".join(secrets.choice(CLEAR) for _place in range(4)) for _group in range(5))


class LongEnough:
    """At least 15 characters; Chinese characters count one each."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when it is shorter."""
        if len(password) < SHORTEST:
            raise ValidationError(self.get_help_text(), code="too_short")

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return ngettext(
            "口令至少要有 %(count)d 个字符，例如几个不相干的词；不要求大小写、数字或符号。",
            "口令至少要有 %(count)d 个字符，例如几个不相干的词；不要求大小写、数字或符号。",
            SHORTEST,
        ) % {"count": SHORTEST}


class NotCommon:
    """Not one of the passphrases that guessers try first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when it is."""
        if is_common(password):
            raise ValidationError(_("这个口令太常见，很容易被猜到。请换一个。"), code="too_common")

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return _("不能用常见的口令，例如键盘上相邻的键、诗句或问候语的拼音。")


class NotAboutOneself:
    """Does not contain the sign-in name or the person's name."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when more than half of it is a name of the account."""
        text = folded(password)
        for value in (getattr(user, "username", ""), getattr(user, "display_name", "")):
            name = folded(value or "")
            if len(name) >= 2 and name in text and 2 * len(text.replace(name, "")) < len(text):
                raise ValidationError(
                    _("口令的大半是登录名或姓名，很容易被猜到。请换一个。"), code="about_oneself"
                )

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return _("口令不能以登录名或姓名为主。")
