"""Every table and figure of the explorer as a file, with full digits, of what the address asks for."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse

from attribution.core.truth import shipped
from organisation.models import Organisation
from people.core.cells import plain_cell
from people.policy import allowed
from reports.dashboards import truth
from reports.dashboards.explorer import compare, coverage, credit, journeys, readings, sheets, trend
from reports.dashboards.explorer.credit import CreditPage, CreditRow
from reports.dashboards.explorer.question import Question
from reports.dashboards.explorer.sheets import Sheet, Sheets
from reports.views import opportunities
from reports.views.explorer import frame_of

HEADS = (
    "by", "id", "name", "milestone", "model", "unit", "since", "until", "scope", "narrowed_to", "conversions", "value",
    "currency", "share", "share_low", "share_high", "low", "high", "cost", "roas", "roas_low", "roas_high", "roi",
    "roi_low", "roi_high", "cost_of_one", "cost_of_one_low", "cost_of_one_high", "no_cost_because", "no_return_because",
)  # fmt: skip
ABOUT = ("milestone", "model", "unit", "since", "until", "scope", "narrowed_to", "currency")
PAGES: Mapping[str, Callable[[Question, Organisation], Sheets]] = {
    "explorer": lambda asked, company: sheets.of_credit(credit.build(asked, currency=company.currency)),
    "models": lambda asked, company: sheets.of_models(compare.build(asked)),
    "trend": lambda asked, company: sheets.of_months(trend.build(asked, currency=company.currency)),
    "journeys": lambda asked, company: sheets.of_journeys(journeys.build(asked)),
    "apart": lambda asked, company: sheets.of_readings(readings.build(asked, currency=company.currency)),
    "coverage": lambda asked, company: sheets.of_coverage(coverage.build(asked, currency=company.currency)),
}
NOT_THERE = "There is no such table."


@allowed("attribution.view")
def credit_csv(request: HttpRequest) -> HttpResponse:
    """Every row, then what is unattributed and the CRM's total; an empty file where nothing has been computed."""
    frame = frame_of(request)
    rows: Iterable[Sequence[object]] = ()
    if frame.question is not None and frame.question.is_computed:
        rows = _lines(credit.build(frame.question, currency=frame.company.currency))
    return _file("credit", HEADS, rows)


@allowed("attribution.view")
def sheet_csv(request: HttpRequest, page: str, sheet: str) -> HttpResponse:
    """One table or figure of one page; every row ends with what it is an answer to."""
    frame = frame_of(request)
    if page not in PAGES or frame.question is None or not frame.question.is_computed:
        raise Http404(NOT_THERE)
    found = _sheet(PAGES[page](frame.question, frame.company), sheet)
    about = [*_about(frame.question), frame.company.currency]
    return _file(sheet, [*found.heads, *ABOUT], ([*row, *about] for row in found.rows))


@allowed("attribution.opportunities")
def opportunities_csv(request: HttpRequest) -> HttpResponse:
    """All opportunities that the filters leave, those of further pages too."""
    heads = ("id", "name", "account", "outcome", "stage", "created", "closed", "amount", "currency", "people_named")
    return _file("opportunities", heads, opportunities.lines(request))


@allowed("attribution.opportunities")
def opportunity_csv(request: HttpRequest, pk: int, sheet: str) -> HttpResponse:
    """One table or the figure of one opportunity."""
    page = opportunities.page_of(request, pk)
    if page is None:
        raise Http404(NOT_THERE)
    found = _sheet(sheets.of_opportunity(page), sheet)
    about = (page.milestone.name.lower(), page.model.value, page.unit.value)
    return _file(sheet, [*found.heads, "milestone", "model", "unit"], ([*row, *about] for row in found.rows))


@allowed("attribution.view")
def truth_csv(request: HttpRequest) -> HttpResponse:
    """The models before the truth of the chosen world."""
    page = truth.build(shipped(), world=request.GET.get("world", ""))
    found = _sheet(sheets.of_truth(page), "truth")
    world = page.world.name if page.world else "all"
    return _file("models-and-the-truth", [*found.heads, "world"], ([*row, world] for row in found.rows))


def _sheet(found: Sheets, name: str) -> Sheet:
    if name not in found:
        raise Http404(NOT_THERE)
    return found[name]


def _file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    for row in (heads, *rows):
        writer.writerow([_cell(cell) for cell in row])
    return response


def _cell(cell: object) -> object:
    """Text that no spreadsheet program takes for a formula; numbers stay as they are."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return plain_cell(cell) if isinstance(cell, str) else cell


def _lines(page: CreditPage) -> Iterator[list[object]]:
    start = _about(page.question)
    for row in page.rows:
        yield [page.question.by.value, row.key, row.name, *start, *_numbers(row, page.currency)]
    totals = page.totals
    if page.question.only:
        yield ["", "", "(credited elsewhere)", *start, page.elsewhere, page.elsewhere_value, page.currency]
    lost = (page.unattributed, totals.unattributed, page.currency, page.share_unattributed)
    yield ["", "", "(unattributed)", *start, *lost]
    yield ["", "", "(CRM)", *start, totals.conversions, totals.crm, page.currency]


def _about(question: Question) -> list[str]:
    """What every line says of the question."""
    window = question.window
    return [
        question.milestone.name.lower(),
        question.model.value,
        question.travellers.value,
        window.starts_on.isoformat(),
        window.ends_on.isoformat(),
        str(question.scope),
        question.narrowed_to,
    ]


def _numbers(row: CreditRow, currency: str) -> list[object]:
    amount = row.amount
    share = (row.share, row.share_low, row.share_high)
    ratios = [part for one in (row.roas, row.roi, row.cost_of_one) for part in (one.value, one.low, one.high)]
    why = (row.cost.reason, row.roas.reason)
    return [row.conversions, row.value, currency, *share, amount.low, amount.high, row.cost.amount, *ratios, *why]
