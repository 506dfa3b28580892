"""What Haru knows of somebody: to take along, who of the staff read their posts, the way out; nobody else's."""

import json
import zipfile
from io import BytesIO

from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import Session, User
from accounts.pictures import store_picture
from journal.actions.likes import like_post
from journal.actions.uploads import add_upload
from journal.models.posts import StaffReading
from journal.transfer.own_account import MADE, tables
from tests.factories import make_post
from tests.guards import query_budget
from tests.journal.pictures import photo
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = "/privacy/"


def test_one_sees_who_of_the_staff_read_one_s_posts(cast):
    browser(cast.staff).get(cast.posts["mentors"].get_absolute_url())
    page = words(browser(cast.author).get(PATH))
    assert cast.posts["mentors"].title in page and cast.staff.display_name in page
    assert cast.posts["mentors"].title not in words(browser(cast.team_mate).get(PATH))
    assert "Nobody of the staff" in words(browser(cast.camper).get(PATH))


def test_the_page_costs_the_same_for_many_readings(cast):
    client = browser(cast.author)
    StaffReading.objects.create(post=cast.posts["team"], reader=cast.staff)
    one = query_count(client, PATH)
    StaffReading.objects.bulk_create(StaffReading(post=cast.posts["team"], reader=cast.staff) for _each in range(30))
    with query_budget(one):
        assert client.get(PATH).status_code == 200
    assert one <= 12


def everything(cast, user) -> dict[str, bytes]:
    """Return the files of the zip that somebody downloads, after a few things were known of them."""
    answer = browser(user).post(reverse("transfers.export"), {"whole": "1"})
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_in_the_zip_and_no_key_of_any_door(cast):
    minji = cast.author
    minji.set_password("haru-backpropagation")
    User.objects.filter(pk=minji.pk).update(password=minji.password, picture=store_picture(b"a face"), bio="zq-bio")
    unused = add_upload(owner=minji, data=photo())
    like_post(user=minji, post=make_post(cast.camper, cast.cohort, title="zq-not-mine", body="zq-not-mine", day=3))
    Authenticator.objects.create(user=minji, type="totp", data={"secret": "zq-secret"})
    StaffReading.objects.create(post=cast.posts["team"], reader=cast.staff)
    browser(minji)
    key = Session.objects.filter(user=minji).first().session_key
    files = everything(cast, cast.fresh("author"))
    assert f"pictures/{unused.pk}.{unused.kind}" in files and b"a face" in files.values()
    assert any(name.startswith("posts/ai-tech/") for name in files)
    text = files["account.json"].decode()
    said = json.loads(text)
    assert said["account"]["bio"] == "zq-bio" and said["account"]["email"] == minji.email
    assert {"Membership.user", "Like.user", "Session.user", "Authenticator.user", "Post.author"} <= set(said["rows"])
    assert said["read_by_staff"][0] | {"read_at": ""} == {
        "post": cast.posts["team"].title, "reader": cast.staff.handle, "read_at": "",
    }  # fmt: skip
    for secret in (key, "zq-secret", minji.password, "zq-not-mine"):
        assert secret not in text


def test_every_table_about_people_is_in_it():
    """A new table with a column for a person is taken along by itself; what is left out is named."""
    known = {model.__name__ for model, _column in tables()}
    assert {"Post", "Comment", "Bookmark", "Follow", "Notification", "Delivery", "EmailAddress", "Report"} <= known
    assert not known & MADE


def test_the_plain_export_says_nothing_of_the_account(cast):
    answer = browser(cast.author).post(reverse("transfers.export"))
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "account.json" not in archive.namelist()


def test_visitors_sign_in_and_other_methods_are_refused(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert set(statuses(browser(cast.author), PATH, "post", "put", "delete")) == {405}
