"""Move along the tour, or leave it."""

from datetime import datetime

from people.models import TourPlace, User


def go_to_stop(user: User, stop: int) -> None:
    """Begin the tour, go on, or go back; somebody who had ended it is on it again."""
    TourPlace.objects.update_or_create(user=user, defaults={"stop": stop, "ended_at": None})


def end_tour(user: User, *, now: datetime) -> None:
    """Be through with it, or skip it: it is not offered again by itself."""
    TourPlace.objects.update_or_create(user=user, defaults={"ended_at": now})
