"""The board pack as PDF, and its charts as pictures. No network; Typst takes our words as strings, not as markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from reports.core.codec import plain
from reports.documents.coverage import FONTS, SAID, printable
from reports.documents.parts import Pack
from reports.figures.palette import PALETTE

HERE = Path(__file__).parent
LONGEST_WORD, PIECE = 18, 6  # letters
PPI = 160
PICTURES = ("objectives.png", "money.png", "pipeline.png")


def pdf(told: Pack, *, now: datetime) -> bytes:
    """The pages; `now` is written into the file as its date. Same pack and day, same bytes."""
    compiler, inputs = _compiler("pack.typ"), _inputs(told)
    made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=now.replace(microsecond=0))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF.")
    return made


def pictures(told: Pack) -> Mapping[str, bytes]:
    """Every chart as PNG, by the name of its file."""
    made = _compiler("pictures.typ").compile(format="png", ppi=PPI, sys_inputs=_inputs(told))
    if not isinstance(made, list):
        raise TypeError("Typst gave no pictures.")
    return dict(zip(PICTURES, made, strict=True))


def _compiler(name: str) -> Any:
    import typst

    return typst.Compiler(
        str(HERE / name),
        root=str(HERE),
        font_paths=[str(folder) for folder in sorted(FONTS.iterdir()) if folder.is_dir()],
        ignore_system_fonts=True,
    )


def _inputs(told: Pack) -> dict[str, str]:
    words = json.dumps(_breakable(plain(told)), ensure_ascii=False)
    return {
        "pack": words,
        "strange": SAID if "‹U+" in words else "",
        "colours": json.dumps({name: light for name, (light, _) in PALETTE.items()}),
    }


def _breakable(value: Any) -> Any:
    """The same texts as fonts can print them, and with places to break in words that no column could hold."""
    if isinstance(value, dict):
        return {name: _breakable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_breakable(part) for part in value]
    return " ".join(map(_broken, printable(value).split(" "))) if isinstance(value, str) else value


def _broken(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    parts = [word[at : at + PIECE] for at in range(0, len(word), PIECE)]
    return "\N{ZERO WIDTH SPACE}".join(parts)
