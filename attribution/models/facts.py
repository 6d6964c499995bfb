"""The fact cache's manifest, and the codes that stand for combinations of dimensions in it."""

from django.db import models


class FactMonth(models.Model):
    """One month of one relation in the Parquet cache. The files can be deleted at any time; they are made again."""

    relation = models.CharField(max_length=12)
    month = models.PositiveIntegerField(help_text="such as 202611")
    rows = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    last_batch = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["relation", "month"]
        constraints = [models.UniqueConstraint(fields=["relation", "month"], name="one_file_per_relation_and_month")]

    def __str__(self) -> str:
        return f"{self.relation} {self.month}: {self.rows} rows"


class DirtyMonth(models.Model):
    """A month of a relation whose rows changed since its file was written; month 0 stands for all of them.

    Triggers on the tables that relations read write these marks in the transaction of the change (migration 0003), so
    that no writer can forget them: imports, edits, undone imports, erasures.
    """

    relation = models.CharField(max_length=12)
    month = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.relation} {self.month or 'as a whole'}"


class ScopeCombination(models.Model):
    """A combination of dimension values; facts and credit name it by its id."""

    segment = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    product = models.CharField(max_length=120, blank=True)
    business_unit = models.CharField(max_length=80, blank=True)
    business = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "region", "product", "business_unit", "business"], name="one_code_per_combination"
            )
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.segment, self.region, self.product, self.business_unit, self.business]))
