"""The comment form."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from journal.actions.comments import comment_page
from journal.forms.fields import BodyField, KeyField, key_of
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.text.markdown import MAX_COMMENT

GONE = ValidationError(_("The comment you reply to is gone."), code="gone")


class Previewed:
    """For a form with a comment's `body`: what it would look like on a `post`, when its `preview` button was used."""

    post: Post

    @property
    def preview(self) -> str:
        """The comment's page, safe to print; empty unless it was asked for and there is one."""
        asked = self.is_bound and "preview" in self.data and self.cleaned_data.get("body")
        return mark_safe(comment_page(self.cleaned_data["body"], self.post)) if asked else ""


class CommentForm(Previewed, forms.Form):
    """A comment on a post, on one of its sections, or under another comment."""

    body = BodyField(label=_("Comment"), required=False, most=MAX_COMMENT)
    section = forms.ChoiceField(label=_("About"), required=False)
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)
    asks = forms.BooleanField(label=_("Leave it as a question"), required=False)
    key = KeyField()

    def __init__(self, *args, post: Post, may_ask: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.post = post
        if not may_ask:
            del self.fields["asks"]
        headings = [(entry["anchor"], entry["text"]) for entry in post.toc]
        self.fields["section"].choices = [("", _("The whole post")), *headings]
        self.fields["body"].widget = forms.Textarea(attrs={"rows": 4})

    def clean_body(self):
        """Refuse an empty comment in words."""
        if not self.cleaned_data["body"].strip():
            raise ValidationError(_("The comment is empty. Write something first."), code="empty")
        return self.cleaned_data["body"]

    def clean_parent(self):
        """Return the comment this one replies to; it must stand on the same post."""
        pk = self.cleaned_data["parent"]
        if pk is None:
            return None
        parent = Comment.objects.filter(post=self.post, pk=pk).standing().select_related("parent").first()
        if parent is None:
            raise GONE
        return parent

    def key_for(self, user) -> object:
        """Return this submission's key, made out of its content where the form came without one."""
        data = self.cleaned_data
        parent = data["parent"].pk if data["parent"] else ""
        return data["key"] or key_of("comment", user.pk, self.post.pk, parent, data["section"], data["body"])


class CommentEditForm(Previewed, forms.Form):
    """A comment's text, to change it."""

    body = BodyField(label=_("Comment"), required=False, most=MAX_COMMENT)

    clean_body = CommentForm.clean_body

    def __init__(self, *args, post: Post, **kwargs):
        super().__init__(*args, **kwargs)
        self.post = post
        self.fields["body"].widget = forms.Textarea(attrs={"rows": 6})
