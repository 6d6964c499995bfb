"""Pictures of every page of the navigation, per role, into docs/gallery.

    .venv/bin/python -m tools.gallery --address http://127.0.0.1:8000 --logins .data/demo-logins.txt

Needs a running Sightline with the demonstration loaded, Playwright and Debian's Chromium. Pages are those that each
role sees in its navigation; the executive's first ones are also taken on a phone and in the dark. Small WebP files:
the whole gallery stays under `--most` megabytes. docs/gallery/README.md lists them.
"""

import argparse
import base64
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("SIGHTLINE_CHROMIUM", "/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
DESK, PHONE = (1440, 900), (390, 844)
QUALITY = 40
TALLEST = 2200
"""Longer pages are cut below this many pixels."""
BESIDE = {
    "executive": ("/alignment/contribution/", "/attribution/models/", "/attribution/truth/"),
    "analyst": ("/attribution/coverage/",),
}
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
    scale: float


USUAL = Look("", DESK, "light", 0.56)
OTHERS = (Look("-dark", DESK, "dark", 0.56), Look("-phone", PHONE, "light", 0.8))
SHOWN_OTHERWISE, SAMPLE = "executive", 10
"""Whose pages are also shown in other looks, and how many of them."""
_ABOUT = """Every page of the navigation as each role sees it, with the demonstration company as of {day}.
Longer pages are cut. `python -m tools.gallery` takes the pictures anew."""


def main() -> int:
    options = _options().parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for old in options.out.glob("*.webp"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        taken = [file for log_in in read_log_ins(options.logins) for file in _pictures(browser, log_in, options)]
        browser.close()
    (options.out / "README.md").write_text(_index(taken), encoding="utf-8")
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
    parser.add_argument("--most", type=float, default=25.0, help="megabytes; more is an error")
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
        for place in _places(page, log_in.role)[: None if look is USUAL else SAMPLE]:
            yield _picture(page, place, options.out / f"{log_in.role}-{_name(place)}{look.suffix}.webp", look)
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
    clip = {"x": 0, "y": 0, "width": look.size[0], "height": height, "scale": look.scale}
    asked = {"format": "webp", "quality": QUALITY, "clip": clip}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    file.write_bytes(base64.b64decode(taken["data"]))
    page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
    return file


def _index(taken: Sequence[Path]) -> str:
    """The pages of every role, each with its pictures."""
    told = [
        "# The demonstration company, page by page",
        "",
        _ABOUT.format(day=f"{time.strftime('%-d %B %Y', time.gmtime())}"),
    ]
    roles = dict.fromkeys(file.name.split("-")[0] for file in taken)
    names = {file.name for file in taken}
    for role in roles:
        told += ["", f"## {role.capitalize()}", ""]
        for name in sorted(names):
            looks = [(look.suffix, name.replace(".webp", f"{look.suffix}.webp")) for look in OTHERS]
            if name.startswith(f"{role}-") and not any(name.endswith(f"{look.suffix}.webp") for look in OTHERS):
                page = name.removeprefix(f"{role}-").removesuffix(".webp").replace("-", " ")
                also = [f"[{suffix[1:]}]({other})" for suffix, other in looks if other in names]
                told.append(f"- {', '.join([f'[{page}]({name})', *also])}")
    return "\n".join(told) + "\n"


def _name(place: str) -> str:
    return place.strip("/").replace("/", "-") or "alignment"


if __name__ == "__main__":
    sys.exit(main())
