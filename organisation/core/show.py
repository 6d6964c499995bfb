"""How numbers are written: the same in pages, figures, mails and documents.

A missing number is written as an en dash, never as 0. Spaces between a number and its unit do not break.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

Number = Decimal | float | int
NONE = "–"
SPACE = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": f"CHF{SPACE}"}
STEPS = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))


def number(value: Number | None, *, digits: int = 0) -> str:
    """Grouped by thousands: 3,120.

    >>> number(3120.4)
    '3,120'
    """
    exact = _decimal(value)
    return NONE if exact is None else _signed(_rounded(exact, digits), digits=digits)


def plain(value: Decimal | None) -> str:
    """As it was typed or counted, with two decimals at most and none that say nothing.

    >>> plain(Decimal("4.00")), plain(Decimal("29.166"))
    ('4', '29.17')
    """
    if value is None:
        return NONE
    rounded = _rounded(value, 2).normalize()
    return number(rounded, digits=max(0, -int(rounded.as_tuple().exponent)))


def compact(value: Number | None) -> str:
    """Three significant figures at most, with k, M or bn: what a headline needs.

    >>> compact(1_940_000).replace("\\u202f", " ")
    '1.94 M'
    """
    exact = _decimal(value)
    if exact is None:
        return NONE
    for size, word in STEPS:
        if abs(exact) >= size * Decimal("0.9995"):
            scaled = exact / size
            return f"{_signed(_significant(scaled))}{THIN}{word}"
    return _signed(_significant(exact))


def money(value: Number | None, *, currency: str, digits: int = 2) -> str:
    """To the cent, for tables that finance adds up.

    >>> money(Decimal("-1234.5"), currency="EUR")
    '−€1,234.50'
    """
    return _with_currency(number(value, digits=digits), currency)


def compact_money(value: Number | None, *, currency: str) -> str:
    """A headline amount such as €1.9 M."""
    return _with_currency(compact(value), currency)


def percent(share: Number | None, *, digits: int = 0) -> str:
    """A share (0.174) as 17.4 % with `digits` decimals."""
    exact = _decimal(share)
    return NONE if exact is None else f"{_signed(_rounded(exact * 100, digits), digits=digits)}{THIN}%"


def points(change: Number | None, *, digits: int = 1) -> str:
    """A difference of shares (0.011) in percentage points, with its sign: +1.1 pt."""
    exact = _decimal(change)
    if exact is None:
        return NONE
    rounded = _rounded(exact * 100, digits)
    return f"{'+' if rounded > 0 else ''}{_signed(rounded, digits=digits)}{THIN}pt"


def multiple(ratio: Number | None, *, digits: int = 1) -> str:
    """A ratio such as return on investment: 2.4×."""
    exact = _decimal(ratio)
    return NONE if exact is None else f"{_signed(_rounded(exact, digits), digits=digits)}×"


def with_unit(text: str, unit: str) -> str:
    """A written number in the unit that people typed: known currencies stand before it, everything else behind.

    >>> with_unit("1,200", "EUR"), with_unit("1,200", "leads"), with_unit("3", "")
    ('€1,200', '1,200\xa0leads', '3')
    """
    if unit in SYMBOLS:
        return _with_currency(text, unit)
    return f"{text}{THIN if unit == '%' else SPACE}{unit}" if unit and text != NONE else text


def shortened(text: str, most: int) -> str:
    """As much of a text as there is room for.

    >>> shortened("Everything at once", 12)
    'Everything…'
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _decimal(value: Number | None) -> Decimal | None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact if exact.is_finite() else None


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _significant(value: Decimal) -> Decimal:
    whole = len(str(int(abs(value))))
    return _rounded(value, max(0, 3 - whole)).normalize()


def _signed(value: Decimal, *, digits: int | None = None) -> str:
    text = f"{abs(value):,f}" if digits is None else f"{abs(value):,.{digits}f}"
    return f"{MINUS}{text}" if value < 0 else text


def _with_currency(text: str, currency: str) -> str:
    symbol = SYMBOLS.get(currency, f"{currency}{SPACE}")
    if text == NONE:
        return text
    return f"{MINUS}{symbol}{text[1:]}" if text.startswith(MINUS) else f"{symbol}{text}"
