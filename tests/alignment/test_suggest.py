from alignment.core.suggest import AimToServe, CampaignToMap, Precedent, Suggester, words
from organisation.core.scope import Scope

RETAIL = Scope(segment=("Retail",))
AIMS = [
    AimToServe("o1", "Win retail shops", scope=RETAIL),
    AimToServe("o2", "Keep customers", text="Renewals and loyalty"),
]


def test_the_theme_of_linked_campaigns_speaks_loudest_and_says_so():
    before = [Precedent("o2", "Trust"), Precedent("o2", "Trust"), Precedent("o1", "Trust")]
    found = Suggester(AIMS, before).suggest(CampaignToMap(1, "Breakfast", theme="Trust"))

    assert (found.aim, found.points) == ("o2", 2.0)
    assert found.reasons == ("2 of 3 linked campaigns of theme Trust serve it",)


def test_shared_words_and_the_same_audience_add_up():
    found = Suggester(AIMS).suggest(CampaignToMap(1, "Shop webinar", scope=RETAIL))

    assert (found.aim, found.points) == ("o1", 3.0)
    assert found.reasons == ("same audience: Retail", "shares the word shop")


def test_the_description_of_an_objective_counts_as_its_words():
    assert Suggester(AIMS).suggest(CampaignToMap(1, "Loyalty mailing")).aim == "o2"


def test_where_nothing_speaks_for_any_objective_nothing_is_suggested():
    assert Suggester(AIMS).suggest(CampaignToMap(1, "Breakfast")) is None


def test_a_channel_alone_is_not_enough_unless_all_of_it_serves_one():
    split = [Precedent("o1", "", "Search"), Precedent("o2", "", "Search")]
    assert Suggester(AIMS, split).suggest(CampaignToMap(1, "Breakfast", channel="Search")) is None
    assert Suggester(AIMS, split[:1]).suggest(CampaignToMap(1, "Breakfast", channel="Search")).aim == "o1"


def test_precedents_of_objectives_that_are_gone_are_not_followed():
    assert Suggester(AIMS, [Precedent("o9", "Trust")]).suggest(CampaignToMap(1, "Breakfast", theme="Trust")) is None


def test_words_without_meaning_do_not_count():
    assert words("New plan for this quarter") == frozenset()
