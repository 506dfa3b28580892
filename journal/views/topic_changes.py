"""What was done to a cohort's topics, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from journal.actions.topic_merges import undo_change
from journal.actions.topic_names import CannotUndo
from journal.queries.topic_care import changes_of
from journal.views.access_organise import change_to_undo, cohort_to_set_up

REASONS = {
    "undone": gettext_lazy("This was taken back already."),
    "gone": gettext_lazy("Something was changed on top of it. Please take that back first."),
    "taken": gettext_lazy("Another topic is called so by now. Please rename or merge that one first."),
    "lectures": gettext_lazy("Both topics have a lecture of the same code. Please change one of them first."),
}


@require_safe
@login_required
def index(request, cohort):
    """The changes of a cohort's topics, the newest first."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    return render(request, "journal/topic_changes/index.html", {"cohort": cohort, "changes": changes_of(cohort)})


@require_POST
@login_required
def undo(request, cohort, pk):
    """Take a change back."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    change = change_to_undo(cohort, pk)
    try:
        undone = undo_change(change=change, actor=request.user)
    except CannotUndo as error:
        messages.error(request, REASONS[error.reason])
    else:
        messages.success(request, _("It is taken back."))
        if undone.as_written:
            words = ngettext(
                "%(n)s post was written or edited since: it has the topics that it names.",
                "%(n)s posts were written or edited since: they have the topics that they name.",
                undone.as_written,
            )
            messages.info(request, words % {"n": undone.as_written})
    return redirect("topic_changes.index", cohort.slug)
