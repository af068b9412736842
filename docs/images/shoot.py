"""Take the README's pictures of the page and the terminal: ``make images`` (needs Chromium)."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
KG = [sys.executable, "-m", "kg"]
COMMAND = shlex.split(
    "timeline --type meeting --type cancellation --type reinstatement"
    " --from 2018-05-20 --to 2018-06-20 --format table"
)
TITLE = "North Korea and the United States, 2018-2019"


def shoot(url: str, picture: str, *, width: int, height: int) -> None:
    """A screenshot of a page as headless Chromium draws it."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
             "--disable-background-networking", f"--user-data-dir={profile}", "--virtual-time-budget=4000",
             f"--window-size={width},{height}", f"--screenshot={HERE / picture}", url],
            check=True, capture_output=True,
        )  # fmt: skip


def terminal(store: str, picture: str) -> None:
    """A table as a terminal of 120 columns shows it."""
    environment = {**os.environ, "COLUMNS": "120", "FORCE_COLOR": "1"}
    command = [*KG, "--color", "always", "--store", store, *COMMAND]
    shown = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    lines = shown.splitlines()[:34]
    console = Console(record=True, width=120, file=open(os.devnull, "w"))  # noqa: SIM115
    console.print(Text.from_ansi("$ kg " + " ".join(COMMAND[:-2]) + "\n" + "\n".join(lines)))
    with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False) as page:
        page.write(console.export_html())
    shoot(f"file://{page.name}", picture, width=1190, height=40 + 18 * (len(lines) + 2))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, page = f"{folder}/kg", f"{folder}/page.html"
        subprocess.run([*KG, "--store", store, "add", "data/articles"], check=True)
        subprocess.run([*KG, "--store", store, "render", page, "--title", TITLE], check=True)
        shoot(f"file://{page}", "page.png", width=1440, height=900)
        shoot(f"file://{page}", "page-mobile.png", width=390, height=844)
        terminal(store, "terminal.png")


if __name__ == "__main__":
    main()
