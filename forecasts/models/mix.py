"""Media mixes as they were fitted, with what they rest on; the history shows how they drift."""

from django.conf import settings
from django.db import models

INTERVAL = {"null": True, "blank": True}


class MixControls(models.Model):
    """Which controls the next fit of an outcome takes in: the season, and keys of `forecasts.selectors.controls`."""

    outcome = models.CharField("key of the KPI", max_length=80, unique=True)
    season = models.BooleanField(default=True)
    chosen = models.JSONField("keys of further controls", default=list, blank=True)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "mix controls"

    def __str__(self) -> str:
        return f"Controls of {self.outcome}"


class MixFit(models.Model):
    """One fit of weekly outcome on weekly spend; append-only. Where nothing was fitted, `reason` and `needs` say why.

    `curves` are draws of the response curves (channels, top, half, slope, current, largest), `weekly` what each channel
    brought by week beside the outcome, `tests` the lift tests of the register: those that went in and why others did
    not; `controls` the same. Errors are held-out mean absolute percentages, `drift` is R-hat − 1 of the worst
    parameter.
    """

    outcome = models.CharField("key of the KPI", max_length=80)
    fitted_at = models.DateTimeField()
    first_week = models.DateField(null=True, blank=True)
    last_week = models.DateField(null=True, blank=True)
    weeks = models.PositiveIntegerField(default=0)
    value = models.FloatField("money that one unit of the outcome is worth", default=1.0)
    reason = models.CharField(max_length=600, blank=True, default="")
    needs = models.CharField(max_length=400, blank=True, default="")
    model_error = models.FloatField(**INTERVAL)
    naive_error = models.FloatField(**INTERVAL)
    explained = models.FloatField(**INTERVAL)
    drift = models.FloatField(**INTERVAL)
    inputs_digest = models.CharField(max_length=64, blank=True, default="")
    curves = models.JSONField(default=dict)
    weekly = models.JSONField(default=dict)
    tests = models.JSONField(default=list)
    controls = models.JSONField("series that went in beside level and trend, and why others did not", default=list)
    drawn = models.JSONField("response curves as the page draws them", default=dict)
    left_out = models.JSONField("channels too small to be told apart", default=list)

    class Meta:
        ordering = ["-fitted_at", "-pk"]
        indexes = [models.Index(fields=["outcome", "-fitted_at"], name="mix_fit_newest")]

    def __str__(self) -> str:
        return f"Mix of {self.outcome}, {self.fitted_at:%Y-%m-%d}"


class MixChannel(models.Model):
    """One channel of a fit. Ranges hold 90 %; returns are money back per money spent; closed gates have `reasons`.

    `assumption` is the width of what is believed now over the width of what was believed before any data.
    """

    fit = models.ForeignKey(MixFit, models.CASCADE, related_name="channels")
    channel = models.ForeignKey("campaigns.Channel", models.CASCADE, related_name="+")
    label = models.CharField("its name when it was fitted", max_length=80)
    spend = models.DecimalField(max_digits=16, decimal_places=2)
    share_low = models.FloatField(**INTERVAL)
    share = models.FloatField("share of the outcome", **INTERVAL)
    share_high = models.FloatField(**INTERVAL)
    roas_low = models.FloatField(**INTERVAL)
    roas = models.FloatField(**INTERVAL)
    roas_high = models.FloatField(**INTERVAL)
    next_low = models.FloatField(**INTERVAL)
    next_euro = models.FloatField("return of the next unit of money", **INTERVAL)
    next_high = models.FloatField(**INTERVAL)
    assumption = models.FloatField(**INTERVAL)
    attributed = models.FloatField("credit over spend in the same months", **INTERVAL)
    verdict = models.CharField(max_length=60, blank=True, default="")
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["-spend", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fit", "channel"], name="one_row_per_fit_and_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.roas}"
