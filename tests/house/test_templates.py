"""Templates: nothing that the Content-Security-Policy would stop, and nothing that reaches around `visible_to`."""

import re

import pytest

from tests.house.source import PROJECT, files

COMMENT = re.compile(r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
RULES = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*?[\s\"'/]on[a-z]+\s*=", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*?[\s\"'/]style\s*=", re.IGNORECASE),
    "script in an address": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "htmx script": re.compile(r"\bhx-on[:=-]|\bhx-vals\s*=\s*[\"']?js:|\bhx-vars\b", re.IGNORECASE),
    "other site's file": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}
# Lists that hold what some readers must not see: only views fetch them, through visible_to.
AROUND = re.compile(
    r"\b(?:cohort|team|person|user|reader|membership|member|topic|lecture|event|author|current_cohort)\."
    r"(?:posts|comments|questions|uploads|likes|links|notes|topic_links)\b"
)
# Only what our own renderer or Django itself made may go into a page as it is.
UNESCAPED = re.compile(r"(?<!\.html)(?<!\.help_text)\s*\|\s*safe\b|\|\s*safeseq\b|\{%\s*autoescape\s+off")

IN_MAILS = {
    "inline style",
    "style attribute",
}  # mail programs read no other; no page of ours shows a mail but in a sandbox


def broken_rules(text: str) -> list[str]:
    """Return which rules the source of a template breaks."""
    markup = COMMENT.sub("", text)
    plain = TAGS.sub("", markup)
    found = [name for name, pattern in RULES.items() if pattern.search(plain)]
    if AROUND.search(markup):
        found.append("a list around visible_to")
    if UNESCAPED.search(markup):
        found.append("text that is not escaped")
    return found


def test_templates_hold_no_script_no_style_and_no_back_door():
    paths = files(".html", under=("templates",))
    assert len(paths) > 30
    broken = {str(path.relative_to(PROJECT)): broken_rules(path.read_text(encoding="utf-8")) for path in paths}
    wrong = {
        path: set(rules) - (IN_MAILS if path.startswith("templates/emails/") else set())
        for path, rules in broken.items()
    }
    assert {path: rules for path, rules in wrong.items() if rules} == {}


def test_the_way_to_a_page_is_one_component():
    """A bare paragraph of links says to nobody what it is: `{% crumbs %}` draws them, and it alone."""
    paths = files(".html", under=("templates",))
    bare = [path.name for path in paths if re.search(r"class=[\"'][^\"']*\bcrumbs\b", path.read_text(encoding="utf-8"))]
    assert bare == ["crumbs.html"]


def test_scripts_evaluate_no_text():
    danger = re.compile(r"\beval\s*\(|new\s+Function\b|setTimeout\s*\(\s*[\"'`]|document\.write\b|\.outerHTML\s*=")
    wrong = [
        str(p.relative_to(PROJECT))
        for p in files(".js", under=("static",))
        if danger.search(p.read_text(encoding="utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ('<script type="module">x</script>', "inline script"),
        ("<STYLE>p{}</STYLE>", "inline style"),
        ('<a href="#" onclick="x()">', "event handler"),
        ('<img src="x"onerror="x()">', "event handler"),
        ('<p class="{% if a > b %}c{% endif %}" style="color:red">', "style attribute"),
        ("<a href='javascript:x()'>", "script in an address"),
        ('<b hx-on:click="x()">', "htmx script"),
        ('<script src="https://cdn.example/x.js"></script>', "other site's file"),
        ('<img src="//cdn.example/x.png">', "other site's file"),
        ("{% for post in cohort.posts.all %}", "a list around visible_to"),
        ("{{ person.posts.count }}", "a list around visible_to"),
        ("{{ post.body|safe }}", "text that is not escaped"),
        ("{% autoescape off %}", "text that is not escaped"),
    ],
)
def test_a_broken_rule_is_seen(text, rule):
    assert rule in broken_rules(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="{% static \'js/journal.js\' %}"></script>',
        '{# <script>no</script> #}{% comment %}<style>{% endcomment %}<!-- <p style="x"> -->',
        '<a href="https://example.org" data-style="x" data-on="y" hidden>a = b</a>',
        '<p>{% if one == two %}onset = 1{% endif %}</p><input name="on" value="0">',
        "{{ posts.count }} {{ post.comments.count }}",
        "{{ comment.html|safe }} {{ field.help_text|safe }}",
    ],
)
def test_a_good_template_passes(text):
    assert broken_rules(text) == []
