"""Few doors: what people write is read through `visible_to` and nowhere else (HOUSE.md, "Few doors")."""

import ast

import pytest

from tests.house.source import Module, modules, parse, written

# What only some may read, and the ways to start reading it.
GUARDED = {
    "Post",
    "Comment",
    "Question",
    "Upload",
    "SearchEntry",
    "TopicDayCount",
    "Check",
    "Mood",
    "Note",
    "Report",
    "Hiding",
    "Act",
    "Announcement",
}
STARTS = {"visible_to", "known_to", "drafts_of", "trash_of", "noted_at", "in_text_of"}
# Rows beside a post: found by a post (or posts) that somebody was allowed to read, or by the reader's own id.
BESIDE = {
    "PostTopic", "LectureNote", "LectureCount", "UntiedLecture", "EventNote", "Section", "Like", "Revision",
    "PendingEdit", "StaffReading", "SeriesEntry", "Dismissal", "Notification", "Waiting", "Aside",
}  # fmt: skip
BY_POST = {"post", "post__in", "content_object", "content_object__in"}
# The same, reached from the other side of a relation: cohort.posts, team.posts, topic.links ...
RELATED = {"posts", "comments", "questions", "uploads", "links", "notes", "likes", "entries"}
QUERIES = {
    "all", "filter", "exclude", "get", "first", "last", "count", "exists", "order_by", "values", "values_list",
    "annotate", "aggregate", "in_bulk", "iterator", "latest", "earliest", "select_related", "prefetch_related", "only",
    "defer",
}  # fmt: skip
ROOMS = (
    "journal.views",
    "journal.queries",
    "journal.forms",
    "journal.templatetags",
    "journal.context",
    "journal.policies",
    "accounts",
)
TABLES = ("journal_", "accounts_user")


def side_doors(module: Module) -> list[str]:
    """Return a line for each place where a module reads what people wrote by another way than `visible_to`."""
    parents = {inner: outer for outer in ast.walk(module.tree) for inner in ast.iter_child_nodes(outer)}
    wrong = []
    for node in ast.walk(module.tree):
        if reason := _side_door(node, parents, module):
            wrong.append(f"{module.name}:{node.lineno} {reason}")
    return wrong


def _side_door(node: ast.AST, parents: dict, module: Module) -> str:
    if isinstance(node, ast.Attribute):
        return _around_a_manager(node, parents, module) or _around_a_relation(node) or _by_sql(node, parents)
    if isinstance(node, ast.Call):
        tables = {arg.id for arg in node.args if isinstance(arg, ast.Name)} & (GUARDED | BESIDE)
        return f"{ast.unparse(node.func)}() of a whole table" if tables else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "select" in node.value.lower():
        return "SQL on our tables" if any(table in node.value for table in TABLES) else ""
    return ""


def _around_a_manager(node: ast.Attribute, parents: dict, module: Module) -> str:
    model = node.value.id if isinstance(node.value, ast.Name) else ""
    if model in GUARDED | BESIDE and node.attr in ("_default_manager", "_base_manager", "through"):
        return f"{model}.{node.attr}"
    if model in GUARDED and node.attr == "objects" and not _starts_well(node, parents, model, module):
        return f"{model}.objects without visible_to"
    if model in BESIDE and node.attr == "objects" and not _is_by_post(node, parents):
        if _starts_well(node, parents, model, module):
            return ""
        return f"{model}.objects without the post it stands beside"
    return ""


def _around_a_relation(node: ast.Attribute) -> str:
    relation = node.value
    if node.attr in QUERIES and isinstance(relation, ast.Attribute) and relation.attr in RELATED:
        return "" if _is_a_post(relation.value) else f"{ast.unparse(relation)}.{node.attr}"
    return ""


def _by_sql(node: ast.Attribute, parents: dict) -> str:
    return f"SQL by .{node.attr}()" if node.attr in ("raw", "extra") and isinstance(parents.get(node), ast.Call) else ""


def _starts_well(node: ast.Attribute, parents: dict, model: str, module: Module) -> bool:
    method = parents.get(node)
    if not isinstance(method, ast.Attribute):
        return False
    if method.attr in STARTS:
        call = parents.get(method)
        return isinstance(call, ast.Call) and len(call.args) == 1 and not isinstance(call.args[0], ast.Constant)
    # A form looks among the comments of the post that its view was let in to.
    return module.name.startswith("journal.forms.") and model == "Comment" and _is_by_post(node, parents)


def _is_by_post(node: ast.Attribute, parents: dict) -> bool:
    method = parents.get(node)
    call = parents.get(method)
    named = {keyword.arg for keyword in call.keywords} if isinstance(call, ast.Call) else set()
    return isinstance(method, ast.Attribute) and method.attr == "filter" and bool(named & BY_POST)


