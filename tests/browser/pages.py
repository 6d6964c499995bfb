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
    a_quarter,
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
        parts = [self.name.replace(":", "-"), "" if self.world is nothing else self.world.__name__, self.at]
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
    Shown("summary", BOSS, a_quarter, is_printed=True),
    Shown("summary", BOSS),
    Shown("comment", BOSS, a_quarter, at="cycle", query="?on=objective:{business}"),
    Shown("board_pack", MARKETER, a_quarter),
    Shown("close", BOSS),
    Shown("share_links", ADMIN, a_quarter),
    Shown("share_links", BOSS),
    Shown("summary_mail", BOSS),
    Shown("shared", None, path="/shared/nothing/", status=404),
    Shown("stop_summary_mail", None, path="/summary/by-mail/nothing/stop/", status=404),
    Shown("close", BOSS, a_quarter),
    Shown("department", MARKETER, a_quarter, path="/departments/finance/"),
    Shown("desk", MARKETER, a_quarter),
    Shown("plan", MARKETER),
    Shown("plan", MARKETER, a_quarter, is_printed=True),
    Shown("plan_calendar", MARKETER, a_quarter),
    Shown("plan_channels", MARKETER, a_quarter),
    Shown("plan_new_channel", MARKETER),
    Shown("plan_groups", MARKETER),
    Shown("plan_new_theme", MARKETER),
    Shown("plan_new_audience", MARKETER),
    Shown("plan_channel", MARKETER, a_quarter, at="channel"),
    Shown("plan_new_campaign", MARKETER),
    Shown("plan_edit_campaign", MARKETER, a_quarter, at="campaign"),
    Shown("plan_budget", MARKETER, a_quarter, at="campaign"),
    Shown("campaign", MARKETER, a_quarter, at="campaign", is_printed=True),
    # ── kpis ──
    Shown("kpis:index", MARKETER),
    Shown("kpis:index", BOSS, a_quarter, query="?show=all", is_printed=True),
    Shown("kpis:health", MARKETER, a_quarter),
    Shown("kpis:new", BOSS, a_quarter),
    Shown("kpis:kpi", BOSS, a_quarter, path="/kpis/pipeline/", is_printed=True),
    Shown("kpis:edit", BOSS, a_quarter, path="/kpis/pipeline/edit/"),
    Shown("kpis:facts", MARKETER, a_quarter, path="/kpis/pipeline/rows/pipeline_created/"),
    Shown("kpis:bind", MARKETER, a_quarter, at="key_result"),
    Shown("line_of_sight", BOSS, a_quarter, at="followed", is_printed=True),
    Shown("line_of_sight", BOSS, a_quarter, at="key_result"),
    Shown("sight_campaign", BOSS, a_quarter, path="/objectives/key-results/{followed}/line-of-sight/{campaign}/"),
    Shown("kpis:matrix", MARKETER),
    Shown("kpis:matrix", MARKETER, a_quarter, query="?show=all"),
    Shown("kpis:matrix_cell", MARKETER, a_quarter, query="?kpi=win_rate&objective={objective}"),
    # ── forecasts ──
    Shown("forecasts:index", BOSS),
    Shown("forecasts:index", BOSS, a_quarter, is_printed=True),
    Shown("forecasts:kpis", BOSS, a_quarter),
    Shown("forecasts:launch", MARKETER),
    Shown("forecasts:launch", MARKETER, a_quarter, query="?campaign={campaign}&channel1=Search&spend1=5000"),
    Shown("forecasts:promises", BOSS, a_quarter),
    Shown("forecasts:promise_key_result", BOSS, a_quarter, at="followed"),
    Shown("forecasts:promise_campaign", BOSS, a_quarter, at="campaign"),
    Shown("forecasts:kpi", BOSS, a_quarter, path="/outlook/kpis/pipeline/"),
    Shown("forecasts:key_result", BOSS, a_quarter, at="followed", is_printed=True),
    *(Shown(**page) for page in MONEY_PAGES),
    # ── alignment ──
    Shown("alignment", BOSS),
    Shown("alignment", BOSS, a_quarter, is_printed=True),
    Shown("score", BOSS),
    Shown("score", BOSS, a_quarter, is_printed=True),
    Shown("score_settings", BOSS),
    Shown("matrix", BOSS),
    Shown("matrix", BOSS, a_quarter),
    Shown("contribution", BOSS, a_quarter, is_printed=True),
    Shown("audit_check", BOSS),
    Shown("audit_check", BOSS, a_quarter, is_printed=True, most_sheets=1),
    Shown("experiments", BOSS),
    Shown("experiments", BOSS, a_quarter),
    Shown("new_experiment", BOSS, a_quarter),
    Shown("experiment", BOSS, a_quarter, at="experiment"),
    Shown("findings", BOSS),
    Shown("findings", BOSS, a_quarter),
    Shown("finding", BOSS, a_quarter, at="finding"),
    # ── attribution ──
    Shown("explorer", MARKETER),
    Shown("explorer", BOSS, a_quarter, is_printed=True),
    Shown("explorer_models", MARKETER, a_quarter, is_printed=True),
    Shown("explorer_months", MARKETER, a_quarter),
    Shown("explorer_journeys", MARKETER, a_quarter, is_printed=True),
    Shown("explorer_coverage", MARKETER, a_quarter, is_printed=True),
    Shown("explorer_readings", MARKETER, a_quarter),
    Shown("explorer", BOSS, a_quarter, query="?milestone=won&unit=person"),
    Shown("attribution_settings", BOSS),
    Shown("attribution_setting", BOSS, path="/attribution/settings/won/"),
    Shown("opportunities", MARKETER),
    Shown("opportunities", MARKETER, a_quarter),
    Shown("opportunity", MARKETER, a_quarter, at="deal", is_printed=True),
    Shown("truth", query="?world=confounded"),
    # ── objectives ──
    Shown("okrs:tree", MARKETER),
    Shown("okrs:tree", MARKETER, a_quarter, is_printed=True),
    Shown("okrs:map", BOSS, a_quarter, is_printed=True),
    Shown("okrs:objective", MARKETER, a_quarter, at="objective", is_printed=True),
    Shown("okrs:new_objective", MARKETER, a_quarter, query="?cycle={cycle}"),
    Shown("okrs:edit_objective", MARKETER, a_quarter, at="objective"),
    Shown("okrs:drop_objective", MARKETER, a_quarter, at="objective"),
    Shown("okrs:new_key_result", MARKETER, a_quarter, at="objective"),
    Shown("okrs:key_result", MARKETER, a_quarter, at="key_result", is_printed=True),
    Shown("okrs:key_result", MARKETER, a_quarter, at="milestone"),
    Shown("okrs:edit_key_result", MARKETER, a_quarter, at="key_result"),
    Shown("okrs:drop_key_result", MARKETER, a_quarter, at="key_result"),
    Shown("okrs:checkpoints", MARKETER, a_quarter, at="key_result"),
    Shown("okrs:check_in", MARKETER, a_quarter, at="key_result"),
    Shown("okrs:check_in", MARKETER, a_quarter, at="milestone"),
    Shown("okrs:score", MARKETER, a_closed_quarter, at="key_result"),
    Shown("okrs:owed", MARKETER),
    Shown("okrs:owed", MARKETER, a_quarter),
    Shown("okrs:business_objectives", BOSS, a_quarter),
    Shown("okrs:new_business_objective", BOSS),
    Shown("okrs:edit_business_objective", BOSS, a_quarter, at="business"),
    Shown("okrs:cycles", BOSS, a_quarter),
    Shown("okrs:new_cycle", BOSS),
    Shown("okrs:status_bands", BOSS),
    Shown("okrs:cycle", BOSS, a_quarter, at="cycle"),
    Shown("okrs:cycle", BOSS, a_quarter, at="draft"),
    Shown("okrs:cycle", BOSS, a_closed_quarter, at="cycle"),
    Shown("okrs:documents", MARKETER),
    Shown("okrs:documents", MARKETER, a_quarter),
    Shown("okrs:new_document", MARKETER),
    Shown("okrs:edit_document", MARKETER, a_quarter, at="document"),
    Shown("okrs:sales_targets", MARKETER, a_quarter),
    Shown("okrs:new_sales_target", MARKETER),
    Shown("okrs:edit_sales_target", MARKETER, a_quarter, at="target"),
)

# Files, answers to scripts, buttons, and pages of a second factor that only a typed password opens.
