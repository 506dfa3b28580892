"""site.manifest: what a home screen shows of Haru, in the reader's language."""

import io
import json

import pytest
from django.contrib.staticfiles import storage
from django.test import Client
from PIL import Image


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name"), [("ko", "하루, 매일의 학습 일지"), ("en", "Haru, a daily learning journal")]
)
def test_it_names_haru_and_pictures_of_the_size_that_it_says(language, name):
    answer = Client().get("/manifest.webmanifest", headers={"accept-language": language})
    said = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert said["name"] == name and said["start_url"] == said["scope"] == "/"
    for icon in said["icons"]:
        with storage.staticfiles_storage.open(icon["src"].removeprefix("/static/")) as file:
            image = Image.open(io.BytesIO(file.read()))
        assert f"{image.width}x{image.height}" == icon["sizes"]
    assert "maskable" in {icon.get("purpose") for icon in said["icons"]}
