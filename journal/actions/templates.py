"""Section templates: kept by a person for themselves, and by the organisers for a cohort."""

from django.contrib.auth import get_user_model
from django.db import transaction

from journal.models.cohorts import Cohort
from journal.models.templates import MOST_TEMPLATES, SectionTemplate


class NameTaken(Exception):
    """The owner has another template of this name."""


class TooMany(Exception):
    """The owner keeps as many templates as fit."""


@transaction.atomic
def keep_template(
    *, owner, name: str, body: str, is_default: bool, template: SectionTemplate | None = None
) -> SectionTemplate:
    """Return the template with these words: `template` changed, else a new one, or the one that the same form has made
    already.

    The default one is default alone. Raises NameTaken and TooMany.
    """
    get_user_model().objects.select_for_update().get(pk=owner.pk)  # one change of a person's templates at a time
    mine = SectionTemplate.objects.filter(owner=owner)
    same = mine.filter(name=name).exclude(pk=template.pk if template else None).first()
    if same and (template or same.body != body):
        raise NameTaken
    if not (template or same) and mine.count() >= MOST_TEMPLATES:
        raise TooMany
    kept = template or same or SectionTemplate(owner=owner)
    if is_default:
        mine.exclude(pk=kept.pk).filter(is_default=True).update(is_default=False)
    kept.name, kept.body, kept.is_default = name, body, is_default
    kept.save()
    return kept


@transaction.atomic
def delete_template(*, template: SectionTemplate) -> SectionTemplate:
    """Delete a template for good; what was written with it stays. Return it, without its key."""
    template.delete()
    return template


@transaction.atomic
def set_cohort_template(*, cohort: Cohort, body: str) -> Cohort:
    """Return the cohort with another section template, which new pages begin with from now on."""
    cohort.section_template = body
    cohort.save(update_fields=["section_template"])
    return cohort
