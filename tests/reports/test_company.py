"""The demonstration company that `make run` opens on: through the real importers, whole, and only once."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.urls import reverse

from alignment.models import Experiment, ScoreRun
from alignment.selectors.proofs import proofs
from campaigns.models import Campaign
from crm.models import Account, Contact, Opportunity, Touchpoint
from crm.selectors import unresolved_names
from forecasts.models import BudgetPlan, Promise
from forecasts.selectors.planned import begins_last
from forecasts.services.customers import value_customers
from forecasts.services.plans import answer
from imports.models import Batch
from jobs.models import Job
from kpis.models import Binding, Definition, MatrixEntry
from okrs.models import Cycle, KeyResult
from people.models import Role, User
from reports import selectors
from reports.core.bridge import Cause
from reports.models import ShareLink
from reports.services.company import (
    CompanyRefused,
    ask_for_moves,
    close_past_cycles,
    load_company,
    restate_company,
)
from reports.services.company.load import FIRST, LATE
from reports.services.company.restating import ROLES_AS_CLOSED
from reports.services.company.signing import WAITS_FOR_FINANCE
from reports.services.recompute import recompute_all
from simulator.company.blueprint import PEOPLE, address
from simulator.company.files import FILES
from simulator.company.surveys import SHEET_KEY
from tests import factories as make
from tests.reports.planted import planted, stories_not_found
from tests.simulator.company import TINY

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.mark.django_db
class TestStarting:
    def test_the_first_start_leaves_it_to_a_worker_and_the_second_does_not_ask_again(self):
        said = [_command(later=True) for _ in range(2)]

        assert said[0].startswith("The demonstration is loaded in the background")
        assert said[1] == ""
        assert Job.objects.filter(kind="reports.load_company").count() == 1

    def test_an_installation_in_use_is_left_alone(self):
        make.cycle(date(2026, 10, 1), date(2027, 1, 1))

        assert _command(later=True) == ""
        with pytest.raises(CommandError, match="has data of its own"):
            _command(small=True)
        with pytest.raises(CompanyRefused):
            load_company(now=NOW, size=TINY)
        assert Batch.objects.count() == 0

    def test_the_button_of_an_empty_installation_asks_for_it_and_the_page_shows_how_far_it_is(self, client):
        client.force_login(make.user(Role.ADMINISTRATOR))
        assert "Look at the demonstration first" in client.get(reverse("alignment")).content.decode()

        client.post(reverse("load_company"))

        page = client.get(reverse("alignment")).content.decode()
        assert "The demonstration is being prepared" in page
        assert "Load the demonstration" in page

    def test_a_board_member_who_sees_no_jobs_sees_how_far_it_is_as_well(self, client):
        Job.objects.create(kind="reports.load_company", state="waiting", progress=0.4, sentence="Importing spend.csv")
        client.force_login(make.user(Role.BOARD))

        page = client.get(reverse("alignment")).content.decode()

        assert "Importing spend.csv" in page
        assert "every 4s" in page

    def test_the_people_of_the_demonstration_are_those_who_log_in(self):
        call_command("make_demo_people", stdout=StringIO())

        names = {address(key): name for key, (name, _) in PEOPLE.items()}
        known = User.objects.exclude(role=Role.ADMINISTRATOR)
        assert {user.email: user.name for user in known}.items() <= names.items()


@pytest.mark.usefixtures("channels")
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)
def test_the_company_is_loaded_whole_also_after_a_death_and_its_planted_stories_are_found():
    make.user(Role.ADMINISTRATOR)
    _load_with_deaths()

    loaded = {batch.file.name: batch for batch in Batch.objects.select_related("file")}
    assert set(loaded) == {file.name for file in FILES} - {"people.csv"} | {ROLES_AS_CLOSED}
    assert {name: batch.rejected for name, batch in loaded.items() if batch.rejected} == {}
    assert (Touchpoint.objects.count(), Opportunity.objects.count()) == (TINY.touches, TINY.opportunities)
    assert Binding.objects.count() == 12 + 5  # of the quarter and of the year
    assert MatrixEntry.objects.in_force().count() > 40

    recompute_all(now=NOW)
    close_past_cycles(now=NOW)
    assert ask_for_moves(now=NOW) == "A budget plan is asked for."
    assert ask_for_moves(now=NOW) == "A budget plan has been asked for already."

    assert Cycle.objects.filter(state="closed").count() == 8
    scored = ScoreRun.objects.filter(cycle__length="quarter", score__isnull=False)
    assert scored.values("cycle").distinct().count() == 8
    assert KeyResult.objects.filter(objective__cycle__state="closed", outcome="").count() == 0
    current = Cycle.objects.get(state="active", length="quarter")
    assert stories_not_found(current, planted(NOW.date(), TINY)) == []
    assert _restated(planted(NOW.date(), TINY)["restated_quarter"]) == []
    assert _empty_pages() == []
    page = selectors.alignment_page(current)
    assert page.score.value is not None
    assert page.credit is not None
    assert page.money is not None
    assert [proof.statement for proof in proofs() if not proof.holds] == []
    signed = Promise.objects.filter(model__in=("outlook", "launch"))
    told = {(row.campaign_id is not None, hasattr(row, "settlement")) for row in signed.select_related("settlement")}
    assert told >= {(False, True), (True, True), (True, False)}  # settled of both kinds, and campaigns still open


def _load_with_deaths():
    with pytest.raises(KeyboardInterrupt):
        load_company(now=NOW, size=TINY, progress=_die_at("touchpoints.csv"))
    assert restate_company(now=NOW, size=TINY).startswith("The company is not loaded yet")
    assert load_company(now=NOW, size=TINY).startswith(f"{len(FIRST)} files with ")
    assert list(Job.objects.filter(state="waiting").order_by("pk").values_list("kind", flat=True))[-1:] == [
        "reports.restate_company"
    ]
    with pytest.raises(KeyboardInterrupt):
        restate_company(now=NOW, size=TINY, progress=_die_at("sales_activities.csv"))
    assert f"{len(LATE)} files with " in restate_company(now=NOW, size=TINY)


def _empty_pages():
    """What a page of the navigation would have nothing to show of."""
    marketing, finance = ({f"{of}_signed_at__isnull": True} for of in ("marketing", "finance"))
    unsigned = Definition.objects.current().filter(Q(**marketing) | Q(**finance)).values_list("key", flat=True)
    year, valued = Cycle.objects.get(state="active", length="year"), value_customers(now=NOW)
    shown = {
        "experiments": sorted(str(row.effect is not None) for row in Experiment.objects.all())
        == ["False", "True", "True"],
        "signatures": set(unsigned) == {SHEET_KEY, WAITS_FOR_FINANCE},
        "share links": [row.expires_at > NOW for row in ShareLink.objects.all()] == [True, False],
        "merged people": Contact.objects.filter(merged_into__isnull=False).count() == 20,
        "merged companies": Account.objects.filter(merged_into__isnull=False).count() == 3,
        "approved plans": Campaign.objects.filter(plan_approved_at__isnull=False).count() >= 117,
        "budget moves": bool(answer(BudgetPlan.objects.get(), now=NOW).answer.get("sentence")),
        "before launch": getattr(begins_last(NOW.date()), "planned", 0) > 1_000,
        "customer value": 0.7 < (valued.margin or 0) < 0.8 and 0.01 < valued.referred / valued.traced < 0.2,
        "campaign names": unresolved_names().count() == 4,
        "the year": (year.objectives.count(), selectors.alignment_page(year).score.value is not None) == (5, True),
    }
    return [name for name, is_there in shown.items() if not is_there]


def _restated(story):
    """Numbers of the restated quarter whose bridge is not what was planted, or that leaves something unexplained."""
    bridge = selectors.restated(Cycle.objects.get(name=story.cycle))
    won = next(line for line in bridge.lines if line.key == "won")
    told = {Cause.LATE: story.figures["late_deals"], Cause.AMOUNTS: story.figures["changed_amounts"]}
    wrong = [] if {part.cause: float(part.amount) for part in won.parts} == told else [won]
    wrong += [] if float(won.restated) == story.figures["won_revenue_as_restated"] else [won]
    return wrong + [line for line in bridge.lines if Cause.UNEXPLAINED in {part.cause for part in line.parts}]


def _die_at(name):
    def die(share, sentence):
        if name in sentence:
            raise KeyboardInterrupt

    return die


def _command(**options):
    out = StringIO()
    call_command("load_company", stdout=out, **options)
    return out.getvalue().strip()
