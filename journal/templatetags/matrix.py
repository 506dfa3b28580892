"""The cells of the topic × day matrix: thousands, so they are written here and not in a template's loop."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from journal.templatetags.haru import count

register = template.Library()


@register.simple_tag
def matrix_cells(row, before: str, after: str) -> SafeString:
    """Return a MatrixRow's cells; a number leads to `before`, N of Day N, `after`; both must be safe."""
    return mark_safe(
        "".join(
            f'<td data-step="{cell.step}"><a href="{before}{cell.number}{after}">{count(cell.posts)}</a></td>'
            if cell.posts
            else "<td></td>"
            for cell in row.cells
        )
    )
