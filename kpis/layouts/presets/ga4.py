"""Counts of GA4, as its reports and explorations are exported: a row of the table becomes a value for every count."""

from imports.core.preset import Preset
from imports.core.wide import AMOUNT, NAME
from imports.registry import register

# Counts add up over rows; rates and averages do not and are left out.
COUNTS = (
    "Sessions",
    "Engaged sessions",
    "Active users",
    "New users",
    "Total users",
    "Returning users",
    "Views",
    "Event count",
    "Key events",
    "Conversions",
    "Transactions",
    "Purchases",
    "Purchase revenue",
    "Total revenue",
)
PARTS = (
    "Session primary channel group (Default Channel Group)",
    "Session default channel group",
    "Session source / medium",
    "Session source",
    "Session campaign",
    "First user primary channel group (Default Channel Group)",
    "First user default channel group",
    "First user source / medium",
    "Landing page",
    "Landing page + query string",
    "Page path and screen class",
    "Page title and screen name",
    "Event name",
    "Device category",
    "Country",
)
COLUMNS = {
    "name": (NAME,),
    "value": (AMOUNT,),
    "part": PARTS,
    "last_day": (),
    "unit": (),
    "owner": (),
    "document": (),
    "region": (),
}
LEFT_OUT = "Counts are imported by part, such as a channel; rates and averages are not, because they do not add up."

register(
    Preset(
        name="ga4-report",
        label="GA4 report",
        vendor="Google Analytics",
        target="kpi_values",
        signature=("|".join((*PARTS, "Nth day", "Nth week")), "|".join(COUNTS)),
        columns={**COLUMNS, "days": ("Nth day", "Nth week")},
        is_wide=True,
        across=COUNTS,
        help=f"The days are those named above the table. {LEFT_OUT}",
    ),
    Preset(
        name="ga4-exploration",
        label="GA4 exploration",
        vendor="Google Analytics",
        target="kpi_values",
        signature=("|".join((*PARTS, "Date")), "|".join(COUNTS), "Date|Week|Month|Year month"),
        columns={**COLUMNS, "days": ("Date", "Week", "Month", "Year month")},
        is_wide=True,
        across=COUNTS,
        help=f"Its first row is the grand total, which is compared and left out. {LEFT_OUT}",
    ),
)
