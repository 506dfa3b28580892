"""What a stored page gets when it is read."""

import pytest

from journal.text.markdown import render
from journal.text.reading import with_heading_links, with_picture_links


def test_every_heading_leads_to_itself():
    page = render('# A & B\n\n## A & B\n\nText `<h2 id="x">no</h2>`\n')
    html = with_heading_links(page.html, 'Link "here"')
    for entry in page.toc:
        link = f'<a class="heading-link" href="#{entry["anchor"]}" aria-label="Link &quot;here&quot;"'
        assert html.count(link) == 1
    assert html.count("heading-link") == 2


@pytest.mark.parametrize(
    ("source", "href", "rel"),
    [
        ("![a > b](/uploads/x.png)", "/uploads/x.png", ""),
        ('![a](https://example.com/a.png?b=1&c "t")', "https://example.com/a.png?b=1&amp;c", "nofollow ugc noopener"),
        ('<img width="9" title=\'x"y\' src="/uploads/x.png">', "/uploads/x.png", ""),
    ],
)
def test_a_picture_leads_to_itself(source, href, rel):
    html = with_picture_links(render(source).html)
    assert f'<a class="picture" href="{href}"' in html
    assert ("nofollow" in html) == bool(rel)
    assert html.count("<a") == html.count("</a>") == html.count("<img") == 1


@pytest.mark.parametrize(
    "source",
    [
        "[![a](/uploads/x.png) and words](https://example.com/)",
        '<a title="t" href="/x"><img src="/uploads/x.png"></a>',
        '`![a](/uploads/x.png)` and `<img src="/uploads/x.png">`',
        '```html\n<img src="/uploads/x.png">\n```',
        "![a]()",
        "@minji [a](b) text[^1]\n\n[^1]: note",
    ],
)
def test_what_leads_elsewhere_or_is_no_picture_stays(source):
    html = render(source).html
    assert with_picture_links(html) == html


def test_links_that_say_their_address_are_known():
    html = render("https://example.com/길?a=1&b=2 and [words](https://example.com/) and [*x*](/y)").html
    marked = with_picture_links(html)
    assert marked.count('class="bare"') == 1
    assert marked.replace(' class="bare"', "") == html
