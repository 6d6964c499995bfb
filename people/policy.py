"""Who may do what: one table, role by action. Views, the programming interface and templates all ask `may`."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from people.models import Role, User

ADMINISTRATOR, EXECUTIVE, ANALYST, MARKETER, BOARD = Role
EVERYBODY = frozenset(Role)
STAFF = frozenset({ADMINISTRATOR, EXECUTIVE, ANALYST, MARKETER})
EDITORS = frozenset({ADMINISTRATOR, EXECUTIVE, ANALYST, MARKETER})
LEADERS = frozenset({ADMINISTRATOR, EXECUTIVE})
DATA = frozenset({ADMINISTRATOR, ANALYST})

POLICY: Mapping[str, frozenset[Role]] = {
    "home.view": EVERYBODY,
    # jobs
    "jobs.progress": EVERYBODY,  # of what one started oneself
    "jobs.view": STAFF,
    "jobs.control": DATA,
    # people
    "people.account": EVERYBODY,
    "people.manage": frozenset({ADMINISTRATOR}),
    "people.tokens": STAFF,
    "people.tokens_of_all": frozenset({ADMINISTRATOR}),
    "people.audit": frozenset({ADMINISTRATOR}),
    # organisation
    "organisation.view": EVERYBODY,
    "organisation.edit": frozenset({ADMINISTRATOR}),
    # kpis
    "kpis.view": EVERYBODY,
    "kpis.map": EDITORS,
    "kpis.edit": DATA | LEADERS,
    "kpis.bind": EDITORS,
    "kpis.sign_marketing": frozenset({EXECUTIVE}),
    "kpis.sign_finance": frozenset({EXECUTIVE, ANALYST}),
    # forecasts and promises
    "outlook.view": EVERYBODY,
    "outlook.compute": DATA | LEADERS,
    "budget.plan": EDITORS,
    "budget.decide": EDITORS,
    "outlook.sign": EDITORS,
    # programming interface
    "api.describe": EVERYBODY,
    # objectives
    "okrs.view": EVERYBODY,
    "okrs.edit": EDITORS,
    "okrs.check_in": EDITORS,
    "okrs.business": LEADERS,
    "okrs.cycles": LEADERS,
    "okrs.documents": EDITORS,
    "okrs.sales": EDITORS,
    # imports
    "imports.view": STAFF,
    "imports.upload": DATA | {MARKETER},
    # the people in the CRM
    "crm.personal_data": frozenset({ADMINISTRATOR}),
    "crm.identity": DATA,
    "crm.names": DATA | {MARKETER},
    # the marketing plan
    "plan.view": EVERYBODY,
    "plan.edit": EDITORS,
    "plan.approve": LEADERS,
    "links.edit": EDITORS,
    # findings, the score and what is proven
    "findings.view": EVERYBODY,
    "findings.decide": EDITORS,
    "score.settings": LEADERS,
    "experiments.edit": DATA | LEADERS,
    # attribution
    "attribution.view": EVERYBODY,
    "attribution.settings": DATA | LEADERS,
    "attribution.opportunities": STAFF,  # single deals with the people in them
    # reports
    "reports.recompute": DATA | LEADERS,
    "reports.view": EVERYBODY,
    "reports.build": STAFF,
    "reports.comment": LEADERS,
    "reports.issue": LEADERS,
    "reports.share": LEADERS,
    "reports.embed": frozenset({ADMINISTRATOR}),
    "reports.freeze": LEADERS,
    "reports.reopen": frozenset({ADMINISTRATOR}),
    "reports.example": frozenset({ADMINISTRATOR}),
    "components.view": DATA,
}


def me(request: HttpRequest) -> User:
    """Who asks: behind log-in, always one of ours."""
    return cast(User, request.user)


def may(user: Any, action: str) -> bool:
    """Whether this person may do this. An action that is not in the table is a mistake of ours, so it raises."""
    roles = POLICY[action]
    return bool(user.is_authenticated and user.is_active and user.role in roles)


def allowed(action: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Decorator of a view: refuse with 403 whoever may not do `action`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
            if not may(request.user, action):
                raise PermissionDenied(f"Your role does not include “{action}”.")
            return view(request, *arguments, **keywords)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return decorate
