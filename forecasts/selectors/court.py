"""Read what the court of leading KPIs last said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from forecasts.core.leads.verdict import Heard, Verdict, rests_on
from forecasts.models import CourtSession, Ruling
from kpis.models import Definition

ORDER = (
    Verdict.LEADS, Verdict.HINT, Verdict.DOES_NOT_LEAD, Verdict.NOT_PROVEN, Verdict.TOO_EARLY, Verdict.UNUSABLE
)  # fmt: skip
GRADES = {Verdict.LEADS: "yes", Verdict.HINT: "partly", Verdict.DOES_NOT_LEAD: "no"}


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling with the names of both KPIs."""

    ruling: Ruling
    kpi: str
    outcome: str

    @property
    def grade(self) -> str:
        """How the verdict is drawn: yes, partly, no, or nothing said."""
        return GRADES.get(Verdict(self.ruling.verdict), "")

    @property
    def place(self) -> int:
        """Its place in the list by verdict, those that lead first."""
        return ORDER.index(Verdict(self.ruling.verdict))


@dataclass(frozen=True, slots=True)
class Court:
    """The newest session: those that lead first."""

    session: CourtSession
    rows: Sequence[Ruled]

    def count(self, verdict: Verdict) -> int:
        return sum(row.ruling.verdict == verdict for row in self.rows)

    @property
    def finding(self) -> str:
        """What the session says in one sentence."""
        leads, hints = self.count(Verdict.LEADS), self.count(Verdict.HINT)
        words = f"{leads or 'None'} of {len(self.rows)} claims {'is' if leads < 2 else 'are'} shown to lead"
        more = f", {hints} more {'is' if hints == 1 else 'are'} a hint" if hints else ""
        early = self.count(Verdict.TOO_EARLY)
        return f"{words}{more}{f'; for {early} it is too early to tell' if early else ''}."


def court() -> Court | None:
    """What stands now; None before the first session. Three queries."""
    session = CourtSession.objects.first()
    return Court(session, _named(session.rulings.all())) if session else None


def rulings_of(kpi: str) -> Sequence[Ruled]:
    """What stands of one KPI, by key: what it was said to lead, and what is said to lead it. At most two queries."""
    newest = CourtSession.objects.values("pk")[:1]
    return _named(Ruling.objects.filter(Q(kpi=kpi) | Q(outcome=kpi), session=newest).select_related("session"))


def heard() -> Mapping[tuple[str, str], Heard]:
    """What the newest session said of a KPI and an outcome, both by key; under no outcome the best of its claims.

    One query.
    """
    newest = CourtSession.objects.values("pk")[:1]
    found: dict[tuple[str, str], Heard] = {}
    for row in Ruling.objects.filter(session=newest):
        rests = rests_on(points=row.points, step=row.step, lag=row.lag, low=row.low, high=row.high)
        said = Heard(Verdict(row.verdict), rests)
        best = found.get((row.kpi, ""), said)
        found[row.kpi, row.outcome] = said
        found[row.kpi, ""] = min(best, said, key=lambda one: ORDER.index(one.verdict))
    return found


def refuted_leads() -> frozenset[tuple[str, str]]:
    """Pairs of a KPI and the outcome that the newest session found it not to lead: such a path counts for nothing."""
    newest = CourtSession.objects.values("pk")[:1]
    rows = Ruling.objects.filter(session=newest, verdict=Verdict.DOES_NOT_LEAD)
    return frozenset(rows.values_list("kpi", "outcome"))


def _named(rulings: Iterable[Ruling]) -> Sequence[Ruled]:
    rows = list(rulings)
    keys = {key for row in rows for key in (row.kpi, row.outcome)}
    known = Definition.objects.filter(key__in=keys, is_current=True) if keys else ()
    names = {row.key: row.name for row in known}
    found = [Ruled(row, names.get(row.kpi, row.kpi), names.get(row.outcome, row.outcome)) for row in rows]
    return sorted(found, key=lambda one: (one.place, one.kpi, one.outcome))
