"""Background jobs: a job's name -> the action that does it. Actions leave them by name (journal/actions/jobs.py)."""

from collections.abc import Callable

from procrastinate.contrib.django import app

from journal.actions.upkeep import empty_trash


def job(name: str, action: Callable) -> None:
    """Let `enqueue(name, **args)` call `action(**args)` in the worker."""

    def perform(**args) -> None:
        action(**args)

    app.task(name=name)(perform)


job("empty_trash", empty_trash)
