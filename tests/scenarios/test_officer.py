"""The officer's day on a phone: syncs, loses the network, visits, restarts, comes back; the register knows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Holding, Post
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.meter.actions import daily
from linli.register.models import Dwelling
from linli.register.queries import card
from linli.visits.models import CollectionTask, Device, Envelope, FieldReport, Photo
from tests.factories import LONG_AGO, post_for
from tests.meter.setting import admitted, grown
from tests.scenarios.conftest import QUIET
from tests.visits.setting import CODE, GRID, Home, collect, furnish, settle
from tools.browser import find

pytestmark = [pytest.mark.scenario, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=20_000)
PASSPHRASE, PIN = "tea cup platform snail", "270915"
EVERYWHERE = Scope("")


@pytest.fixture(scope="session", autouse=True)
def beside_the_browsers_loop() -> Iterator[None]:
    """The browser's event loop runs in this thread for the rest of the run; Django takes that for async code."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def site(live_server, settings) -> str:
    settings.DEMO = True
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def home(db, site) -> Home:
    furnish()
    made = settle(births=("1985-03-02", "2016-06-01"))
    settle(building="2", room="502")
    collect("dwelling.occupancy", "dwelling.smoke_alarm", "dwelling.floor_area", days=3650)
    collect(
        "dwelling.smoke_alarm", "dwelling.gas_alarm", days=3650, title_zh="燃气安全", title_en="Gas safety"
    )
    collect("self.phone", purpose="contact", days=3650, title_zh="联系电话", title_en="Telephones")
    account = Account.objects.create_user("zhao", PASSPHRASE, display_name="赵网格", is_demo=True)
    body = post_for(Role.COMMITTEE, CODE).body
    post = Post.objects.create(
        body=body, role=Role.GRID_OFFICER, title="第十二网格网格员", division_code=CODE, grid_suffix=GRID[-3:]
    )
    Holding.objects.create(account=account, post=post, role=post.role, began_at=LONG_AGO)
    return made


@pytest.fixture
def start(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Starts the browser on the phone's profile; starting it again is restarting the phone."""
    running: list[BrowserContext] = []
    trouble: list[str] = []

    def begin(offline: bool = False, width: int = 360) -> Page:
        while running:
            running.pop().close()
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=find(),
            args=list(QUIET),
            viewport={"width": width, "height": 740},
            locale="zh-CN",
        )
        running.append(context)
        context.set_offline(offline)
        page = context.pages[0]
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console", lambda said: trouble.append(said.text) if "Content Security" in said.text else None
        )
        return page

    yield begin
    while running:
        running.pop().close()
    assert trouble == []


def enrol(page: Page, site: str) -> None:
    page.goto(f"{site}/field/")
    page.get_by_role("link", name="去登录").click()
    page.get_by_label("登录名").fill("zhao")
    page.get_by_label("口令", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="启用这部手机")).to_be_visible()
    page.get_by_label("六位 PIN").fill(PIN)
    page.get_by_label("再输一次 PIN").fill(PIN)
    page.get_by_role("button", name="启用", exact=True).click()
    expect(page.get_by_role("heading", name="今天")).to_be_visible()
    expect(page.get_by_role("link", name="101室")).to_be_visible()


def unlock(page: Page, site: str) -> None:
    page.goto(f"{site}/field/")
    page.get_by_label("六位 PIN").fill(PIN)
    page.get_by_role("button", name="解锁").click()
    expect(page.get_by_role("heading", name="今天")).to_be_visible()


def fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_officers_day(start, site: str, home: Home, tmp_path: Path):
    page = start()
    enrol(page, site)
    expect(page.get_by_text("本网格有 2 户待走访")).to_be_visible()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    fits(page)

    page.context.set_offline(True)
    page.get_by_role("link", name="101室").click()
    expect(page.get_by_text("林*青 · 户主 · 138****0000")).to_be_visible()
    fits(page)
    page.get_by_label("建筑面积").fill("about ninety")
    page.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("请填数字，最多六位小数。")).to_be_visible()
    page.get_by_label("建筑面积").fill("89.5")
    page.get_by_label("住房使用状况").select_option("自住")
    page.get_by_label("烟感报警器").select_option("是")
    page.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("已保存在本机，有网络时自动发送。")).to_be_visible()
    expect(page.get_by_text("没有网络，可以照常填写")).to_be_visible()
    assert Envelope.objects.count() == 0

    page = start(offline=True)
    unlock(page, site)
    expect(page.get_by_text("1 条记录等待发送")).to_be_visible()
    page.get_by_role("link", name="上报").click()
    page.get_by_label("什么事").select_option("消防隐患")
    page.get_by_label("在哪里").fill("1栋楼道")
    page.get_by_label("情况").fill("电动车堵住通道")
    picture(tmp_path / "photo.jpg")
    page.get_by_label("拍照（可不拍）").set_input_files(tmp_path / "photo.jpg")
    expect(page.get_by_alt_text("第 1 张照片")).to_be_visible()
    page.get_by_role("button", name="保存上报").click()
    expect(page.get_by_text("3 条记录等待发送")).to_be_visible()

    page.context.set_offline(False)
    page.get_by_role("link", name="已填").click()
    expect(page.get_by_text("0 条等待发送，3 条已有回执。")).to_be_visible()
    fits(page)
    told = {one.element: one.word for one in card(home.dwelling, on=today(), scope=EVERYWHERE).values}
    word = told["dwelling.floor_area"]
    assert (word.value, word.source, word.method.value) == ("89.5", "grid", "collected")
    assert Dwelling.objects.in_scope(EVERYWHERE).get(pk=home.dwelling).occupancy == "1"
    assert (FieldReport.objects.count(), Photo.objects.count()) == (1, 1)


