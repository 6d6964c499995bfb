"""Lines of sight as the newest recompute drew them."""

from django.db import models


class LineOfSight(models.Model):
    """The value of one key result divided by campaign, channel or theme; replaced by every recompute.

    `content` is `alignment.core.sight.Divided` as a document: amounts as texts, so that cents stay cents.
    """

    key_result = models.ForeignKey("okrs.KeyResult", models.CASCADE, related_name="lines_of_sight")
    by = models.CharField(max_length=8)
    is_restated = models.BooleanField("beside the one that a frozen cycle was reported with", default=False)
    credit_run_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        ordering = ["key_result_id", "by"]
        constraints = [
            models.UniqueConstraint(
                fields=["key_result", "by", "is_restated"], name="one_line_of_sight_per_key_result_and_split"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key_result} by {self.by}"
