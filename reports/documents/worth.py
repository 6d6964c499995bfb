"""What customers of each cohort are worth, on paper, on slides and in a sheet."""

from forecasts.core.cohorts import Cohorts
from organisation.core import show
from reports.documents.parts import Grid

TITLE = "Value of a customer by cohort"
HEADS = ("First order in", "Customers", "Bought again", "Earned so far", "CLV", "80 % range")
TOO_FEW = "fewer than 30 customers"


def worth_grid(found: Cohorts, *, currency: str) -> Grid:
    """Without rows where nobody has valued customers."""

    def amount(value: object) -> str:
        return show.money(value, currency=currency)  # type: ignore[arg-type]

    return Grid(
        title=TITLE,
        lede=found.sentence,
        heads=HEADS,
        numeric=(False, True, True, True, True, True),
        rows=tuple(
            (
                row.label,
                show.number(row.customers),
                show.number(row.repeaters),
                amount(row.earned),
                TOO_FEW if row.clv is None else amount(row.clv),
                show.NONE if row.low is None or row.high is None else f"{amount(row.low)} to {amount(row.high)}",
            )
            for row in found.rows
        ),
    )
