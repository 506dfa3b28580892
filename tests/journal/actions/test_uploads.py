"""Pictures come in by their content, upright, without metadata, and open to whoever may read a post that shows them."""

import io
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from PIL import Image, ImageSequence

from journal.actions import uploads
from journal.actions.posts import PostText, delete_post, save_post
from journal.actions.uploads import LONGEST_SIDE, MAX_BYTES, MAX_FRAMES, PictureRefused, add_upload, clean_picture
from journal.models.uploads import Upload
from tests.cast import ROLES, VISIBILITIES
from tests.factories import make_post
from tests.journal.models.test_posts_visible import READS
from tests.journal.pictures import animation, encoded, halves, hollow_png, noted_png, photo


def opened(data: bytes) -> Image.Image:
    """Return a picture's bytes as a picture, wholly read."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def refusal(data: bytes) -> str:
    """Return the code with which bytes are refused as a picture."""
    with pytest.raises(PictureRefused) as refused:
        clean_picture(data)
    return refused.value.code


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "png")])
def test_still_pictures_of_every_format_are_taken(form, kind):
    data, made, size = clean_picture(encoded(halves(), form))
    assert (made, size) == (kind, (40, 20))
    assert opened(data).format.lower() == kind


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_is_turned_upright(orientation):
    data, _kind, size = clean_picture(photo(orientation))
    assert size == ((40, 20) if orientation < 5 else (20, 40))
    red, _green, blue = opened(data).convert("RGB").getpixel((2, 2))
    assert (red > blue) == (orientation in (1, 4, 5, 6))


@pytest.mark.parametrize("picture", [photo(), photo(6), noted_png()])
def test_nothing_tells_where_when_or_by_whom_it_was_made(picture):
    data, _kind, _size = clean_picture(picture)
    assert b"Secret" in picture and b"Secret" not in data
    assert b"Exif" not in data and b"GPS" not in data
    again = opened(data)
    assert not again.getexif()
    assert not {"exif", "comment", "Author", "Location", "icc_profile", "xmp"} & set(again.info)


def test_animated_picture_keeps_moving_without_metadata():
    data, kind, size = clean_picture(animation(5))
    frames = list(ImageSequence.Iterator(Image.open(io.BytesIO(data))))
    assert (kind, size, len(frames)) == ("webp", (16, 16), 5)
    assert not opened(data).getexif()


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_animated_png_and_webp_are_taken(form):
    _data, kind, _size = clean_picture(animation(3, form))
    assert kind == "webp"


def test_of_500_frames_the_first_200_are_kept():
    data, _kind, _size = clean_picture(animation(500))
    assert Image.open(io.BytesIO(data)).n_frames == MAX_FRAMES


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "YCbCr", "I;16", "RGBA", "LA", "F"])
def test_pictures_of_every_colour_mode_are_taken_or_refused_in_words(mode):
    form = {"CMYK": "JPEG", "YCbCr": "JPEG", "F": "TIFF"}.get(mode, "PNG")
    source = halves("L").convert("I").point(lambda v: v * 256).convert(mode) if mode == "I;16" else halves(mode)
    data = encoded(source, form)
    if mode == "F":
        assert refusal(data) == "not_a_picture"
        return
    kept, _kind, size = clean_picture(data)
    assert size == (40, 20)
    left, right = (opened(kept).convert("RGB").getpixel((at, 10)) for at in (5, 35))
    assert left != right, mode  # what was to be seen is still to be seen


def test_16_bit_grey_keeps_its_greys():
    source = Image.new("I;16", (2, 1))
    source.putpixel((0, 0), 0)
    source.putpixel((1, 0), 32768)
    kept, _kind, _size = clean_picture(encoded(source))
    grey = opened(kept).convert("L")
    assert (grey.getpixel((0, 0)), grey.getpixel((1, 0))) == (0, pytest.approx(128, abs=2))


def test_palette_with_transparency_stays_clear():
    source = halves("P")
    source.info["transparency"] = source.getpixel((0, 0))
    kept, kind, _size = clean_picture(encoded(source, transparency=source.getpixel((0, 0))))
    picture = opened(kept).convert("RGBA")
    assert (kind, picture.getpixel((2, 2))[3], picture.getpixel((35, 2))[3]) == ("png", 0, 255)


def test_large_picture_is_made_smaller_in_its_shape():
    _data, _kind, size = clean_picture(encoded(Image.new("L", (LONGEST_SIDE * 2, 400))))
    assert size == (LONGEST_SIDE, 200)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script></html>", b"GIF89a<script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7", b"\x00" * 100, b"x", encoded(halves(), "BMP"), encoded(halves(), "TIFF"), encoded(halves(), "ICO"),
    ],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused_whatever_it_is_called(data):
    assert refusal(data) == "not_a_picture"


@pytest.mark.parametrize("data", [photo(), noted_png(), animation(4), encoded(halves(), "WEBP"), animation(4, "WEBP")])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
def test_truncated_picture_is_refused_or_whole_never_an_error(data, part):
    try:
        kept, _kind, _size = clean_picture(data[: max(1, int(len(data) * part))])
    except PictureRefused as refused:
        assert refused.code == "not_a_picture"
    else:
        assert opened(kept)


def test_nothing_too_big_and_too_many_pixels_have_words_of_their_own():
    assert refusal(b"") == "empty"
    assert refusal(photo() + b"\0" * MAX_BYTES) == "too_big"
    assert refusal(encoded(Image.new("1", (6_400, 6_407)))) == "too_many_pixels"  # 41 megapixels


@pytest.mark.parametrize("size", [(50_000, 50_000), (20_000, 20_000), (40_000_001, 1)])
def test_decompression_bomb_is_refused_by_what_it_says_it_is(size):
    data = hollow_png(*size)
    assert len(data) < MAX_BYTES
    assert refusal(data) == "too_many_pixels"


def test_animation_of_many_pixels_is_made_smaller_and_of_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_PIXELS", 1_000)
    data, _kind, size = clean_picture(animation(30))
    assert size == (5, 5)
    assert Image.open(io.BytesIO(data)).n_frames == 30
    assert refusal(animation(50)) == "too_many_pixels"


def test_polyglot_keeps_nothing_but_the_picture():
    data, _kind, _size = clean_picture(encoded(halves(), "GIF") + b"<script>alert(1)</script>")
    assert b"script" not in data


def test_upload_is_stored_under_our_name_with_its_sizes(cast):
    upload = add_upload(owner=cast.author, data=photo())
    upload.refresh_from_db()
    assert upload.file.name.endswith(f"{upload.pk}.jpeg")
    assert (upload.width, upload.height, upload.size) == (40, 20, upload.file.size)


def may_see(cast, role: str) -> bool:
    """Return whether somebody in this role may see the test's picture."""
    return Upload.objects.visible_to(cast.fresh(role) or AnonymousUser()).exists()


