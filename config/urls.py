"""Haru's addresses: people's accounts, the journal, and the admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("journal.urls")),
]

handler400 = "journal.views.errors.bad_request"
handler403 = "journal.views.errors.forbidden"
handler404 = "journal.views.errors.not_found"
handler429 = "accounts.limits.too_many"  # where allauth looks
handler500 = "journal.views.errors.server_error"
