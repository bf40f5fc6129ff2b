"""A clerk changes the grids of a draft: with the mouse, with keys alone, without a map, and beside a colleague."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from linli.base.identity.models import Account, Holding
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.grids.actions import change_labels
from linli.grids.graphs import labels_of
from linli.grids.models import GridPlan, GroundBuilding
from linli.register.models import Household
from tests.factories import LONG_AGO, post_for
from tests.grids.homes import one_home_in_each_building
from tests.grids.setting import SUB_DISTRICT, WEST, clerk, new_draft, new_ground
from tests.grids.test_adopting import adopted
from tests.grids.test_editing import possible
from tests.grids.test_past import live_in
from tests.grids.test_towers import tall_draft
from tests.office.grids.test_open_figures import ask
from tests.scenarios.conftest import QUIET
from tools.browser import find

pytestmark = [pytest.mark.scenario, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=20_000)
PASSPHRASE = "tea cup platform snail"
DRAWING = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")


@pytest.fixture(scope="session", autouse=True)
def beside_the_browsers_loop() -> Iterator[None]:
    """The browser's event loop runs in this thread for the rest of the run; Django takes that for async code."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="module")
def drawing(browser: Browser) -> Iterator[Browser]:
    """A browser that draws maps, in software."""
    quiet = [flag for flag in QUIET if flag != "--disable-gpu"]
    launched = browser.browser_type.launch(executable_path=find(), args=[*quiet, *DRAWING])
    yield launched
    launched.close()


@pytest.fixture
def site(live_server, settings) -> str:
    settings.DEMO = True
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def draft(db, site) -> GridPlan:
    now = timezone.now()
    made = new_draft(new_ground(now), now)
    account = Account.objects.create_user("chen", PASSPHRASE, display_name="陈经办", is_demo=True)
    post = post_for(Role.SUB_DISTRICT, SUB_DISTRICT, "社区事务经办人")
    Holding.objects.create(account=account, post=post, role=post.role, began_at=LONG_AGO)
    return made


