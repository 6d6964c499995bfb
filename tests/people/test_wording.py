"""A library's pages read as Sightline's own."""

import pytest
from django.utils.safestring import SafeString

from people.templatetags.wording import sentence_case


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("\n  Change Password ", "Change password"),
        ("Two-Factor Authentication", "Two-factor authentication"),
        ("Sign In", "Log in"),
        ("Use TOTP Codes", "Use TOTP codes"),
        ("Trust this Browser?", "Trust this browser?"),
        ("Don&#x27;t Trust", "Don&#x27;t trust"),
        ("<b>Change Password</b>", "<b>Change Password</b>"),
    ],
)
def test_headings_and_buttons_have_one_capital_letter(theirs, ours):
    assert sentence_case(SafeString(theirs)) == ours
