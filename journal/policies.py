"""Who may do what (PRODUCT.md's table): each policy says yes or no; reading is `visible_to`, not here."""

from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.moderation import Hiding
from journal.models.notes import Note
from journal.models.people import Membership, running_memberships
from journal.models.posts import Post
from journal.models.proposals import TopicProposal
from journal.models.questions import Question
from journal.models.readers import reader_of
from journal.models.series import Series
from journal.models.topics import Topic
from journal.models.waiting import Dismissal, Waiting


def writing_membership(user, cohort_id: int) -> Membership | None:
    """Return the membership with which `user` may write in a cohort now: active, in an open cohort."""
    membership = reader_of(user).membership_in(cohort_id)
    if membership and membership.state == Membership.State.ACTIVE and membership.cohort.is_open:
        return membership
    return None


def may_write_post(user, cohort: Cohort) -> bool:
    """Only campers keep a journal."""
    membership = writing_membership(user, cohort.pk)
    return membership is not None and membership.role == Membership.Role.CAMPER


def may_start_cohort(user) -> bool:
    """A cohort is begun by the site's staff; its organisers go on."""
    return reader_of(user).is_staff


def may_run_cohort(user, cohort: Cohort) -> bool:
    """The organisers' pages are for a cohort's organisers and the site's staff, also when it is over."""
    reader = reader_of(user)
    return cohort.pk in reader.organised or reader.is_staff


def may_set_up_cohort(user, cohort: Cohort) -> bool:
    """Who runs a cohort changes its calendar, its curriculum and who is in it, as long as it is not over."""
    return may_run_cohort(user, cohort) and not cohort.is_over


def may_export_cohort(user, cohort: Cohort) -> bool:
    """Who runs a cohort takes it along as a whole, also when it is over; everybody takes their own writing."""
    return may_run_cohort(user, cohort)


def may_end_cohort(user, cohort: Cohort) -> bool:
    """Who runs an open cohort ends it."""
    return may_run_cohort(user, cohort) and cohort.is_open


def may_archive_cohort(user, cohort: Cohort) -> bool:
    """An ended cohort is archived by its organisers; by the site's staff where it has none."""
    if cohort.state != Cohort.State.ENDED:
        return False
    reader = reader_of(user)
    if cohort.pk in reader.organised:
        return True
    return reader.is_staff and not running_memberships().filter(cohort=cohort).exists()


def may_reopen_cohort(user, cohort: Cohort) -> bool:
    """A cohort that is over is opened again by the site's staff."""
    return reader_of(user).is_staff and cohort.is_over


def may_change_members(user, cohort: Cohort) -> bool:
    """Who runs a cohort says who is in it and as what, also when it is over: people graduate then, and leave."""
    return may_run_cohort(user, cohort)


def may_announce(user, cohort: Cohort) -> bool:
    """Who runs a cohort tells its members something, and changes that, as long as the cohort is not over."""
    return may_set_up_cohort(user, cohort)


def may_edit_announcement(user, announcement: Announcement) -> bool:
    """What one of them announced, all change who may announce something."""
    return may_announce(user, announcement.cohort)


def may_edit_template(user, cohort: Cohort) -> bool:
    """The organisers prepare what journals begin with, as long as the cohort is not over; so may the site's staff."""
    return may_set_up_cohort(user, cohort)


def may_describe_topic(user, topic: Topic) -> bool:
    """The organisers say what a topic is about, as long as the cohort is not over; so may the site's staff."""
    return may_edit_template(user, topic.cohort)


def may_propose_topic(user, cohort: Cohort) -> bool:
    """Whoever may write in a cohort, as what ever, may propose what its topics should be called."""
    return writing_membership(user, cohort.pk) is not None


def may_care_for_topics(user, cohort: Cohort) -> bool:
    """Renaming, merging and other names are for the organisers of a cohort that is not over, and the site's staff."""
    return may_edit_template(user, cohort)


def may_decide_proposal(user, proposal: TopicProposal) -> bool:
    """Who cares for the topics decides what is proposed about them."""
    return may_care_for_topics(user, proposal.cohort)


def may_edit_post(user, post: Post) -> bool:
    """A post is its author's alone, as long as they are an active camper of an open cohort."""
    return post.author_id == user.pk and may_write_post(user, post.cohort)


def may_tie_lectures(user, post: Post) -> bool:
    """Which lectures a post notes is for its author to put right, as long as they may change the post."""
    return post.is_published and may_edit_post(user, post)


def may_gather_post(user, post: Post) -> bool:
    """Their own posts people put into series, also when their cohort is over."""
    return post.author_id == user.pk


def may_edit_series(user, series: Series) -> bool:
    """A series is its owner's alone."""
    return series.owner_id == user.pk


def may_read_history(user, post: Post) -> bool:
    """What a post was, and what never was in it, is its author's alone: no mentor, organiser or staff reads drafts."""
    return post.author_id == user.pk


def may_delete_post(user, post: Post) -> bool:
    """Who may edit a post may put it into the trash, and bring it back from there."""
    return may_edit_post(user, post)


def may_see_lateness(user, post: Post) -> bool:
    """That a journal came late is for its author and the cohort's mentors and organisers to know."""
    if post.author_id == user.pk:
        return True
    membership = reader_of(user).membership_in(post.cohort_id)
    return membership is not None and membership.is_staff_role


def may_comment(user, post: Post) -> bool:
    """Members who may write in the cohort comment on its published posts; staff of the site do not."""
    return post.is_published and writing_membership(user, post.cohort_id) is not None


