"""The addresses of every page of the reports."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from okrs.models import Cycle

DEPARTMENTS = ("finance", "sales", "brand", "customer")


def every_page(cycle: Cycle) -> Mapping[str, str]:
    """What leaders open of a cycle, by name."""
    pages = {name: reverse(name) for name in ("alignment", "summary", "close", "board_pack", "share_links")}
    pages |= {f"department {key}": reverse("department", args=[key]) for key in DEPARTMENTS}
    return {name: f"{address}?cycle={cycle.pk}" for name, address in pages.items()}


def share_link(client: Any, cycle: Cycle) -> str:
    """The address of a new link to the cycle's summary, made by whoever is logged in."""
    given = {"what": "summary", "label": "The board", "days": 7}
    link: str = client.post(f"{reverse('share_links')}?cycle={cycle.pk}", given).context["link"]
    return link
