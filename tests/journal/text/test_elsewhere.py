"""A page read elsewhere: whole addresses, and words in the place of pictures that would not open."""

import pytest

from journal.text.elsewhere import with_picture_words, with_whole_addresses
from journal.text.markdown import render

PAGE = "https://haru.example/posts/1/day-4/"
PICTURE = "/uploads/00000000-0000-4000-8000-000000000000.png"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="/@minji/">m</a>', 'href="https://haru.example/@minji/"'),
        ('<a href="#s-1">s</a>', f'href="{PAGE}#s-1"'),
        ('<a href="../2/">s</a>', 'href="https://haru.example/posts/1/2/"'),
        ('<a href="?a=1&amp;b=2">s</a>', f'href="{PAGE}?a=1&amp;b=2"'),
        ('<a href="//cdn.example/x">s</a>', 'href="https://cdn.example/x"'),
        ('<a href="mailto:a@b.example">s</a>', 'href="mailto:a@b.example"'),
        ('<a href="https://[broken">s</a>', 'href="https://[broken"'),
        (f'<img src="{PICTURE}" alt="x">', f'src="https://haru.example{PICTURE}"'),
        ('<code>&lt;a href="/x"&gt;</code> href="/y"', '&lt;a href="/x"&gt;</code> href="/y"'),
    ],
)
def test_addresses_are_whole_and_words_that_look_like_them_stay(html, said):
    assert said in with_whole_addresses(html, PAGE)


def test_a_rendered_page_keeps_its_words():
    html = render('## 제목\n\n[어제](/posts/3/)[^1], `<img src="/x">`, $a<b$\n\n[^1]: 각주').html
    whole = with_whole_addresses(html, PAGE)
    assert whole.count("https://haru.example/posts/3/") == 1
    assert 'href="#' not in whole
    assert 'src="/x"' in whole.replace("&quot;", '"')


def test_pictures_of_ours_become_words_that_lead_to_the_page():
    html = f'<p><img src="{PICTURE}" alt="A &amp; B"> <img src="https://x.example/y.png" alt="y"></p>'
    said = with_picture_words(html, PAGE, "Picture")
    assert f'<a href="{PAGE}">[Picture: A &amp; B]</a>' in said
    assert "/uploads/" not in said and "https://x.example/y.png" in said


def test_a_picture_in_a_link_becomes_words_in_that_link():
    said = with_picture_words(f'<a href="/x"><img src="{PICTURE}" alt=""></a>', PAGE, "Picture")
    assert said == '<a href="/x">[Picture]</a>'
