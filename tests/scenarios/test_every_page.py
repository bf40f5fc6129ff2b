"""Every page a role can reach in two clicks: accessible, quiet under the content policy, fits, loads little."""

import re

import pytest

from linli.base.identity.demo import PASSPHRASE

ROLES = ("district", "dongmen", "department", "auditor", "sysadmin")
MOST = 20
HREFS = "all => all.map(a => a.getAttribute('href'))"
# Files are downloads; signing out and switching language end the walk.
LEAVE_OUT = re.compile(
    r"/(logout|language)|\.(xlsx|pdf|docx|csv|json)($|\?)|/files/|/export/|#|^mailto:|^javascript:"
)


def pages_of(visitor, start: str = "/") -> list[str]:
    """Paths found on the start page and on the pages of the main navigation, one of each kind."""
    found: dict[str, str] = {}
    queue = [start, *visitor.open(start).eval_on_selector_all(".rooms a", HREFS)]
    for path in dict.fromkeys(queue):
        visitor.open(path)
        found.setdefault(kind(path), path)
        for href in visitor.page.eval_on_selector_all("main a[href]", HREFS):
            if href.startswith("/") and not LEAVE_OUT.search(href):
                found.setdefault(kind(href), href)
    return list(found.values())[:MOST]


def kind(path: str) -> str:
    """Pages that differ only in a number, an id or a query are one kind."""
    bare = path.split("?")[0]
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{2,}", "*", bare)


@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("role", ROLES)
def test_pages_are_accessible_quiet_and_fit(visitor, role, width):
    language = "zh-hans" if width == "phone" else "en"
    person = visitor(width, language).sign_in(role, PASSPHRASE)
    paths = pages_of(person)
    assert len(paths) >= 3, paths
    for path in paths:
        answer = person.page.goto(f"{person.address}{path}")
        assert answer.status == 200, path
        person.assert_accessible()
        person.assert_fits()
    person.assert_quiet()


def test_a_first_visit_loads_little(visitor):
    person = visitor("phone")
    sizes: list[int] = []
    person.page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    person.sign_in("dongmen", PASSPHRASE)
    person.page.wait_for_load_state("networkidle")
    assert sum(sizes) < 200_000, f"{sum(sizes)} bytes"


def test_large_type_and_double_zoom_lose_nothing(visitor):
    person = visitor("desktop").sign_in("district", PASSPHRASE)
    person.page.set_viewport_size({"width": 640, "height": 800})  # 1280 px at 200 %
    person.open("/")
    person.assert_fits()


def test_every_page_answers_with_the_strict_policy(visitor):
    person = visitor("desktop").sign_in("district", PASSPHRASE)
    answer = person.page.goto(f"{person.address}/")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in answer.headers["content-security-policy"]
