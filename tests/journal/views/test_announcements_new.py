"""Organisers announce something: to everybody, to teams, to roles; once, whatever the browser does."""

import pytest
from django.urls import reverse

from journal.actions.mail import deliver_mail
from journal.models.announcements import Announcement
from journal.models.mail import Delivery
from journal.models.moderation import Act
from journal.models.notifications import Notification
from tests.guards import query_budget
from tests.jobs import run_jobs
from tests.journal.views.announcing import NEW, more_members, sent
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


def test_what_is_announced_to_a_team_comes_to_it_as_a_notification_and_a_mail(cast, mailoutbox):
    client = browser(cast.organiser)
    team = cast.cohort.teams.get(name="1조")
    answer = client.post(NEW, sent(whom="some", teams=[team.pk], by_mail="on", pin_ends_on=cast.cohort.today()))
    announcement = Announcement.objects.get()
    assert answer.url == announcement.get_absolute_url()
    assert "announced something · Room change" in words(client.get(reverse("acts.index", args=["ai-tech"])))
    assert not Notification.objects.exists()  # the request waits for nobody
    run_jobs("tell_of_announcement")
    told = set(Notification.objects.values_list("recipient__handle", flat=True))
    assert told == {"minji", "bora", "seoyeon", "yuna", "gahee"}
    deliver_mail()
    assert {mail.to[0].split("@")[0] for mail in mailoutbox} == told - {"yuna"}  # who is on leave finds it on the site
    mail = next(mail for mail in mailoutbox if mail.to[0].startswith("bora"))
    assert mail.subject == "[ai-tech] Room change" and mail.from_email.startswith('"Haeun ')
    for body in (mail.body, mail.alternatives[0][0]):
        assert "We meet in room 2." in body and announcement.get_absolute_url() in body


def test_without_the_organiser_s_wish_nobody_is_mailed(cast, mailoutbox):
    browser(cast.organiser).post(NEW, sent())
    run_jobs("tell_of_announcement")
    assert Notification.objects.count() == 7 and not Delivery.objects.exists()


def test_teams_that_were_ticked_and_hidden_again_do_not_count(cast):
    team = cast.cohort.teams.get(name="1조")
    browser(cast.organiser).post(NEW, sent(whom="all", teams=[team.pk], roles=["mentor"]))
    announcement = Announcement.objects.get()
    assert (announcement.is_for_all, announcement.team_keys, announcement.roles) == (True, [], [])


def test_one_form_makes_one_and_other_words_with_its_key_another(cast):
    client, form = browser(cast.organiser), sent()
    assert client.post(NEW, form).url == client.post(NEW, form).url
    client.post(NEW, form | {"body": "Other words, typed after going back."})
    assert Announcement.objects.count() == 2 == Act.objects.count()
    browser(cast.staff).post(NEW, form)
    assert Announcement.objects.filter(author=cast.staff).count() == 1
    bare = {name: value for name, value in form.items() if name != "key"} | {"title": "Once"}
    assert client.post(NEW, bare).url == client.post(NEW, bare).url


def test_a_preview_is_the_page_and_announces_nothing(cast):
    answer = browser(cast.organiser).post(NEW, sent(preview="1", body="**bold** @bora"))
    page = answer.content.decode()
    assert "<strong>bold</strong>" in page and 'href="/@bora/"' in page and 'value="Room change"' in page
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Please give it a title."), ({"body": " \n"}, "Please write something."),
        ({"body": ""}, "Please write something."), ({"title": "x" * 121}, "This is too long: at most 120"),
        ({"body": "x" * 20_001}, "This is too long: at most 20,000"), ({"body": "a\x00b"}, "invisible character (NUL)"),
        ({"whom": "some"}, "Choose at least one team or role."), ({"whom": "x"}, "Select a valid choice"),
        ({"whom": "some", "teams": ["987654321"]}, "One of these teams is not there any more."),
        ({"whom": "some", "teams": ["a\x00"]}, "One of these teams is not there any more."),
        ({"whom": "some", "roles": ["king"]}, "Please choose from the list."),
        ({"pin_ends_on": "2021-08-02"}, "Please choose a day from today on"),
        ({"pin_ends_on": "soon"}, "Please give a day like 2026-03-02."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_the_text_stays(cast, fields, sentence):
    answer = browser(cast.organiser).post(NEW, sent() | fields)
    assert answer.status_code == 200 and sentence in words(answer) and not Announcement.objects.exists()
    assert answer.context["form"]["body"].value() == fields.get("body", "We meet in **room 2**.")


def test_another_cohort_s_team_is_none_of_this_one(cast):
    answer = browser(cast.organiser).post(NEW, sent(whom="some", teams=[cast.other.teams.first().pk]))
    assert "One of these teams is not there any more." in words(answer)


def test_in_preparation_people_are_told_once_the_cohort_opens(cast):
    type(cast.cohort).objects.filter(pk=cast.cohort.pk).update(state="draft")
    client = browser(cast.organiser)
    assert "People are told once it is open." in words(client.get(NEW))
    client.post(NEW, sent())
    run_jobs("tell_of_announcement")
    assert not Notification.objects.exists()
    client.post(reverse("opening.show", args=["ai-tech"]), {"sure": "1"})
    assert type(cast.cohort).objects.get(pk=cast.cohort.pk).is_open
    run_jobs("tell_of_announcement")
    assert Notification.objects.count() == 7


def test_doors_and_budget(cast):
    assert asks_to_sign_in(browser().get(NEW), NEW)
    assert browser(cast.stranger).get(NEW).status_code == 404
    for role in ("author", "mentor"):
        assert browser(cast.people[role]).post(NEW, sent()).status_code == 403
    assert browser(cast.staff).get(NEW).status_code == 200
    client = browser(cast.organiser)
    assert statuses(client, NEW, "put", "delete") == {405}
    assert query_count(client, NEW) < 7
    with query_budget() as few:
        client.post(NEW, sent())
    more_members(cast.cohort, 40)
    with query_budget() as many:
        client.post(NEW, sent())
    assert len(few) == len(many)
