"""Take a file in: look at its bytes, name it cleanly, keep it, have it scanned."""

import logging
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kenes.domain.accounts.models import Person
from kenes.domain.files import scanning, storage
from kenes.domain.files.kinds import UnknownKindError, kind_of
from kenes.domain.files.models import StoredFile
from kenes.domain.files.names import clean_name
from kenes.domain.shared.refusals import Invalid

logger = logging.getLogger(__name__)
MEBIBYTE = 1024 * 1024


@transaction.atomic
def store_file(*, upload: BinaryIO, name: str, by: Person | None, now: datetime) -> StoredFile:
    """Keep an upload and return its row.

    Raises Invalid({"file": sentence}) when it is empty, too large, of a kind that is not taken,
    or when the scanner found something. A scanner that fails leaves the file marked unscanned.
    """
    size = _size(upload)
    _refuse_size(size)
    try:
        kind = kind_of(upload, name)
    except UnknownKindError as error:
        raise Invalid({"file": error.sentence}) from None
    sha256 = storage.keep(upload)
    return StoredFile.objects.create(
        sha256=sha256,
        size=size,
        media_type=kind.media_type,
        name=clean_name(name, kind),
        scan=_scanned(storage.path_of(sha256), sha256),
        uploaded_at=now,
        uploaded_by=by,
    )


def _size(upload: BinaryIO) -> int:
    upload.seek(0, 2)
    return upload.tell()


def _refuse_size(size: int) -> None:
    limit = settings.KENES_FILE_LIMIT
    if size == 0:
        raise Invalid({"file": _("The file is empty. Choose another one.")})
    if size > limit:
        sentence = _(
            "The file is too large: %(size)s MB; at most %(limit)s MB are taken. "
            "Make it smaller or split it."
        )
        named = {"size": -(-size // MEBIBYTE), "limit": limit // MEBIBYTE}
        raise Invalid({"file": sentence % named})


def _scanned(file: Path, sha256: str) -> StoredFile.Scan:
    try:
        clean = scanning.is_clean(file)
    except scanning.ScanFailedError:
        logger.exception("the scanner failed; the file is kept unscanned")
        return StoredFile.Scan.UNSCANNED
    if clean is False:
        if not StoredFile.objects.filter(sha256=sha256).exists():
            file.unlink(missing_ok=True)
        raise Invalid(
            {"file": _("The scanner found something harmful in this file. It was not kept.")}
        )
    return StoredFile.Scan.CLEAN if clean else StoredFile.Scan.UNSCANNED
