"""The colours of the design tokens, for what is drawn without a browser; static/css/tokens.css is their home."""

from collections.abc import Mapping, Sequence

# token: (on light paper, on dark paper)
PALETTE: Mapping[str, tuple[str, str]] = {
    "paper": ("#faf9f6", "#12151a"),
    "card": ("#ffffff", "#191d24"),
    "ink": ("#171b24", "#e9ebef"),
    "ink-2": ("#4a5161", "#b3bac6"),
    "ink-3": ("#646b79", "#8d95a3"),
    "line": ("#e5e1d8", "#2a303a"),
    "line-strong": ("#cfc9bc", "#3b4350"),
    "none-soft": ("#eeece6", "#232830"),
    "accent": ("#0c5a6b", "#5cc0d3"),
    "accent-soft": ("#e2eff1", "#15323a"),
    "good": ("#17714a", "#58c896"),
    "warn": ("#855600", "#e2b155"),
    "bad": ("#b0301f", "#f08a7b"),
    "f-revenue": ("#0c5a6b", "#5cc0d3"),
    "f-profit": ("#a2591b", "#e0a06a"),
    "f-share": ("#5a4fa3", "#a79ef0"),
    "f-brand": ("#a33b6d", "#e58fb8"),
    "f-customer": ("#4f7a1d", "#a3cf6c"),
    "f-none": ("#8b8f98", "#6f7784"),
}
# One colour per category of business objective, the same in every figure, page and document.
FAMILIES: Mapping[str, str] = {
    "revenue": "f-revenue",
    "profit": "f-profit",
    "share": "f-share",
    "brand": "f-brand",
    "customer": "f-customer",
}
# For series that are no objectives, in the order in which neighbours are easiest to tell apart.
SERIES: Sequence[str] = ("accent", "f-profit", "f-share", "f-customer", "f-brand", "f-none")


def faint(token: str, strength: float) -> str:
    """The token with an opacity: faint("accent", 0.3) is "accent/0.3"."""
    if token not in PALETTE:
        raise KeyError(f"{token} is not a design token.")
    return f"{token}/{strength:g}"


def colour(token: str, *, dark: bool = False) -> str:
    """The hexadecimal colour of a token, or rgba() where it is faint; a text that is no token stays as it is."""
    name, _, strength = token.partition("/")
    if name not in PALETTE:
        return token
    code = PALETTE[name][dark]
    if not strength:
        return code
    red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {strength})"


def resolved(value: object, *, dark: bool = False, key: str = "") -> object:
    """The same figure with colours instead of tokens, wherever a key speaks of a colour."""
    if isinstance(value, dict):
        return {name: resolved(part, dark=dark, key=name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [resolved(part, dark=dark, key=key) for part in value]
    return colour(value, dark=dark) if isinstance(value, str) and "color" in key.lower() else value
