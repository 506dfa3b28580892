"""Deleting in the admin says how much goes, never what it says: people's texts are not the staff's to read there."""


class QuietDeletion:
    """For a ModelAdmin: its page that asks before a deletion counts what goes with it, without listing it."""

    def get_deleted_objects(self, objs, request):
        """Return Django's answer without the names of what would be deleted."""
        _named, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return [], counts, perms_needed, protected
