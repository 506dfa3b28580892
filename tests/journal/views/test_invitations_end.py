"""A link that has ended lets nobody in any more; who joined by it stays."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from journal.models.people import Invitation
from tests.journal.views.browsing import browser, statuses, words


def test_an_ended_link_is_as_if_it_never_was(cast):
    link = Invitation.objects.create(cohort=cast.cohort, expires_at=timezone.now() + timedelta(days=1), places=5)
    path, join = reverse("invitations.end", args=["ai-tech", link.pk]), reverse("people.join", args=[link.token])
    assert browser(cast.stranger).get(join).status_code == 200
    for person, status in ((cast.mentor, 403), (cast.stranger, 404)):
        assert browser(person).post(path).status_code == status
    client = browser(cast.organiser)
    assert "The link has ended." in words(client.post(path, follow=True))
    assert browser(cast.stranger).get(join).status_code == 404
    assert client.post(path).status_code == 302  # a second press
    assert statuses(client, path, "get", "put") == {405}


def test_a_link_of_another_cohort_is_not_there(cast):
    link = Invitation.objects.create(cohort=cast.other, expires_at=timezone.now() + timedelta(days=1))
    assert browser(cast.staff).post(reverse("invitations.end", args=["ai-tech", link.pk])).status_code == 404
    assert Invitation.objects.get().is_valid
