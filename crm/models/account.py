"""Companies and their people."""

from django.db import models
from django.db.models.functions import Lower

from organisation.fields import Provenance, Scoped


class Account(Provenance, Scoped):
    """A company."""

    name = models.CharField(max_length=300)
    domain = models.CharField(max_length=253, blank=True, default="")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    kept_apart = models.BooleanField("never merged by itself again", default=False)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["domain"])]
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="one_account_per_source_and_id")]

    def __str__(self) -> str:
        return self.name


class Contact(Provenance):
    """A person of a company, and when they entered each stage. A lead is a contact's stage."""

    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="contacts")
    email = models.EmailField(max_length=254, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    created_on = models.DateField(null=True, blank=True)
    lead_at = models.DateTimeField(null=True, blank=True)
    mql_at = models.DateTimeField("MQL at", null=True, blank=True)
    sal_at = models.DateTimeField("accepted by sales at", null=True, blank=True)
    sql_at = models.DateTimeField("SQL at", null=True, blank=True)
    customer_at = models.DateTimeField(null=True, blank=True)
    lead_source = models.CharField(max_length=120, blank=True, default="")
    attributes = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    kept_apart = models.BooleanField("never merged by itself again", default=False)
    erased_at = models.DateTimeField("personal data erased at", null=True, blank=True)

    # Personal fields: masked in logs and issues, exported and erased on request.
    PERSONAL = ("email", "name")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(Lower("email"), name="contact_by_email")]
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="one_contact_per_source_and_id")]

    def __str__(self) -> str:
        return self.name or f"Contact {self.pk}"
