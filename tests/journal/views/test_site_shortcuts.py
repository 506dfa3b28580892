"""What keys do: a page for everybody, a sheet for `?`, and nothing where somebody has turned single keys off."""

from tests.journal.views.browsing import browser, words

PATH = "/shortcuts/"


def test_everybody_may_read_what_keys_do(cast):
    for role in ("visitor", "camper", "mentor", "stranger"):
        answer = browser(cast.people[role]).get(PATH)
        assert answer.status_code == 200
        assert "The next or the previous row" in words(answer)


def test_the_sheet_is_the_list_alone(cast):
    page = browser(cast.camper).get(PATH, headers={"HX-Request": "true"}).content.decode()
    assert "This list" in page and "<html" not in page


def test_every_page_of_theirs_leads_there(cast):
    assert f'href="{PATH}"' in browser(cast.camper).get("/").content.decode()


def test_who_turns_single_keys_off_has_none_and_is_told_so(cast):
    client = browser(cast.camper)
    assert "<haru-keys" in client.get("/").content.decode()
    fields = client.get("/accounts/profile/").context["form"].initial | {"bio": "", "single_keys": ""}
    assert client.post("/accounts/profile/", fields).status_code == 302
    page = client.get("/").content.decode()
    assert "<haru-keys" not in page and "<haru-palette" in page, "with Ctrl it is no single key"
    assert "Single keys are turned off for you." in words(client.get(PATH))


def test_only_who_may_write_is_led_to_a_new_post(cast):
    assert "data-write=" in browser(cast.camper).get("/").content.decode()
    assert "data-write=" not in browser(cast.mentor).get("/").content.decode()
