"""The sizes that Haru plans for: S is a class, M a school, L a national bootcamp, XL ten of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How much there is of everything; campers, posts and comments are of one cohort."""

    name: str
    cohorts: int
    campers: int
    posts: int
    comments: int
    bodies: int  # distinct texts, published through the real action; the other posts share their pages

    @property
    def teams(self) -> int:
        """Peer-session groups, of 25 campers at most; each has a mentor."""
        return -(-self.campers // 25)


DAYS = 125  # study days of a cohort: 25 weeks
CURATED = 30  # topics of its curriculum
SIZES = {
    size.name: size
    for size in (
        Size("S", 1, 25, 2_300, 3_500, 250),
        Size("M", 1, 250, 23_000, 35_000, 375),
        Size("L", 1, 1_000, 94_000, 141_000, 500),
        Size("XL", 10, 1_000, 93_800, 140_000, 250),
    )
}
