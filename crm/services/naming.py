"""Rules that say which campaign the names of a source mean."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from campaigns.models import Campaign, Channel
from crm.core.naming import AGAIN
from crm.models import NameRule
from imports.services import tell_change
from jobs.models import Job
from jobs.services import enqueue
from people.models import User
from people.services import record

Publishing = Callable[[], AbstractContextManager[object]]


class RuleRefused(Exception):
    """A sentence: why the rule cannot be made."""


@transaction.atomic
def make_rule(*, pattern: str, campaign: Campaign | None, channel: Channel | None, by: User, now: datetime) -> NameRule:
    """Add a rule, or change where the rule of the same pattern leads; it holds for what is there and what comes."""
    pattern = pattern.strip()
    if not pattern.replace("*", "").strip():
        raise RuleRefused("Write some letters of the names; a star alone would mean every name.")
    if campaign is None and channel is None:
        raise RuleRefused("Choose the campaign that these names mean, or at least their channel.")
    given = {"campaign": campaign, "channel": channel, "by": by, "made_at": now}
    try:
        with transaction.atomic():
            rule, _ = NameRule.objects.update_or_create(pattern__iexact=pattern, defaults=given, create_defaults={
                "pattern": pattern, **given,
            })  # fmt: skip
    except IntegrityError:
        raise RuleRefused("Somebody else has just made a rule of this pattern; look at it first.") from None
    record(by=by, verb="crm.rule_made", subject=rule)
    ask_to_apply(by=by)
    return rule


@transaction.atomic
def drop_rule(rule: NameRule, *, by: User) -> None:
    """Take a rule away; the names that it brought home are unresolved again."""
    record(by=by, verb="crm.rule_dropped", subject=rule)
    rule.delete()
    ask_to_apply(by=by)


def ask_to_apply(*, by: User) -> Job:
    """Have all rules applied to the touches that are there, in the background."""
    return enqueue("crm.apply_rules", by=by, coalesce=True)


def apply_rules(*, now: datetime, publishing: Publishing = transaction.atomic) -> int:
    """Find the campaign of every name anew: by the id of a campaign that came later, else by a rule."""
    with publishing():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '30min'")
            cursor.execute(AGAIN)
            changed = int(cursor.rowcount)
        if changed:
            tell_change(target="touchpoints", now=now)
    return changed
