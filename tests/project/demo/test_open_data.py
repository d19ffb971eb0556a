"""What a stranger downloads of the demonstration's conversations is checked without its site."""

import io
import zipfile
from pathlib import Path

import pytest

from kenes.domain.conversations.models import Conversation, OpenData, Voter
from kenes.domain.conversations.telling import MAY_BE_RELEASED, NEVER_RELEASED
from kenes.verify.opinion_data import check_folder
from kenes.verify.reports import ACCEPTED, REFUSED
from kenes.verify.sources import UnusableError

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]
BASES = {"votes": ["SHA256SUMS", "result.json", "statements.csv", "votes.csv"],
         "tables": ["SHA256SUMS", "result.json", "statements.csv", "tables.csv"]}  # fmt: skip


def unpacked(row: OpenData, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(row.archive)).extractall(folder)
    return folder


def changed(path: Path) -> None:
    """Change the last digit of a file to another one."""
    content = bytearray(path.read_bytes())
    at = max(content.rfind(digit) for digit in b"0123456789")
    content[at] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("basis", BASES)
def test_every_file_of_open_data_is_checked(demo, tmp_path, basis):
    releases = basis == "votes"
    for row in OpenData.objects.filter(conversation__releases_rows=releases).order_by("pk"):
        folder = unpacked(row, tmp_path / str(row.pk))
        whole = {path.name: path.read_bytes() for path in folder.iterdir()}
        report = check_folder(folder)

        assert sorted(whole) == BASES[basis]
        assert (report.code, report.facts["basis"]) == (ACCEPTED, basis)
        for name, content in whole.items():
            changed(folder / name)
            assert check_folder(folder).code == REFUSED, name
            (folder / name).unlink()
            with pytest.raises(UnusableError, match=f"{name} cannot be read"):
                check_folder(folder)
            (folder / name).write_bytes(content)


def test_people_were_told_before_their_first_vote_and_rows_came_after_the_end(demo):
    told = {
        row.releases_rows: set(row_told)
        for row in Conversation.objects.all()
        if (row_told := Voter.objects.filter(conversation=row).values_list("told", flat=True))
    }
    released = Conversation.objects.get(releases_rows=True)
    result = released.results.get()

    assert told == {True: {MAY_BE_RELEASED}, False: {NEVER_RELEASED}}
    assert (released.stage, result.figures["data"]["basis"]) == ("closed", "votes")
    assert result.computed_at >= released.closed_at
    assert result.voters >= 300
    assert not Voter.objects.filter(conversation=released).exclude(region="").exists()
