"""The fact cache: what is read again, what is written again, and what no file may hold any more."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from attribution import services
from attribution.engine.relations import Relation
from attribution.facts import cache
from attribution.models import DirtyMonth, FactMonth
from crm.models import Account, Contact, ContactRole, Touchpoint
from jobs.services import enqueue, run_waiting
from organisation.models import Organisation
from tests import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("facts_of_their_own")]
NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)


@pytest.fixture
def world():
    """One account with two people, touches in January to March, a deal of January won in February, one spend entry."""
    mail = make.campaign("Mail", channel=make.channel("Letters"))
    firm = make.account("Firm", segment="Retail")
    ada, bea = make.contact(firm), make.contact(firm)
    for day in (date(2026, 1, 5), date(2026, 2, 3), date(2026, 3, 5)):
        make.touch(ada, day, mail)
    make.touch(bea, date(2026, 2, 1), mail)
    deal = make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    make.spend(mail, date(2026, 1, 30), "60.00", days=3)
    cache.refresh(now=NOW)
    return {"mail": mail, "firm": firm, "ada": ada, "bea": bea, "deal": deal}


def dirty() -> set[tuple[str, int]]:
    return set(DirtyMonth.objects.values_list("relation", "month"))


def rows(relation: str, column: str) -> set[int]:
    paths = cache.sources().of(Relation(relation))
    return {value for path in paths for value in pq.read_table(path).column(column).to_pylist()}


class TestRefresh:
    def test_without_changes_nothing_is_read(self, world):
        found = cache.refresh(now=NOW)

        assert (found.read, found.written) == (0, 0)
        assert dirty() == set()

    def test_only_the_month_of_a_new_touch_is_read(self, world):
        make.touch(world["ada"], date(2026, 2, 20), world["mail"])

        assert dirty() == {("touch", 202602)}
        found = cache.refresh(now=NOW)
        assert (found.read, found.written) == (1, 1)
        assert FactMonth.objects.get(relation="touch", month=202602).rows == 6  # three touches: person and account
        written = pq.ParquetFile(cache.folder() / "touch" / "202602.parquet").metadata
        assert (written.num_rows, written.row_group(0).column(0).compression) == (6, "ZSTD")

    def test_a_touch_that_moves_marks_both_months(self, world):
        Touchpoint.objects.filter(occurred_at__month=3).update(occurred_at=datetime(2026, 1, 9, tzinfo=UTC))

        assert dirty() == {("touch", 202601), ("touch", 202603)}
        cache.refresh(now=NOW)
        assert not FactMonth.objects.filter(relation="touch", month=202603).exists()
        assert len(cache.sources().touch) == 2

    def test_the_batch_that_last_wrote_a_month_is_kept(self, world):
        make.touch(world["ada"], date(2026, 2, 20), world["mail"], batch_id=41)

        cache.refresh(now=NOW)

        assert FactMonth.objects.get(relation="touch", month=202602).last_batch == 41

    @pytest.mark.parametrize("harm", ["deleted", "damaged"])
    def test_files_can_be_lost_at_any_time(self, world, harm):
        before = cache.refresh(now=NOW)
        if harm == "deleted":
            shutil.rmtree(cache.folder())
        else:
            (cache.folder() / "touch" / "202602.parquet").write_bytes(b"broken")

        after = cache.refresh(now=NOW)

        assert after.digest == before.digest
        assert after.written == (before.files if harm == "deleted" else 1)

    def test_a_refresh_that_dies_is_made_up_for_by_the_next(self, world, monkeypatch):
        make.touch(world["ada"], date(2026, 2, 20), world["mail"])
        with monkeypatch.context() as broken:
            broken.setattr(cache.Path, "write_bytes", full_disk)
            with pytest.raises(OSError, match="disk"):
                cache.refresh(now=NOW)

        assert cache.refresh(now=NOW).written == 1


class TestMarks:
    def test_what_touches_depend_on_marks_their_months(self, world):
        Contact.objects.filter(pk=world["bea"].pk).update(account=make.account("Other"))
        assert ("touch", 202602) in dirty()
        assert ("touch", 202603) not in dirty()

    def test_a_named_contact_brings_its_touches_to_the_deal(self, world):
        ContactRole.objects.create(opportunity=world["deal"], contact=world["bea"], source="test", external_id="r")

        cache.refresh(now=NOW)

        assert world["deal"].pk * 8 + 2 in rows("touch", "unit_id")
        assert rows("conversion", "unit_id") == {world["deal"].pk * 8 + 2}

    def test_a_campaign_that_changes_its_channel_takes_its_touches_along(self, world):
        Touchpoint.objects.update(channel=None)
        cache.refresh(now=NOW)
        world["mail"].channel = make.channel("Stands")
        world["mail"].save()

        cache.refresh(now=NOW)

        assert rows("touch", "channel_id") == rows("spend_day", "channel_id") == {world["mail"].channel_id}

    def test_a_segment_of_an_account_marks_conversions_alone(self, world):
        Account.objects.filter(pk=world["firm"].pk).update(segment="Health")

        assert dirty() == {("conversion", 0)}

    def test_a_name_marks_nothing(self, world):
        Contact.objects.update(name="Somebody")
        Account.objects.update(name="Something")

        assert dirty() == set()

    def test_spend_over_the_turn_of_a_month_marks_both(self, world):
        make.spend(world["mail"], date(2026, 2, 27), "10.00", days=4)

        assert dirty() == {("spend_day", 202602), ("spend_day", 202603)}

    def test_another_time_zone_marks_everything(self, world):
        before = Organisation.objects.first() or Organisation.objects.create(name="Us")
        DirtyMonth.objects.all().delete()
        before.time_zone = "Asia/Tokyo"
        before.save()

        assert dirty() == {(relation, 0) for relation in ("touch", "conversion", "stage_event", "spend_day")}


class TestErasure:
    def test_after_a_person_is_erased_no_file_knows_them(self, world):
        gone = world["ada"].pk * 8
        assert gone in rows("touch", "unit_id")
        world["ada"].delete()

        enqueue("attribution.rewrite_facts", coalesce=True)
        run_waiting(now=NOW + timedelta(days=1))

        assert gone not in rows("touch", "unit_id")
        assert "read" in services.rewrite_facts(now=NOW)


def full_disk(*_: object) -> None:
    raise OSError("No space left on the disk")
