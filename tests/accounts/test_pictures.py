"""What becomes of uploaded pictures: small, upright, and without a word about where they were taken."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from accounts.pictures import MAX_BYTES, PictureError, square_webp

SECRET = "taken at 37.5N"


def encoded(image: Image.Image, kind: str, **options) -> ContentFile:
    """A picture as an uploaded file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return ContentFile(out.getvalue())


def opened(content: bytes) -> Image.Image:
    """What a browser gets."""
    return Image.open(BytesIO(content))


def half_and_half(mode="RGB") -> Image.Image:
    """A picture whose left half is red and right half blue."""
    image = Image.new("RGB", (600, 300), "red")
    image.paste("blue", (300, 0, 600, 300))
    return image.convert(mode)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_each_format_becomes_a_square_webp(kind):
    picture = opened(square_webp(encoded(half_and_half(), kind)))
    assert (picture.format, picture.size) == ("WEBP", (256, 256))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_kind_of_pixel_is_read(mode):
    image = half_and_half("L").convert("I;16") if mode == "I;16" else half_and_half(mode)
    assert opened(square_webp(encoded(image, "PNG"))).size == (256, 256)


def test_print_colours_are_read():
    assert opened(square_webp(encoded(half_and_half("CMYK"), "JPEG"))).size == (256, 256)


def test_nothing_of_the_metadata_is_kept():
    exif = Image.Exif()
    exif[0x010E] = SECRET
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    note = PngInfo()
    note.add_text("Comment", SECRET)
    for upload in (
        encoded(half_and_half(), "JPEG", exif=exif, icc_profile=profile, comment=SECRET.encode()),
        encoded(half_and_half(), "PNG", exif=exif, icc_profile=profile, pnginfo=note),
        encoded(half_and_half(), "WEBP", exif=exif, icc_profile=profile, xmp=SECRET.encode()),
    ):
        assert SECRET.encode() in upload.read()
        upload.seek(0)
        content = square_webp(upload)
        assert SECRET.encode() not in content
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(opened(content).info)


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the left of the file is the top of the scene
    picture = opened(square_webp(encoded(half_and_half(), "JPEG", exif=exif))).convert("RGB")
    top, bottom = picture.getpixel((128, 10)), picture.getpixel((128, 245))
    assert top[0] > 200 > top[2]
    assert bottom[2] > 200 > bottom[0]


def test_transparency_stays():
    assert opened(square_webp(encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))).mode == "RGBA"


def test_of_an_animation_the_first_frame_is_taken():
    red, blue = Image.new("RGB", (99, 99), "red"), Image.new("RGB", (99, 99), "blue")
    upload = encoded(red, "GIF", save_all=True, append_images=[blue])
    picture = opened(square_webp(upload))
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((50, 50))[0] > 200


def test_a_single_pixel_is_a_picture():
    assert opened(square_webp(encoded(Image.new("RGB", (1, 1)), "PNG"))).size == (256, 256)


def cut_short() -> ContentFile:
    """A JPEG that ends in its middle."""
    content = encoded(Image.effect_noise((500, 500), 90), "JPEG").read()
    return ContentFile(content[: len(content) // 2])


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (ContentFile(b""), "not_a_picture"),
        (ContentFile(b"GIF89a" + b"\x00" * 40), "not_a_picture"),
        (ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "not_a_picture"),
        (ContentFile(b"%!PS-Adobe-3.0 EPSF-3.0\n"), "not_a_picture"),
        (encoded(Image.new("RGB", (20, 20)), "BMP"), "not_a_picture"),
        (encoded(Image.new("RGB", (20, 20)), "TIFF"), "not_a_picture"),
        (cut_short(), "not_a_picture"),
        (encoded(Image.new("1", (8000, 8000)), "PNG"), "too_wide"),
        (ContentFile(b"\xff" * (MAX_BYTES + 1)), "too_big"),
    ],
)
def test_everything_else_is_refused(upload, code):
    with pytest.raises(PictureError) as refused:
        square_webp(upload)
    assert refused.value.code == code
