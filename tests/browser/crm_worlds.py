"""People of the CRM in the browser ring: merged, asking about their data; touches that only name their campaign."""

from django.utils import timezone

from crm import services
from crm.models import Contact
from imports.models import Batch
from jobs.services import run_waiting
from people.models import User
from tests import factories as make
from tests.imports.helpers import import_text


def people_and_names() -> dict[str, object]:
    """Two systems that know one person, one pair kept apart, an export, a rule and names without one."""
    now, admin = timezone.now(), User.objects.get(email="administrator@example.org")
    people = "".join(f"P{n},person{n}@nordwind.example\n" for n in range(12))
    import_text("external_id,email\n" + people, "contacts")
    import_text("external_id,email\n" + people.replace("P", "M"), "contacts", source="mailer")
    names = ("spring_sale_2026", "spring_webinar", "summit-northern-europe-with-a-very-long-tag_2026-q1", "newsletter")
    touches = "".join(f"T{n},P{n % 12},2026-01-{n % 28 + 1:02}T10:00:00Z,{names[n % 4]}\n" for n in range(90))
    import_text("external_id,contact_key,occurred_at,campaign_key\n" + touches, "touchpoints", source="crm")
    make.campaign("Summit northern Europe")
    services.make_rule(pattern="spring*", campaign=make.campaign("Spring sale"), channel=None, by=admin, now=now)
    services.take_apart(Contact.objects.filter(merged_into__isnull=False)[0], by=admin, now=now)
    services.ask_export("person3@nordwind.example", by=admin, now=now)
    services.ask_erasure("person4@nordwind.example", by=admin, now=now)
    run_waiting(most=4)
    return {"done": Batch.objects.latest("pk").pk}
