"""Intent against evidence, and the answers of the audit, as the newest recompute found them."""

from django.db import models
from django.db.models import Q

from alignment.core.check import Question, Verdict


class IntentCell(models.Model):
    """What a campaign's money is meant to do for a business objective, and where its credit fell. Newest run only.

    `measured` is None while the campaign has too few credited milestones; `low` and `high` are its 90 % interval.
    """

    run = models.ForeignKey("alignment.ScoreRun", models.CASCADE, related_name="intent_cells")
    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="+")
    business_objective = models.ForeignKey("okrs.BusinessObjective", models.CASCADE, related_name="+")
    spend = models.DecimalField(max_digits=16, decimal_places=2)
    declared = models.FloatField()
    measured = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    milestones = models.FloatField(default=0)

    class Meta:
        ordering = ["run", "campaign", "business_objective"]
        constraints = [
            models.UniqueConstraint(fields=["run", "campaign", "business_objective"], name="one_intent_cell_per_pair"),
            models.CheckConstraint(condition=Q(declared__range=(0, 1)), name="declared_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} → {self.business_objective}: {self.declared:.0%}"


class AuditAnswer(models.Model):
    """The answer to one question of the alignment check on one day; the day's last recompute keeps it."""

    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="audit_answers")
    day = models.DateField()
    question = models.CharField(max_length=20, choices=[(q.value, q.value) for q in Question])
    verdict = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Verdict])
    said = models.CharField(max_length=500)
    good = models.PositiveIntegerField(null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)
    rows = models.JSONField(default=list)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["cycle", "-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "day", "question"], name="one_audit_answer_per_day_and_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.verdict}"
