"""What campaigns are meant to serve: the file of links, downloaded from the mapping desk or written by hand."""

from imports.core.target import Amend, Check, Column, Kind, Missing, Refers, Target
from imports.registry import register

# The last day of a campaign, counted from 1970; of one without an end the last day that a date can have.
LAST_DAY = "coalesce(ends_on, DATE '9999-12-31') - DATE '1970-01-01'"
BY_KEY = Refers(
    model="campaigns.CampaignKey",
    fills="campaign_id",
    gives="campaign_id",
    sourced=False,
    also=(
        Refers(
            model="campaigns.CampaignKey",
            fills="last_day",
            gives=f"(SELECT {LAST_DAY} FROM campaigns_campaign c WHERE c.id = campaign_id)",
            sourced=False,
        ),
    ),
)
BY_NAME = Refers(
    model="campaigns.Campaign",
    fills="campaign_id",
    key="name",
    sourced=False,
    folded=True,
    also=(
        Refers(model="campaigns.Campaign", fills="last_day", key="name", gives=LAST_DAY, sourced=False, folded=True),
    ),
)
# A cycle gives the earliest day, counted from 1970, that its links may begin on: no closed cycle is touched.
CYCLE = Refers(
    model="okrs.Cycle",
    fills="first_day",
    key="name",
    gives="""CASE WHEN state <> 'closed' THEN greatest(starts_on,
        (SELECT max(over.ends_on) FROM okrs_cycle over WHERE over.state = 'closed')) - DATE '1970-01-01' END""",
    sourced=False,
    folded=True,
    missing=Missing.REJECT,
)
OF_CYCLE = "(SELECT c.name FROM okrs_cycle c WHERE c.id = {cycle})"
OBJECTIVE = Refers(
    model="okrs.Objective",
    fills="objective_id",
    key=f"concat_ws(chr(31), {OF_CYCLE.format(cycle='cycle_id')}, name)",
    of="lower(concat_ws(chr(31), clean.cycle, clean.objective))",
    sourced=False,
    folded=True,
    missing=Missing.REJECT,
)
KEY_RESULT = Refers(
    model="okrs.KeyResult",
    fills="key_result_id",
    key=f"""(SELECT concat_ws(chr(31), {OF_CYCLE.format(cycle="o.cycle_id")}, o.name, okrs_keyresult.name)
        FROM okrs_objective o WHERE o.id = objective_id)""",
    of="CASE WHEN clean.key_result <> '' THEN lower(concat_ws(chr(31), clean.cycle, clean.objective, "
    "clean.key_result)) END",
    sourced=False,
    folded=True,
    missing=Missing.REJECT,
)
# The links of a day are a whole statement: others of that day give way, earlier ones end, later ones stay.
ONE_STATEMENT = Amend(
    model="alignment.CampaignLink",
    select="""WITH said AS (SELECT DISTINCT campaign_id, since FROM staged),
        links AS (SELECT l.*, s.campaign_id IS NOT NULL AS restated, EXISTS (
                SELECT FROM staged t WHERE t.campaign_id = l.campaign_id AND t.since = l.since
                AND t.objective_id IS NOT DISTINCT FROM l.objective_id
                AND t.key_result_id IS NOT DISTINCT FROM l.key_result_id) AS named
            FROM alignment_campaignlink l LEFT JOIN said s ON s.campaign_id = l.campaign_id AND s.since = l.since
            WHERE l.campaign_id IN (SELECT campaign_id FROM said))
        SELECT id,
            CASE WHEN restated AND NOT named THEN 0 ELSE share END AS share,
            CASE WHEN restated AND NOT named THEN 'supporting' ELSE role END AS role,
            CASE WHEN restated AND NOT named THEN since + 1
                WHEN named THEN least(until, (SELECT min(o.since) FROM links o
                    WHERE o.campaign_id = links.campaign_id AND o.since > links.since))
                ELSE least(until, (SELECT min(s.since) FROM said s
                    WHERE s.campaign_id = links.campaign_id AND s.since > links.since)) END AS until
        FROM links""",
)
NO_LONGER_EXEMPT = Amend(
    model="alignment.Exemption",
    select="""SELECT e.id, greatest(e.since, least(e.until, min(s.since))) AS until
        FROM alignment_exemption e JOIN staged s ON s.campaign_id = e.campaign_id
        WHERE e.until IS NULL OR e.until > s.since GROUP BY e.id""",
)
WHOLE = """(SELECT sum(o.share) FROM (SELECT DISTINCT campaign_id, since, serves, share FROM shaped) o
    WHERE o.campaign_id = shaped.campaign_id AND o.since = shaped.since) <= 1"""
