"""Who may have a file: its uploader, and whoever an owner's rule lets.

The things that own files (answers, reports, decisions) live above this subject; each names its
rule in `settings.FILE_OWNER_RULES` as a dotted path to a function of file and person.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from kenes.domain.accounts.models import Person
from kenes.domain.files.models import StoredFile

type OwnerRule = Callable[[StoredFile, Person | None], bool]


def may_have(file: StoredFile, person: Person | None) -> bool:
    """Return whether this reader may have the file. What no rule speaks for stays closed."""
    if person is not None and file.uploaded_by_id == person.pk:
        return True
    rules: list[OwnerRule] = [import_string(path) for path in settings.FILE_OWNER_RULES]
    return any(rule(file, person) for rule in rules)
