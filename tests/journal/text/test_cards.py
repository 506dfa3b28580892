"""The picture beside a link: drawn whatever a title holds."""

import io

import pytest
from PIL import Image

from journal.text import cards
from journal.text.cards import Card, card_picture
from tests.bad_strings import BAD


def drawn(**words) -> Image.Image:
    card = Card("Day 4", "2021년 8월 5일 목요일", "역전파를 배운 날", "민지", "부스트캠프 AI Tech")._replace(**words)
    return Image.open(io.BytesIO(card_picture(card)))


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Return how many points of a box are not paper."""
    part = image.convert("L").crop(box)
    return sum(point < 200 for point in part.tobytes())


def test_a_card_has_the_size_that_is_asked_for_and_shows_its_title():
    image = drawn()
    assert image.format == "PNG" and image.size == (1200, 630)
    assert inked(image, (80, 180, 1112, 500)) > 3 * inked(drawn(title="일"), (80, 180, 1112, 500)) > 0


def test_hangul_is_drawn_and_not_a_box():
    boxes = {card_picture(Card("", "", char, "", "")) for char in "가힣뷁한"}
    assert len(boxes) == 4


def test_a_long_title_stays_on_the_card():
    for title in ("단어 " * 300, "가" * 3_000, "W" * 400, "https://haru.example/" + "a" * 500):
        image = drawn(title=title, writer="민" * 90, cohort="기수" * 90)
        assert inked(image, (0, 0, 80, 630)) == inked(image, (1120, 0, 1200, 630)) == 0
        assert inked(image, (80, 450, 1112, 500)) == 0


@pytest.mark.parametrize("text", BAD.values())
def test_no_title_is_an_error(text):
    drawn(title=text, writer=text, cohort=text, day=text[:10], date=text[:10])


def test_styled_letters_are_read_and_what_has_no_sign_is_left_out():
    assert cards._shown("𝐌𝐢𝐧𝐣𝐢의 🚀 하루\x00\ue000") == "Minji의 하루"
