"""The content policy of answers that say nothing of their own about it, spelled once and not for each of them."""

from functools import cache

from csp import middleware
from csp.constants import HEADER
from csp.utils import build_policy

OWN = tuple(
    f"_csp_{what}" for what in ("config", "update", "replace", "exempt", "config_ro", "update_ro", "replace_ro")
)
DEBUGGED = (404, 500)  # Django's own pages for these, where a developer sees them, have none


class CSPMiddleware(middleware.CSPMiddleware):
    """django-csp's, for views with a policy of their own and pages with a nonce; the others get the site's."""

    def process_response(self, request, response):
        """Set the header where the answer has none."""
        is_own = hasattr(request, "_csp_nonce") or any(hasattr(response, name) for name in OWN)
        if is_own or response.status_code in DEBUGGED:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy())
        return response


@cache
def _policy() -> str:
    return build_policy()
