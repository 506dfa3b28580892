"""What somebody sent whose session had ended, or whose form was too old: held until they are back, and shown again."""

import time
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict

from journal.forms.posts import PostForm
from journal.text.markdown import MAX_POST

SECONDS = 60 * 60
FIELDS = (*PostForm.base_fields, "mood", "writer")
MOST = MAX_POST + 5_000  # characters


def sign_in_first(view):
    """Wrap an editor's view: a visitor signs in and comes back, and finds what they sent."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        hold(request)
        return redirect_to_login(request.get_full_path())

    return wrapper


def hold(request) -> bool:
    """Keep an editor's form in the session for an hour; return whether there was something that could be kept.

    The form names its writer, so that nobody else who signs in here sees it.
    """
    sent = {name: request.POST[name] for name in FIELDS if name in request.POST}
    if (
        not sent.get("writer")
        or "body" not in sent
        or sum(len(value.replace("\r\n", "\n")) for value in sent.values()) > MOST
    ):
        return False
    request.session["held"] = {"path": request.path, "at": int(time.time()), "sent": sent}
    if not request.user.is_authenticated:
        request.session.set_expiry(SECONDS)
    return True


def held_for(request) -> QueryDict | None:
    """Return what this person sent to this address in the last hour and what was not saved since then."""
    held = request.session.get("held")
    if not held or held["path"] != request.path or held["at"] < time.time() - SECONDS:
        return None
    if held["sent"]["writer"] != str(request.user.pk):
        return None
    data = QueryDict(mutable=True)
    data.update(held["sent"])
    return data


def let_go(request, path: str = "") -> None:
    """Forget what was held of this address (or of `path`): it is saved."""
    if request.session.get("held", {}).get("path") == (path or request.path):
        del request.session["held"]
