"""What every row of the permission table says once its cohort ended or is archived: one rule, and its exceptions.

The rule (PRODUCT.md: an ended cohort is read-only and never locks its members out): who was let in reads as before, and
is refused in words where they would change something. What goes on is named here, with its reason.
"""

from tests.permission_table import Answers, Row

LET_IN = (200, 302)
# Forms that only lead to a change: not opened either. Rows say the same of themselves by `writes`.
FORMS = {
    "posts.new", "transfers.new", "cohorts.template", "proposals.index", "topics.describe", "notes.edit", "teams.index",
    "teams.edit", "opening.basics", "opening.holidays", "opening.curriculum", "rosters.new", "rosters.apply",
    "invitations.index", "events.new", "events.edit", "events.delete", "topic_care.index", "topic_care.show", "topic_care.rename",
    "topic_care.merge", "topic_care.split", "topic_changes.index",
    "announcements.new", "announcements.edit", "announcements.delete",
}  # fmt: skip
# Nobody comes in any more, by whatever word they have.
GONE = {"people.join", "invitations.claim"}
# Sent as before, since nothing of the cohort is changed: what is one's own ...
OWN = {
    "transfers.export", "markdownx_markdownify", "markdownx_upload", "templates.new", "templates.edit", "templates.delete", "series.new",
    "series.edit", "series.delete", "series.gather", "follows.seen", "follows.topic", "follows.person",
    "follows.lecture", "bookmarks.add", "bookmarks.edit", "bookmarks.remove", "folders.new", "folders.edit",
    "folders.delete", "notifications.read", "notifications.read_all", "notifications.settings", "subscriptions.change",
    "feeds.renew", "feeds.revoke", "mail.stop", "announcements.read", "people.close",
}  # fmt: skip
# ... what hangs on people and on hurtful words, whenever that is; a copy of the cohort; another cohort.
GOES_ON = {
    "members.change", "members.forget", "reports.post", "reports.comment", "reports.keep", "hidings.post",
    "hidings.comment", "hidings.answer", "hidings.lift", "exports.index", "opening.new",
}  # fmt: skip
# Jiho's own cohort is open: where an address names none of a cohort's, Jiho goes on.
OF_NO_COHORT = {"posts.new", "transfers.new", "drafts.save"}


def when_over(row: Row, method: str, expected: Answers) -> Answers:
    """Return what the roles are answered there once the cohort is over."""
    is_account = row.name.startswith(("account", "mfa_"))
    if row.name in GONE:
        return dict.fromkeys(expected, 404) if set(expected.values()) != {405} else expected
    is_form = row.writes or row.name in FORMS
    is_kept = is_account or row.name in OWN or row.name in GOES_ON
    if is_kept or not (is_form or method == "POST"):
        return expected
    elsewhere = {"stranger"} if row.name in OF_NO_COHORT and not row.label else set()
    return {role: 403 if said in LET_IN and role not in elsewhere else said for role, said in expected.items()}


def asking(row: Row, expected: Answers, *, by_all: bool) -> list[str]:
    """Return who asks: one where the method is wrong, three where who asks is all the same (feeds); else all, or
    without `by_all` whoever was let in and one for each way to be refused."""
    if set(expected.values()) == {405}:
        return ["author"]
    if row.name.startswith(("feeds.", "sitemap.")) and len(set(expected.values())) == 1:
        return ["visitor", "author", "staff"]
    refused = {said: role for role, said in expected.items() if said not in LET_IN}
    return [role for role, said in expected.items() if by_all or said in LET_IN or refused[said] == role]
