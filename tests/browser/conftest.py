"""A headless Chromium whose every request and console line is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from kg.model import Fact
from kg.render import render

PROBES = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")


class Browser:
    """The page under test, and short ways to ask about it."""

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver, self.folder = driver, folder

    def open(self, facts: Sequence[Fact], fragment: str = "", **options: Any) -> None:
        out = self.folder / "page.html"
        render(facts, (), out, **options)
        self.show(out, fragment)

    def show(self, out: Path, fragment: str = "") -> None:
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(out.as_uri() + fragment)
        self.wait("return document.documentElement.dataset.ready === '1'")
        self.js(PROBES)

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, seconds: float = 8) -> None:
        end = monotonic() + seconds
        while not self.js(script):
            assert monotonic() < end, f"never true: {script}"
            sleep(0.03)

    def wait_for(self, true: Callable[[], bool], seconds: float = 8) -> None:
        end = monotonic() + seconds
        while not true():
            assert monotonic() < end, "never true"
            sleep(0.03)

    def text(self, selector: str) -> list[str]:
        return self.js(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector
        )

    def click(self, selector: str) -> None:
        self.js("document.querySelector(arguments[0]).click()", selector)

    def search(self, words: str) -> None:
        self.js("probe.search(arguments[0])", words)

    def console(self) -> list[str]:
        return [line["message"] for line in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        events = (json.loads(line["message"])["message"] for line in self.driver.get_log("performance"))
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def media(self, **features: str) -> None:
        given = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": given})

    def size(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    chromium, helper = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not helper:
        pytest.skip("needs chromium and chromedriver on the path (Debian: chromium, chromium-driver)")
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(helper))
    yield found
    found.quit()


@pytest.fixture
def browser(driver: Any, tmp_path: Path) -> Iterator[Browser]:
    opened = Browser(driver, tmp_path)
    opened.size(1440, 900)
    yield opened
    opened.media()


@pytest.fixture
def shown(browser: Browser) -> Callable[[], int]:
    """How many facts the page says it shows."""
    return lambda: int(browser.text("#tally")[0].split()[0])
