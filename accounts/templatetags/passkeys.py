"""What a page hands to the script that talks to a key."""

import json

from allauth.mfa.adapter import get_adapter
from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def as_json(value) -> str:
    """Return a value as JSON, to stand in an attribute (where it is escaped): a page has no script of its own."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def as_picture(address: str) -> str:
    """Return the square picture (QR, as SVG) out of which an app reads an address."""
    svg = get_adapter().build_totp_svg(address)
    return mark_safe(svg[svg.index("<svg") :])
