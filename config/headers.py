"""Headers that every answer has, whatever view or file it comes from; a view may say another one for itself."""

import re

# A browser's powers: what Haru uses (keys for signing in, copying, a video that plays in its frame), and nothing else.
YOUTUBE = '"https://www.youtube-nocookie.com"'
POWERS = {
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
    "clipboard-write": "(self)",
    "clipboard-read": "(self)",
    # A frame is given only what the page around it has itself.
    **dict.fromkeys(("autoplay", "encrypted-media", "fullscreen"), f"(self {YOUTUBE})"),
    **dict.fromkeys(
        (
            "accelerometer", "browsing-topics", "camera", "display-capture", "gamepad", "geolocation",
            "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
            "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb",
            "window-management", "xr-spatial-tracking",
        ),
        "()",
    ),
}  # fmt: skip
# What no browser keeps a copy of: doors of accounts, the admin, and what is said about people rather than by them. The
# pages that people write on stay where "back" finds them, with what was typed.
UNKEPT = re.compile(
    r"/(?:accounts/(?!profile/|pictures/)|admin/|privacy/|notes/|feeds/$|c/[^/]+/(?:mentor/people/|"
    r"organise/(?:people|invitations|reports|log|board|roster/.)))"
)
REPORTS = "/refused/"  # where browsers report what the content policy refused: journal/views/site.py
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{power}={whose}" for power, whose in POWERS.items()),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Reporting-Endpoints": f'policy="{REPORTS}"',
    "X-Permitted-Cross-Domain-Policies": "none",
}


def headers(get_response):
    """Return the middleware that adds them; it stands before whatever answers."""

    def middleware(request):
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if UNKEPT.match(request.path):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
