"""People's files in a bucket (django-storages, moto's server): shown by Haru's views to who may see them, as from a folder."""

import uuid

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.pictures import read_picture, remove_picture, store_picture
from config import machines
from journal.actions.uploads import add_upload
from journal.models.transfers import Import
from tests.world import picture_bytes

moto_server = pytest.importorskip("moto.server")
BUCKET = "media"


@pytest.fixture(scope="module")
def endpoint():
    """The address of a server that speaks S3."""
    server = moto_server.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, settings, monkeypatch, cast):
    """A bucket in which people's files lie; gives what asks it without Haru."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{endpoint}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    monkeypatch.setenv("HARU_S3_URL", f"s3+http://key:secret@{endpoint}/{BUCKET}?region=us-east-1")
    settings.STORAGES = {**settings.STORAGES, "default": machines.media()}
    yield client
    for name in names(client):
        client.delete_object(Bucket=BUCKET, Key=name)


def names(client) -> list[str]:
    return [each["Key"] for each in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_a_picture_lies_in_the_bucket_and_is_shown_to_who_may_read_its_post(bucket, cast, client):
    upload = add_upload(owner=cast.author, data=picture_bytes())
    upload.posts.add(cast.posts["team"])
    assert upload.file.name in names(bucket)
    for role, status in (("team_mate", 200), ("camper", 404), ("stranger", 404)):
        client.force_login(cast.people[role])
        answer = client.get(upload.get_absolute_url())
        assert answer.status_code == status, role
        if status == 200:
            held = bucket.get_object(Bucket=BUCKET, Key=upload.file.name)["Body"].read()
            assert b"".join(answer) == held != b""
    grants = bucket.get_object_acl(Bucket=BUCKET, Key=upload.file.name)["Grants"]
    assert "AllUsers" not in str(grants)


def test_a_page_leads_to_haru_and_never_to_the_bucket(bucket, cast, client, endpoint):
    client.force_login(cast.author)
    picture = SimpleUploadedFile("a.png", picture_bytes(), "image/png")
    code = client.post(reverse("markdownx_upload"), {"image": picture}).json()["image_code"]
    shown = client.post(reverse("markdownx_markdownify"), {"content": code}).content.decode()
    assert 'src="/uploads/' in shown and endpoint not in shown and BUCKET not in shown


def test_a_picture_that_is_gone_from_the_bucket_is_not_there(bucket, cast, client):
    upload = add_upload(owner=cast.author, data=picture_bytes())
    bucket.delete_object(Bucket=BUCKET, Key=upload.file.name)
    client.force_login(cast.author)
    assert client.get(upload.get_absolute_url()).status_code == 404


def test_a_person_s_picture_is_kept_read_and_removed(bucket):
    name = store_picture(picture_bytes())
    assert read_picture(name) == picture_bytes()
    remove_picture(name)
    assert names(bucket) == []
    with pytest.raises(FileNotFoundError):
        read_picture(name)


def test_an_archive_is_looked_at_and_taken_in_from_the_bucket(bucket, cast, client):
    client.force_login(cast.author)
    cohort = cast.cohort.slug
    file = SimpleUploadedFile("day9.md", "---\ntitle: 아홉째 날\n---\n# Text\n".encode())
    sent = client.post(f"{reverse('transfers.new')}?cohort={cohort}", {"files": file, "visibility": "cohort"})
    kept = Import.objects.get(owner=cast.author)
    assert kept.file.name in names(bucket)
    assert "아홉째 날" in client.get(sent.url).content.decode()
    client.post(sent.url)
    assert cast.author.posts.filter(title="아홉째 날").exists()


def test_two_files_of_one_name_are_two(bucket):
    content = SimpleUploadedFile("a", b"one")
    first = default_storage.save("a.txt", content)
    second = default_storage.save("a.txt", SimpleUploadedFile("a", str(uuid.uuid4()).encode()))
    assert first != second and default_storage.open(first).read() == b"one"
