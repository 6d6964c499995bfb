"""Imports through the programming interface: the same machine, the same result, each request once."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from crm.models import Account
from imports.api import Uploads
from imports.models import Batch, Delivery
from imports.parsers import JsonLinesParser
from jobs.services import run_waiting
from people.models import Role
from people.services import make_token
from tests import factories as make

pytestmark = pytest.mark.django_db
ROWS = b"Account ID,Account name,Region\nA1,Nordwind,EMEA\nA2,,EMEA\nA3,Neu,APAC\n"
LINES = (
    b'{"external_id": "A1", "name": "Nordwind", "note": "x"}\n\n{"external_id": 12345678901234567890, "name": null}\n'
)
NDJSON = {"content_type": "application/x-ndjson"}


@pytest.fixture
def api(client):
    cache.clear()
    client.force_login(make.user(Role.MARKETER))
    return client


def send(api, content=ROWS, **said):
    headers = said.pop("headers", {})
    return api.post(
        "/api/v1/imports/",
        {"file": SimpleUploadedFile("accounts.csv", content), "target": "accounts", **said},
        headers=headers,
    )


def told(api, answer):
    run_waiting()
    return api.get(answer.headers["Location"]).json()


class TestFiles:
    def test_a_file_is_taken_loaded_and_told_like_on_the_command_line(self, api, tmp_path, capsys):
        answer = send(api, source="crm")
        assert (answer.status_code, answer.json()["state"]) == (202, "loading")

        result = told(api, answer)

        (tmp_path / "accounts.csv").write_bytes(ROWS)
        with pytest.raises(SystemExit, match="3"):
            call_command("import_file", tmp_path / "accounts.csv", target="accounts", source="crm", format="json")
        typed = json.loads(capsys.readouterr().out)
        assert (result["state"], result["accepted"], result["rejected"]) == ("loaded", 2, 1)
        assert {name: result[name] for name in ("target", "preset", "source", "read", "rejected", "problems")} == {
            name: typed[name] for name in ("target", "preset", "source", "read", "rejected", "problems")
        }
        assert result["detected"] == typed["detected"]
        assert set(typed) <= set(result)

    def test_a_mapping_says_where_columns_are(self, api):
        mapping = json.dumps({"columns": {"name": "Firma"}})

        result = told(api, send(api, b"Account ID,Firma\nA1,Nordwind\n", mapping=mapping))

        assert result["accepted"] == 1

    def test_what_the_file_leaves_open_fails_it_with_the_question(self, api):
        answer = api.post(
            "/api/v1/imports/",
            {"file": SimpleUploadedFile("s.csv", b"Campaign,Day,Cost\nFair,2026-01-05,10\n"), "target": "spend"},
        )

        result = told(api, answer)

        assert result["state"] == "failed"
        assert "No currency is named in the file" in result["error"]

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"target": "kings"}, "target"),
            ({"preset": "kings"}, "preset"),
            ({"mapping": "{"}, "mapping"),
            ({"mapping": '{"colour": "red"}'}, "mapping"),
            ({"source": "!!!"}, "file"),
            ({"content": b""}, "file"),
        ],
    )
    def test_what_cannot_be_taken_is_a_sentence_at_its_field_and_nothing_is_kept(self, api, said, field):
        answer = send(api, **said)

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
        assert not Batch.objects.exists()

    def test_an_import_is_undone(self, api):
        one = told(api, send(api))

        run_waiting() if api.post(f"{one['result']}undo/").status_code == 202 else None

        assert api.get(one["result"]).json()["state"] == "undone"
        assert not Account.objects.exists()
        assert api.post(f"{one['result']}undo/").status_code == 409

    def test_the_history_is_filtered(self, api):
        told(api, send(api, source="crm"))

        assert [row["source"] for row in api.get("/api/v1/imports/?source=crm&state=loaded").json()["results"]] == [
            "crm"
        ]
        assert api.get("/api/v1/imports/?source=erp").json()["results"] == []


class TestRows:
    def test_rows_are_imported_with_the_numbers_of_their_lines(self, api):
        result = told(api, api.post("/api/v1/accounts/bulk/?source=erp", LINES, **NDJSON))

        assert (result["accepted"], result["rejected"], result["source"]) == (1, 1, "erp")
        assert Account.objects.get().external_id == "A1"
        assert [(found["line"], found["reason"]) for found in result["problems"]] == [(3, "Account name is missing.")]
        assert result["detected"]["dropped"] == ["note"]

    def test_a_number_reads_in_one_way(self, api):
        line = b'{"external_id": "O1", "name": "Deal", "amount": 1.234, "currency": "EUR", "closes_on": "2026-03-04"}\n'

        result = told(api, api.post("/api/v1/opportunities/bulk/", line, **NDJSON))

        assert (result["accepted"], result["detected"]["sums"][0]["amount"]) == (1, "1.23")

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            (b'{"name": "A"}\n{"name": \n', "Line 2 is not a JSON object on a line of its own"),
            (b'[{"name": "A"}]', "Line 1 is JSON, but not an object"),
            (b'{"amount": NaN}\n', "Line 1 is not a JSON object"),
            (b'{"name": "\xff"}\n', "Line 1 is not a JSON object"),
            (b"\n", "There is no row"),
        ],
    )
    def test_what_is_not_rows_is_refused_with_its_line(self, api, body, sentence):
        answer = api.post("/api/v1/accounts/bulk/", body, **NDJSON)

        assert answer.status_code == 400
        assert sentence in answer.json()["errors"]["rows"][0]
        assert not Batch.objects.exists()

    def test_unknown_targets_other_bodies_and_too_much_are_refused(self, api, monkeypatch):
        assert api.post("/api/v1/kings/bulk/", LINES, **NDJSON).status_code == 404
        assert api.post("/api/v1/accounts/bulk/", LINES, content_type="text/csv").status_code == 415
        assert api.post("/api/v1/accounts/bulk/", b'{"a":1}\n' * 20_001, **NDJSON).status_code == 413
        monkeypatch.setattr("imports.parsers.MOST", 10)
        assert api.post("/api/v1/accounts/bulk/", LINES, **NDJSON).status_code == 413
        assert JsonLinesParser.media_type == "application/x-ndjson"


class TestKeys:
    def test_a_repeated_request_gives_the_same_import_made_once(self, api):
        key = {"Idempotency-Key": "nightly-1"}

        first = told(api, api.post("/api/v1/accounts/bulk/", LINES, headers=key, **NDJSON))
        again = api.post("/api/v1/accounts/bulk/", LINES, headers=key, **NDJSON)
        run_waiting()

        assert (again.status_code, again.json()) == (202, first)
        assert Batch.objects.count() == Delivery.objects.count() == 1

    def test_another_request_under_the_same_key_is_refused(self, api):
        key = {"Idempotency-Key": "nightly-1"}
        send(api, headers=key)

        answer = send(api, ROWS + b"A4,Mehr,\n", headers=key)

        assert answer.status_code == 409
        assert "was used for another request" in answer.json()["detail"]
        assert Batch.objects.count() == 1

    def test_keys_are_each_persons_own_and_of_a_sane_length(self, api, client):
        assert send(api, headers={"Idempotency-Key": "k" * 201}).status_code == 400
        first = send(api, headers={"Idempotency-Key": "1"}).json()
        client.force_login(make.user(Role.ANALYST))

        assert send(client, headers={"Idempotency-Key": "1"}).json()["import"] != first["import"]


class TestWho:
    def test_a_token_needs_the_scope_import(self, client):
        cache.clear()
        owner = make.user(Role.ANALYST)
        answers = []
        for scope in ("write", "import"):
            token = make_token(owner=owner, label=scope, scopes=[scope], lifetime=timedelta(days=1))
            headers = {"Authorization": f"Token {token.text}"}
            answers.append(client.post("/api/v1/accounts/bulk/", LINES, headers=headers, **NDJSON).status_code)

        assert answers == [403, 202]

    def test_uploads_are_limited_more_than_other_requests(self, api, monkeypatch):
        monkeypatch.setattr(Uploads, "rate", "1/min")

        assert [send(api).status_code for _ in range(2)] == [202, 429]
        assert api.get("/api/v1/imports/").status_code == 200
