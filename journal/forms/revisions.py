"""Choosing between texts: where two edits crossed, and the way back to an old one."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from journal.forms.posts import PostForm, chosen_day
from journal.models.cohorts import Visibility
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.templatetags.haru import day_words
from journal.text.alignment import Work
from journal.text.differences import ADDED, KEPT, REMOVED, Line, Span, line_diff
from journal.text.input_text import without_controls
from journal.text.merging import BOTH, MINE, THEIRS, Block, blocks, merged, signature_of

COLUMNS = ("title", "study_on", "topics", "visibility")
PREFIX = "block-"  # of all fields here: they are sent together with the editor's, whose text is "mine"


class CrossingForm(forms.Form):
    """The choices where an editor's text (`mine`, a bound PostForm) and the saved one (`theirs`) differ.

    `signature` names both texts as they were shown: choices about texts that have moved since are not taken.
    """

    def __init__(self, data=None, *, mine: PostForm, theirs: Post | PendingEdit):
        self.mine, self.theirs = mine, theirs
        self.blocks = blocks(self.my_values["body"], theirs.body)
        self.signature = signature_of(*self.my_values.values(), *self.their_values.values())
        self.has_moved = data is not None and data.get(f"{PREFIX}signature") != self.signature
        super().__init__(None if self.has_moved else data)
        for column in self._columns():
            self.fields[f"{PREFIX}{column}"] = _choice(mine.fields[column].label, MINE, both=column == "topics")
        for at, block in self._differing():
            self.fields[f"{PREFIX}{at}"] = _choice("", _best(block), both=bool(block.mine and block.theirs))

    @cached_property
    def my_values(self) -> dict[str, str]:
        """What the editor sent, by field; as it was typed where it could not be cleaned."""
        out = {name: _plain(self._cleaned(name)) for name in ("body", *COLUMNS)}
        return {**out, "visibility": out["visibility"] or self.mine.cohort.default_visibility}

    @cached_property
    def their_values(self) -> dict[str, str]:
        """The saved text, by the same fields."""
        source = PostForm.initial_of_copy(self.theirs)
        return {name: _plain(source[name]) for name in ("body", *COLUMNS)}

    @property
    def merged_data(self):
        """What the editor would have sent with the text that the (valid) choices make."""
        chosen = {name.removeprefix(PREFIX): choice for name, choice in self.cleaned_data.items()}
        data = self.mine.data.copy()
        for column in self._columns():
            if chosen[column] == BOTH:
                data[column] = f"{self.my_values[column]}, {self.their_values[column]}"
            elif chosen[column] == THEIRS:
                data[column] = self.their_values[column]
        data["body"] = merged(self.blocks, {at: chosen[str(at)] for at, _block in self._differing()})
        return data

    @property
    def rows(self):
        """What the page shows from top to bottom: a dict each, with `same` text or both sides and their `field`."""
        yield from (self._column_row(column) for column in self._columns())
        work, same, number = Work(), [], 0
        count = sum(1 for _ in self._differing())
        for at, block in enumerate(self.blocks):
            if block.is_same:
                same.append(block.mine)
                continue
            number += 1
            if same:
                yield {"same": "".join(same).strip("\n")}
            same = []
            mine, theirs = _sides(block, work)
            words = {"number": number, "count": count}
            name = gettext("Difference %(number)s of %(count)s in the text") % words
            yield {"name": name, "field": self[f"{PREFIX}{at}"], "mine": mine, "theirs": theirs}
        if same:
            yield {"same": "".join(same).strip("\n")}

    def _cleaned(self, name: str):
        """A field by itself: what the whole form makes of it depends on the button that was pressed."""
        typed = self.mine[name].value()
        try:
            return self.mine.fields[name].clean(typed)
        except ValidationError:
            return typed

    def _columns(self) -> list[str]:
        return [column for column in COLUMNS if self.my_values[column] != self.their_values[column]]

    def _differing(self):
        return ((at, block) for at, block in enumerate(self.blocks) if not block.is_same)

    def _column_row(self, column: str) -> dict:
        sides = (self._words(column, values[column]) for values in (self.my_values, self.their_values))
        mine, theirs = ([Line(KEPT, (Span(words),))] if words else [] for words in sides)
        field = self[f"{PREFIX}{column}"]
        return {"name": field.label, "field": field, "mine": mine, "theirs": theirs}

    def _words(self, column: str, value: str) -> str:
        if column == "visibility":
            return str(dict(Visibility.choices).get(value, value))
        if column != "study_on":
            return value
        day = chosen_day({"study_on": value})
        number = self.mine.cohort.calendar.number_of(day) if day else None
        return f"Day {number} · {day_words(day)}" if number else gettext("A free note, of no study day")


class VersionForm(forms.Form):
    """A button that acts on what its page showed: `version` is the working copy's at that moment."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def _choice(label, initial: str, *, both: bool) -> forms.ChoiceField:
    choices = [
        (MINE, _("Your text")),
        (THEIRS, _("The saved text")),
        *([(BOTH, _("Both, one after the other"))] * both),
    ]
    return forms.ChoiceField(label=label, choices=choices, initial=initial, widget=forms.RadioSelect)


def _best(block: Block) -> str:
    """What loses nothing, where there is such a choice."""
    return THEIRS if block.mine.strip() in block.theirs else MINE


def _plain(value) -> str:
    """A field's value as one text in one spelling."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(value)
    return without_controls(str(value or ""))


def _sides(block: Block, work: Work) -> tuple[list[Line], list[Line]]:
    """The lines of both sides, with what differs between them marked."""
    lines = line_diff(block.theirs.strip("\n").rstrip(), block.mine.strip("\n").rstrip(), None, work)
    return [line for line in lines if line.kind != REMOVED], [line for line in lines if line.kind != ADDED]
