"""What a browser keeps after staff and residents have looked at people: nothing of them.

Every store a page can write to is read back, every answer that named somebody must forbid keeping it, and the bytes of
the profile on disk are searched after the browser has gone: history, forms, sessions, caches, databases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.scenarios.conftest import QUIET
from tools.browser import find

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
PASSPHRASE = "linli demo 350802"
LIN, LIN_MASKED = "林建国", "林*国"
PHONE = re.compile(r"1\d{10}")
REASON = "上门走访前核对人口"
STORES = """async () => {
  const told = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie];
  for (const {name} of await indexedDB.databases()) {
    const open = await new Promise((done, failed) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    for (const store of open.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = open.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      told.push(name + JSON.stringify(rows));
    }
    open.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      told.push(request.url + await (await cache.match(request)).text());
    }
  }
  return told.join("\\n");
}"""


@dataclass
class Watched:
    """A browser with a profile on disk: every address that was asked for, every answer, every store read back."""

    context: BrowserContext
    address: str
    urls: list[str] = field(default_factory=list)
    answers: list[tuple[str, str, bytes]] = field(default_factory=list)
    stores: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """Its one tab."""
        return self.context.pages[0]

    def note(self, answer: Response) -> None:
        """Remember what came, and what was said about keeping it."""
        self.urls.append(answer.url)
        if answer.request.resource_type in ("document", "xhr", "fetch") and answer.status == 200:
            told = (
                f"{answer.headers.get('cache-control', '')} {answer.headers.get('content-disposition', '')}"
            )
            self.answers.append((answer.url, told, answer.body()))

    def look(self) -> None:
        """Read back every store of the page's origin."""
        self.stores.append(str(self.page.evaluate(STORES)))

    def open(self, path: str) -> None:
        """Open a page, then look at what it has stored."""
        self.page.goto(f"{self.address}{path}")
        self.look()


@pytest.fixture
def watched(browser: Browser, demo_server: str, tmp_path: Path) -> Iterator[Watched]:
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=find(), args=list(QUIET), locale="zh-CN"
    )
    made = Watched(context, demo_server)
    context.on("response", made.note)
    yield made
    context.close()


def enter(page: Page, field_: str, text: str) -> None:
    page.fill(field_, text)
    with page.expect_navigation():
        page.press(field_, "Enter")


def staff_look_somebody_up(watched: Watched) -> list[str]:
    """Search, card, reveal, a day in the past. Answers what was revealed: it must be nowhere afterwards."""
    page = watched.page
    watched.open("/accounts/login/")
    page.fill("input[name=login]", "dongmen")
    enter(page, "input[name=password]", PASSPHRASE)
    watched.open("/register/")
    page.select_option("#id_purpose", "contact")
    enter(page, "#id_reason", REASON)
    watched.open("/register/")
    enter(page, "#id_text", LIN)
    watched.look()
    with page.expect_navigation():
        page.get_by_role("link", name=LIN_MASKED).click()
    card = page.url
    shown: list[str] = []
    for element in ("self.name", "self.phone"):
        page.check(f"input[value='{element}']")
    page.fill("#reveal-reason", "本人在窗口，核对信息")
    with page.expect_navigation():
        page.get_by_role("button", name="显示完整内容").click()
    watched.look()
    shown += [text.strip() for text in page.locator(".value-shown").all_inner_texts()]
    watched.open(card.removeprefix(watched.address) + "?on=2026-01-01")
    watched.open("/register/")
    phone = next(one for one in shown if PHONE.fullmatch(one))
    page.select_option("#id_by", "phone")
    enter(page, "#id_text", phone)
    watched.look()
    page.go_back()
    watched.look()
    return shown


def resident_looks(watched: Watched) -> list[str]:
    """What is held, by whom it was read, a copy to take along. Answers what was shown whole."""
    page = watched.page
    page.context.clear_cookies()
    watched.open("/mine/sign-in/")
    with page.expect_navigation():
        page.locator("button.code").first.click()
    for path in ("/mine/", "/mine/readings/", "/mine/requests/", "/mine/take-along/"):
        watched.open(path)
    watched.open("/mine/")
    return [text.strip() for text in page.locator(".held-value").all_inner_texts()]


def marks_of(shown: list[str]) -> list[str]:
    """What to look for: the name and every run of eleven figures or more."""
    runs = [run for text in shown for run in re.findall(r"\d{11,17}[\dX]?", text)]
    return sorted({LIN, *runs})


def coded(mark: str) -> list[bytes]:
    return [mark.encode("utf-8"), mark.encode("utf-16-le"), mark.encode("unicode_escape")]


def test_a_browser_keeps_nothing_of_the_people_it_showed(watched: Watched, tmp_path: Path):
    shown = staff_look_somebody_up(watched)
    shown += resident_looks(watched)
    marks = marks_of(shown)
    assert len(marks) >= 3, shown  # the name, a phone, and an identity number

    told = [
        (url, kept) for url, kept, body in watched.answers if any(mark.encode() in body for mark in marks)
    ]
    assert len(told) >= 3  # they would be found: the reveal and the resident's own pages named them
    assert [url for url, kept in told if "no-store" not in kept] == []
    stores = "\n".join(watched.stores)
    assert [mark for mark in marks if mark in stores] == []
    assert [mark for mark in marks if mark in "\n".join(watched.urls)] == []
    cookies = repr(watched.context.cookies())
    assert [mark for mark in marks if mark in cookies] == []

    watched.context.close()
    files = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert len(files) > 20
    left = {
        (str(path.relative_to(tmp_path)), mark)
        for path in files
        for content in [path.read_bytes()]
        for mark in marks
        if any(one in content for one in coded(mark))
    }
    assert left == set()
