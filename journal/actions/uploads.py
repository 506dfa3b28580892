"""Pictures come in: opened by content, turned, stripped of where they were taken, re-encoded under our own name."""

import io
import re
import uuid

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps, ImageSequence

from journal.models.posts import Post
from journal.models.uploads import Upload

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_FRAMES = 200
LONGEST_SIDE = 2_400  # pixels
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
ADDRESS = re.compile(r"/uploads/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?:jpeg|png|webp)")


class PictureRefused(ValueError):
    """A file that is no picture we take; `code` is one of too_big, too_many_pixels, not_a_picture, empty."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_upload(*, owner, data: bytes) -> Upload:
    """Return a new picture out of a file's bytes; raises PictureRefused (WRITING.md, "Images", has the rules)."""
    encoded, kind, (width, height) = clean_picture(data)
    upload = Upload(id=uuid.uuid4(), owner=owner, kind=kind, width=width, height=height, size=len(encoded))
    upload.file.save(f"{upload.id}.{kind}", ContentFile(encoded), save=False)
    upload.save(force_insert=True)
    return upload


def tie_uploads(*, post: Post) -> None:
    """Note which of its author's own pictures a post shows, so that who may read it may see them."""
    named = {uuid.UUID(match[1]) for match in ADDRESS.finditer(post.body)}
    post.uploads.set(Upload.objects.filter(pk__in=named, owner_id=post.author_id))


def clean_picture(data: bytes, longest_side: int = LONGEST_SIDE) -> tuple[bytes, str, tuple[int, int]]:
    """Return (bytes, kind, (width, height)) of a picture as we keep it: kind is jpeg, png or webp; no metadata.

    Raises PictureRefused. Animated pictures become WebP.
    """
    if not data:
        raise PictureRefused("empty")
    if len(data) > MAX_BYTES:
        raise PictureRefused("too_big")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise PictureRefused("too_many_pixels")
            return (
                _animated(picture, longest_side)
                if getattr(picture, "n_frames", 1) > 1
                else _still(picture, longest_side)
            )
    except PictureRefused:
        raise
    except Image.DecompressionBombError:
        raise PictureRefused("too_many_pixels") from None
    except Exception:  # of a broken file, Pillow's readers raise whatever they stumble over
        raise PictureRefused("not_a_picture") from None


def _still(picture: Image.Image, longest_side: int) -> tuple[bytes, str, tuple[int, int]]:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # grey of 16 bits, which `convert` would cut off instead of scaling
        upright = upright.convert("I").point([value >> 8 for value in range(1 << 16)], "L")
    clear = upright.has_transparency_data
    kind = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp", "GIF": "png"}[picture.format]
    pixels = upright.convert("RGBA" if clear else "RGB")
    pixels.thumbnail((longest_side, longest_side))
    plain = Image.new(pixels.mode, pixels.size)  # a new picture carries no metadata over
    plain.paste(pixels)
    return _encoded(plain, kind), kind, plain.size


def _animated(picture: Image.Image, longest_side: int) -> tuple[bytes, str, tuple[int, int]]:
    pixels = picture.width * picture.height * min(picture.n_frames, MAX_FRAMES)
    if pixels > 10 * MAX_PIXELS:
        raise PictureRefused("too_many_pixels")
    # The encoder wants all frames at once: together they may be as large as one still picture.
    fitting = max(picture.size) * min(1, MAX_PIXELS / pixels) ** 0.5
    longest_side = max(1, min(longest_side, int(fitting)))
    frames, durations = [], []
    for at, frame in enumerate(ImageSequence.Iterator(picture)):
        if at == MAX_FRAMES:
            break
        durations.append(int(frame.info.get("duration") or 100))
        small = frame.convert("RGBA")
        small.thumbnail((longest_side, longest_side))
        frames.append(small)
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=durations, loop=0, quality=80)
    return out.getvalue(), "webp", frames[0].size


def _encoded(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "jpeg":
        picture.convert("RGB").save(out, "JPEG", quality=86, optimize=True, progressive=True)
    elif kind == "webp":
        picture.save(out, "WEBP", quality=86)
    else:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()
