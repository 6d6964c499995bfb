"""The links of a cycle as lines of a file, in the columns that an import of links reads."""

from collections.abc import Iterator
from datetime import date, timedelta

from alignment.models import CampaignLink
from alignment.selectors.desk import Show, desk
from campaigns.models import CampaignKey
from okrs.models import Cycle

HEADINGS = (
    "Campaign ID", "Campaign name", "Cycle", "Objective", "Key result", "Share", "Role", "Since", "Expected KPI",
    "Expected effect", "Expected after, days", "Suggested", "Because",
)  # fmt: skip
Line = list[str]


def link_lines(cycle: Cycle, *, today: date) -> Iterator[Line]:
    """Every campaign of the cycle: its links in force or, where it has none, a line to fill in."""
    on = min(max(today, cycle.starts_on), cycle.ends_on - timedelta(days=1))
    keys = dict(CampaignKey.objects.order_by("-pk").values_list("campaign_id", "external_id"))
    links: dict[int, list[CampaignLink]] = {}
    for link in CampaignLink.objects.open_on(on).select_related("objective", "key_result__objective"):
        aim = link.objective or (link.key_result.objective if link.key_result else None)
        if aim is not None and aim.cycle_id == cycle.pk:
            links.setdefault(link.campaign_id, []).append(link)
    for row in desk(cycle, today=today, show=Show.ALL).rows:
        head = [keys.get(row.pk, ""), row.name, cycle.name]
        for link in links.get(row.pk, []):
            yield [_safe(cell) for cell in [*head, *_cells(link)]]
        if row.pk not in links:
            hint = [row.suggestion.name, "; ".join(row.suggestion.reasons)] if row.suggestion else ["", ""]
            yield [_safe(cell) for cell in [*head, *[""] * 8, *hint]]


def _cells(link: CampaignLink) -> Line:
    key_result = link.key_result
    objective = key_result.objective if key_result else link.objective
    share = f"{link.share * 100:f}".rstrip("0").rstrip(".")
    lag = "" if link.expected_lag_days is None else str(link.expected_lag_days)
    return [
        str(objective), key_result.name if key_result else "", f"{share} %", link.role, link.since.isoformat(),
        link.expected_kpi, link.expected_effect, lag, "", "",
    ]  # fmt: skip


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
