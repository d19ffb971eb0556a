"""Find a stored file for a reader."""

from pathlib import Path
from uuid import UUID

from kenes.domain.accounts.models import Person
from kenes.domain.files import rules, storage
from kenes.domain.files.models import StoredFile
from kenes.domain.shared.refusals import NotFound


def file_for(person: Person | None, public_id: UUID, name: str) -> StoredFile:
    """Return the file that this reader asked for by its whole address.

    Raises NotFound alike for a file that is not there, one under another name, and one that this
    reader may not have: a guessed link learns nothing.
    """
    file = StoredFile.objects.filter(public_id=public_id, name=name).first()
    if file is None or not rules.may_have(file, person):
        raise NotFound(f"no file {public_id} for this reader")
    return file


def path_of(file: StoredFile) -> Path:
    """Return where the bytes lie. Raises NotFound when the disk has lost them."""
    place = storage.path_of(file.sha256)
    if not place.is_file():
        raise NotFound(f"the bytes of file {file.public_id} are missing")
    return place
