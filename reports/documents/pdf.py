"""The board pack as PDF: vector charts, embedded fonts, no network. Typst takes our words as strings, not as markup."""

import json
from datetime import datetime
from pathlib import Path

from reports.core.codec import plain
from reports.documents.parts import Pack
from reports.figures.palette import PALETTE

HERE = Path(__file__).parent
FONTS = HERE / "fonts"


def pdf(told: Pack, *, now: datetime) -> bytes:
    """The pages; `now` is written into the file as its date. Same pack and day, same bytes."""
    import typst

    inputs = {
        "pack": json.dumps(plain(told), ensure_ascii=False),
        "colours": json.dumps({name: light for name, (light, _) in PALETTE.items()}),
    }
    compiler = typst.Compiler(
        str(HERE / "pack.typ"),
        root=str(HERE),
        font_paths=[str(folder) for folder in sorted(FONTS.iterdir()) if folder.is_dir()],
        ignore_system_fonts=True,
    )
    made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=now.replace(microsecond=0))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF.")
    return made
