"""A cohort ends while somebody types: the editor says so, and the text can be taken along."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_cohort, make_member, make_post
from tests.world import set_state

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_types_when_the_cohort_ends_downloads_the_text(sign_in):
    cohort = make_cohort("ai-tech")
    minji = make_member(cohort, handle="minji")
    draft = make_post(minji, cohort, title="오늘", body="처음", publish=False)
    page = sign_in(minji, reverse("posts.edit", args=[draft.pk]))
    page.wait_for_selector("form.editor[data-kept]")
    set_state(cohort, "ended")
    page.locator("textarea[name=body]").fill("처음부터 끝까지 쓴 글")
    notice = page.get_by_role("alert").filter(has_text="이제 여기에 글을 쓸 수 없어요")
    expect(notice).to_be_visible()
    with page.expect_download() as download:
        notice.locator("a[download]").click()
    assert Path(download.value.path()).read_text() == "# 오늘\n\n처음부터 끝까지 쓴 글"
