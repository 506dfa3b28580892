"""Requests that a test keeps back until it wants them answered."""

import time

PATIENCE = 60  # seconds that the page has to ask


class Held:
    """What a page asks of some addresses from now on, kept back until it is let go."""

    def __init__(self, page, addresses):
        self.page, self.routes, self.is_open = page, [], False
        page.route(addresses, self._meet)

    def _meet(self, route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.routes.append(route)

    def take(self, number: int = 0):
        """Return a request's route, by its number from 0, as soon as the page has asked so often."""
        end = time.monotonic() + PATIENCE
        while len(self.routes) <= number:
            assert time.monotonic() < end, f"only {len(self.routes)} asked"
            self.page.wait_for_timeout(20)
        return self.routes[number]

    def let_go(self) -> None:
        """Let what was asked go on, at least one request, and all that follows too."""
        self.take()
        self.is_open = True
        for route in self.routes:  # the browser may have given some of them up
            route.continue_()
