"""Subscribing to a post's comments."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from journal.actions.subscriptions import change_subscription
from journal.forms.follows import FollowForm
from journal.views.access import post_to_subscribe


@require_POST
@login_required
def change(request, pk):
    """Hear of comments on a post (`on` is 1 or missing), or no more (`on` is 0); twice is once."""
    post = post_to_subscribe(request.user, pk)
    kept = change_subscription(user=request.user, post=post, is_wanted=not FollowForm(request.POST).lets_go)
    if request.htmx:
        context = {"post": post, "is_subscribed": kept.is_wanted}
        return render(request, "journal/subscriptions/_button.html", context)
    return redirect(post.get_absolute_url() + "#comments")
