"""Staff may read what members wrote, and each reading is written down (PRODUCT.md, "read, logged")."""

from journal.models.posts import Post
from journal.models.readers import reader_of
from journal.models.staff_readings import StaffReading


def note_staff_reading(*, user, post: Post) -> StaffReading | None:
    """Write down that `user` opened a post only because they are staff; return the line, or None for anybody else."""
    if not reader_of(user).is_staff or Post.objects.visible_as_member(user).filter(pk=post.pk).exists():
        return None
    return StaffReading.objects.create(post=post, reader=user)
