"""Who may open what: one line for every address of Sightline. tests/test_access.py holds the pages to it.

`public()` is anybody, `logged_in()` every role, `needs(action, write=action)` what people.policy says. An address
with arguments names a function that makes an example: `needs("okrs.view", at=an_objective)`.
"""

from tests.access import Access, logged_in, needs, public
from tests.access_examples import (
    a_job,
    a_person,
    a_sign_on,
    a_token,
    an_invitation,
    an_unknown_reset_key,
    an_unknown_secret,
)

ACCESS: dict[str, Access] = {
    # ── the system ──
    "livez": public(),
    "readyz": public(),
    "api_schema": needs("api.describe"),
    "api_docs": needs("api.describe"),
    "components": needs("components.view"),

    # ── log-in ──
    "account_login": public(),
    "account_logout": public(),
    "account_inactive": public(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(at=an_unknown_reset_key),
    "account_reset_password_from_key_done": public(),
    "account_reauthenticate": logged_in(),
    "account_change_password": logged_in(),
    "account_set_password": logged_in(),
    "mfa_authenticate": public(),  # sends everybody away who has not given a password just before
    "mfa_index": logged_in(),
    "mfa_reauthenticate": logged_in(),
    "mfa_activate_totp": logged_in(),
    "mfa_deactivate_totp": logged_in(),
    "mfa_view_recovery_codes": logged_in(),
    "mfa_generate_recovery_codes": logged_in(),
    "mfa_download_recovery_codes": logged_in(),
    "socialaccount_login_cancelled": public(),
    "socialaccount_login_error": public(),
    "openid_connect_login": public(at=a_sign_on),
    "openid_connect_callback": public(at=a_sign_on),

    # ── jobs ──
    "jobs:progress": needs("jobs.progress", at=a_job),

    # ── the interface ──
    "components": needs("components.view"),

    # ── people ──
    "account": needs("people.account"),
    "tokens": needs("people.tokens"),
    "token_revoke": needs("people.tokens", at=a_token),
    "tokens_of_all": needs("people.tokens_of_all"),
    "invitation": public(at=an_unknown_secret),
    "people": needs("people.manage"),
    "person": needs("people.manage", at=a_person),
    "invite": needs("people.manage"),
    "invitation_renew": needs("people.manage", at=an_invitation),
    "invitation_revoke": needs("people.manage", at=an_invitation),
    "audit": needs("people.audit"),
    "audit_csv": needs("people.audit"),
    "api_me": needs("people.account"),
    "api_people": needs("people.manage"),
    "api_person": needs("people.manage", at=a_person),

    # ── organisation ──
    "organisation": needs("organisation.edit"),
    "api_organisation": needs("organisation.view", write="organisation.edit"),
}  # fmt: skip
