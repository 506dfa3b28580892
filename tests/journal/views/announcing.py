"""What the tests of announcements share."""

import uuid

from django.urls import reverse

from accounts.models import User
from journal.models.people import Membership

NEW = reverse("announcements.new", args=["ai-tech"])
INDEX = reverse("announcements.index", args=["ai-tech"])


def path_of(name: str, announcement) -> str:
    """Return an address of an announcement of the cast's cohort."""
    return reverse(f"announcements.{name}", args=["ai-tech", announcement.pk])


def sent(**fields) -> dict:
    """Return what the form sends: something to everybody."""
    return {"title": "Room change", "body": "We meet in **room 2**.", "whom": "all", "key": uuid.uuid4(), **fields}


def more_members(cohort, count: int, **columns) -> None:
    """Let a cohort have more members."""
    handles = [f"more_{uuid.uuid4().hex[:12]}" for _each in range(count)]
    people = User.objects.bulk_create(
        [
            User(email=f"{handle}@test.example", handle=handle, handle_key=handle, display_name=handle)
            for handle in handles
        ]
    )
    Membership.objects.bulk_create([Membership(cohort=cohort, user=person, **columns) for person in people])
