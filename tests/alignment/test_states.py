"""Every state that a cycle can be in has its sentence on every page of the score: never a blank, a 0 or an error."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alignment.core.inputs import CreditFacts
from alignment.core.receipt import recompute
from alignment.models import CampaignLink, ScoreRun
from alignment.selectors.keys import campaign_key
from alignment.services import Share, link_campaign, score_cycle
from attribution.models import CreditRun
from campaigns.models import SpendEntry
from okrs.models import BusinessObjective, Cycle, Objective
from reports.services.alignment_page import store
from reports.services.snapshot import store_snapshot
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FIRST = TODAY - timedelta(days=40)
NOW = timezone.now()
OF_THE_SCORE = ("score", "matrix", "contribution", "findings", "audit_check")
PAGES = ("alignment", *OF_THE_SCORE, "summary")

STATES = {
    "no business objective": "Now has no business objective, so there is nothing that its money could serve.",
    "no spend": "No money of Now is known, so nobody can tell what it served.",
    "no attribution yet": "No campaign is credited with a milestone of Now yet",
    "one campaign": "Only one campaign of Now has cost anything",
    "all money orphan": "All money of Now is orphan: no campaign that cost anything names an objective.",
    "weights of zero": "Every business objective weighs 0, so all of them count the same.",
    "a closed cycle": "Now is closed",
}
REASONS = {
    "no business objective": "There is no business objective in this cycle.",
    "no spend": "No spend is mapped to an objective yet.",
    "all money orphan": "No spend is mapped to an objective yet.",
}


@pytest.fixture
def cycle():
    """Two objectives; three campaigns that serve one of them, with money; one credited."""
    cycle = make.cycle(FIRST, FIRST + timedelta(days=90), name="Now")
    grow, care = make.business_objective("Grow", weight=3), make.business_objective("Care")
    aim = make.objective(cycle, "Win shops", serves=grow)
    make.key_result(aim)
    make.objective(cycle, "Keep shops", serves=care)
    for name in ("Fair", "Film", "Ads"):
        campaign = make.campaign(name, starts_on=FIRST)
        make.spend(campaign, FIRST, "100.00")
        link_campaign(campaign=campaign, shares=[Share(aim, Decimal(1))], since=FIRST, by=None)
    return cycle


def vary(state):
    if state == "no business objective":
        Objective.objects.update(business_objective=None)
        BusinessObjective.objects.all().delete()
    elif state == "no spend":
        SpendEntry.objects.all().delete()
    elif state == "one campaign":
        SpendEntry.objects.exclude(campaign__name="Fair").delete()
    elif state == "all money orphan":
        CampaignLink.objects.all().delete()
    elif state == "weights of zero":
        BusinessObjective.objects.update(weight=0)


def compute(cycle, *, credited=True):
    run = CreditRun.objects.create(settings={}, inputs_digest="0", started_at=NOW, finished_at=NOW, published_at=NOW)
    fair = campaign_key(make.Campaign.objects.get(name="Fair").pk)
    credits = {"linear": [CreditFacts(fair, 20.0)]} if credited else {}
    score = score_cycle(cycle, today=TODAY, now=NOW, credits=credits, locked_model="linear", credit_run=run.pk)
    store(score, run, day=TODAY, now=NOW)
    store_snapshot(score, run, None, day=TODAY, now=NOW)


def shown(client, name, cycle):
    response = client.get(reverse(name), {"cycle": cycle.pk})
    text = response.content.decode()
    assert response.status_code == 200, name
    assert "<c-" not in text
    assert not re.search(r"\bNaN\b", text)  # letters of a token may spell it
    return " ".join(text.replace("&#x27;", "’").split())


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_said_on_every_page_and_in_the_receipt(client, cycle, state):
    vary(state)
    compute(cycle, credited=state != "no attribution yet")
    if state == "a closed cycle":
        Cycle.objects.update(state="closed", closed_at=NOW)
    client.force_login(make.user())

    for name in PAGES:
        text = shown(client, name, cycle)
        said = STATES[state].replace("is closed", "was closed") if name == "findings" else STATES[state]
        assert said in text, name
        others = [sentence for other, sentence in STATES.items() if other != state]
        assert not [sentence for sentence in others if sentence in text], name
    run = ScoreRun.objects.get()
    (told,) = client.get("/api/v1/scores/", {"cycle": cycle.pk}).json()["results"]
    assert (told["reason"], told["score"] is None) == (REASONS.get(state, ""), state in REASONS)
    assert told["standings"] == run.standings
    assert recompute(json.loads(client.get(reverse("score_receipt", args=[run.pk])).content)) == ()


def test_before_its_first_day_and_before_the_first_recompute_no_page_guesses(client, cycle):
    client.force_login(make.user())
    later = make.cycle(cycle.ends_on, cycle.ends_on + timedelta(days=90), name="Later")
    for name in PAGES:
        assert "has not begun" in shown(client, name, later), name
        text = shown(client, name, cycle)
        assert "Nothing has been computed" in text or "No score yet" in text, name
        assert "Nothing is found wrong" not in text
    assert client.get("/api/v1/scores/", {"cycle": later.pk}).json()["results"] == []
    assert "No experiment yet" in shown(client, "experiments", cycle)
