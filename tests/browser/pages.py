"""Every page that people see, one line each: its name, who looks at it, and the world it shows.

`at` names the row of the world that the address needs. A page that is missing here fails
test_every_page_is_looked_at; what is no page (files, answers to scripts, buttons) stands in no_pages.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from people.models import Role
from tests.browser.crm_worlds import people_and_names
from tests.browser.money_pages import MONEY_PAGES
from tests.browser.worlds import (
    World,
    a_closed_quarter,
    hostile,
    jobs_in_every_state,
    nothing,
    people_at_work,
    some_imports,
)

ADMIN, BOSS, MARKETER = Role.ADMINISTRATOR, Role.EXECUTIVE, Role.MARKETER


@dataclass(frozen=True, slots=True)
class Shown:
    """`role` is None for somebody who is not logged in; `status` is what the server answers.

    `most_sheets` is how many sheets of paper it may fill when printed.
    `drawn_by_others` is the sign that a library's own interface stands; axe is not asked about what we did not make.
    """

    name: str
    role: Role | None = MARKETER
    world: Callable[[], World] = nothing
    at: str = ""
    query: str = ""
    status: int = 200
    path: str = ""
    is_printed: bool = False
    most_sheets: int | None = None
    drawn_by_others: str = ""

    def url(self, world: World) -> str:
        address = self.path.format(**world) or reverse(self.name, args=[world[self.at]] if self.at else [])
        return address + self.query.format(**world)

    @property
    def file(self) -> str:
        """The start of the names of its pictures."""
        last = self.path.strip("/").rpartition("/")[2] if self.name == "department" else ""
        parts = [self.name.replace(":", "-"), "" if self.world is nothing else self.world.__name__, self.at, last]
        return "-".join(part for part in parts if part)


PAGES: Sequence[Shown] = (
    # ── log-in ──
    Shown("account_login", None),
    Shown("account_reset_password", None),
    Shown("account_reset_password_done", None),
    Shown("account_reset_password_from_key", None, path="/account/password/reset/key/1-unknown/"),
    Shown("account_reset_password_from_key_done", None),
    Shown("account_inactive", None),
    Shown("socialaccount_login_cancelled", None),
    Shown("socialaccount_login_error", None, status=401),
    Shown("not found", None, path="/there/is/no/such/page/", status=404),
    Shown("not allowed", MARKETER, path="/people/", status=403),
    Shown("invitation", None, people_at_work, at="secret"),
    # ── one's own account ──
    Shown("account"),
    Shown("account_change_password"),
    Shown("account_reauthenticate"),
    Shown("account_logout"),
    Shown("mfa_index"),
    Shown("tokens", ADMIN, people_at_work),
    # ── people ──
    Shown("people", ADMIN, people_at_work),
    Shown("person", ADMIN, people_at_work, at="person"),
    Shown("invite", ADMIN, people_at_work),
    Shown("tokens_of_all", ADMIN, people_at_work),
    Shown("audit", ADMIN, people_at_work),
    # ── the installation ──
    Shown("organisation", ADMIN),
    Shown("components", ADMIN),
    Shown("api_docs", ADMIN, drawn_by_others=".opblock"),
    Shown("jobs:board", ADMIN),
    Shown("jobs:board", ADMIN, jobs_in_every_state),
    # ── imports ──
    Shown("imports:index", MARKETER),
    Shown("imports:index", MARKETER, some_imports),
    Shown("imports:new", MARKETER),
    Shown("imports:source", MARKETER, some_imports, at="source"),
    Shown("imports:show", MARKETER, some_imports, at="open"),
    Shown("imports:show", MARKETER, some_imports, at="done"),
    Shown("crm:names", MARKETER),
    Shown("crm:names", MARKETER, people_and_names, query="?pattern=spring*"),
    Shown("crm:merges", Role.ANALYST),
    Shown("crm:merges", Role.ANALYST, people_and_names),
    Shown("crm:personal_data", ADMIN),
    Shown("crm:personal_data", ADMIN, people_and_names),
    # ── the marketing plan ──
    Shown("desk", MARKETER),
    Shown("summary", BOSS, hostile, is_printed=True),
    Shown("summary", BOSS),
    Shown("comment", BOSS, hostile, at="cycle", query="?on=objective:{business}"),
    Shown("board_pack", MARKETER, hostile),
    Shown("close", BOSS),
    Shown("share_links", ADMIN, hostile),
    Shown("share_links", BOSS),
    Shown("summary_mail", BOSS),
    Shown("shared", None, path="/shared/nothing/", status=404),
    Shown("stop_summary_mail", None, path="/summary/by-mail/nothing/stop/", status=404),
    Shown("close", BOSS, hostile),
    Shown("department", MARKETER, hostile, path="/departments/finance/"),
    Shown("department", MARKETER, hostile, path="/departments/sales/"),
    Shown("department", MARKETER, hostile, path="/departments/brand/"),
    Shown("department", MARKETER, hostile, path="/departments/customer/"),
    Shown("shared", None, hostile, path="/shared/{secret}/", is_printed=True),
    Shown("desk", MARKETER, hostile),
    Shown("plan", MARKETER),
    Shown("plan", MARKETER, hostile, is_printed=True),
    Shown("plan_calendar", MARKETER, hostile),
    Shown("plan_channels", MARKETER, hostile),
    Shown("plan_new_channel", MARKETER),
    Shown("plan_groups", MARKETER),
    Shown("plan_new_theme", MARKETER),
    Shown("plan_new_audience", MARKETER),
    Shown("plan_channel", MARKETER, hostile, at="channel"),
    Shown("plan_new_campaign", MARKETER),
    Shown("plan_edit_campaign", MARKETER, hostile, at="campaign"),
    Shown("plan_budget", MARKETER, hostile, at="campaign"),
    Shown("campaign", MARKETER, hostile, at="campaign", is_printed=True),
    # ── kpis ──
    Shown("kpis:index", MARKETER),
    Shown("kpis:index", BOSS, hostile, query="?show=all", is_printed=True),
    Shown("kpis:health", MARKETER, hostile),
    Shown("kpis:new", BOSS, hostile),
    Shown("kpis:kpi", BOSS, hostile, path="/kpis/pipeline/", is_printed=True),
    Shown("kpis:edit", BOSS, hostile, path="/kpis/pipeline/edit/"),
    Shown("kpis:facts", MARKETER, hostile, path="/kpis/pipeline/rows/pipeline_created/"),
    Shown("kpis:bind", MARKETER, hostile, at="key_result"),
    Shown("line_of_sight", BOSS, hostile, at="followed", is_printed=True),
    Shown("line_of_sight", BOSS, hostile, at="key_result"),
    Shown("sight_campaign", BOSS, hostile, path="/objectives/key-results/{followed}/line-of-sight/{campaign}/"),
    Shown("kpis:matrix", MARKETER),
    Shown("kpis:matrix", MARKETER, hostile, query="?show=all"),
    Shown("kpis:matrix_cell", MARKETER, hostile, query="?kpi=win_rate&objective={objective}"),
    # ── forecasts ──
    Shown("forecasts:index", BOSS),
    Shown("forecasts:index", BOSS, hostile, is_printed=True),
    Shown("forecasts:kpis", BOSS, hostile),
    Shown("forecasts:launch", MARKETER),
    Shown("forecasts:launch", MARKETER, hostile, query="?campaign={campaign}&channel1=Search&spend1=5000"),
    Shown("forecasts:promises", BOSS, hostile),
    Shown("forecasts:promise_key_result", BOSS, hostile, at="followed"),
    Shown("forecasts:promise_campaign", BOSS, hostile, at="campaign"),
    Shown("forecasts:kpi", BOSS, hostile, path="/outlook/kpis/pipeline/"),
    Shown("forecasts:key_result", BOSS, hostile, at="followed", is_printed=True),
    *(Shown(**page) for page in MONEY_PAGES),
    # ── alignment ──
    Shown("alignment", BOSS),
    Shown("alignment", BOSS, hostile, is_printed=True),
    Shown("score", BOSS),
    Shown("score", BOSS, hostile, is_printed=True),
    Shown("score_settings", BOSS),
    Shown("matrix", BOSS),
    Shown("matrix", BOSS, hostile),
    Shown("contribution", BOSS, hostile, is_printed=True),
    Shown("audit_check", BOSS),
    Shown("audit_check", BOSS, hostile, is_printed=True, most_sheets=1),
    Shown("experiments", BOSS),
    Shown("experiments", BOSS, hostile),
    Shown("new_experiment", BOSS, hostile),
    Shown("experiment", BOSS, hostile, at="experiment"),
    Shown("findings", BOSS),
    Shown("findings", BOSS, hostile),
    Shown("finding", BOSS, hostile, at="finding"),
    # ── attribution ──
    Shown("explorer", MARKETER),
    Shown("explorer", BOSS, hostile, is_printed=True),
    Shown("explorer_models", MARKETER, hostile, is_printed=True),
    Shown("explorer_months", MARKETER, hostile),
    Shown("explorer_journeys", MARKETER, hostile, is_printed=True),
    Shown("explorer_coverage", MARKETER, hostile, is_printed=True),
    Shown("explorer_readings", MARKETER, hostile),
    Shown("explorer", BOSS, hostile, query="?milestone=won&unit=person"),
    Shown("attribution_settings", BOSS),
    Shown("attribution_setting", BOSS, path="/attribution/settings/won/"),
    Shown("opportunities", MARKETER),
    Shown("opportunities", MARKETER, hostile),
    Shown("opportunity", MARKETER, hostile, at="deal", is_printed=True),
    Shown("numbers", BOSS),
    Shown("truth", query="?world=confounded"),
    # ── objectives ──
    Shown("okrs:tree", MARKETER),
    Shown("okrs:tree", MARKETER, hostile, is_printed=True),
    Shown("okrs:map", BOSS, hostile, is_printed=True),
    Shown("okrs:objective", MARKETER, hostile, at="objective", is_printed=True),
    Shown("okrs:new_objective", MARKETER, hostile, query="?cycle={cycle}"),
    Shown("okrs:edit_objective", MARKETER, hostile, at="objective"),
    Shown("okrs:drop_objective", MARKETER, hostile, at="objective"),
    Shown("okrs:new_key_result", MARKETER, hostile, at="objective"),
    Shown("okrs:key_result", MARKETER, hostile, at="key_result", is_printed=True),
    Shown("okrs:key_result", MARKETER, hostile, at="milestone"),
    Shown("okrs:edit_key_result", MARKETER, hostile, at="key_result"),
    Shown("okrs:drop_key_result", MARKETER, hostile, at="key_result"),
    Shown("okrs:checkpoints", MARKETER, hostile, at="key_result"),
    Shown("okrs:check_in", MARKETER, hostile, at="key_result"),
    Shown("okrs:check_in", MARKETER, hostile, at="milestone"),
    Shown("okrs:score", MARKETER, a_closed_quarter, at="key_result"),
    Shown("okrs:owed", MARKETER),
    Shown("okrs:owed", MARKETER, hostile),
    Shown("okrs:business_objectives", BOSS, hostile),
    Shown("okrs:new_business_objective", BOSS),
    Shown("okrs:edit_business_objective", BOSS, hostile, at="business"),
    Shown("okrs:cycles", BOSS, hostile),
    Shown("okrs:new_cycle", BOSS),
    Shown("okrs:status_bands", BOSS),
    Shown("okrs:cycle", BOSS, hostile, at="cycle"),
    Shown("okrs:cycle", BOSS, hostile, at="draft"),
    Shown("okrs:cycle", BOSS, a_closed_quarter, at="cycle"),
    Shown("okrs:documents", MARKETER),
    Shown("okrs:documents", MARKETER, hostile),
    Shown("okrs:new_document", MARKETER),
    Shown("okrs:edit_document", MARKETER, hostile, at="document"),
    Shown("okrs:sales_targets", MARKETER, hostile),
    Shown("okrs:new_sales_target", MARKETER),
    Shown("okrs:edit_sales_target", MARKETER, hostile, at="target"),
)

# Files, answers to scripts, buttons, and pages of a second factor that only a typed password opens.
