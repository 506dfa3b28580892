"""The one renderer under the signature that django-markdownx asks for (MARKDOWNX_MARKDOWNIFY_FUNCTION)."""

from journal.text.markdown import render


def render_html(source: str) -> str:
    """Return the page of a Markdown text, the same as a published post's."""
    return render(source).html
