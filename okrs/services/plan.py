"""The register of documents, and sales targets by month."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from okrs.models import Cycle, Document, SalesTarget
from okrs.services.errors import Refused
from okrs.services.versions import checked
from people.models import User

LARGEST_FILE = 25 * 1024 * 1024


@transaction.atomic
def register_document(
    *,
    name: str,
    kind: Document.Kind,
    link: str = "",
    file: UploadedFile | None = None,
    owner: User | None = None,
    cycle: Cycle | None = None,
    reviewed_on: date | None = None,
    row: Document | None = None,
) -> Document:
    """Add a document to the register, or change `row`. It needs a link or a file."""
    row = row or Document()
    row.name, row.kind, row.link = name.strip(), kind, link
    row.owner, row.cycle, row.reviewed_on = owner, cycle, reviewed_on
    if file is not None and (file.size or 0) > LARGEST_FILE:
        raise Refused("The file is larger than 25 MB. Register a link to it instead.", field="file")
    if file is not None:
        row.file.save(file.name or name, file, save=False)
    if not row.link and not row.file:
        raise Refused("Give a link to the document, or upload it.", field="link")
    checked(row)
    row.save()
    return row


@transaction.atomic
def set_sales_target(
    *,
    month: date,
    target: Decimal,
    result: Decimal | None = None,
    segment: str = "",
    region: str = "",
    owner: User | None = None,
) -> SalesTarget:
    """Set what sales wants to sell in a month in one part of the business; a result is what it says it sold."""
    if target < 0:
        raise Refused("A sales target cannot be below 0.", field="target")
    first = month.replace(day=1)
    row, _ = SalesTarget.objects.update_or_create(
        month=first,
        segment=segment.strip(),
        region=region.strip(),
        defaults={"target": target, "result": result, "owner": owner},
        create_defaults={
            "target": target,
            "result": result,
            "owner": owner,
            "source": "sightline",
            "external_id": f"{first}|{segment.strip()}|{region.strip()}",
        },
    )
    return row
