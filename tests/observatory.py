"""Mozilla's HTTP Observatory, as far as one answer and its cookies tell: its rules, and what each gives or takes.

Source: github.com/mdn/mdn-http-observatory (MPL 2.0), src/grader/charts.js for the points and src/analyzer/tests/ for
when a rule holds, as they stood in 2026; the rules are told here in our own words. It begins with 100 points; what is
given on top counts only where 90 are left without it. Left out is what a test cannot see: the preload list of HSTS
(+5), and the way from http to https (0 where it is right), which test_deployment asks for.

| rule | right | points |
|---|---|---|
| content policy | `default-src 'none'`, nothing unsafe in scripts, objects and styles | +10 |
| | the same with another default | +5 |
| | unsafe or broad sources in `style-src` only | 0 |
| | http in images | -10 |
| | `unsafe-eval` | -10 |
| | unsafe or broad sources in `script-src` or `object-src`, or http | -20 |
| | none | -25 |
| cookies | all Secure, sessions HttpOnly, SameSite | +5 |
| | none set, or the same without SameSite | 0 |
| | not Secure, but behind HSTS | -5, a session -10 |
| | not Secure | -20, a session -40 |
| | a session that scripts can read | -30 |
| other origins' scripts may read answers (CORS) with credentials | | -50 |
| referrer | no-referrer, same-origin, strict-origin(-when-cross-origin) | +5 |
| | none | 0, one that tells more -5 |
| HSTS | half a year or more | 0, less -10, none -20 |
| scripts | all of our own origin | 0 |
| | of others by https without integrity | -5, by http -50 |
| sniffing | nosniff | 0, else -5 |
| framing | by `frame-ancestors` | +5, by X-Frame-Options 0, none -20 |
| resource policy | same-origin or same-site | +10, none or cross-origin 0 |
"""

import re

HALF_A_YEAR = 15_768_000  # seconds
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
ENOUGH = 90  # points without which nothing is given on top


def points(response) -> dict[str, int]:
    """Return what each rule gives or takes for an answer to a Django test client."""
    said = response.headers
    return {
        "content policy": content_policy(said.get("Content-Security-Policy", "")),
        "cookies": cookies(response),
        "cors": -50 if said.get("Access-Control-Allow-Credentials") == "true" else 0,
        "referrer": _referrer(said.get("Referrer-Policy")),
        "hsts": _hsts(said.get("Strict-Transport-Security")),
        "scripts": _scripts(response),
        "sniffing": 0 if said.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": _framing(said),
        "resource policy": 10 if said.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0,
    }


def score(response) -> int:
    """Return the points of an answer."""
    all_points = points(response).values()
    without = 100 + sum(each for each in all_points if each < 0)
    return max(0, without + (sum(each for each in all_points if each > 0) if without >= ENOUGH else 0))


def directives(policy: str) -> dict[str, set[str]]:
    """Return a policy's sources by directive."""
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


def content_policy(policy: str) -> int:
    """Return the points of a Content-Security-Policy."""
    rules = directives(policy)
    if not rules:
        return -25
    default = rules.get("default-src", {"*"})
    scripts, objects, styles = (rules.get(name, default) for name in ("script-src", "object-src", "style-src"))
    active = [source for name, sources in rules.items() if name not in ("img-src", "media-src") for source in sources]
    passive = rules.get("img-src", default) | rules.get("media-src", default)
    if scripts & (BROAD | UNSAFE) or objects & BROAD or any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in scripts | styles or any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if styles & (BROAD | UNSAFE):
        return 0
    return 10 if default == {"'none'"} else 5


def cookies(response) -> int:
    """Return the points of the cookies that an answer sets; the worst one counts."""
    held = _hsts(response.headers.get("Strict-Transport-Security")) == 0
    found = [_cookie(name, cookie, held) for name, cookie in response.cookies.items() if cookie.value]
    return min(found, default=0)


def _cookie(name: str, cookie, held: bool) -> int:
    is_session = any(word in name.lower() for word in ("sess", "login", "auth", "jwt", "sid"))
    if not cookie["secure"]:
        return (-10 if is_session else -5) if held else (-40 if is_session else -20)
    if is_session and not cookie["httponly"]:
        return -30
    same_site = cookie["samesite"].lower()
    if "csrf" in name.lower() and not same_site:
        return -20
    return 5 if same_site in ("lax", "strict") else 0 if not same_site else -20


def _referrer(said: str | None) -> int:
    if said is None:
        return 0
    return 5 if said.split(",")[-1].strip().lower() in PRIVATE else -5


def _hsts(said: str | None) -> int:
    age = re.search(r"max-age=(\d+)", said or "")
    if not age:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def _scripts(response) -> int:
    if getattr(response, "streaming", False) or "html" not in response.headers.get("Content-Type", ""):
        return 0
    tags = re.findall(r"<script\b[^>]*\bsrc=[\"']([^\"']+)[^>]*>", response.content.decode(errors="replace"))
    foreign = [src for src in tags if re.match(r"(https?:)?//", src)]
    return -50 if any(not src.startswith("https:") for src in foreign) else -5 if foreign else 0


def _framing(said) -> int:
    if "frame-ancestors" in directives(said.get("Content-Security-Policy", "")):
        return 5
    return 0 if said.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20
