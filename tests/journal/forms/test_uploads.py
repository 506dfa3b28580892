"""The editor's helpers: a text to preview, a picture to keep."""

from django.core.files.uploadedfile import SimpleUploadedFile

from journal.actions.uploads import MAX_BYTES
from journal.forms.uploads import SENTENCES, PreviewForm, UploadForm


def sent(data, name="a.png"):
    return UploadForm({}, {"image": SimpleUploadedFile(name, data)})


def test_any_file_up_to_10_mb_is_looked_at():
    assert sent(b"").is_valid()  # that it is empty is said by who opens it
    assert sent(b"x" * 100).is_valid()
    assert sent(b"x" * MAX_BYTES).is_valid()


def test_larger_file_is_refused_before_it_is_read():
    form = sent(b"x" * (MAX_BYTES + 1))
    assert form.errors["image"] == [UploadForm.sentence("too_big")]


def test_form_without_a_file_says_so():
    assert UploadForm({}, {}).errors["image"]


def test_every_reason_has_a_sentence():
    assert all(UploadForm.sentence(code).endswith((".", "요.", "다.")) for code in SENTENCES)


def test_preview_takes_a_text_or_none():
    assert PreviewForm({"content": "x\r\ny"}).data["content"] == "x\r\ny"
    form = PreviewForm({})
    assert form.is_valid() and form.cleaned_data["content"] == ""
