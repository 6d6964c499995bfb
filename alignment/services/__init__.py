"""Declare what campaigns serve, and recompute how far they do."""

from alignment.services.links import LinkRefused, Share, SharesTooLarge, declare_exemption, link_campaign
from alignment.services.scores import score_cycle

__all__ = ["LinkRefused", "Share", "SharesTooLarge", "declare_exemption", "link_campaign", "score_cycle"]
