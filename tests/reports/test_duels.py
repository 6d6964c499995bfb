"""Which of two campaigns really has more credit."""

from attribution.selectors import Ranking
from reports.dashboards.explorer.duels import duels

FAIR, SEARCH, MAIL = 7, 3, None
NAMES = {FAIR: "Fair", SEARCH: "Search", MAIL: "No campaign"}


def test_every_pair_is_told_once_with_how_many_are_settled():
    found = duels(
        Ranking(
            groups=(FAIR, SEARCH, MAIL),
            measure="value",
            ranks=(),
            beats=((0.5, 0.62, 0.99), (0.38, 0.5, 0.9), (0.01, 0.1, 0.5)),
        ),
        NAMES,
    )

    assert found.against == ["Search", "No campaign"]
    assert [(row.name, row.chances) for row in found.rows] == [("Fair", [0.62, 0.99]), ("Search", [None, 0.9])]
    assert found.sentence == "2 of 3 pairs are settled: one has more nine times in ten or oftener."


def test_one_group_has_nobody_to_stand_before():
    alone = Ranking(groups=(FAIR,), measure="value", ranks=(), beats=((0.5,),))
    assert duels(alone, NAMES) is None
    assert duels(None, NAMES) is None