def shown_in(cast, post, upload):
    """Let the post's author put a picture into a post; return the post."""
    text = PostText(post.title, f"![]({upload.get_absolute_url()})", post.study_on, post.visibility)
    return save_post(post=post, editor=post.author, text=text, version=post.version, publish=post.is_published)


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_picture_is_visible_exactly_to_those_who_see_a_post_that_shows_it(cast, visibility):
    upload = add_upload(owner=cast.author, data=photo())
    shown_in(cast, cast.posts[visibility], upload)
    seen = {role for role in ROLES if may_see(cast, role)}
    assert seen == READS[visibility]


def test_picture_that_no_post_shows_is_its_owners_alone(cast):
    add_upload(owner=cast.author, data=photo())
    assert {role for role in ROLES if may_see(cast, role)} == {"author"}


def test_somebody_elses_picture_in_my_post_does_not_open_it(cast):
    secret = add_upload(owner=cast.team_mate, data=photo())
    shown_in(cast, cast.posts["public"], secret)
    assert not secret.posts.exists()
    assert {role for role in ROLES if may_see(cast, role)} == {"team_mate"}


def test_picture_taken_out_of_the_post_or_trashed_with_it_closes_again(cast):
    upload = add_upload(owner=cast.author, data=photo())
    post = shown_in(cast, cast.posts["public"], upload)
    assert may_see(cast, "camper")
    delete_post(post=post)
    assert not may_see(cast, "camper")
    post.deleted_at = None
    post.save()
    text = PostText(post.title, "No picture", post.study_on, "public")
    save_post(post=post, editor=cast.author, text=text, version=post.version, publish=True)
    assert not may_see(cast, "camper")


def test_one_picture_in_two_posts_is_as_open_as_the_more_open_one(cast):
    upload = add_upload(owner=cast.author, data=photo())
    shown_in(cast, cast.posts["mentors"], upload)
    shown_in(cast, cast.posts["cohort"], upload)
    assert Upload.objects.visible_to(cast.fresh("camper")).count() == 1
    assert not may_see(cast, "stranger")


@pytest.mark.parametrize(
    "body",
    [
        "![]({0})",
        "<img src='{0}'>",
        "[a link]({0})",
        "![ref]\n\n[ref]: {0}",
        "![](http://testserver{0})",
        '![]({0} "title")',
    ],
)
def test_every_way_of_showing_a_picture_ties_it(cast, body):
    upload = add_upload(owner=cast.author, data=photo())
    post = make_post(cast.author, cast.cohort, body=body.format(upload.get_absolute_url()))
    assert list(upload.posts.all()) == [post]


def test_addresses_of_no_picture_tie_nothing(cast):
    post = make_post(cast.author, cast.cohort, body=f"![](/uploads/{uuid.uuid4()}.png) ![](/uploads/x.png)")
    assert not post.uploads.exists()
