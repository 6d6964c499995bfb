"""Pictures of every page of the navigation, per role, into docs/gallery.

    .venv/bin/python -m tools.gallery --address http://127.0.0.1:8000 --logins .data/demo-logins.txt

Needs a running Sightline with the demonstration loaded, Playwright and Debian's Chromium. Pages are those that each
role sees in its navigation; the marketer's are also taken on a phone and in the dark. Small JPEG files: the whole
gallery stays under a few megabytes.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("SIGHTLINE_CHROMIUM", "/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
DESK, PHONE = (1440, 900), (390, 844)
QUALITY = 60
TALLEST = 2200
"""Longer pages are cut below this many pixels."""
BESIDE = {"executive": ("/attribution/models/", "/attribution/truth/"), "analyst": ("/attribution/coverage/",)}
"""Pages worth seeing that no line of the navigation names."""


@dataclass(frozen=True, slots=True)
class LogIn:
    role: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of picture: its suffix, the size of the window, and the theme."""

    suffix: str
    size: tuple[int, int]
    theme: str


USUAL = Look("", DESK, "light")
OTHERS = (Look("-dark", DESK, "dark"), Look("-phone", PHONE, "light"))
SHOWN_OTHERWISE = "executive"


def main() -> int:
    options = _options().parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for old in options.out.glob("*.jpg"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        taken = [file for log_in in read_log_ins(options.logins) for file in _pictures(browser, log_in, options)]
        browser.close()
    size = sum(file.stat().st_size for file in taken)
    print(f"{len(taken)} pictures in {options.out}, {size / 1e6:.1f} MB")
    return int(size > options.most * 1e6)


def read_log_ins(file: Path) -> Sequence[LogIn]:
    """Those that the first start has kept: role, address and password in columns of their own."""
    rows = (re.split(r"\s{2,}", line.strip()) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [LogIn(row[0].split()[0].lower(), row[1], row[2]) for row in rows]


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tools.gallery", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--logins", type=Path, default=PROJECT / ".data" / "demo-logins.txt")
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "gallery")
    parser.add_argument("--most", type=float, default=6.0, help="megabytes; more is an error")
    return parser


def _pictures(browser: Browser, log_in: LogIn, options: argparse.Namespace) -> Iterator[Path]:
    looks = (USUAL, *OTHERS) if log_in.role == SHOWN_OTHERWISE else (USUAL,)
    for look in looks:
        context = browser.new_context(
            base_url=options.address,
            viewport={"width": look.size[0], "height": look.size[1]},
            color_scheme=look.theme,
            reduced_motion="reduce",
        )
        page = context.new_page()
        _log_in(page, log_in)
        for place in _places(page, log_in.role):
            yield _picture(page, place, options.out / f"{log_in.role}-{_name(place)}{look.suffix}.jpg", look)
        context.close()


def _log_in(page: Page, log_in: LogIn) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", log_in.email)
    page.fill("input[name=password]", log_in.password)
    page.click("main button[type=submit], form button[type=submit]")
    page.wait_for_selector("nav#navigation", state="attached")


def _places(page: Page, role: str) -> Sequence[str]:
    lines = page.eval_on_selector_all("nav#navigation > ul a", "links => links.map(link => link.getAttribute('href'))")
    return list(dict.fromkeys([*lines, *BESIDE.get(role, ())]))


def _picture(page: Page, place: str, file: Path, look: Look) -> Path:
    page.goto(place)
    page.wait_for_load_state("networkidle")
    height = min(TALLEST, max(look.size[1], int(page.evaluate("document.documentElement.scrollHeight"))))
    page.set_viewport_size({"width": look.size[0], "height": height})
    page.wait_for_timeout(400)
    page.screenshot(path=str(file), type="jpeg", quality=QUALITY)
    page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
    return file


def _name(place: str) -> str:
    return place.strip("/").replace("/", "-") or "alignment"


if __name__ == "__main__":
    sys.exit(main())
