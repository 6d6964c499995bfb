"""Bundle the Lucide icons that we use into one sprite: `python tools/icon_sprite.py node_modules/lucide-static`."""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).resolve().parents[1] / "static" / "vendor" / "lucide" / "sprite.svg"
LICENCE = "<!-- Lucide, ISC licence, see LICENSE beside this file -->"
STROKES = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
NAMES = """
menu x check chevron-down chevron-right chevron-up arrow-up arrow-down arrow-right arrow-up-right arrow-up-down search
download upload table image info circle-help triangle-alert circle-alert circle-check circle-x clock plus minus pencil
trash-2 link unlink filter calendar users user log-out sun moon monitor file-text inbox refresh-cw external-link lock
copy play settings ellipsis printer share-2 hourglass
"""


def sprite(folder: Path) -> str:
    """One SVG of symbols; strokes take the colour of the text around them."""
    symbols = [_symbol(folder / "icons" / f"{name}.svg") for name in NAMES.split()]
    return "\n".join([LICENCE, f'<svg xmlns="http://www.w3.org/2000/svg" {STROKES}>', *symbols, "</svg>", ""])


def _symbol(file: Path) -> str:
    inner = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text(), re.DOTALL)
    if inner is None:
        raise SystemExit(f"{file} is not an icon of Lucide.")
    shapes = " ".join(inner.group(1).split())
    return f'<symbol id="{file.stem}" viewBox="0 0 24 24">{shapes}</symbol>'


if __name__ == "__main__":
    SPRITE.write_text(sprite(Path(sys.argv[1])))