def _is_a_post(node: ast.AST) -> bool:
    """Whether an expression is a post at hand, which came through a door: `post`, `self.post`, `comment.post`."""
    return (isinstance(node, ast.Name) and node.id == "post") or (
        isinstance(node, ast.Attribute) and node.attr == "post"
    )


def test_nothing_is_read_around_visible_to():
    rooms = [module for module in written() if module.name.startswith(ROOMS)]
    assert len(rooms) > 20
    assert [line for module in rooms for line in side_doors(module)] == []


def test_only_access_fetches_by_a_word_of_the_address():
    """A view that fetches one object itself could forget to ask who reads."""
    wrong = []
    for module in written():
        if module.name.startswith("journal.views.") and not module.name.startswith("journal.views.access"):
            names = [node for node in ast.walk(module.tree) if isinstance(node, (ast.Name, ast.Attribute, ast.alias))]
            said = {
                getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "name", None)
                for node in names
            }
            wrong += [
                f"{module.name} {name}"
                for name in said & {"get_object_or_404", "get_list_or_404", "DoesNotExist", "in_bulk"}
            ]
    assert wrong == []


BANNED = {
    "receiver", "Signal", "post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed",
    "GenericForeignKey", "GenericRelation", "get_model",
}  # fmt: skip


def restraint(module: Module) -> list[str]:
    """Return a line for each use of what HOUSE.md does without: signals, generic foreign keys, models by their name."""
    wrong = []
    for node in ast.walk(module.tree):
        name = getattr(node, "id", "") or getattr(node, "attr", "")
        if isinstance(node, ast.alias):
            name = node.name.split(".")[-1]
        if name in BANNED or getattr(node, "module", None) in ("django.dispatch", "django.db.models.signals"):
            wrong.append(f"{module.name}:{node.lineno} {name}")
    return wrong


def test_no_signals_no_generic_keys_no_models_by_name():
    assert [line for module in written() for line in restraint(module)] == []


# The checkers themselves.


@pytest.mark.parametrize(
    "line",
    [
        "Post.objects.get(pk=pk)",
        "Post.objects.filter(author=user).visible_to(user)",
        "posts = Post.objects",
        "Post.objects.published()",
        "Post.objects.visible_to(None)",
        "Post.objects.visible_to()",
        "get_object_or_404(Post, pk=pk)",
        "Prefetch('comments', Comment.objects.all())",
        "Upload._default_manager.get(pk=pk)",
        "Question.objects.filter(cohort=cohort)",
        "TopicDayCount.objects.of_days().filter(topic=topic)",
        "PostTopic.objects.filter(tag=topic).count()",
        "LectureNote.objects.all()",
        "cohort.posts.count()",
        "request.user.comments.filter(post=1)",
        "topic.links.values('content_object')",
        "team.posts.all()",
        "Post.objects.visible_to(user).extra(where=['1=1'])",
        "cursor.execute('SELECT title FROM journal_post')",
    ],
)
def test_a_side_door_is_seen(line):
    assert side_doors(parse("journal.queries.x", line)) != [], line


@pytest.mark.parametrize(
    "line",
    [
        "Post.objects.visible_to(request.user).published()",
        "Post.objects.drafts_of(user)",
        "Comment.objects.visible_to(user).filter(post=post)",
        "PostTopic.objects.filter(content_object__in=seen)",
        "Like.objects.filter(post=post, user=user)",
        "post.questions.all()",
        "cohort.topics.filter(is_curated=True)",
        "get_object_or_404(Post.objects.visible_to(user), pk=pk)",
        "cursor.execute('SELECT 1')",
    ],
)
def test_the_right_doors_pass(line):
    assert side_doors(parse("journal.queries.x", line)) == [], line


def test_a_form_may_look_among_a_post_s_comments_only():
    assert not side_doors(parse("journal.forms.comments", "Comment.objects.filter(post=self.post, pk=pk)"))
    assert side_doors(parse("journal.forms.comments", "Comment.objects.filter(pk=pk)"))


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "apps.get_model('journal', 'Post')",
        "from django.contrib.contenttypes.fields import GenericForeignKey",
    ],
)
def test_a_lack_of_restraint_is_seen(line):
    assert restraint(parse("journal.models.x", line)) != []


def test_models_are_the_only_floor_that_may_define_visible_to():
    homes = {
        m.name for m in modules() for n in ast.walk(m.tree) if isinstance(n, ast.FunctionDef) and n.name == "visible_to"
    }
    assert {name.rsplit(".", 1)[0] for name in homes} == {"journal.models"}
