"""Every table that grows leads to one cohort, so that cohorts could lie on different servers (docs/many-machines.md)."""

import pytest
from django.apps import apps
from django.db.utils import IntegrityError

from journal.models.comments import Comment
from tests.bench.shards import EVERYWHERE, laid_by_cohort, told, trial
from tests.factories import make_post
from tests.house.source import PROJECT

pytestmark = pytest.mark.django_db


def test_every_table_leads_to_one_cohort_or_is_known_to_lie_on_one_server():
    models = {model.__name__ for model in apps.get_app_config("journal").get_models(include_auto_created=True)}
    laid = {each.model.__name__ for each in laid_by_cohort()}
    assert models - laid == set(EVERYWHERE)
    assert all(EVERYWHERE.values())


def test_what_leads_there_is_never_empty():
    for each in laid_by_cohort():
        model = each.model
        for name in each.path:
            key = model._meta.get_field(name)
            assert not key.null, f"{each.name}.{name}"
            model = key.related_model
        assert model.__name__ == "Cohort"


def test_the_tables_can_be_laid_so(world):
    """Nothing leads from one cohort into another: the database itself looks at each row."""
    make_post(world.cast.stranger, world.cast.other)
    trial(say=len)


def test_a_row_that_leads_into_another_cohort_is_found(world):
    post = make_post(world.cast.stranger, world.cast.other)
    said = Comment.objects.exclude(post__cohort=world.cast.other).filter(parent=None)[0]
    Comment.objects.create(post=post, author=post.author, parent=said, body="x")
    with pytest.raises(IntegrityError):
        trial(say=len)


def test_the_page_about_many_machines_says_how_they_would_lie():
    assert told() in (PROJECT / "docs" / "many-machines.md").read_text()
