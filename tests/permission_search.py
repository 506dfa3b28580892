"""The permission table's rows for search (see tests/permission_table.py): the cohort's members may look, each for what
they may read, which tests/journal/test_markers.py watches over."""

from tests.permission_table import COHORT, WRONG, Row, at, members

SEARCH = [
    Row("search.show", at("search.show", **COHORT), members(200), WRONG, about="pages", missing="/c/none/search/"),
    Row(
        "search.show", lambda world: at("search.show", **COHORT)(world) + "?q=Minji", members(200), WRONG,
        label="for a word", missing="/c/none/search/?q=Minji",
    ),
    Row("search.suggest", at("search.suggest", **COHORT), members(200), WRONG, about="pages",
        missing="/c/none/search/suggest/"),
    Row("search.go", at("search.go", **COHORT), members(200), WRONG, about="pages", missing="/c/none/search/go/"),
    Row(
        "search.go", lambda world: at("search.go", **COHORT)(world) + "?q=Minji", members(200), WRONG,
        label="by a name", missing="/c/none/search/go/?q=Minji",
    ),
]  # fmt: skip
