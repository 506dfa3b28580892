"""What lists take from their address: bad values are a page that is not there."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from journal.forms.listing import ListingForm, NewPostForm, SectionForm, SuggestForm, asked
from journal.forms.topics import TopicForm


def ask(form, query):
    return asked(form, RequestFactory().get(f"/?{query}"))


@pytest.mark.parametrize("before", ["", "1", "1-2", "9" * 18 + "-" + "9" * 18])
def test_cursor_of_a_list_is_taken(before):
    assert ask(ListingForm, f"before={before}")["before"] == before


BAD = {
    ListingForm: ["before=x", "before=-1", "before=1-1-1", "before=%00", "before=1%0A", "before=%D9%A1"],
    TopicForm: ["view=x", "view=../days"],
    SuggestForm: ["q=" + "x" * 51, "q=%00"],
    NewPostForm: ["day=0", "day=1.5", "day=" + "9" * 5000, "cohort=a/b"],
    SectionForm: ["reply=0", "reply=x", f"reply={2**63}", "section=%00"],
}


@pytest.mark.parametrize(("form", "query"), [(form, query) for form, queries in BAD.items() for query in queries])
def test_value_that_no_link_of_ours_has_is_not_there(form, query):
    with pytest.raises(Http404):
        ask(form, query)


def test_parameters_of_others_are_left_alone():
    assert ask(ListingForm, "utm_source=mail&before=") == {"before": ""}


def test_of_a_parameter_said_twice_the_last_counts():
    assert ask(TopicForm, "view=days&view=people")["view"] == "people"
