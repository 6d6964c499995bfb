"""Uploaded files on disk: named by their content, readable by nobody else, gone after their time."""

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

from imports.core.refusals import FileRefused
from imports.models import StoredFile
from imports.reading.limits import LIMITS

KEPT = timedelta(days=30)
_PIECE = 1 << 20


def keep_file(stream: BinaryIO, *, name: str, target: str, now: datetime) -> StoredFile:
    """Store the bytes once per target and content. Raises FileRefused for an empty or too large file."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, delete=False) as kept:
        try:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > LIMITS.file_size:
                    raise FileRefused(f"The file is larger than {LIMITS.file_size >> 20:,} MiB. Split it.")
                digest.update(piece)
                kept.write(piece)
            if not size:
                raise FileRefused("The file is empty.")
        except BaseException:
            os.unlink(kept.name)
            raise
    place = folder / f"{digest.hexdigest()}.upload"
    os.replace(kept.name, place)
    stored, _ = StoredFile.objects.update_or_create(
        target=target,
        sha256=digest.hexdigest(),
        defaults={"path": place.name, "expires_at": now + KEPT},
        create_defaults={
            "name": Path(name).name[:255],
            "size": size,
            "path": place.name,
            "received_at": now,
            "expires_at": now + KEPT,
        },
    )
    return stored


def same_file_for(stored: StoredFile, *, target: str) -> StoredFile:
    """The same bytes as a file of another target."""
    kept, _ = StoredFile.objects.get_or_create(
        target=target,
        sha256=stored.sha256,
        defaults={
            "name": stored.name,
            "size": stored.size,
            "path": stored.path,
            "received_at": stored.received_at,
            "expires_at": stored.expires_at,
        },
    )
    if not kept.path:
        kept.path, kept.expires_at = stored.path, stored.expires_at
        kept.save(update_fields=["path", "expires_at"])
    return kept


def path_of(stored: StoredFile) -> Path:
    """Where the bytes are. Raises FileRefused once they have expired."""
    path = Path(settings.MEDIA_ROOT) / "imports" / stored.path
    if not stored.path or not path.exists():
        raise FileRefused(f"{stored.name} has expired and is no longer kept. Upload it again.")
    return path


def expire_files(now: datetime) -> int:
    """Delete the bytes of files whose time is over; the log of their imports stays."""
    expired = StoredFile.objects.filter(expires_at__lte=now).exclude(path="")
    for stored in expired:
        others = StoredFile.objects.filter(path=stored.path, expires_at__gt=now).exists()
        if not others:
            (Path(settings.MEDIA_ROOT) / "imports" / stored.path).unlink(missing_ok=True)
    return expired.update(path="")