def may_subscribe(user, post: Post) -> bool:
    """Who belongs to a post's cohort may hear of comments on it, also when they may write none."""
    return post.is_published and post.cohort_id in reader_of(user).cohorts


def may_like(user, post: Post) -> bool:
    """Liking is as open as commenting."""
    return may_comment(user, post)


def may_edit_comment(user, comment: Comment) -> bool:
    """A comment that still stands is its author's, as long as they may write in the cohort."""
    return (
        comment.author_id == user.pk
        and comment.deleted_at is None
        and writing_membership(user, comment.post.cohort_id) is not None
    )


def may_follow(user, person) -> bool:
    """Whoever may see a person may follow them, but for themselves."""
    return user.is_authenticated and person.pk != user.pk


def may_ask_at_heading(user, post: Post) -> bool:
    """Their own published posts campers let ask, or wait for feedback."""
    return post.is_published and may_edit_post(user, post)


def may_ask_by_comment(user, post: Post) -> bool:
    """Campers ask by comments; the staff answer."""
    membership = writing_membership(user, post.cohort_id)
    return may_comment(user, post) and membership is not None and membership.role == Membership.Role.CAMPER


def may_resolve_question(user, question: Question) -> bool:
    """The camper who asks, a mentor of their team, the cohort's organisers, and the site's staff.

    One that is joined to the same question of somebody else follows that.
    """
    if not question.is_asked or question.same_as_id or not question.post.cohort.is_open:
        return False
    reader, post = reader_of(user), question.post
    return is_asker(user, question) or may_answer(user, post) or reader.is_staff


def may_take_back_question(user, question: Question) -> bool:
    """Who asked at a heading or by a comment may say that it is none; a question of the text is edited."""
    return is_asker(user, question) and question.is_asked and (question.is_marked or question.comment_id is not None)


def may_join_question(user, question: Question) -> bool:
    """Who answers a question says which is the same."""
    return question.is_asked and may_answer(user, question.post)


def may_answer_waiting(user, waiting: Waiting | Dismissal) -> bool:
    """Claiming an item, and saying that it needs no answer, is for who answers its post."""
    return may_answer(user, waiting.post)


def may_answer(user, post: Post) -> bool:
    """The mentors of a post's team and the organisers of its cohort take care of what is asked on it."""
    reader = reader_of(user)
    return post.cohort.is_open and (reader.is_mentor_of(post.team_id) or post.cohort_id in reader.organised)


def may_check_post(user, post: Post) -> bool:
    """Who takes care of a post's camper says that they have read it."""
    return post.is_published and post.author_id != user.pk and may_answer(user, post)


def may_open_desk(user, cohort: Cohort) -> bool:
    """The desk is for the cohort's mentors and organisers, also when it is over; not for the site's staff."""
    membership = reader_of(user).membership_in(cohort.pk)
    return membership is not None and membership.answers


def may_read_notes(user, membership: Membership) -> bool:
    """Notes on a camper are for the mentors of their team and the organisers: never for a camper."""
    reader = reader_of(user)
    cares = reader.is_mentor_of(membership.team_id) or membership.cohort_id in reader.organised
    return cares and membership.role == Membership.Role.CAMPER and membership.user_id != user.pk


def may_keep_notes(user, membership: Membership) -> bool:
    """Who may read the notes on a camper writes some, as long as the cohort is open."""
    return may_read_notes(user, membership) and membership.cohort.is_open


def may_edit_note(user, note: Note) -> bool:
    """A note is changed by its author, as long as they take care of the camper."""
    return note.author_id == user.pk and may_keep_notes(user, note.membership)


def may_nudge(user, membership: Membership) -> bool:
    """Who takes care of an active camper may write to them."""
    return may_keep_notes(user, membership) and membership.state == Membership.State.ACTIVE


def is_asker(user, question: Question) -> bool:
    """Whether it is `user` who asks, and may still write where they do."""
    return question.asker_id == user.pk and writing_membership(user, question.cohort_id) is not None


def may_moderate(user, said: Post | Comment) -> bool:
    """Who runs a cohort hides what others published there, also when it is over: words hurt then as well."""
    post = getattr(said, "post", said)
    stands = said.deleted_at is None and post.is_published
    return stands and said.author_id != user.pk and may_run_cohort(user, post.cohort)


def may_report(user, said: Post | Comment) -> bool:
    """Whoever may read it, visitors too, reports what somebody else published; who hides things needs no report."""
    post = getattr(said, "post", said)
    stands = said.deleted_at is None and said.hidden_at is None and post.is_published and post.hidden_at is None
    return stands and said.author_id != user.pk and not may_run_cohort(user, post.cohort)


def may_answer_hiding(user, hiding: Hiding) -> bool:
    """Whose words are hidden says something to the reason, also when their cohort is over."""
    return hiding.author_id == user.pk and hiding.lifted_at is None


def may_lift_hiding(user, hiding: Hiding) -> bool:
    """Who hides what others wrote shows it again."""
    return hiding.author_id != user.pk and may_run_cohort(user, hiding.cohort)


def may_retag_post(user, post: Post) -> bool:
    """Who runs an open cohort gives published posts other topics."""
    return post.is_published and post.cohort.is_open and may_set_up_cohort(user, post.cohort)


def may_see_jobs(user) -> bool:
    """What the site does in the background is for the organisers of any cohort and the site's staff to know."""
    reader = reader_of(user)
    return reader.is_staff or bool(reader.organised)
