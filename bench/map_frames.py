"""Frames of the grid editor's map in Chromium, which draws in software here, on the processor: any graphics card is
faster. Run by `map.py`.

At each zoom the map pans and zooms for two and a half seconds; beside it, in the same run, the same page with an empty
style, at full size and as light as a moving map is drawn: the floor of software drawing. Processor time a frame (all of
Chromium's processes) hardly depends on what else the machine does; the time from picture to picture does.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import numpy as np

FLAGS = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
ZOOMS = (9, 10, 11, 12, 13, 14, 15)
LIBRARY = "/static/ui/vendor/maplibre/maplibre-gl.mjs"
# The page keeps its map to itself: it is caught where it takes its first button.
CATCH = f"""(() => {{ if (location.hostname !== "localhost") return;
  import("{LIBRARY}").then(({{ Map }}) => {{ const add = Map.prototype.addControl;
    Map.prototype.addControl = function (...given) {{ window.map = this; return add.apply(this, given); }};
  }}); }})()"""
TOOLS = """() => {
  const frame = () => new Promise((ready) => requestAnimationFrame(ready));
  const still = (ms) => new Promise((ready) => setTimeout(ready, ms));
  window.middle = map.getCenter();
  window.goTo = async (zoom) => {
    map.jumpTo({ center: window.middle, zoom });
    await frame();
    if (!(map.loaded() && map.areTilesLoaded())) await new Promise((ready) => map.once("idle", ready));
    await still(400);
  };
  window.move = async (pan, zoom) => {
    const times = [];
    let last = 0;
    const drawn = () => { const now = performance.now(); if (last) times.push(now - last); last = now; };
    const [from, at] = [map.getZoom(), map.project(map.getCenter())];
    map.on("render", drawn);
    for (const way of [1, -1]) await new Promise((ready) => {
      map.once("moveend", ready);
      const center = pan ? map.unproject([at.x + way * 160, at.y + way * 90]) : undefined;
      map.easeTo({ center, zoom: zoom && way > 0 ? from + 0.8 : from, duration: 1200, easing: (x) => x });
    });
    map.off("render", drawn);
    await still(300);
    return times;
  };
  window.empty = () => {
    const layers = map.getStyle().layers.filter(({ type }) => type !== "background");
    for (const { id } of layers) map.setLayoutProperty(id, "visibility", "none");
  };
  // The page would draw at another ratio while the map moves: here it is held.
  window.atRatio = (ratio) => {
    Object.defineProperty(map, "_overridePixelRatio", { get: () => ratio, set: () => {}, configurable: true });
    map.resize();
  };
  // From the call that gives a unit to another grid to the picture that shows it.
  window.timed = (press) => new Promise((ready) => {
    const begun = performance.now();
    const gl = map.getCanvas().getContext("webgl2");
    map.once("render", () => {
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)); // waits until it is drawn
      ready(performance.now() - begun);
    });
    press.click();
  });
}"""


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *args: Any) -> None:
        """Nothing."""


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several tiles at once."""

    daemon_threads = True


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of this process."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    app = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, app, server_class=Server, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


def browse(client: Any, plan: Any) -> None:
    """In a window of 1280 x 900."""
    from playwright.sync_api import sync_playwright

    from tools.browser import find

    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}]
        )
        context.add_init_script(CATCH)
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(f"{address}/grids/plans/{plan.pk}/edit/")
        page.locator("[data-ready=yes]").wait_for(timeout=120_000)
        print(f"editor ready in the browser  {time.perf_counter() - begun:6.1f} s")
        page.evaluate(TOOLS)
        print(f"whole city in view at zoom {page.evaluate('map.getZoom()'):.1f}")
        edits(page)
        drawn = {zoom: measured(page, zoom) for zoom in (page.evaluate("map.getZoom()"), *ZOOMS)}
        page.evaluate("empty()")
        floors = {}
        for name, ratio in (("full", 1), ("light", 0.5)):
            page.evaluate("atRatio", ratio)
            floors[name] = [measured(page, zoom) for zoom in ZOOMS[::3]]
        for zoom, moves in drawn.items():
            told("whole city" if zoom not in ZOOMS else f"zoom {zoom}", moves)
        for name, listed in floors.items():
            told(
                f"empty, {name}", {way: np.median([one[way] for one in listed], axis=0) for way in listed[0]}
            )
        browser.close()


def measured(page: Any, zoom: float) -> dict[str, Any]:
    """p50 and p95 in milliseconds and processor milliseconds a frame, panning and zooming."""
    page.evaluate("goTo", zoom)
    found = {}
    for way, call in (("pan", "move(true, false)"), ("zoom", "move(false, true)")):
        busy = processor()
        times = page.evaluate(call)
        found[way] = (*np.percentile(times, [50, 95]), (processor() - busy) / max(len(times), 1))
    return found


def told(what: str, moves: dict[str, Any]) -> None:
    """One line."""
    parts = [
        f"{way} p50 {p50:4.0f}  p95 {p95:4.0f}  CPU {cpu:4.0f} ms" for way, (p50, p95, cpu) in moves.items()
    ]
    print(f"frames, {what:<14} {'     '.join(parts)}")


def processor() -> float:
    """Milliseconds that this process' children and theirs have used."""
    below: dict[int, list[int]] = {}
    used = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # ended meanwhile
        below.setdefault(int(fields[1]), []).append(int(folder.name))
        used[int(folder.name)] = (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")
    todo, total = list(below.get(os.getpid(), [])), 0.0
    while todo:
        one = todo.pop()
        total += used[one]
        todo += below.get(one, [])
    return total


def edits(page: Any) -> None:
    """A unit goes to the grid beside it, ten times: until the picture shows it."""
    zoom = page.evaluate("map.getZoom()")
    page.locator("button[data-grid]").first.click()
    page.wait_for_timeout(1500)
    page.locator("[data-map=edit][data-drawn=yes]").wait_for(timeout=120_000)
    times = []
    for _ in range(10):
        times.append(page.evaluate("timed(document.querySelector('[data-unit-targets] button'))"))
        page.wait_for_timeout(500)
    p50, p95 = np.percentile(times, [50, 95])
    print(
        f"an edit is shown after p50 {p50:.0f}  p95 {p95:.0f} ms at zoom {page.evaluate('map.getZoom()'):.1f}"
    )
    page.evaluate("goTo", zoom)
