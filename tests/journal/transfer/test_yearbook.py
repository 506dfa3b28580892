"""A yearbook opens from disk: every address in it resolves, and nothing in it is for fewer people than was chosen."""

import re
import zipfile
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from journal.actions.comments import delete_comment
from journal.actions.exports import ask_for_export
from journal.actions.hidings import hide_comment, hide_post
from journal.actions.uploads import add_upload
from journal.transfer import making, yearbook
from tests.factories import make_comment, make_post
from tests.jobs import run_jobs
from tests.journal.pictures import photo

pytestmark = pytest.mark.django_db


class Addresses(HTMLParser):
    """Collects what a page leads to and loads, and its anchors."""

    def __init__(self):
        super().__init__()
        self.found, self.anchors = [], set()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.anchors.add(values.get("id"))
        self.found += [values[name] for name in ("href", "src", "srcset", "action", "poster") if values.get(name)]


def made(cast, kind: str = "cohort", person=None) -> dict[str, str]:
    """Return the files of a yearbook, as text."""
    export = ask_for_export(cohort=cast.cohort, owner=person or cast.organiser, kind=kind)
    run_jobs("make_export")
    export.refresh_from_db()
    with zipfile.ZipFile(export.file.open("rb")) as archive:
        assert archive.testzip() is None and len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def dangling(files: dict[str, str]) -> list[tuple[str, str]]:
    """Return (page, address) of what leads nowhere: no file of the folder has that name or anchor."""
    pages = {}
    for name in (name for name in files if name.endswith(".html")):
        pages[name] = Addresses()
        pages[name].feed(files[name])
    wrong = []
    for name, page in pages.items():
        for address in page.found:
            where = urlsplit(address)
            if where.scheme in ("https", "http", "mailto"):
                continue
            target = normpath(join(dirname(name), unquote(where.path))) if where.path else name
            fragment = unquote(where.fragment)
            if target not in files or (fragment and target in pages and fragment not in pages[target].anchors):
                wrong.append((name, address))
    for name in (name for name in files if name.endswith(".css")):
        named = re.findall(r'url\("?([^")]+)"?\)', files[name])
        wrong += [(name, address) for address in named if normpath(join(dirname(name), address)) not in files]
    return wrong


@pytest.fixture
def written(cast):
    """A post with all that pages lead to, and what was said under it."""
    picture, other = add_upload(owner=cast.author, data=photo()), add_upload(owner=cast.camper, data=photo(1))
    here, team = cast.posts["public"], cast.posts["team"]
    body = (
        f"## 학습 내용\n\n### AI Math\n\n손실함수를 배웠다. <b>x</b> & `a<b`\n\n![사진]({picture.get_absolute_url()})\n\n"
        f"![]({other.get_absolute_url()}) [글]({here.get_absolute_url()}) [조]({team.get_absolute_url()}) @minji @nobody\n\n"
        "[밖](https://example.com/) [안](/c/ai-tech/) [곁](x.html) [위](#학습-내용) [나쁜](javascript:alert(1))\n\n각주[^1]\n\n[^1]: 뜻"
    )
    post = make_post(cast.author, cast.cohort, title="<script>행렬</script>", body=body, day=9, topics=["C++"])
    first = make_comment(cast.mentor, post, body="좋아요 @minji <i>")
    make_comment(cast.camper, post, body="고맙습니다", parent=first)
    gone = make_comment(cast.camper, post, body="taken back")
    make_comment(cast.author, post, body="answer to what is gone", parent=gone)
    delete_comment(comment=gone)
    hide_comment(comment=make_comment(cast.camper, post, body="hushed words"), by=cast.organiser, reason="x")
    make_post(cast.camper, cast.cohort, title="A free note")
    return post


def test_every_address_in_it_resolves(cast, written):
    files = made(cast)
    assert dangling(files) == []
    page = files[f"posts/{written.pk}.html"]
    assert f'href="../posts/{cast.posts["public"].pk}.html"' in page and 'href="../people/@minji.html"' in page
    assert f"posts/{cast.posts['team'].pk}.html" not in page and "/uploads/" not in page and "/c/ai-tech" not in page
    assert "&lt;script&gt;행렬" in page and "<script" not in page and '"javascript:' not in page
    assert page.count("../pictures/") >= 1 and "고맙습니다" in page and "answer to what is gone" in page
    assert "taken back" not in page and "hushed words" not in page and "멘토" in page
    assert (
        "Content-Security-Policy" in page and "days/notes.html" in files and "A free note" in files["days/notes.html"]
    )
    for name in ("index.html", "search.html", "people/@sol.html", "days/2021-08-12.html", "css/tokens.css"):
        assert name in files
    broken = {**files, "index.html": files["index.html"] + '<a href="posts/0.html">'}
    assert dangling(broken) == [("index.html", "posts/0.html")]


@pytest.mark.parametrize(("kind", "titles"), [("cohort", {"cohort", "public"}), ("public", {"public"})])
@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_in_it_is_what_was_chosen_and_nothing_for_fewer(cast, kind, titles, role):
    hidden = make_post(cast.author, cast.cohort, title="Minji hidden", body="Text hidden", day=12, visibility="public")
    hide_post(post=hidden, by=cast.organiser, reason="x")
    make_comment(cast.camper, cast.posts["team"], body="said in the team")
    files = made(cast, kind, cast.people[role])
    everything = "\n".join([*files, *files.values()])
    for title in ("draft", "mentors", "team", "cohort", "public", "hidden"):
        assert (f"Minji {title}" in everything, f"Text {title}" in everything) == ((title in titles,) * 2), title
    assert "said in the team" not in everything and "daeun" not in everything  # who wrote nothing is not in it
    assert dangling(files) == []


def test_many_turns_and_long_lists_give_a_whole_book_too(cast, written, monkeypatch):
    whole = made(cast)
    monkeypatch.setattr(yearbook, "AT_ONCE", 1)
    monkeypatch.setattr(yearbook, "ROWS", 1)
    monkeypatch.setattr(making, "for_a_while", lambda steps: next(iter(steps), "over") == "over")
    files = made(cast)
    assert dangling(files) == []
    assert {name for name in whole if name.startswith(("posts/", "search/w-"))} == {
        name for name in files if name.startswith(("posts/", "search/w-"))
    }
    assert files["search/w-c190.js"] == whole["search/w-c190.js"]  # 손: the runs of many turns make the same index
    assert "people/@minji-3.html" in files and 'href="@minji-2.html"' in files["people/@minji.html"]
    listed = [name for name in files if name.startswith("people/@minji")]
    assert sum(f"posts/{written.pk}.html" in files[name] for name in listed) == 1


def test_the_index_finds_words_without_particles_and_inside_of_others(cast, written):
    files = made(cast)
    shard = files["search/w-c190.js"]
    assert '"손실함수":"' in shard and "손실함수를" not in shard
    assert '"함수":["손실함수"]' in files["search/w-d568.js"]
    assert '"행렬":"' in files["search/w-d589.js"]  # of the title
    assert files["search/index.js"].startswith("haru.begin(")
    assert "<script>행렬</script>" in files["search/p-0.js"]  # text, which the script never makes markup of
