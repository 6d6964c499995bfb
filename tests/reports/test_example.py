"""The example that `make run` opens on: through the real importers, whole, and only once."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from alignment.selectors.proofs import proofs
from crm.models import Opportunity
from examples.files import FILES, contents
from imports.models import Batch
from jobs.models import Job, State
from jobs.services import run_waiting
from okrs.models import CheckIn, Cycle, KeyResult
from people.models import Role
from reports import selectors
from reports.services import recompute_all
from reports.services.example import ExampleRefused, load_example
from tests import factories as make

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "uploads"


def test_the_files_of_one_day_are_always_the_same():
    first, second = (list(contents(today=date(2026, 11, 22))) for _ in range(2))

    assert first == second
    assert [file for file, _ in first] == list(FILES)


def test_every_address_of_the_example_is_reserved_for_examples():
    text = b"".join(content for _, content in contents(today=date(2026, 11, 22))).decode()

    hosts = {word.rsplit("@", 1)[1] for word in text.replace("\n", ",").split(",") if "@" in word}
    assert hosts == {"example.com"}


class TestLoading:
    @pytest.mark.parametrize("day", [1, 2, 15, 31])
    def test_it_can_be_loaded_on_any_day_of_a_quarter(self, day):
        load_example(now=datetime(2027, 1, day, 9, tzinfo=UTC))

        assert KeyResult.objects.filter(check_ins__isnull=True).count() == 0
        assert set(Cycle.objects.values_list("state", flat=True)) == {"active", "review"}

    def test_the_quarter_before_has_values_of_its_last_day(self):
        load_example(now=NOW)

        last = CheckIn.objects.filter(key_result__objective__cycle__state="review").latest("day")
        assert last.day == date(2026, 9, 30)

    def test_a_second_time_changes_nothing(self):
        load_example(now=NOW)
        counts = Opportunity.objects.count(), Batch.objects.count(), CheckIn.objects.count()

        assert load_example(now=NOW).endswith("nothing was changed.")
        assert (Opportunity.objects.count(), Batch.objects.count(), CheckIn.objects.count()) == counts

    def test_it_goes_on_where_a_worker_died(self, monkeypatch):
        died = []

        def die(share, sentence):
            died.append(sentence)
            if "Opportunity" in sentence and len(died) < 8:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            load_example(now=NOW, progress=die)
        load_example(now=NOW)

        assert Opportunity.objects.count() == 120
        assert KeyResult.objects.count() == 12

    def test_it_does_not_mix_with_data_of_its_own(self):
        make.cycle(date(2026, 10, 1), date(2027, 1, 1))

        with pytest.raises(ExampleRefused, match="has data of its own"):
            load_example(now=NOW)
        assert Batch.objects.count() == 0


class TestStarting:
    def test_the_first_start_leaves_it_to_a_worker_and_the_second_does_not_ask_again(self):
        said = [_command(later=True) for _ in range(2)]

        assert said[0].startswith("The example is loaded in the background")
        assert said[1] == ""
        assert Job.objects.filter(kind="reports.load_example").count() == 1

    def test_an_installation_in_use_is_left_alone(self):
        make.cycle(date(2026, 10, 1), date(2027, 1, 1))

        assert _command(later=True) == ""
        with pytest.raises(CommandError, match="has data of its own"):
            _command(later=False)


@pytest.mark.usefixtures("channels")
@pytest.mark.django_db(transaction=True)
class TestPage:
    def test_every_row_is_accepted_and_the_page_answers(self):
        make.user(Role.ADMINISTRATOR)
        make.user(Role.MARKETER)

        load_example(now=NOW)
        recompute_all(now=NOW)

        assert [batch.rejected + batch.skipped for batch in Batch.objects.all()] == [0] * len(FILES)
        this = Cycle.objects.get(state="active")
        page = selectors.alignment_page(this)
        assert page.score.value is not None
        assert all(line.credited for line in page.objectives)
        assert all(line.progress for line in page.objectives)
        assert page.credit is not None
        assert page.money is not None
        assert "serves no objective" in page.warning
        assert [proof.statement for proof in proofs() if not proof.holds] == []

    def test_the_button_of_an_empty_installation_loads_it_and_the_page_shows_how_far_it_is(self, client):
        client.force_login(make.user(Role.ADMINISTRATOR))
        assert "Look at an example first" in client.get(reverse("alignment")).content.decode()

        client.post(reverse("load_example"))

        assert "An example is being prepared" in client.get(reverse("alignment")).content.decode()
        done = run_waiting()
        assert {job.kind: job.state for job in done} == {
            "reports.load_example": State.SUCCEEDED,
            "reports.recompute": State.SUCCEEDED,
        }
        assert "Win customers in new accounts" in client.get(reverse("alignment")).content.decode()
        assert "Fill the pipeline" in client.get(reverse("okrs:tree")).content.decode()


def _command(*, later: bool) -> str:
    out = StringIO()
    call_command("load_example", later=later, stdout=out)
    return out.getvalue().strip()
