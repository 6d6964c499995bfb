"""Ids are text. What a spreadsheet has destroyed is refused, never repaired by guessing."""

import re

from imports.core.refusals import ValueRefused

FREE_MAIL = frozenset(
    re.findall(
        r"\S+",
        "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk yahoo.fr "
        "yahoo.de ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com web.de t-online.de "
        "freenet.de mail.com mail.ru yandex.ru proton.me protonmail.com pm.me zoho.com qq.com 163.com 126.com "
        "orange.fr free.fr laposte.net wanadoo.fr libero.it comcast.net verizon.net att.net btinternet.com "
        "fastmail.com hey.com tutanota.com",
    )
)
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]{1,3}")
_SALESFORCE = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_CHECK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


def clean_id(text: str) -> str | None:
    """The id as text, without what spreadsheets put around it (`="0012"`, a leading apostrophe); None if blank.

    Raises ValueRefused for `1.2021E+17`: the digits are gone and the row would join to somebody else's.
    """
    bare = text.strip()
    if bare.startswith('="') and bare.endswith('"'):
        bare = bare[2:-1]
    bare = bare.removeprefix("'").strip()
    if SCIENTIFIC.fullmatch(bare):
        raise ValueRefused(
            f"“{bare}” is an id that a spreadsheet has rounded. Export the file again and upload it without opening it."
        )
    return bare or None


def salesforce_id(text: str) -> str | None:
    """The 18-character form of a Salesforce id. The last three characters spell which letters are capitals.

    Raises ValueRefused where 18 characters do not fit their own check: their case was changed on the way.

    >>> salesforce_id("001Ec00000FzlUd")
    '001Ec00000FzlUdIAJ'
    """
    bare = clean_id(text)
    if bare is None:
        return None
    if not _SALESFORCE.fullmatch(bare):
        raise ValueRefused(f"“{bare[:40]}” is not a Salesforce id: those have 15 or 18 letters and digits.")
    full = bare[:15] + _check(bare[:15])
    if len(bare) == 18 and bare[15:].upper() != full[15:]:
        raise ValueRefused(f"“{bare}” has lost its upper and lower case, so it no longer names one record.")
    return full


def clean_email(text: str) -> str | None:
    """Trimmed and in lower case, so that two spellings of one address compare equal; None if blank."""
    bare = text.strip().strip("<>").lower().removeprefix("mailto:").strip()
    if not bare:
        return None
    if not _MAIL.fullmatch(bare):
        raise ValueRefused("This is not an e-mail address.")
    return bare


def domain_of(text: str) -> str | None:
    """The domain of a web address or an e-mail address, lower case, without `www.`; None if there is none."""
    found = _HOST.match(text.strip())
    host = found[1].lower().rstrip(".") if found else ""
    return host if "." in host else None


def company_domain(text: str) -> str | None:
    """`domain_of`, but None for free-mail providers: their users share no company."""
    domain = domain_of(text)
    return None if domain in FREE_MAIL else domain


def _check(case_sensitive: str) -> str:
    letters = ""
    for start in (0, 5, 10):
        capitals = [character.isascii() and character.isupper() for character in case_sensitive[start : start + 5]]
        letters += _CHECK_LETTERS[sum(1 << place for place, is_capital in enumerate(capitals) if is_capital)]
    return letters
