"""Pictures come in: opened by content, turned, stripped of where they were taken, re-encoded under our own name."""

import hashlib
import io
import uuid
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image, ImageOps, ImageSequence

from journal.actions.picture_bytes import is_plain
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from journal.models.uploads import Upload
from journal.text.pictures import named_in

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_FRAMES = 200
LONGEST_SIDE = 2_400  # pixels
SMALL_SIDE = 480  # of the picture for lists
KEEP_UNUSED = timedelta(days=7)
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class PictureRefused(ValueError):
    """A file that is no picture we take; `code` is one of too_big, too_many_pixels, not_a_picture, empty."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_upload(*, owner, data: bytes, pk: uuid.UUID | None = None) -> Upload:
    """Return a new picture out of a file's bytes; raises PictureRefused (WRITING.md, "Images", has the rules).

    `pk` is the id that it had where it comes from. It keeps it, where no other picture has it; where it is the
    owner's own picture already, that one is returned. Older unused pictures of the owner are forgotten.
    """
    encoded, kind, (width, height) = clean_picture(data)
    clean_uploads(owner=owner)
    for wanted in _ids_for(owner, encoded, pk):
        taken = Upload.objects.filter(pk=wanted).first()
        if taken is None:
            break
        if taken.owner_id == owner.pk and taken.kind == kind and _bytes_of(taken) == encoded:
            return taken
    upload = Upload(id=wanted, owner=owner, kind=kind, width=width, height=height, size=len(encoded))
    upload.file.save(f"{upload.id}.{kind}", ContentFile(encoded), save=False)
    upload.small.save(f"{upload.id}.small.webp", ContentFile(small_picture(encoded)), save=False)
    upload.save(force_insert=True)
    return upload


def add_upload_once(*, owner, data: bytes) -> Upload:
    """Return the owner's picture of these bytes: a form that is sent twice brings one. Raises PictureRefused."""
    pk = uuid.uuid5(uuid.NAMESPACE_URL, f"{owner.pk} {hashlib.sha256(data).hexdigest()}")
    try:
        return add_upload(owner=owner, data=data, pk=pk)
    except IntegrityError:  # the other one of the two was here at the same moment
        return add_upload(owner=owner, data=data, pk=pk)


def clean_uploads(*, owner=None) -> int:
    """Forget the pictures (of one person, or of all) that nothing has shown for a week; return how many.

    A picture stays as long as a post, draft, waiting edit or kept revision of its owner names it.
    """
    unused = Upload.objects.filter(posts__isnull=True, created_at__lte=timezone.now() - KEEP_UNUSED)
    if owner is not None:
        unused = unused.filter(owner=owner)
    count = 0
    for person in list(unused.order_by().values_list("owner_id", flat=True).distinct()):
        with transaction.atomic():
            mine = Upload.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=unused, owner=person)
            gone = list(mine.exclude(pk__in=_named_by(person)))
            Upload.objects.filter(pk__in=[upload.pk for upload in gone]).delete()
            for name in (name for upload in gone for name in (upload.file.name, upload.small.name) if name):
                transaction.on_commit(partial(default_storage.delete, name))
            count += len(gone)
    return count


def _ids_for(owner, encoded: bytes, pk: uuid.UUID | None):
    """Yield the ids that a picture may have: its own, one made out of it and its owner, any."""
    if pk:
        yield pk
        yield uuid.uuid5(pk, f"{owner.pk} {hashlib.sha256(encoded).hexdigest()}")
    yield uuid.uuid4()


def _bytes_of(upload: Upload) -> bytes:
    try:
        with upload.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def _named_by(person: int) -> set[uuid.UUID]:
    """Return the ids of the pictures that anything a person keeps names."""
    posts = Post.objects.filter(author_id=person)
    kept = (
        posts,
        PendingEdit.objects.filter(post__in=posts),
        Revision.objects.filter(post__in=posts),
        Revision.objects.filter(editor_id=person),
    )
    named = set()
    for rows in kept:
        bodies = rows.filter(body__contains="/uploads/").order_by().values_list("body", flat=True)
        for body in bodies.iterator(chunk_size=100):
            named |= named_in(body)
    return named


def tie_uploads(*, post: Post, is_first: bool = False) -> set[uuid.UUID]:
    """Note which of its author's own pictures a post shows, so that who may read it may see them; return their ids.

    `is_first`: it was never published, and shows none yet.
    """
    shown = list(Upload.objects.filter(pk__in=named_in(post.body), owner_id=post.author_id))
    if shown or not is_first:
        post.uploads.set(shown)
    return {upload.pk for upload in shown}


def clean_picture(data: bytes, longest_side: int = LONGEST_SIDE) -> tuple[bytes, str, tuple[int, int]]:
    """Return (bytes, kind, (width, height)) of a picture as we keep it: kind is jpeg, png or webp; no metadata.

    What is plain already (picture_bytes.py) and fits stays as it is, byte for byte. Raises PictureRefused. Animated
    pictures become WebP.
    """
    if not data:
        raise PictureRefused("empty")
    if len(data) > MAX_BYTES:
        raise PictureRefused("too_big")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise PictureRefused("too_many_pixels")
            if _may_stay(picture, data, longest_side):
                return data, picture.format.lower(), picture.size
            cleaned = _animated if getattr(picture, "n_frames", 1) > 1 else _still
            return cleaned(picture, longest_side)
    except PictureRefused:
        raise
    except Image.DecompressionBombError:
        raise PictureRefused("too_many_pixels") from None
    except Exception:  # of a broken file, Pillow's readers raise whatever they stumble over
        raise PictureRefused("not_a_picture") from None


def small_picture(data: bytes) -> bytes:
    """Return a cleaned picture as lists show it: a still WebP, its longest side 480 pixels at most."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        picture.draft("RGB", (SMALL_SIDE * 2, SMALL_SIDE * 2))  # a JPEG need not be read in its full size
        small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        small.thumbnail((SMALL_SIDE, SMALL_SIDE))
        out = io.BytesIO()
        small.save(out, "WEBP", quality=80, exif=b"", icc_profile=b"", xmp=b"")
        return out.getvalue()


def _may_stay(picture: Image.Image, data: bytes, longest_side: int) -> bool:
    """Return whether bytes need no cleaning; reads every frame, so that what is broken raises as elsewhere."""
    frames = getattr(picture, "n_frames", 1)
    width, height = picture.size
    # One row or column may be more than MAX_PIXELS allow: making an animation smaller rounds.
    pixels = frames * (width * height - max(width, height))
    if max(width, height) > longest_side or frames > MAX_FRAMES or pixels > MAX_PIXELS:
        return False
    if not is_plain(data, picture.format):
        return False
    for frame in range(frames):
        picture.seek(frame)
        picture.load()
    return True


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
    data = _encoded(plain, kind)
    if len(data) > MAX_BYTES:  # grain in a PNG takes more than a photograph's file of it
        kind = "webp"
        data = _encoded(plain, kind)
    return _fitting(data), kind, plain.size


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
    return _fitting(out.getvalue()), "webp", frames[0].size


def _fitting(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:  # it could not come in again after an export
        raise PictureRefused("too_big")
    return data


def _encoded(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "jpeg":
        picture.convert("RGB").save(out, "JPEG", quality=86, optimize=True, progressive=True)
    elif kind == "webp":
        picture.save(out, "WEBP", quality=86)
    else:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()
