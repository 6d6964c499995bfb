"""Which other sites may show what share links open; none, until an administrator names them."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from people.models import User
from people.services import record
from reports.models import Embedding
from reports.services.comments import Refused

MOST_SITES = 20
SITE = re.compile(r"https://[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::[0-9]{1,5})?")


@transaction.atomic
def allow_embedding(lines: str, *, by: User, now: datetime) -> Sequence[str]:
    """Let these sites, one a line, frame share links; an empty text lets none. Raises Refused."""
    found = [line.strip().rstrip("/").lower() for line in lines.splitlines() if line.strip()]
    sites = list(dict.fromkeys(found))
    if len(sites) > MOST_SITES:
        raise Refused(f"Name at most {MOST_SITES} sites; these are {len(sites)}.")
    for site in sites:
        if not SITE.fullmatch(site):
            raise Refused(f"{site[:80]} is no site; write each as https://intranet.example.com, without a path.")
    row, _ = Embedding.objects.update_or_create(pk=1, defaults={"origins": sites, "changed_at": now, "changed_by": by})
    record(by=by, verb="reports.embedding", subject=row, detail={"sites": ", ".join(sites) or "none"})
    return sites
