"""What a frozen cycle looks like with the facts of now: score, page, snapshot, and the bridge between the two."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from alignment.selectors.credit import credit_facts
from alignment.services.recompute import LOCKED_MODEL
from alignment.services.scores import keep_restated, worked_out
from attribution.models import CreditRun
from campaigns.models import SpendEntry
from crm.models import Contact, ContactRole, Opportunity
from kpis.models import MeasureRun
from okrs.models import Cycle
from organisation.core.calendar import Window, months
from reports.core.bridge import Bridge, Cause, FactRow, Line, Part, Since, explain, line
from reports.core.codec import plain, typed
from reports.core.kept import Kept, KeptFacts
from reports.core.quantity import Unit
from reports.core.score_bridge import Receipt, score_parts
from reports.models import FrozenCycle, Restatement
from reports.services.alignment_page import store
from reports.services.freezing.facts import kept_now
from reports.services.snapshot import store_snapshot

Publishing = Callable[[], AbstractContextManager[object]]
MOST_NAMED = 8
NOT_SCORED = "It could not be scored when it was reported."


def restate(
    frozen: FrozenCycle, run: CreditRun, measured: MeasureRun | None, *, day: date, now: datetime,
    publishing: Publishing = transaction.atomic,
) -> Restatement:  # fmt: skip
    """Compute the cycle anew beside what was reported, which stays; the newest restatement replaces the one before."""
    cycle = frozen.cycle
    credits = credit_facts(run, Window(cycle.starts_on, cycle.ends_on), locked_model=LOCKED_MODEL)
    scored = worked_out(
        cycle, today=day, now=now, credits=credits, locked_model=LOCKED_MODEL, credit_run=run.pk
    )  # fmt: skip
    found = bridge_of(frozen, kept_now(cycle, run), scored.run.receipt, now=now)
    with publishing():
        score = keep_restated(scored, at=now)
        store(score, run, day=day, now=now)
        store_snapshot(score, run, measured, day=day, now=now)
        row, _ = Restatement.objects.update_or_create(frozen=frozen, defaults={"content": plain(found), "made_at": now})
    return row


def bridge_of(frozen: FrozenCycle, now_kept: Kept, receipt: Receipt, *, now: datetime) -> Bridge:
    """Every headline number as reported, as restated, and why; what no cause accounts for stands beside them."""
    then, facts = typed(Kept, frozen.kept), now_kept.facts
    pipeline, won = _deals(then.facts, facts, of="pipeline"), _deals(then.facts, facts, of="won")
    attributed = _deals(then.facts, facts, of="pipeline", touched=True)
    spend = explain(then.facts.spend, facts.spend, _spend_since(then.facts, facts))
    score = score_parts(frozen.receipt, receipt, spend=_one(spend), credit=_one([*attributed, *won]))
    old_score, new_score = frozen.receipt["arithmetic"]["score"], receipt["arithmetic"]["score"]
    known = {(row.key, row.version) for row in then.definitions}
    return Bridge(
        lines=(
            _score(old_score, new_score, score, receipt),
            line("pipeline", "Pipeline in the CRM", reported=then.facts.crm_pipeline, restated=facts.crm_pipeline,
                 parts=pipeline),
            line("attributed", "Attributed pipeline", reported=then.facts.attributed, restated=facts.attributed,
                 parts=attributed),
            line("won", "Won revenue", reported=then.facts.crm_won, restated=facts.crm_won, parts=won),
            line("spend", "Spend", reported=then.facts.ledger, restated=facts.ledger, parts=spend),
        ),
        computed_at=now,
        changed_months=_changed_months(then, now_kept, frozen.cycle),
        changed_links=len(set(then.links) ^ set(now_kept.links)),
        changed_definitions=tuple(
            row.key for row in now_kept.definitions if (row.key, row.version) not in known
        )[:MOST_NAMED],
    )  # fmt: skip


def _changed_months(then: Kept, now: Kept, cycle: Cycle) -> int:
    """Months of the cycle, relation by relation, whose facts have another digest now."""
    wanted = {
        span.starts_on.year * 100 + span.starts_on.month for span in months(Window(cycle.starts_on, cycle.ends_on))
    }
    old, new = ({(one.relation, one.month): one.digest for one in kept.manifests} for kept in (then, now))
    return sum(old.get(key) != new.get(key) for key in {*old, *new} if key[1] in wanted)


def _score(old: float | None, new: float | None, parts: Sequence[Part], receipt: Receipt) -> Line:
    exact = [None if found is None else Decimal(str(found)) for found in (old, new)]
    note = "" if None not in exact else receipt["arithmetic"]["reason"] or NOT_SCORED
    return line(
        "score", "Alignment score", unit=Unit.POINTS, reported=exact[0], restated=exact[1], parts=parts, note=note
    )


def _deals(then: KeptFacts, now: KeptFacts, *, of: str, touched: bool = False) -> Sequence[Part]:
    """Parts of the sum of all deals, or of those that were touched before."""
    old, new = (_rows(getattr(facts, of), touched=touched) for facts in (then, now))
    there = set(Opportunity.objects.filter(pk__in=_gone(old, new)).values_list("pk", flat=True))
    recounted = _recounted(old, new)
    moved = _of_changed_people(recounted, then, now) if recounted else set()
    since = Since(
        was_there=lambda pk: pk <= then.last_deal,
        is_there=there.__contains__,
        identity_changed=moved.__contains__,
        recut=then.cut != now.cut,
    )
    return explain(old, new, since)


def _rows(rows: Iterable[FactRow], *, touched: bool) -> Sequence[FactRow]:
    return list(rows) if touched else [FactRow(row.pk, row.amount) for row in rows]


def _recounted(old: Iterable[FactRow], new: Iterable[FactRow]) -> list[int]:
    before = {row.pk: row.counted for row in old}
    return [row.pk for row in new if before.get(row.pk, row.counted) != row.counted]


def _of_changed_people(deals: Sequence[int], then: KeptFacts, now: KeptFacts) -> set[int]:
    """Deals whose named contacts or whose account were merged or taken apart since."""
    people = {one.pk for one in set(then.contacts) ^ set(now.contacts)}
    people |= {one.survivor for one in set(then.contacts) ^ set(now.contacts)}
    firms = {pk for one in set(then.accounts) ^ set(now.accounts) for pk in (one.pk, one.survivor)}
    firms |= set(Contact.objects.filter(pk__in=people, account__isnull=False).values_list("account", flat=True))
    named = ContactRole.objects.filter(opportunity__in=deals, contact__in=people).values_list("opportunity", flat=True)
    own = Opportunity.objects.filter(pk__in=deals).filter(Q(account__in=firms) | Q(account__merged_into__in=firms))
    return {*named, *own.values_list("pk", flat=True)}


def _gone(old: Iterable[FactRow], new: Iterable[FactRow]) -> list[int]:
    """Rows that are in the sum no more; those that exist all the same have moved to other days."""
    left = {row.pk for row in new}
    return [row.pk for row in old if row.pk not in left]


def _spend_since(then: KeptFacts, now: KeptFacts) -> Since:
    there = set(SpendEntry.objects.filter(pk__in=_gone(then.spend, now.spend)).values_list("pk", flat=True))
    return Since(lambda pk: pk <= then.last_spend, there.__contains__, lambda pk: False)


def _one(parts: Sequence[Part]) -> Cause:
    """The cause of facts that changed, where it is one."""
    causes = {part.cause for part in parts}
    return causes.pop() if len(causes) == 1 else Cause.FACTS if causes else Cause.LATE
