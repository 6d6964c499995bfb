"""What each page of the reports is made of, as it was asked for: nothing of it may be missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from okrs.models import KeyResult
from people.models import Role
from reports import selectors
from reports.core.codec import plain
from reports.models import StoredSnapshot
from tests import factories as make
from tests.reports.big_world import a_cycle_of
from tests.reports.conftest import golden
from tests.reports.every_page import DEPARTMENTS

pytestmark = pytest.mark.django_db


def missing(page: str, wanted: dict[str, str]) -> list[str]:
    return [name for name, sign in wanted.items() if sign not in page]


@pytest.fixture
def reader(client):
    cache.clear()
    person = make.user(Role.EXECUTIVE)
    client.force_login(person)
    return person


def test_the_dashboard_answers_whether_we_are_aligned_what_moved_and_what_to_do(client, reader):
    stored = a_cycle_of(8)
    _with_the_numbers_of_the_demonstration(stored)
    today = timezone.localdate()
    stored.cycle.__class__.objects.filter(pk=stored.cycle_id).update(ends_on=today + timedelta(days=60))
    KeyResult.objects.update(owner=reader)
    other = make.cycle(date(2025, 10, 1), date(2026, 1, 1), name="Q4 FY25")
    page = client.get(reverse("alignment"), {"cycle": stored.cycle_id}).content.decode()

    assert missing(page, {
        "band": "Marketing is ", "score": '<p class="score-number"><strong>',
        "what changed": "Up 5 points on the quarter before",
        "components": "What the score is made of", "receipt": "Receipt (JSON)", "score by day": reverse("score"),
        "objectives, weakest first": "Weakest first.", "status": 'class="status',
        "spend and target": "Spend share / target",
        "attributed result": "Attributed pipeline", "evidence class": "Evidence</th>", "flow": 'data-figure="flow"',
        "spend against target": 'data-figure="money"', "pipeline by campaign": 'data-figure="credit"',
        "plan, committed, actual": 'id="months"', "committed": ">Committed</th>", "actual": ">Actual</th>",
        "impact and spend": 'id="impact"', "impact share": "Impact share</th>", "lead numbers": ">MQLs",
        "conversion": "SQLs per MQL", "campaign ROI": "Campaign ROI", "pipeline contribution": "Attributed pipeline",
        "quarter over quarter": "on the cycle before", "year over year": "on the year before",
        "long and short": "builds the brand for the long term", "moves": 'aria-label="Best moves"',
        "what I owe": "What you owe", "cycle picker": 'name="cycle"', "compare": 'name="compare"',
        "model": "Linear model", "as of": "As of ", "to the objective": "/objectives/", "to the campaign": "/plan/",
        "to the KPI": "/kpis/mqls_count/",
        "to intent and evidence": reverse("matrix"), "to credit": reverse("explorer"),
    }) == []  # fmt: skip
    assert f'<option value="{other.pk}"' in page
    assert page.count('class="card move"') in (1, 2, 3)


def _with_the_numbers_of_the_demonstration(stored):
    """The KPIs with quarters before that a quarter of the demonstration company was stored with, in place of none."""
    found, demonstration = selectors.numbers(stored), golden()
    content = {**plain(found), **{key: demonstration["snapshot"][key] for key in ("kpis", "mix", "money")}}
    score = replace(found.score, previous=40.0, moved="Up 5 points on the quarter before: mapped spend.")
    StoredSnapshot.objects.create(
        cycle=stored.cycle, content={**content, "score": plain(score)}, annex={}, digest="9" * 64, as_of=stored.as_of,
        score_run_id=stored.score_run_id, credit_run_id=stored.credit_run_id,
        made_at=stored.made_at + timedelta(days=1),
    )  # fmt: skip


def test_the_summary_has_everything_that_a_board_reads(client, reader, stored):
    found = selectors.numbers(stored)
    page = client.get(reverse("summary"), {"cycle": stored.cycle_id}).content.decode()

    assert 6 <= len(found.kpis) <= 8
    assert missing(page, {
        "state in words": found.headline.sentence, "actual": ">Actual</th>", "plan": "Due by now (plan)",
        "variance": ">Variance</th>", "quarter before": ">Before</th>", "year before": ">Year ago</th>",
        "status": ">Status</th>", "cause": next(row.cause for row in found.kpis if row.cause)[:20],
        "owner": next((row.owner for row in found.kpis if row.owner), ""), "objectives": 'class="strip"',
        "money": 'id="money"', "promised and happened": "Promised and happened", "risks": ">Risks</h2>",
        "decisions": ">Decisions asked</h2>", "definitions": "What the KPIs mean", "as of": "As of 22 Nov 2026",
        "model": found.about.model, "comment": "Comment on it", "by mail": reverse("summary_mail"),
        "documents": reverse("board_pack"), "issue": ">Issue<",
    }) == []  # fmt: skip
    assert all(proof.sentence in page for proof in found.proofs)
    assert len(found.proofs) == 2
    assert all(f"/kpis/{row.key}/" in page for row in found.kpis)


WANTED = {
    "finance": {
        "plan and actual by month": 'id="money"', "months": ">Oct 2026</th>", "reconciled": "Adds up",
        "ROI with intervals": "−0.79× to 0.18×", "interval of pipeline": "Pipeline, 90 % interval",
        "campaign ROI": "Campaign ROI", "CAC": "/kpis/cac/",
    },
    "sales": {
        "funnel, leads": "/kpis/new_leads_count/", "MQLs": "/kpis/mqls_count/", "SQLs": "/kpis/sqls_count/",
        "opportunities": "/kpis/opportunities_count/", "won": "/kpis/customers_won_count/", "way": "/kpis/mql_to_sql/",
        "velocity": "/kpis/pipeline_velocity/", "cycle": "/kpis/sales_cycle_median/",
        "SLA of sales": "/kpis/sla_met/", "SLA of marketing": "/kpis/mql_acceptance/", "speed": "/kpis/speed_to_lead/",
    },
    "brand": {
        "awareness": "/kpis/unaided_awareness/", "NPS": "/kpis/nps/", "margin": "±",
        "long-term": "builds the brand for the long term",
    },
    "customer": {
        "retention": "/kpis/customer_retention/", "churn": "/kpis/customer_churn/", "repeat": "/kpis/repeat_rate/",
        "CLV": "/kpis/clv_orders/", "CLV by cohort": "Value of a customer by cohort",
    },
}  # fmt: skip


def test_every_department_finds_what_it_asks_about(client, reader, stored):
    pages = {
        key: client.get(reverse("department", args=[key]), {"cycle": stored.cycle_id}).content.decode()
        for key in DEPARTMENTS
    }

    assert {key: missing(pages[key], wanted) for key, wanted in WANTED.items()} == {key: [] for key in WANTED}
    assert all("Last 13 months" in page for page in pages.values())
