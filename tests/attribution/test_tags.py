"""What all models together say of a campaign's money."""

from decimal import Decimal

from attribution.core.quotients import Amount, return_on
from attribution.selectors import Tag, tag_of


def returns(cost: str | None, *credits: str):
    spent = None if cost is None else Decimal(cost)
    return [return_on(Amount(Decimal(credit)), spent, reason="" if cost else "No spend.") for credit in credits]


def test_what_every_model_pays_back_is_kept_and_what_none_does_is_cut():
    assert tag_of(returns("200", "300", "1200")) == (Tag.KEEP, "")
    assert tag_of(returns("200", "200", "200.01"))[0] is Tag.KEEP  # exactly the cost is no loss
    assert tag_of(returns("150", "0", "149.99")) == (Tag.CUT, "")


def test_where_models_disagree_it_depends_on_the_model():
    assert tag_of(returns("150", "900", "0")) == (Tag.DEPENDS, "")


def test_without_a_known_cost_there_is_no_tag_but_a_reason():
    assert tag_of(returns(None, "900", "0")) == (None, "No spend.")
    assert tag_of(returns("0", "900")) == (None, "The cost is zero, so there is nothing to set the credit against.")
    assert tag_of([]) == (None, "Nothing was credited in this window.")
