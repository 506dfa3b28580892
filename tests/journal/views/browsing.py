"""What the tests of pages share: a browser, what somebody reads in an answer, and the litany of refusals."""

from html.parser import HTMLParser
from urllib.parse import quote

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.guards import query_budget


def browser(user: User | None = None) -> Client:
    """Return a browser that reads English, signed in as `user` or as nobody."""
    client = Client(headers={"accept-language": "en"})
    if user:
        User.objects.filter(pk=user.pk).update(language="en")
        client.force_login(user)
    return client


def apply_seen(client: Client, path: str, data: dict, **how):
    """Send a form whose answer shows what it would move, press the button that applies it, and return what follows."""
    shown = client.post(path, data)
    return client.post(path, data | {"seen": shown.context["mark"], "apply": "1"}, **how)


class _Main(HTMLParser):
    """Collects the words and addresses between <main> and </main>."""

    def __init__(self):
        super().__init__()
        self.inside, self.words, self.links = False, [], []

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "main"
        if self.inside and tag == "a":
            self.links.append(dict(attrs).get("href", ""))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "main"

    def handle_data(self, data):
        if self.inside:
            self.words.append(data)


def _read(answer) -> _Main:
    main = _Main()
    main.feed(answer.content.decode())
    return main


def words(answer) -> str:
    """Return what somebody reads on a page, its blanks made single, without its header and footer, and without the
    request's number, which no other page has."""
    text = " ".join(" ".join(_read(answer).words).split())
    return text.replace(answer.headers.get("X-Request-ID") or "\0", "…")


def links(answer) -> list[str]:
    """Return where the links of a page lead, without those of its header and footer."""
    return _read(answer).links


def query_count(client: Client, path: str) -> int:
    """Return how many queries a page costs; fails beyond the budget."""
    with query_budget() as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def asks_to_sign_in(answer, path: str) -> bool:
    """Return whether an answer leads to signing in, and from there back to `path`."""
    return answer.status_code == 302 and answer.url == f"{reverse('account_login')}?next={quote(path)}"


def statuses(client: Client, path: str, *methods: str) -> set[int]:
    """Return the answers' statuses to each of these methods."""
    return {getattr(client, method)(path).status_code for method in methods}
