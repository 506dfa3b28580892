"""What machines fetch (feeds, calendars, the sitemap, links' pictures) knows no cookie, so that caches may keep it."""

ENDINGS = (".atom", ".ics", ".xml", ".txt")
FOLDERS = ("/cards/",)
NOT_ASKED = {"cookie", "accept-language"}


def cookieless(get_response):
    """Return the middleware that lets these addresses see no cookie; it stands before the sessions."""

    def middleware(request):
        if not request.path_info.endswith(ENDINGS) and not request.path_info.startswith(FOLDERS):
            return get_response(request)
        request.COOKIES = {}
        response = get_response(request)
        names = (name.strip() for name in response.headers.get("Vary", "").split(","))
        response.headers["Vary"] = ", ".join(name for name in names if name and name.lower() not in NOT_ASKED)
        if not response.headers["Vary"]:
            del response.headers["Vary"]
        return response

    return middleware
