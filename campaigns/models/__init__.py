"""The marketing plan and its ledger."""

from campaigns.models.campaign import Asset, Campaign, CampaignKey
from campaigns.models.channel import Audience, Channel, ChannelWord, Theme
from campaigns.models.ledger import BudgetEntry, SpendEntry

__all__ = [
    "Asset",
    "Audience",
    "BudgetEntry",
    "Campaign",
    "CampaignKey",
    "Channel",
    "ChannelWord",
    "SpendEntry",
    "Theme",
]
