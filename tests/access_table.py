"""Who may open what: one line for every address of Sightline. tests/test_access.py holds the pages to it.

`public()` is anybody, `logged_in()` every role, `needs(action, write=action)` what people.policy says. An address
with arguments names a function that makes an example: `needs("okrs.view", at=an_objective)`.
"""

from tests.access import Access, logged_in, needs, public
from tests.access_examples import (
    a_count,
    a_job,
    a_person,
    a_sign_on,
    a_token,
    an_invitation,
    an_unknown_reset_key,
    an_unknown_secret,
)
from tests.alignment.examples import a_campaign, a_score
from tests.imports.examples import a_source, a_target, an_import
from tests.okrs.examples import (
    a_business_objective,
    a_cycle,
    a_document,
    a_key_result,
    a_sales_target,
    a_step,
    an_objective,
    an_objective_above,
)

ACCESS: dict[str, Access] = {
    # ── the system ──
    "livez": public(),
    "readyz": public(),
    "api_schema": needs("api.describe"),
    "api_docs": needs("api.describe"),
    "components": needs("components.view"),
    "count": needs("home.view", at=a_count),

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
    "jobs:board": needs("jobs.progress"),
    "jobs:progress": needs("jobs.progress", at=a_job),
    "jobs:cancel": needs("jobs.control", at=a_job),
    "jobs:retry": needs("jobs.control", at=a_job),

    # ── objectives ──
    "okrs:tree": needs("okrs.view"),
    "okrs:map": needs("okrs.view"),
    "okrs:objective": needs("okrs.view", at=an_objective),
    "okrs:key_results_of": needs("okrs.view", at=an_objective),
    "okrs:new_objective": needs("okrs.edit"),
    "okrs:edit_objective": needs("okrs.edit", at=an_objective),
    "okrs:drop_objective": needs("okrs.edit", at=an_objective),
    "okrs:activate_objective": needs("okrs.edit", at=an_objective),
    "okrs:new_key_result": needs("okrs.edit", at=an_objective_above),
    "okrs:key_result": needs("okrs.view", at=a_key_result),
    "okrs:key_result_figure": needs("okrs.view", at=a_key_result),
    "okrs:edit_key_result": needs("okrs.edit", at=a_key_result),
    "okrs:drop_key_result": needs("okrs.edit", at=a_key_result),
    "okrs:checkpoints": needs("okrs.edit", at=a_key_result),
    "okrs:check_in": needs("okrs.check_in", at=a_key_result),
    "okrs:score": needs("okrs.edit", at=a_key_result),
    "okrs:owed": needs("okrs.check_in"),
    "okrs:business_objectives": needs("okrs.view"),
    "okrs:new_business_objective": needs("okrs.business"),
    "okrs:edit_business_objective": needs("okrs.business", at=a_business_objective),
    "okrs:cycles": needs("okrs.view"),
    "okrs:new_cycle": needs("okrs.cycles"),
    "okrs:cycle": needs("okrs.view", at=a_cycle),
    "okrs:move_cycle": needs("okrs.cycles", at=a_step),
    "okrs:carry_over": needs("okrs.edit", at=a_cycle),
    "okrs:documents": needs("okrs.view"),
    "okrs:new_document": needs("okrs.documents"),
    "okrs:edit_document": needs("okrs.documents", at=a_document),
    "okrs:document_file": needs("okrs.view", at=a_document),
    "okrs:sales_targets": needs("okrs.view"),
    "okrs:new_sales_target": needs("okrs.sales"),
    "okrs:edit_sales_target": needs("okrs.sales", at=a_sales_target),
    "api_business_objectives": needs("okrs.view", write="okrs.business"),
    "api_business_objective": needs("okrs.view", write="okrs.business", at=a_business_objective),
    "api_objectives": needs("okrs.view", write="okrs.edit"),
    "api_objective": needs("okrs.view", write="okrs.edit", at=an_objective),
    "api_key_results": needs("okrs.view", write="okrs.edit"),
    "api_key_result": needs("okrs.view", write="okrs.edit", at=a_key_result),
    "api_check_ins": needs("okrs.view", write="okrs.check_in", at=a_key_result),
    "api_checkpoints": needs("okrs.view", write="okrs.edit", at=a_key_result),
    "api_key_result_figure": needs("okrs.view", at=a_key_result),
    "api_cycles": needs("okrs.view", write="okrs.cycles"),
    "api_cycle": needs("okrs.view", at=a_cycle),
    "api_cycle_progress": needs("okrs.view", at=a_cycle),
    "api_move_cycle": needs("okrs.cycles", at=a_step),
    "api_documents": needs("okrs.view", write="okrs.documents"),
    "api_sales_targets": needs("okrs.view", write="okrs.sales"),

    "alignment": needs("home.view"),
    "score_receipt": needs("home.view", at=a_score),
    "recompute": needs("reports.recompute"),
    "load_example": needs("reports.example"),

    # ── imports ──
    "imports:index": needs("imports.view"),
    "imports:new": needs("imports.upload"),
    "imports:source": needs("imports.upload", at=a_source),
    "imports:template": needs("imports.view", at=a_target),
    "imports:show": needs("imports.view", at=an_import),
    "imports:choose": needs("imports.upload", at=an_import),
    "imports:again": needs("imports.upload", at=an_import),
    "imports:confirm": needs("imports.upload", at=an_import),
    "imports:undo": needs("imports.upload", at=an_import),
    "imports:issues": needs("imports.view", at=an_import),
    # ── the marketing plan ──
    "desk": needs("links.edit"),
    "desk_step": needs("links.edit"),
    "desk_undo": needs("links.edit"),
    "desk_file": needs("links.edit"),
    "campaign": needs("plan.view", at=a_campaign),
    "campaign_links": needs("links.edit", at=a_campaign),
    "campaign_exemption": needs("links.edit", at=a_campaign),

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

    # ── kpis ──
    "api_measurements": needs("kpis.view"),

    # ── organisation ──
    "organisation": needs("organisation.edit"),
    "api_organisation": needs("organisation.view", write="organisation.edit"),
}  # fmt: skip
