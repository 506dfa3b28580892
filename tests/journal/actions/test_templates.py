"""Section templates under double submission and many hands: ten of a person at most, one of a name, one default."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from journal.actions.templates import NameTaken, TooMany, keep_template
from journal.models.templates import MOST_TEMPLATES, SectionTemplate
from tests.factories import make_user


def keep(owner, name="회고", body="## 회고", is_default=False, template=None):
    return keep_template(owner=owner, name=name, body=body, is_default=is_default, template=template)


def test_the_same_form_twice_keeps_one_and_another_text_of_that_name_is_refused(db):
    minji = make_user("minji")
    assert keep(minji) == keep(minji)
    with pytest.raises(NameTaken):
        keep(minji, body="## 다른 글")
    keep(make_user("bora"), body="## 다른 글")
    other = keep(minji, name="하루")
    with pytest.raises(NameTaken):
        keep(minji, template=other)
    assert keep(minji, name="하루", body="고침", template=other).body == "고침"
    assert SectionTemplate.objects.filter(owner=minji).count() == 2


def test_one_is_the_default(db):
    minji, bora = make_user("minji"), make_user("bora")
    first, theirs = keep(minji, is_default=True), keep(bora, is_default=True)
    second = keep(minji, name="하루", is_default=True)
    defaults = SectionTemplate.objects.filter(is_default=True)
    assert set(defaults) == {second, theirs}
    first.refresh_from_db()
    keep(minji, is_default=True, template=first)
    assert set(defaults.all()) == {first, theirs}


@pytest.mark.django_db(transaction=True)
def test_ten_fit_however_many_windows_ask_at_once():
    minji = make_user("minji")

    def ask(number):
        try:
            return keep(minji, name=f"틀 {number}", is_default=True)
        except TooMany:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        kept = list(filter(None, pool.map(ask, range(MOST_TEMPLATES + 8))))
    mine = SectionTemplate.objects.filter(owner=minji)
    assert (len(kept), mine.count(), mine.filter(is_default=True).count()) == (MOST_TEMPLATES, MOST_TEMPLATES, 1)
    assert keep(minji, name=kept[0].name, body="changed", template=kept[0]).body == "changed"
