"""Documents by job, by command and on pages: who writes and downloads them, and what is said where there are none."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, ManagementUtility, call_command
from django.urls import reverse

from jobs.services import run_waiting
from people.models import Role
from reports.core.codec import typed
from reports.core.snapshot import Snapshot
from reports.dashboards.compare import compare
from reports.models import BuiltDocument, StoredSnapshot
from tests import factories as make

pytestmark = pytest.mark.usefixtures("uploads")
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
NAME = "<img src=x onerror=alert(1)>"


def replace_in(content: dict, *, cycle: str, score: float) -> dict:
    """The same snapshot under another name and with another score."""
    return {
        **content,
        "about": {**content["about"], "cycle": cycle},
        "score": {**content["score"], "value": score},
    }


@pytest.mark.django_db(transaction=True)
def test_the_job_writes_every_kind_and_every_role_downloads_them(client, stored):
    client.force_login(make.user(Role.EXECUTIVE))
    client.post(reverse("build_documents", args=[stored.pk]))
    assert "Write the board pack" in client.get(reverse("board_pack"), {"cycle": stored.cycle_id}).content.decode()

    done = [job for job in run_waiting() if job.kind == "reports.documents"]

    assert [job.state for job in done] == ["succeeded"]
    assert set(BuiltDocument.objects.values_list("kind", flat=True)) == set(BuiltDocument.Kind.values)
    client.force_login(make.user(Role.BOARD))
    for row in BuiltDocument.objects.all():
        response = client.get(reverse("document_download", args=[row.pk]))
        assert len(b"".join(response.streaming_content)) == row.size
        assert response["Content-Disposition"].startswith("attachment")
    assert client.post(reverse("build_documents", args=[stored.pk])).status_code == 403


class TestCommand:
    def test_it_writes_the_same_numbers_as_the_interface_gives(self, stored, tmp_path, capsys):
        out = tmp_path / "report.json"

        call_command("report", cycle="q4 fy26", kind="json", out=out)

        assert json.loads(out.read_text())["snapshot"] == stored.content
        assert "holds Q4 FY26 as of 22 Nov 2026" in capsys.readouterr().out

    def test_what_cannot_be_done_is_said(self, db, tmp_path):
        make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
        with pytest.raises(CommandError, match="There is no cycle 'Q9'"):
            call_command("report", cycle="Q9", kind="pdf", out=tmp_path / "x.pdf")
        with pytest.raises(CommandError, match="Nothing has been computed for Q1 FY26 yet"):
            call_command("report", cycle="Q1 FY26", kind="pdf", out=tmp_path / "x.pdf")

    @pytest.mark.parametrize(
        ("options", "code", "said"),
        [
            (["--cycle", "Q4 FY26", "--format", "csv"], 0, "holds Q4 FY26"),
            (["--cycle", "q4 fy26", "--format", "xlsx", "--restated"], 0, "holds Q4 FY26"),
            (["--cycle", "Q4 FY26", "--format", "pdf"], 0, "holds Q4 FY26"),
            (["--cycle", "Q4 FY26", "--format", "pptx"], 0, "holds Q4 FY26"),
            (["--cycle", "Q9", "--format", "json"], 1, "There is no cycle 'Q9'. There are Q4 FY26."),
            (["--cycle", "Q4 FY26", "--format", "json", "--scope", "Retail"], 1, "write it as segment=Retail"),
            (["--cycle", "Q4 FY26", "--format", "json", "--scope", "moon=full"], 1, "moon"),
            (["--cycle", "Q4 FY26", "--format", "docx"], 2, "invalid choice: 'docx'"),
            (["--format", "json"], 2, "required: --cycle"),
        ],
    )
    def test_every_option_and_what_the_command_ends_with(self, stored, tmp_path, capsys, options, code, said):
        """The codes are Django's: 1 where the command refuses, 2 where its options cannot be read."""
        out = tmp_path / "out"
        ended = 0
        try:
            ManagementUtility(["manage.py", "report", *options, "--out", str(out)]).execute()
        except SystemExit as stop:
            ended = int(stop.code)
        printed = capsys.readouterr()

        assert ended == code, printed
        assert said in printed.out + printed.err
        assert out.exists() == (code == 0)

    def test_a_folder_that_is_not_there_is_said(self, stored, tmp_path):
        with pytest.raises(CommandError, match=r"cannot be written: No such file or directory\."):
            call_command("report", cycle="Q4 FY26", kind="json", out=tmp_path / "gone" / "x.json")


class TestPages:
    def test_the_summary_the_pack_and_departments_take_few_queries(self, client, stored, django_assert_max_num_queries):
        client.force_login(make.user(Role.EXECUTIVE))
        for url in (reverse("summary"), reverse("board_pack"), reverse("department", args=["finance"]), "/"):
            client.get(url)
            with django_assert_max_num_queries(12):
                response = client.get(url, {"cycle": stored.cycle_id})
            assert response.status_code == 200
            assert b"<c-" not in response.content

    def test_a_board_member_begins_with_the_summary(self, client, stored):
        person = make.user(Role.BOARD, password="long enough pass")
        answer = client.post(reverse("account_login"), {"login": person.email, "password": "long enough pass"})

        assert answer["Location"] == reverse("summary")

    def test_two_cycles_stand_beside_each_other(self, client, stored):
        other = make.cycle(date(2026, 7, 1), date(2026, 10, 1), name="Q3 FY26")
        before = replace_in(stored.content, cycle="Q3 FY26", score=41.0)
        StoredSnapshot.objects.create(
            cycle=other, content=before, annex={}, digest="1" * 64, score_run_id=1, credit_run_id=1,
            as_of=date(2026, 9, 30), made_at=NOW,
        )  # fmt: skip
        found = compare(typed(Snapshot, stored.content), typed(Snapshot, before))

        assert found.remark.startswith("Q4 FY26 counts 53 of its 92 days.")
        assert (found.rows[0].here, found.rows[0].there, found.rows[0].change) == ("65", "41", "+24")
        assert next(row for row in found.rows if row.label == "MQLs").change == "0\u202f%"

    def test_a_comment_shows_on_the_summary_as_text(self, client, stored):
        client.force_login(make.user(Role.EXECUTIVE))
        url = f"{reverse('comment', args=[stored.cycle_id])}?on=kpi:nps"

        answer = client.post(url, {"text": NAME})
        page = client.get(answer["Location"]).content.decode()

        assert "&lt;img src=x onerror=alert(1)&gt;" in page
        assert NAME not in page

    def test_no_red_may_be_passed_over_when_it_is_issued(self, client, stored):
        client.force_login(make.user(Role.EXECUTIVE))
        answer = client.post(reverse("issue_summary", args=[stored.cycle_id]), follow=True)

        assert "Say first what happens with “NPS”" in answer.content.decode()
