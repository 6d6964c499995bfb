"""KPIs of the brand, and the activity that is vanity on its own."""

from functools import partial

from kpis.core.catalogue.row import Kpi
from kpis.core.words import Answers, Direction, Family, Margin, Tier, Timing, Unit

BRAND = partial(Kpi, family=Family.BRAND, timing=Timing.LEADING, cadence="monthly", answers=Answers.BRAND)
SURVEY = partial(BRAND, unit=Unit.SHARE, source="surveys", margin=Margin.SHARE, level=True)
PART = partial(BRAND, unit=Unit.SHARE, source="market data")
VANITY = partial(Kpi, family=Family.ACTIVITY, tier=Tier.OUTPUT, timing=Timing.LEADING, answers=Answers.MARKETING)
ADS = partial(VANITY, source="spend ledger")
WEB = partial(VANITY, source="web, mail and social tools")

ROWS = (
    SURVEY("aided_awareness", "Aided awareness", "aided_yes / aided_respondents",
        "Share of respondents who know the brand when shown its name, in the window's latest wave."),
    SURVEY("unaided_awareness", "Unaided awareness", "unaided_yes / unaided_respondents",
        "Share of respondents who name the brand unprompted, in the window's latest wave."),
    SURVEY("recall", "Advertising recall", "recall_yes / recall_respondents",
        "Share of respondents who recall the advertising, in the window's latest wave."),
    SURVEY("consideration", "Consideration", "consideration_yes / consideration_respondents",
        "Share of respondents who would consider the brand, in the window's latest wave."),
    VANITY("social_engagement", "Social engagement rate", "social_engagements / social_impressions",
        "Likes, comments, shares and saves over impressions of social posts.",
        source="social tools", unit=Unit.SHARE, family=Family.BRAND),
    PART("share_of_voice", "Share of voice", "brand_mentions / category_mentions",
        "Mentions of the brand over mentions of all brands of the category."),
    PART("share_of_search", "Share of search", "brand_searches / category_searches",
        "Searches for the brand over searches for all brands of the category."),
    Kpi("market_share", "Market share", "won_revenue / market_size",
        "Won revenue over the sales of the whole market.",
        unit=Unit.SHARE, tier=Tier.IMPACT, family=Family.BRAND, source="CRM and market data", cadence="quarterly",
        answers=Answers.FINANCE),
    ADS("impressions", "Impressions", "ad_impressions", "Impressions as the ledger's sources report them."),
    ADS("clicks", "Clicks", "ad_clicks", "Clicks as the ledger's sources report them."),
    ADS("ctr", "Click-through rate", "ad_clicks / ad_impressions", "Clicks over impressions.",
        unit=Unit.SHARE),
    ADS("cost_per_click", "Cost per click", "paid_spend / ad_clicks", "Spend on paid channels over clicks.",
        unit=Unit.MONEY, direction=Direction.DOWN),
    WEB("views", "Page views", "page_views", "Pages viewed, as the web tool reports them."),
    WEB("followers", "Followers", "followers_count", "Followers on the window's last known day.", level=True),
    WEB("open_rate", "Open rate", "mails_opened / mails_delivered", "Mails opened over mails delivered.",
        unit=Unit.SHARE),
)  # fmt: skip
