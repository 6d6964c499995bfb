"""Declare what campaigns serve, and recompute how far they do."""

from alignment.services.desk import Decision, exempt_campaigns, map_campaigns, undo_step
from alignment.services.links import LinkRefused, Share, SharesTooLarge, declare_exemption, link_campaign
from alignment.services.scores import score_cycle

__all__ = [
    "Decision",
    "LinkRefused",
    "Share",
    "SharesTooLarge",
    "declare_exemption",
    "exempt_campaigns",
    "link_campaign",
    "map_campaigns",
    "score_cycle",
    "undo_step",
]
