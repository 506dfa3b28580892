"""Haru's tables. Import a model from the room it lives in; this list is for Django's registry."""

from journal.models.announcements import Announcement, AnnouncementReading
from journal.models.bookmarks import Bookmark, BookmarkFolder
from journal.models.checks import Check
from journal.models.cohorts import Cohort, Holiday
from journal.models.comments import Comment
from journal.models.counts import TopicDayCount
from journal.models.curriculum import Lecture, LectureCount, LectureNote, UntiedLecture
from journal.models.events import Event, EventNote
from journal.models.exports import Export
from journal.models.feeds import FeedToken
from journal.models.follows import Follow, NewsMark
from journal.models.jobs import JobRecord
from journal.models.mail import Delivery, DigestStop
from journal.models.moderation import Act, Hiding, Report
from journal.models.moods import Mood
from journal.models.notes import Note
from journal.models.notifications import Notification, NotificationPreference
from journal.models.nudges import Nudge
from journal.models.people import FormerTeam, Invitation, Leave, Membership, Team
from journal.models.posts import Like, Post, StaffReading
from journal.models.proposals import TopicProposal
from journal.models.questions import Question
from journal.models.reminders import Reminder
from journal.models.resources import Resource
from journal.models.revisions import Aside, PendingEdit, Revision
from journal.models.search import SearchEntry
from journal.models.sections import Section
from journal.models.series import Series, SeriesEntry
from journal.models.subscriptions import Subscription
from journal.models.templates import SectionTemplate
from journal.models.topics import PostTopic, Topic, TopicAlias, TopicChange
from journal.models.transfers import Import, ImportedComment, ImportedFile
from journal.models.uploads import Upload
from journal.models.waiting import Dismissal, Waiting

__all__ = [
    "Act", "Announcement", "AnnouncementReading", "Aside", "Bookmark", "BookmarkFolder", "Check", "Cohort", "Comment",
    "Delivery", "DigestStop", "Dismissal",
    "Event", "EventNote", "Export", "FeedToken", "Follow", "FormerTeam", "Hiding", "Holiday", "Import",
    "ImportedComment", "ImportedFile", "Invitation", "JobRecord", "Leave", "Lecture", "LectureCount", "LectureNote",
    "Like", "Membership", "Mood", "NewsMark", "Note", "Notification", "NotificationPreference", "Nudge", "PendingEdit",
    "Post", "PostTopic", "Question", "Reminder", "Report", "Resource", "Revision", "SearchEntry", "Section",
    "SectionTemplate", "Series", "SeriesEntry", "StaffReading", "Subscription", "Team", "Topic", "TopicAlias",
    "TopicChange", "TopicDayCount", "TopicProposal", "UntiedLecture", "Upload", "Waiting",
]  # fmt: skip
