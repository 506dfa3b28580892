"""What became of each job: the queue itself forgets old jobs, and keeps no reason why one failed."""

from django.db import models


class JobRecord(models.Model):
    """How the last run of a job ended, one row for each name of journal/tasks.py."""

    class Trouble(models.TextChoices):
        """What a job stumbled over. People read words for it; the log has the rest."""

        NONE = "", "nothing"
        DATABASE = "database", "the database"
        MAIL = "mail", "the mail server"
        NETWORK = "network", "a connection"
        DISK = "disk", "a file"
        KILLED = "killed", "the worker was killed"
        FAULT = "fault", "anything else"

    name = models.CharField(max_length=128, primary_key=True)
    ended_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True)  # the last run that did not end well; ended_at when it was the last
    trouble = models.CharField(max_length=10, choices=Trouble.choices, default=Trouble.NONE, blank=True)
    error = models.CharField(max_length=100, blank=True)  # the name of the exception, never its words

    def __str__(self) -> str:
        return self.name