def test_what_two_requests_want_is_asked_once_and_serves_both(start, site: str, home: Home):
    now = timezone.now()
    dates = {"starts_date": today(), "ends_date": today() + timedelta(days=90), "at": now}
    wide = admitted("self.employment_status", scope=grown(16), title="就业状况核查", **dates)
    deep = admitted("self.employment_status", "self.education", scope=grown(), title="技能摸底", **dates)
    daily(district=CODE[:6], by=Actor.system("meter", CODE[:6]), at=now)
    page = start()
    enrol(page, site)

    page.get_by_role("link", name="101室").click()
    page.get_by_text("谁要这些信息，用来做什么？").click()
    for request in (wide, deep):
        expect(page.get_by_text(f"{request.title}：")).to_be_visible()
        expect(page.get_by_text(f"准入编号 {request.control_number}")).to_be_visible()
    fits(page)
    assert page.get_by_label("就业状况").count() == 1
    page.get_by_label("就业状况").select_option("就业")
    page.get_by_role("button", name="保存走访").click()
    page.get_by_role("link", name="已填").click()
    expect(page.get_by_text("0 条等待发送，1 条已有回执。")).to_be_visible()

    told = {one.element: one.word.value for one in card(home.people[0], on=today(), scope=EVERYWHERE).values}
    assert told["self.employment_status"] == "1"
    rows = CollectionTask.objects.in_scope(EVERYWHERE).filter(household=home.household)
    left = {row.collection.request: (row.state, row.asks) for row in rows.select_related("collection")}
    assert left[wide.pk] == ("done", {})
    assert left[deep.pk] == ("open", {"self.education": [home.people[0].hex]})


def test_ten_wrong_pins_empty_the_phone_but_not_the_queue(start, site: str, home: Home):
    page = start()
    enrol(page, site)
    page.context.set_offline(True)
    page.get_by_role("link", name="502室").click()
    page.get_by_role("button", name="家中无人").click()
    expect(page.get_by_text("1 条记录等待发送")).to_be_visible()
    page.get_by_role("button", name="锁定").click()
    for left in range(9, 0, -1):
        page.get_by_label("六位 PIN").fill("112233")
        page.get_by_role("button", name="解锁").click()
        expect(page.get_by_text(f"还可以试 {left} 次")).to_be_visible()
    page.get_by_label("六位 PIN").fill("112233")
    page.get_by_role("button", name="解锁").click()
    expect(page.get_by_text("PIN 已连续输错十次")).to_be_visible()
    counts = page.evaluate(STORED)
    assert (counts["held"], counts["queue"]) == (0, 1)

    page.context.set_offline(False)
    page.goto(f"{site}/field/")
    page.get_by_label("六位 PIN").fill(PIN)
    page.get_by_label("再输一次 PIN").fill(PIN)
    page.get_by_role("button", name="启用", exact=True).click()
    expect(page.get_by_text("0 条记录等待发送")).to_be_visible()
    first = Device.objects.order_by("enrolled_at").first()
    assert Envelope.objects.get().device == first


def test_a_lost_phone_forgets_everything_at_its_next_contact(start, site: str, home: Home):
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.visits.actions import report_lost

    page = start()
    enrol(page, site)
    page.context.set_offline(True)
    page.get_by_role("link", name="101室").click()
    page.get_by_role("button", name="住户不愿提供").click()
    chief = Actor(None, None, Role.COMMITTEE, Scope(CODE), "社区")
    report_lost(device_id=Device.objects.get().pk, why="落在公交车上", by=chief, at=timezone.now())
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="这部手机已清除")).to_be_visible()
    assert page.evaluate(STORED) == {"held": 0, "queue": 0, "receipts": 0, "meta": 0}
    assert page.evaluate("caches.keys().then(names => names.length)") == 0
    assert Envelope.objects.get().reason == "device_lost"
    assert Device.objects.get().wiped_at is not None


def test_a_stolen_disk_shows_nothing_of_anybody(start, site: str, home: Home, tmp_path: Path):
    page = start()
    enrol(page, site)
    page.context.set_offline(True)
    page.get_by_role("link", name="101室").click()
    page.get_by_label("联系电话").fill("13912345678")
    page.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("1 条记录等待发送")).to_be_visible()
    start(offline=True).context.close()
    secrets = ("13912345678", "林*青", "138****0000", str(home.household), "莲东小区")
    found = [
        (path.name, secret)
        for path in (tmp_path / "profile").rglob("*")
        if path.is_file()
        for secret in secrets
        for form in (secret.encode(), secret.encode("utf-16-le"))
        if form in path.read_bytes()
    ]
    assert found == []


def test_the_app_speaks_english_without_a_network_and_locks_itself(start, site: str, home: Home):
    page = start(width=1280)
    enrol(page, site)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.clock.install()
    page.context.set_offline(True)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    fits(page)
    page.clock.fast_forward("06:00")
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    assert page.get_by_text("林*青").count() == 0


STORED = """
  async () => {
    const settled = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const open = await settled(indexedDB.open('linli-field'));
    const counts = {};
    for (const name of ['held', 'queue', 'receipts', 'meta']) {
      counts[name] = open.objectStoreNames.contains(name)
        ? await settled(open.transaction(name).objectStore(name).count())
        : 0;
    }
    open.close();
    return counts;
  }
"""


def picture(path: Path) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Maker"
    Image.new("RGB", (64, 48), "teal").save(path, "JPEG", exif=exif)


def today():
    from django.utils import timezone

    return timezone.localdate()
