"""Stories in a real browser against the real server: `linli demo` on a fresh folder, driven in Chromium."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.browser import find

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a scenario."""
    for item in items:
        if "tests/scenarios" in str(item.path):
            item.add_marker(pytest.mark.scenario)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a missing browser is a failure, never a silent skip."""
    path = find()
    assert path, "Chromium is missing: run `make test`, which installs it, or install it by hand"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `linli demo`, running as a user would start it."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("LINLI_", "DJANGO_"))}
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(
        [str(Path(sys.executable).parent / "linli"), "demo", "--port", str(port)],
        # Twenty thousand residents would come in beside the stories, and slow each of them down.
        env={**keep, "LINLI_DATA_DIR": str(folder), "LINLI_DEMO_PEOPLE": "0"},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(f"{address}/healthz", server, folder / "server.log")
        yield address
    finally:
        log.close()
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> None:
    """Wait until the server answers; its log is part of the failure when it does not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the demo server did not start:\n{log.read_text(errors='replace')[-3000:]}")


class Visitor:
    """A person at a browser."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(f"script error: {error}"))
        self.page.on("console", self._console)

    def _console(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.trouble.append(message.text)

    def open(self, path: str) -> Page:
        """Open a page of the product."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def sign_in(self, username: str, passphrase: str) -> "Visitor":
        """Sign in through the real form."""
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", passphrase)
        with self.page.expect_navigation():
            self.page.press("input[name=password]", "Enter")
        return self

    def language(self, code: str) -> "Visitor":
        """Choose a language by its cookie."""
        self.context.add_cookies([{"name": "django_language", "value": code, "url": self.address}])
        return self

    def assert_accessible(self) -> None:
        """No violation found by axe-core on the page as it is."""
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()

    def assert_quiet(self) -> None:
        """No script error and nothing blocked by the content policy."""
        assert self.trouble == []

    def assert_fits(self) -> None:
        """The page does not scroll sideways."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 1, f"{self.page.url} is {wide} px too wide"


@pytest.fixture
def visitor(browser: Browser, demo_server: str) -> Iterator:
    """Makes visitors: `visitor("phone", "en")`."""
    contexts = []

    def make(width: str = "desktop", language: str = "zh-hans") -> Visitor:
        size = WIDTHS[width]
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
        contexts.append(context)
        return Visitor(context, demo_server).language(language)

    yield make
    for context in contexts:
        context.close()
