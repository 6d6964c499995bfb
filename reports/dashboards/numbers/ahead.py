"""Words of objectives, forecasts, customer value, media mix and budgets."""

from reports.dashboards.numbers.chapter import CAMPAIGNS, CHECKED_IN, DEALS, KPIS, LEADS, SPENT, WINS, Chapter, Rows

OBJECTIVES = Chapter(
    "objectives",
    "Objectives and sales targets",
    {
        "Progress": "(Current − baseline) / (target − baseline); objectives take the weighted mean, each part 0 to 1.",
        "Current": "The newest check-in, or the value of the KPI that the key result follows.",
        "Status": "Progress against the pace that is expected by today, or what its owner says, whichever is worse.",
        "Value": "The value that was checked in, or the computed one.",
        "Last value": "The newest value that is known.",
        "Share": "Part of the campaign's money that is linked here.",
        "Plan": "Approved budget of the linked campaigns, by that share.",
        "Committed": "Mean score of committed key results; 1.0 is expected of them.",
        "Aspirational": "Mean score of aspirational key results; about 0.7 is expected of them.",
        "Confidence": "0 to 10, as the owner said at the last check-in.",
        "Weight": "Part in the roll-up of the objective.",
        "Chance": "Share of the simulated paths that reach the target.",
        "At the end, 80 % range": "Where the middle 80 % of the simulated paths end.",
        "Spent": "Actual spend of campaigns, by the share that is linked to the objective.",
        "Priority": "Weight of the business objective among all of them.",
        "Target share": "Its weight over all weights: the share of money that it asks for.",
        "Check-in every": "Days between check-ins in the cycle; three days later a value is outdated.",
        "Target": "What sales is asked for in the month.",
        "Result": "What sales reached in the month.",
        "Reached": "Result over target.",
    },
    (CHECKED_IN, CAMPAIGNS, KPIS),
)
OUTLOOK = Chapter(
    "outlook",
    "Outlook",
    {
        "Chance": "Share of the simulated paths that reach the target.",
        "At the end, 80 % range": "Where the middle 80 % of the simulated paths end.",
        "Cycle, 80 % range": "Where the middle 80 % of the simulated paths have the cycle end.",
        "Next 30 days": "Middle of the paths, with the range that 80 % of them lie in.",
        "Next 90 days": "Middle of the paths, with the range that 80 % of them lie in.",
        "Target": "What was set for the window.",
        "Points": "Measurements that the pair of KPIs has in common.",
        "Lag": "Weeks that the first KPI is set ahead of the second.",
        "Effect, 90 % range": "Change of the second KPI for one standard deviation of the first.",
        "Gain outside the fit": "How much better held-out values are foretold with the first KPI than without.",
    },
    (KPIS, CHECKED_IN, Rows("Promises and how they came out", "forecasts:promises"), DEALS, LEADS),
)
CUSTOMERS = Chapter(
    "customers",
    "Customer value",
    {
        "Value of a customer": "Expected margin of future orders, by purchase model, with its bootstrap range.",
        "Customers with orders": "Customers with at least one order.",
        "Customers": "Customers whose first touch was in the group.",
        "Came by referral": "Customers whose first touch was a referral, over those whose first touch is known.",
        "NPS": "Promoters less detractors of the newest wave, in points, with its margin.",
        "CLV, 80 % range": "Value of a customer of the group, drawn towards that of all where it is small.",
        "Bought again": "Customers with orders on two or more days.",
        "Earned so far": "What these customers brought until now.",
        "Cost to win one": "Spend on the group over its customers.",
        "CLV ÷ CAC": "Value of a customer over the cost to win one.",
    },
    (Rows("Customers with their orders", "kpis:facts", ("repeat_rate", "buyers")), SPENT, WINS),
)
MIX = Chapter(
    "mix",
    "Media mix and budgets",
    {
        "Weeks": "Weeks that the mix was fitted to.",
        "Channels told apart": "Channels with enough weeks to have a curve of their own.",
        "Held-out error": "How far off the mix was, on average, in weeks that it was not fitted to.",
        "Explained": "Part of the outcome's ups and downs that the mix follows, trend and season included.",
        "Spend": "Spend of the channel in the weeks of the mix.",
        "Share of the outcome": "What the mix says the channel brought, over the whole outcome.",
        "Back per": "Outcome for a unit of money spent, with the range that 90 % of the draws lie in.",
        "The next": "What one more unit of money would bring now.",
        "By attribution": "Credit over cost under the locked model: another question, shown beside it and never mixed.",
        "As now": "Today's spend of the channel.",
        "Planned": "Its spend in the plan that was worked out.",
        "Change": "Planned less today's.",
        "Gain": "What the plan brings beyond what today's spend would.",
        "Chance of a gain": "Share of the draws in which the plan brings more.",
        "ROI of the plan": "(What it brings less what it costs) over what it costs.",
        "Price of the brand floor": "What the least share for brand takes from the gain.",
    },
    (SPENT, DEALS, WINS, CAMPAIGNS),
)
CHAPTERS = (OBJECTIVES, OUTLOOK, CUSTOMERS, MIX)
