"""Times of a page in headless Chromium, taken inside the page with its own clock."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

WATCH = """
(() => {
  const small = new OffscreenCanvas(48, 48).getContext("2d", { willReadFrequently: true });
  const look = () => {
    const canvas = document.querySelector("#canvas canvas, #mynetwork canvas");
    if (canvas && canvas.width > 200 && canvas.checkVisibility()) {
      small.clearRect(0, 0, 48, 48);
      small.drawImage(canvas, 0, 0, 48, 48);
      if (small.getImageData(0, 0, 48, 48).data.some((v, i) => i % 4 === 3 && v > 8)) {
        window.drawnAt = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
"""Notes when the canvas first holds anything: asked in the frame after, when that one has been shown. Both
pages draw the whole graph at once; pyvis's with forces draws only when these have come to rest."""

FRAMES = """
const [move, seconds, done] = arguments, times = [];
const step = new Function("i", move);
let i = 0, start = performance.now();
const frame = (now) => {
  times.push(now);
  step(i += 1);
  if (now - start < seconds * 1000) requestAnimationFrame(frame);
  else done((times.length - 1) / ((times.at(-1) - times[0]) / 1000));
};
requestAnimationFrame(frame);
"""
SETTLED = """
const [act, done] = arguments, start = performance.now(), field = document.getElementById("search");
new Function(act)();
const wait = () => (KG.state.q !== field.value ? setTimeout(wait, 1)
  : requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))));
wait();
"""
"""Milliseconds from an act to the frame in which its result is shown; waiting for the typist counts."""


class Stuck(Exception):
    """The page did not answer in time."""


class Page:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def first_draw(self, file: Path, patience: float) -> float:
        """Seconds from the start of navigation to the first draw of the graph."""
        self._driver.execute_cdp_cmd("Performance.enable", {})
        self._driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        self._driver.get(file.as_uri())
        end = monotonic() + patience
        while monotonic() < end:
            found = self.ask("return window.drawnAt || 0")
            if found:
                return float(found) / 1000
            sleep(0.05)
        raise Stuck

    def processor(self) -> float:
        """Seconds that the page's main thread has had of a processor."""
        metrics = self._driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "ThreadTime"))

    def frames(self, move: str, seconds: float = 2.5) -> float:
        """Frames per second while each frame runs ``move``, a function body with ``i`` counting frames."""
        return float(self._call("execute_async_script", FRAMES, move, seconds))

    def settled(self, act: str) -> float:
        """Milliseconds from an act of the reader to the frame that shows its result."""
        return float(self._call("execute_async_script", SETTLED, act))

    def ask(self, script: str) -> Any:
        return self._call("execute_script", script)

    def _call(self, method: str, *arguments: Any) -> Any:
        from selenium.common.exceptions import TimeoutException
        from urllib3.exceptions import HTTPError

        try:
            return getattr(self._driver, method)(*arguments)
        except (HTTPError, TimeoutException) as error:
            raise Stuck from error


@contextmanager
def chromium(patience: float) -> Iterator[Page]:
    """A browser of its own for one page, which is ended with all its processes, stuck or not."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    options.page_load_strategy = "none"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,900"):
        options.add_argument(argument)
    service = webdriver.ChromeService(shutil.which("chromedriver"), popen_kw={"start_new_session": True})
    driver = webdriver.Chrome(options=options, service=service)
    group = os.getpgid(service.process.pid)
    driver.command_executor.client_config.timeout = patience
    driver.set_script_timeout(patience)
    try:
        yield Page(driver)
        driver.quit()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