AIMS_ONCE = """(SELECT count(DISTINCT (o.share, o.role)) FROM shaped o WHERE o.campaign_id = shaped.campaign_id
    AND o.since = shaped.since AND o.serves = shaped.serves) <= 1"""
# Half a statement would take the other half's money away, so a refused row takes its campaign's others with it.
ALL_OR_NONE = """NOT EXISTS (SELECT 1 FROM (FROM clean UNION ALL FROM refused) o
    JOIN issues i ON i.line = o.line AND i.fate = 'rejected'
    WHERE lower(o.campaign_key) IS NOT DISTINCT FROM lower(shaped.campaign_key)
    AND lower(o.campaign_name) IS NOT DISTINCT FROM lower(shaped.campaign_name)
    AND i.line <> shaped.line)"""

register(
    Target(
        name="links",
        label="Links",
        model="alignment.CampaignLink",
        columns=(
            Column(name="campaign_key", label="Campaign ID", kind=Kind.ID, refers=BY_KEY, example="C-2026-01"),
            Column(name="campaign_name", label="Campaign name", refers=BY_NAME, aliases=("Campaign",)),
            Column(
                name="cycle", label="Open cycle", required=True, refers=CYCLE, aliases=("Cycle",), example="Q1 FY26"
            ),
            Column(name="objective", label="Objective", required=True, refers=OBJECTIVE, example="Win mid-sized firms"),
            Column(name="key_result", label="Key result", refers=KEY_RESULT, help="Blank: the objective as a whole."),
            Column(name="share", label="Share", kind=Kind.NUMBER, required=True, example="60 %"),
            Column(
                name="role",
                label="Role",
                kind=Kind.CHOICE,
                choices={"contributing": "contributing", "supporting": "supporting"},
                help="A supporting link carries no money; its share is 0 %.",
            ),
            Column(name="since", label="Since", kind=Kind.DAY, help="Blank: the first day of the cycle."),
            Column(name="expected_kpi", label="Expected KPI"),
            Column(name="expected_effect", label="Expected effect", example="+300 leads"),
            Column(name="expected_lag_days", label="Expected after, days", kind=Kind.COUNT, aliases=("Lag, days",)),
        ),
        key=("campaign_id", "serves", "since"),
        match=("campaign_id", "objective_id", "key_result_id", "since"),
        derived={
            "objective_id": "CASE WHEN key_result_id IS NULL THEN objective_id END",
            "serves": "coalesce('k' || key_result_id, 'o' || objective_id)",
            "since": "coalesce(since, DATE '1970-01-01' + CAST(first_day AS INTEGER))",
            "earliest": "DATE '1970-01-01' + CAST(first_day AS INTEGER)",
            "share": "try_cast(share AS DECIMAL(12, 4))",
            "role": "coalesce(role, 'contributing')",
        },
        checks=(
            Check(
                holds="campaign_id IS NOT NULL",
                column="campaign_key",
                reason="No campaign, or more than one, has this id or name; import campaigns first, or use the id.",
            ),
            Check(
                holds="coalesce(share BETWEEN 0 AND 1, false)",
                column="share",
                reason="A share lies between 0 and 100 %: write it with its sign, such as 60 %.",
            ),
            Check(
                holds="role <> 'supporting' OR share = 0",
                column="role",
                reason="A supporting link carries no money; set its share to 0 % or let it contribute.",
            ),
            Check(
                holds="since >= earliest",
                column="since",
                reason="The day lies before the cycle or in a closed one, which keeps its links; choose a later day.",
            ),
            Check(
                holds="since <= DATE '1970-01-01' + CAST(last_day AS INTEGER)",
                column="since",
                reason="The campaign has ended before this day; link it from a day on which it ran, or move its last "
                "day first.",
            ),
            Check(
                holds=WHOLE,
                column="share",
                reason="The shares of this campaign on this day add up to more than 100 %, so none of them was taken.",
            ),
            Check(
                holds=AIMS_ONCE,
                column="objective",
                reason="This objective or key result is named twice for the campaign and day, with different values; "
                "keep one row.",
            ),
            Check(
                holds=ALL_OR_NONE,
                column="campaign_key",
                reason="Another row of this campaign was refused, so none of its rows was taken: what was said before "
                "stays. Mend that row, then import the file again.",
            ),
        ),
        amends=(ONE_STATEMENT, NO_LONGER_EXEMPT),
        after=("campaigns", "objectives", "key_results"),
        help="Which objective or key result a campaign's money is meant for. The rows of a campaign and day are its "
        "whole statement from that day on.",
    )
)