@pytest.fixture
def enter(site: str, draft: GridPlan) -> Iterator[Callable[..., Page]]:
    """Signs the clerk in and opens the editor."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def begin(
        browser: Browser,
        *,
        width: int = 1280,
        language: str = "zh-hans",
        scripts: bool = True,
        webgl: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", java_script_enabled=scripts
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        contexts.append(context)
        if not webgl:
            context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if "Security" in said.text else None)
        page.goto(f"{site}/accounts/login/")
        page.fill("input[name=login]", "chen")
        page.fill("input[name=password]", PASSPHRASE)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
        page.goto(f"{site}/grids/plans/{draft.pk}/edit/")
        if scripts:
            page.locator("[data-ready=yes]").wait_for()
        return page

    yield begin
    for context in contexts:
        context.close()
    assert trouble == []


def sound(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def live(page: Page):
    return page.locator("[data-live]")


def changed(page: Page):
    return page.locator("[data-total-changed]")


def test_a_stroke_on_the_map_moves_a_border_and_is_undone_at_once(drawing, enter, draft):
    page = enter(drawing)
    page.get_by_role("button", name="选网格 001").click()
    expect(live(page)).to_contain_text("网格 001 有")
    page.wait_for_timeout(300)  # the map turns to the grid, then fetches its tiles
    page.locator("[data-map=edit][data-drawn=yes]").wait_for()
    page.get_by_label("涂改").check()
    frame = page.locator(".map-canvas").bounding_box()
    assert frame
    x, y = frame["x"] + frame["width"] * 0.62, frame["y"] + frame["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 26):
        page.mouse.move(x, y - 6 * step)
    page.mouse.up()
    expect(changed(page)).not_to_have_text("0 处")
    expect(live(page)).to_contain_text("个网格中")
    page.get_by_role("button", name="撤销").click()
    expect(changed(page)).to_have_text("0 处")
    page.get_by_role("button", name="重做").click()
    expect(changed(page)).not_to_have_text("0 处")
    assert GridPlan.objects.get(pk=draft.pk).version == 1
    sound(page)


def test_everything_with_keys_alone_and_without_a_map(browser, enter, draft):
    begun = labels_of(draft.pk)
    unit, to = next(possible(draft, begun))
    page = enter(browser, webgl=False)
    expect(page.get_by_text("这个浏览器画不出地图")).to_be_visible()
    community, grid = divmod(int(begun[unit]), 1000)
    page.locator("[data-community]").select_option(str(community))
    button = page.get_by_role("button", name=f"选网格 {grid:03d}")
    button.focus()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("本网格的单元").select_option(str(unit))
    panel = page.get_by_role("group", name=f"{unit + 1} 号单元")
    offered = panel.locator("[data-target]").evaluate_all("all => all.map(one => Number(one.dataset.target))")
    panel.focus()
    page.keyboard.press(str(offered.index(to) + 1))
    expect(changed(page)).to_have_text("1 处")
    expect(live(page)).to_contain_text("本社区")
    panel.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+z")
    expect(changed(page)).to_have_text("0 处")
    page.keyboard.press("Control+y")
    expect(changed(page)).to_have_text("1 处")
    page.get_by_role("button", name="保存为新版本").click()
    expect(live(page)).to_have_text("已保存为第 2 版。")
    after = labels_of(draft.pk)
    assert np.flatnonzero(after != begun).tolist() == [unit]
    assert after[unit] == to


def test_the_engine_splits_a_grid_and_two_are_merged_again(browser, enter, draft):
    page = enter(browser)
    grids = page.locator("button[data-grid]")
    count = grids.count()
    grids.first.click()
    page.get_by_role("button", name="一分为二").click()
    expect(grids).to_have_count(count + 1)
    parts = page.locator("tr.selected button")
    expect(live(page)).to_contain_text("偏少")
    expect(parts).to_have_count(1)
    grids.last.click(modifiers=["Control"])
    page.get_by_role("button", name="两格合并").click()
    expect(grids).to_have_count(count)
    page.get_by_role("button", name="一分为二").is_enabled()
    page.get_by_role("button", name="其余由系统划完").click()
    expect(live(page)).to_contain_text("本社区")


def test_two_clerks_at_once_and_both_plans_are_kept(browser, enter, draft):
    begun = labels_of(draft.pk)
    mine, theirs = list(possible(draft, begun))[:2]
    page = enter(browser, language="en")
    community, grid = divmod(int(begun[mine[0]]), 1000)
    page.locator("[data-community]").select_option(str(community))
    page.get_by_role("button", name=f"Choose grid {grid:03d}").click()
    page.get_by_label("Units of this grid").select_option(str(mine[0]))
    page.locator(f"[data-target='{mine[1]}']").click()
    change_labels(plan_id=draft.pk, version=1, changes=[theirs], by=clerk(), at=timezone.now())
    page.get_by_role("button", name="Save as a new version").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    sound(page)
    alert.get_by_role("button", name="Keep my changes as a new draft").click()
    page.wait_for_url(lambda address: str(draft.pk) not in address)
    copy = GridPlan.objects.exclude(pk=draft.pk).get()
    assert labels_of(copy.pk)[mine[0]] == mine[1]
    assert labels_of(draft.pk)[theirs[0]] == theirs[1]
    assert labels_of(draft.pk)[mine[0]] == begun[mine[0]]


def test_what_was_not_saved_is_there_again_after_a_reload(browser, enter, draft):
    unit, to = next(possible(draft, labels_of(draft.pk)))
    page = enter(browser)
    page.on("dialog", lambda dialog: dialog.accept())
    community, grid = divmod(int(labels_of(draft.pk)[unit]), 1000)
    page.locator("[data-community]").select_option(str(community))
    page.get_by_role("button", name=f"选网格 {grid:03d}").click()
    page.get_by_label("本网格的单元").select_option(str(unit))
    page.locator(f"[data-target='{to}']").click()
    expect(changed(page)).to_have_text("1 处")
    page.reload()
    page.locator("[data-ready=yes]").wait_for()
    expect(live(page)).to_have_text("接着上次未保存的 1 处改动。")
    expect(changed(page)).to_have_text("1 处")


def test_without_scripts_the_table_does_it(browser, enter, draft):
    begun = labels_of(draft.pk)
    unit, to = next(possible(draft, begun))
    page = enter(browser, scripts=False)
    community, grid = divmod(int(begun[unit]), 1000)
    page.locator("#place").select_option(index=community)
    page.get_by_role("button", name="看这个社区").click()
    page.get_by_role("link", name=f"{grid:03d}", exact=True).click()
    page.locator(f"input[name=units][value='{unit}']").check()
    page.get_by_label("划入网格号").fill(str(to % 1000))
    page.get_by_role("button", name="划过去并保存").click()
    expect(page.get_by_text("已保存为新版本。")).to_be_visible()
    assert labels_of(draft.pk)[unit] == to


@pytest.mark.parametrize("width", [360, 390])
def test_it_fits_a_phone(drawing, enter, width: int):
    page = enter(drawing, width=width)
    page.get_by_role("button", name="选网格 002").click()
    expect(live(page)).to_contain_text("网格 002")
    sound(page)


def zoomed(page: Page, button: str, times: int) -> None:
    for _ in range(times):
        page.get_by_role("button", name=button).click()
        page.wait_for_timeout(450)  # the map glides
    page.locator("[data-map=edit][data-drawn=yes]").wait_for()


def test_from_far_away_whole_grids_are_seen_and_chosen_and_units_only_from_near(drawing, enter, draft):
    page = enter(drawing)
    page.locator("[data-map=edit][data-drawn=yes]").wait_for()
    with page.expect_response(lambda answer: "/edit/tiles/draft/1" in answer.url):
        zoomed(page, "缩小", 3)
    frame = page.locator(".map-canvas").bounding_box()
    assert frame
    x, y = frame["x"] + frame["width"] / 2 + 8, frame["y"] + frame["height"] / 2 + 8
    page.get_by_label("涂改").check()
    page.mouse.click(x, y)
    expect(live(page)).to_contain_text("这里还看不见单元")
    expect(changed(page)).to_have_text("0 处")
    page.get_by_label("选网格").first.check()
    page.mouse.click(x, y)
    expect(live(page)).to_contain_text("户")
    expect(page.locator("tr.selected")).to_have_count(1)
    sound(page)


def test_what_is_changed_is_drawn_as_a_whole_grid_too(drawing, enter, draft):
    unit, to = next(possible(draft, labels_of(draft.pk)))
    page = enter(drawing)
    community, grid = divmod(int(labels_of(draft.pk)[unit]), 1000)
    page.locator("[data-community]").select_option(str(community))
    page.get_by_role("button", name=f"选网格 {grid:03d}").click()
    page.get_by_label("本网格的单元").select_option(str(unit))
    with page.expect_response(lambda answer: answer.url.endswith("/edit/outlines/")) as told:
        page.locator(f"[data-target='{to}']").click()
    drawn = {one["id"] for one in told.value.json()["features"]}
    assert {to, community * 1000 + grid} >= drawn >= {to}


def test_a_map_drawn_without_a_graphics_card_is_lighter_while_it_moves(drawing, enter):
    page = enter(drawing)
    canvas = page.locator(".map-canvas canvas")
    frame = canvas.bounding_box()
    assert frame
    full = canvas.evaluate("one => one.width")
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=4)
    page.wait_for_function("wide => document.querySelector('.map-canvas canvas').width < wide", arg=full)
    page.mouse.up()
    page.wait_for_function("wide => document.querySelector('.map-canvas canvas').width === wide", arg=full)


@pytest.mark.parametrize(("width", "language"), [(390, "zh-hans"), (1280, "en")])
def test_a_tower_is_corrected_by_entrance_and_open_tasks_are_seen_by_grid(
    browser, enter, site, draft, width, language
):
    now = timezone.now()
    tall = tall_draft(now)
    tower = GroundBuilding.objects.filter(ground=tall.ground, households__gt=330).order_by("number").first()
    homes = one_home_in_each_building(draft.ground, now)
    live_in(homes[WEST][0], [None], now)
    ask("消防", list(Household.objects.in_scope(Scope(WEST)).values_list("id", flat=True)), now)
    force = adopted(draft, now)
    page = enter(browser, width=width, language=language)
    page.goto(f"{site}/grids/plans/{tall.pk}/buildings/{tower.number}/")
    sound(page)
    door = page.locator("#id_each_door_1")
    door.fill(str(int(door.input_value()) + 9))
    page.locator("#id_each_reason").fill("逐户清点")
    page.locator("form:has(#id_each_reason) button").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    sound(page)
    day = timezone.localdate().isoformat()
    page.goto(f"{site}/grids/plans/{force.pk}/figures/?measure=open_tasks&day={day}")
    expect(page.locator("tfoot td").first).to_have_text("1")
    sound(page)
