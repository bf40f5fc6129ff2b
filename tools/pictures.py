"""Takes the pictures of the docs from the running demo, in both languages, on a phone and a desk.

python tools/pictures.py [NAME ...]     only pages whose name starts with one of these
python tools/pictures.py --address http://localhost:8000 [NAME ...]
                                        from a demo that runs already: grids, tasks and the meter need its residents
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import find

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures"
PORT = 8765
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
# name -> [demo login, path] or [demo login, path, selectors of links to follow ...]; "resident" enters with a demo code
PAGES = json.loads((Path(__file__).parent / "pictures.json").read_text(encoding="utf-8"))


def start(folder: str) -> subprocess.Popen[bytes]:
    """The demo on a fresh folder."""
    environment = {**os.environ, "LINLI_DATA_DIR": folder, "LINLI_DEMO_PEOPLE": "0"}
    return subprocess.Popen(
        [str(Path(sys.executable).parent / "linli"), "demo", "--port", str(PORT)],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait(address: str) -> None:
    """Until the server answers."""
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the demo server did not start")


def enter(page: Page, address: str, login: str, passphrase: str) -> None:
    """Sign in; whoever has the register states a purpose, so that its pages open."""
    if login == "resident":
        page.goto(f"{address}/mine/sign-in/")
        with page.expect_navigation():
            page.locator("button.code").first.click()
        return
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", passphrase)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    if page.goto(f"{address}/register/purpose/").status == 200:  # type: ignore[union-attr]  # our own server answers
        page.select_option("#id_purpose", "resident_register")
        page.fill("#id_reason", "核对常住人口登记")
        with page.expect_navigation():
            page.press("#id_reason", "Enter")


def take(browser: Browser, address: str, wanted: list[str], passphrase: str) -> None:
    """One picture per page, language and size."""
    for size, (width, height) in SIZES.items():
        for language in ("zh-hans", "en"):
            for login in sorted({page[0] for page in PAGES.values()}):
                context = browser.new_context(viewport={"width": width, "height": height})
                context.add_cookies([{"name": "django_language", "value": language, "url": address}])
                page = context.new_page()
                enter(page, address, login, passphrase)
                for name, (owner, path, *link) in PAGES.items():
                    if owner == login and (not wanted or name.startswith(tuple(wanted))):
                        page.goto(f"{address}{path}")
                        for selector in link:
                            page.goto(f"{address}{page.locator(selector).first.get_attribute('href')}")
                        if page.locator("[data-map]").count():
                            page.locator("[data-map][data-drawn=yes]").wait_for()
                        page.screenshot(path=TARGET / f"{name}-{language}-{size}.png", full_page=False)
                context.close()


def main() -> None:
    """Start the demo, take the pictures, stop it; or take them from one that runs."""
    from linli.cli.root import set_up_django

    set_up_django()
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:]
    if wanted[:1] == ["--address"]:
        with_browser(wanted[1], wanted[2:])
        return
    address = f"http://localhost:{PORT}"
    with tempfile.TemporaryDirectory() as folder:
        server = start(folder)
        try:
            wait(address)
            with_browser(address, wanted)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)


def with_browser(address: str, wanted: list[str]) -> None:
    """All pictures in a browser that draws maps without a graphics card."""
    from linli.base.identity.demo import PASSPHRASE

    drawing = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", *drawing])
        take(browser, address, wanted, PASSPHRASE)
        browser.close()


if __name__ == "__main__":
    main()
