"""Touches of tagged links, and many touches at once."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attribution.models import DirtyMonth
from campaigns.models import ChannelWord
from crm.models import Touchpoint
from tests import factories as make
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
HEAD = "Contact ID,Time,utm_source,utm_medium,utm_campaign\n"


@pytest.fixture
def people(channels):
    import_text("Contact ID,E-mail\nP1,ada@example.com\n", "contacts")


class TestTags:
    def test_the_campaign_of_a_link_is_known_by_its_id(self, people):
        import_text("Campaign ID,Campaign name\nspring,Spring\n", "campaigns")

        result = import_text(f"{HEAD}P1,2026-01-05T10:00:00Z,news,email,spring\n", "touchpoints")

        touch = Touchpoint.objects.get()
        assert counts(result) == (1, 0, 0, 0, 0)
        assert (touch.campaign.name, touch.campaign_label) == ("Spring", "")

    def test_the_medium_says_the_channel_and_the_source_where_it_does_not(self, people):
        mail, search = make.channel("Letters"), make.channel("Finding")
        ChannelWord.objects.create(word="doormat", channel=mail)
        ChannelWord.objects.create(word="finder", channel=search)

        import_text(
            f"{HEAD}P1,2026-01-05T10:00:00Z,finder,doormat,\nP1,2026-01-06T10:00:00Z,finder,odd,\n", "touchpoints"
        )

        assert [touch.channel for touch in Touchpoint.objects.order_by("occurred_at")] == [mail, search]

    def test_a_name_nobody_knows_waits_for_a_rule(self, people):
        import_text(f"{HEAD}P1,2026-01-05T10:00:00Z,,,summer_26\n", "touchpoints")

        assert Touchpoint.objects.get().campaign_label == "summer_26"


def test_many_touches_mark_their_months_though_keys_are_checked_as_a_set(people, monkeypatch):
    monkeypatch.setattr("imports.loading.upsert.MANY", 0)
    DirtyMonth.objects.all().delete()

    with CaptureQueriesContext(connection) as queries:
        import_text("Contact ID,Time\nP1,2026-01-05T10:00:00Z\nP1,2026-02-05T10:00:00Z\n", "touchpoints")

    assert any("session_replication_role = replica" in query["sql"] for query in queries)
    assert set(DirtyMonth.objects.values_list("relation", "month")) == {("touch", 202601), ("touch", 202602)}


def test_a_file_of_nothing_but_totals_ends_with_4(db, tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text("Campaign ID,Day,Cost,Currency\nTotal,,12.00,EUR\n")

    with pytest.raises(SystemExit, match="4"):
        call_command("import_file", path, target="spend")
