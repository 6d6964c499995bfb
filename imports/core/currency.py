"""Currencies named in a heading or beside a number."""

import re

CODES = frozenset(
    re.findall(
        r"[A-Z]{3}",
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
        "CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF "
        "GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK "
        "LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
        "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
        "SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF "
        "YER ZAR ZMW",
    )
)
# Only symbols that belong to one currency; "$", "¥" and "kr" are used by several and stay unknown.
SYMBOLS = {"€": "EUR", "£": "GBP", "R$": "BRL", "US$": "USD", "A$": "AUD", "C$": "CAD", "₹": "INR", "zł": "PLN"}
SHARED_SYMBOLS = ("$", "¥", "kr")

_BRACKETS = re.compile(r"\(([^()]*)\)")


def currency_of_heading(heading: str) -> str | None:
    """The currency a heading names: `Amount spent (EGP)` -> EGP; the last bracket counts.

    >>> currency_of_heading("CPM (cost per 1,000 impressions) (EGP)")
    'EGP'
    """
    for inside in reversed(_BRACKETS.findall(heading)):
        # Only capitals are a code here: "CTR (all)" is not in Albanian lek.
        found = currency_of_word(inside)
        if found and (inside.strip() == found or inside.strip() in SYMBOLS):
            return found
    last = heading.replace("_", " ").split()[-1:] or [""]
    return last[0] if last[0] in CODES else None


def currency_of_word(word: str) -> str | None:
    """`eur`, `EUR` or `€` -> EUR; a symbol that several currencies share -> None."""
    stripped = word.strip()
    if stripped.upper() in CODES:
        return stripped.upper()
    return SYMBOLS.get(stripped)
