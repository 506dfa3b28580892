"""Deleting in the admin says how much goes, never what it says: people's texts are not the staff's to read there."""

from django.contrib.admin import ModelAdmin


class ReadOnly(ModelAdmin):
    """Lines that the staff read and nobody writes; they go with the person whom they are about."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class QuietDeletion:
    """For a ModelAdmin: its page that asks before a deletion counts what goes with it, without listing it."""

    def get_deleted_objects(self, objs, request):
        """Return Django's answer without the names of what would be deleted; lines that are read only go along."""
        _named, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        go_along = {
            model._meta.verbose_name for model, page in self.admin_site._registry.items() if isinstance(page, ReadOnly)
        }
        return [], counts, set(perms_needed) - go_along, protected
