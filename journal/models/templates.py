"""A person's own section templates, beside the one of their cohort (Cohort.section_template)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MOST_TEMPLATES = 10  # a person
MAX_TEMPLATE = 5_000  # characters


class SectionTemplateQuerySet(models.QuerySet):
    """Templates, which nobody sees but who keeps them."""

    def visible_to(self, user) -> "SectionTemplateQuerySet":
        """Keep `user`'s own."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class SectionTemplate(models.Model):
    """Headings (and whatever else) that a new journal of its owner may start with; the default one does."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="section_templates")
    name = models.CharField(_("name"), max_length=40)
    body = models.TextField(_("text"), max_length=MAX_TEMPLATE)
    is_default = models.BooleanField(_("start with it"), default=False)

    objects = SectionTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("section template")
        verbose_name_plural = _("section templates")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="template_name_once"),
            models.UniqueConstraint(fields=["owner"], condition=Q(is_default=True), name="one_default_template"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("templates.edit", args=[self.pk])
