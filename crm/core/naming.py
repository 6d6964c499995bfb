"""Names of campaigns as sources write them, brought together with campaigns: by id, else by the rule that fits best."""

from imports.core.target import Prepare

LIKE = r"replace(replace(replace(replace({pattern}, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')"


def by_rules(*, key: str) -> Prepare:
    """Gives rows whose campaign is not known the campaign and channel of a rule.

    `key` is the name in the row, an expression over its columns.
    """
    unknown = f"campaign_id IS NULL AND {key} IS NOT NULL"
    names = f"SELECT DISTINCT {key} AS name FROM staged WHERE {unknown}"
    return Prepare(
        statement=f"""UPDATE staged s SET campaign_id = coalesce(m.campaign_id, s.campaign_id),
            channel_id = coalesce(s.channel_id, m.channel_id)
            FROM ({_best(names)}) m
            WHERE {key} = m.name AND s.campaign_id IS NULL""",
        where=unknown,
    )


def _best(names: str) -> str:
    """The rule that decides for each name: the longest pattern that fits."""
    fits = LIKE.format(pattern="r.pattern")
    return f"""SELECT DISTINCT ON (n.name) n.name, r.campaign_id, r.channel_id FROM ({names}) n
        JOIN crm_namerule r ON n.name ILIKE {fits} ORDER BY n.name, length(r.pattern) DESC, r.id"""


# Names that are written on touches already: by the id of a campaign that came later, else by rule, else of nobody.
AGAIN = f"""UPDATE crm_touchpoint t SET campaign_id = m.campaign_id, channel_id = coalesce(t.channel_id, m.channel_id)
    FROM (SELECT n.source, n.campaign_label, coalesce(k.campaign_id, r.campaign_id) AS campaign_id, r.channel_id
        FROM (SELECT DISTINCT source, campaign_label FROM crm_touchpoint WHERE campaign_label <> '') n
        LEFT JOIN campaigns_campaignkey k ON k.source = n.source AND k.external_id = n.campaign_label
        LEFT JOIN ({_best("SELECT DISTINCT campaign_label AS name FROM crm_touchpoint WHERE campaign_label <> ''")}) r
        ON r.name = n.campaign_label) m
    WHERE t.source = m.source AND t.campaign_label = m.campaign_label AND t.campaign_label <> ''
    AND (t.campaign_id IS DISTINCT FROM m.campaign_id OR (t.channel_id IS NULL AND m.channel_id IS NOT NULL))"""
