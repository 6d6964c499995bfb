"""A receipt proves its score without anything else, and says where it was touched."""

import copy
import json
import sys
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given

from alignment.core.receipt import UnreadableReceipt, recompute, write_receipt
from alignment.core.score import score
from alignment.management.commands.verify_score import Command
from tests.alignment.worlds import worked_example, worlds


@pytest.fixture
def receipt():
    return json.loads(json.dumps(write_receipt(worked_example(), versions={"okrs": "12"})))


@given(worlds())
def test_every_receipt_recomputes_to_the_same_digits_after_a_trip_through_json(world):
    assert recompute(json.loads(json.dumps(write_receipt(world)))) == ()


@given(worlds())
def test_the_receipt_shows_the_score_it_belongs_to(world):
    written, found = write_receipt(world)["arithmetic"], score(world)
    assert (written["score"], written["structure"], written["result"]) == (found.value, found.structure, found.result)


def test_the_points_of_all_components_add_up_to_the_score(receipt):
    arithmetic = receipt["arithmetic"]
    assert sum(part["points"] for part in arithmetic["components"]) == pytest.approx(arithmetic["score"])


def test_rows_in_another_order_give_the_same_digests():
    world = worked_example()
    turned = write_receipt(replace(world, campaigns=world.campaigns[::-1], links=world.links[::-1]))
    assert turned["digests"] == write_receipt(world)["digests"]


def test_a_changed_score_is_named(receipt):
    receipt["arithmetic"]["score"] += 1e-12
    assert [found.where for found in recompute(receipt)] == ["arithmetic.score"]


def test_a_changed_input_is_named_by_digest_and_by_every_figure_it_moves(receipt):
    receipt["inputs"]["campaigns"][1]["spend"] = "11"
    places = [found.where for found in recompute(receipt)]
    assert "digests.inputs" in places
    assert any(place.startswith("arithmetic.components[0]") for place in places)


def test_a_figure_that_was_added_or_removed_is_named(receipt):
    receipt["arithmetic"]["bonus"] = 5
    del receipt["arithmetic"]["low"]
    assert [found.where for found in recompute(receipt)] == ["arithmetic.low", "arithmetic.bonus"]


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (lambda it: it.pop("inputs"), "not a complete score receipt"),
        (lambda it: it.update(document="invoice"), "calls itself 'invoice'"),
        (lambda it: it.update(formula_version=99), "formulas 99"),
        (lambda it: it["inputs"]["links"][0].update(share="1.5"), "contradict each other"),
        (lambda it: it["inputs"]["campaigns"][0].update(spend="a lot"), "not a complete score receipt"),
        (lambda it: it["inputs"]["objectives"][0].update(progress=float("nan")), "not a complete score receipt"),
        (lambda it: it.update(weights=None), "not a complete score receipt"),
    ],
)
def test_a_document_that_is_no_receipt_is_refused_in_words(receipt, break_it, sentence):
    broken = copy.deepcopy(receipt)
    break_it(broken)
    with pytest.raises(UnreadableReceipt, match=sentence):
        recompute(broken)


class TestCommand:
    def verify(self, tmp_path, document, capsys):
        file = tmp_path / "receipt.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document))
        call_command("verify_score", receipt=str(file))
        return capsys.readouterr().out

    def test_an_untouched_receipt_has_the_same_digits(self, tmp_path, receipt, capsys):
        assert self.verify(tmp_path, receipt, capsys) == "same digits\n"

    def test_a_touched_receipt_fails_and_says_where(self, tmp_path, receipt, capsys):
        receipt["arithmetic"]["score"] = 99
        with pytest.raises(CommandError, match=r"arithmetic\.score: the receipt says 99"):
            self.verify(tmp_path, receipt, capsys)

    @pytest.mark.parametrize("text", ["", "[]", "{"])
    def test_a_file_that_is_no_json_object_is_refused(self, tmp_path, text, capsys):
        with pytest.raises(CommandError, match=r"cannot be read|not a JSON object"):
            self.verify(tmp_path, text, capsys)

    def test_a_file_that_is_not_there_is_refused(self):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("verify_score", receipt="/nowhere/receipt.json")

    def test_a_receipt_in_a_file_needs_no_server(self, monkeypatch):
        monkeypatch.setattr(sys, "argv", ["manage.py", "verify_score", "--receipt=file.json"])
        assert Command().needs_servers is False
        monkeypatch.setattr(sys, "argv", ["manage.py", "verify_score", "7"])
        assert Command().needs_servers is True
