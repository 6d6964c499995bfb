"""The explorer's table as a file, with full digits."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse

from people.core.cells import plain_cell
from people.policy import allowed
from reports.dashboards.explorer import credit
from reports.dashboards.explorer.credit import CreditPage, CreditRow
from reports.dashboards.explorer.question import Question
from reports.views.explorer import frame_of

HEADS = (
    "by", "id", "name", "milestone", "model", "unit", "since", "until", "scope", "conversions", "value", "currency",
    "share", "low", "high", "cost", "roas", "roi", "roi_low", "roi_high", "cost_of_one", "no_return_because",
)  # fmt: skip


@allowed("attribution.view")
def credit_csv(request: HttpRequest) -> HttpResponse:
    """Every row, then what is unattributed and the CRM's total; an empty file where nothing has been computed."""
    frame = frame_of(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="credit.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(HEADS)
    if frame.question is not None and frame.question.is_computed:
        writer.writerows(_lines(credit.build(frame.question, currency=frame.company.currency)))
    return response


def _lines(page: CreditPage) -> Iterator[list[object]]:
    start = _start(page.question)
    for row in page.rows:
        yield [page.question.by.value, row.key, plain_cell(row.name), *start, *_numbers(row, page.currency)]
    totals = page.totals
    if page.question.only:
        yield ["", "", "(credited elsewhere)", *start, page.elsewhere, page.elsewhere_value, page.currency]
    yield ["", "", "(unattributed)", *start, page.unattributed, totals.unattributed, page.currency]
    yield ["", "", "(CRM)", *start, totals.conversions, totals.crm, page.currency]


def _start(question: Question) -> list[str]:
    """What every line says of the question."""
    window = question.window
    return [
        question.milestone.name.lower(),
        question.model.value,
        question.travellers.value,
        window.starts_on.isoformat(),
        window.ends_on.isoformat(),
        plain_cell(str(question.scope)),
    ]


def _numbers(row: CreditRow, currency: str) -> list[object]:
    amount = row.amount
    ratios = (row.roas.value, row.roi.value, row.roi.low, row.roi.high, row.cost_of_one.value, row.roas.reason)
    return [row.conversions, row.value, currency, row.share, amount.low, amount.high, row.cost.amount, *ratios]
