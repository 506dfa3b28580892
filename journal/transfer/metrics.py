"""What the database knows of a running site, in Prometheus's text format (version 0.0.4)."""

from journal.queries.running import Vitals


def metrics_text(vitals: Vitals) -> str:
    """Return the numbers as lines that end in a line feed."""
    families = {
        "haru_jobs": ("Jobs in the queue.", _by("state", vitals.jobs)),
        "haru_oldest_job_seconds": ("For how long the oldest job that is due waits.", {"": vitals.oldest_wait}),
        "haru_workers": ("Workers heard of within a minute.", {"": vitals.workers}),
        "haru_mails": ("Mails that wait, and those of 30 days that did not go.", _by("state", vitals.mails)),
        "haru_job_ended_timestamp_seconds": ("When a job last ended.", _by("job", vitals.ended)),
        "haru_job_failed_timestamp_seconds": ("When a job last failed.", _by("job", vitals.failed)),
        "haru_database_connections": ("Connections to this database.", _by("state", vitals.connections)),
        "haru_database_connections_max": ("Connections that the server takes.", {"": vitals.most_connections}),
    }
    lines = []
    for name, (words, values) in families.items():
        lines += [f"# HELP {name} {words}", f"# TYPE {name} gauge"]
        lines += [f"{name}{labels} {value:.15g}" for labels, value in sorted(values.items())]
    return "\n".join(lines) + "\n"


def _by(label: str, values: dict[str, float]) -> dict[str, float]:
    """Return the values under what stands behind the name; all labels are our own words, without quotes."""
    return {f'{{{label}="{key}"}}': value for key, value in values.items()}
