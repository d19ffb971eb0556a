"""The conformity matrix: obligation, norm, gap, proposal; on pages and in files."""

import csv
import io

import docx
import pytest
from django.core.cache import caches

from benchmarks.pages.reads import counting
from kenes.domain.norms.actions import add_obligation, describe_gap
from kenes.domain.norms.keys import element_key
from kenes.domain.norms.models import Act, Gap, TableRow
from kenes.domain.recommendations.models import LegalTarget, Recommendation
from kenes.domain.recommendations.queries import facets
from tests.factories import NOW
from tests.factories.institutions import Role, make_mandate
from tests.factories.recommendations import admitted, filed_by

pytestmark = pytest.mark.django_db
PAGE = "/en/conformity/"


@pytest.fixture(autouse=True)
def _fresh(time_machine):
    time_machine.move_to(NOW, tick=False)
    facets.forget()
    caches["pages"].clear()


def _obligation(document="CRC", paragraph="28"):
    return add_obligation(document=document, paragraph=paragraph, names={"en": f"{document} one"})


def _act():
    act = Act.objects.create(kind=Act.Kind.BILL, title_ru="Проект", title_kk="Жоба")
    TableRow.objects.create(
        bill=act, element="статья 27", element_key=element_key("статья 27"), place=1,
        language="ru", current="Орган может подвозить.", proposed="Орган подвозит.",
    )  # fmt: skip
    return act


def _proposed(obligation, act=None, *, recommendation=None, element="статья 27"):
    found = recommendation or admitted()
    found.obligations.add(obligation)
    if act:
        LegalTarget.objects.create(
            recommendation=found, act=act, element=element, element_key=element_key(element),
            proposed="Орган обязан.", language="ru",
        )  # fmt: skip
    facets.forget()
    caches["pages"].clear()
    return found


def _described(obligation, act, **changed):
    mandate = make_mandate(Role.SECRETARY)
    values = {"element": "ст. 27", "finding": "falls_short", "text": "Зависит от средств."}
    return describe_gap(
        obligation_id=obligation.public_id, act_id=act.public_id, language="ru",
        by=mandate.person, mandate=mandate, now=NOW, **values | changed,
    )  # fmt: skip


def _sections(client, query=""):
    return client.get(f"{PAGE}{query}").context["sections"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_empty_matrix_says_what_comes_into_it(client, language):
    _obligation()

    assert 'class="empty"' in client.get(f"/{language}/conformity/").text


def test_obligation_norm_gap_and_proposal_stand_in_one_row(client):
    obligation, act = _obligation(), _act()
    found = _proposed(obligation, act)
    gap = _described(obligation, act)

    (section,) = _sections(client)
    (row,) = section.rows

    assert (section.name, section.citation, section.total) == ("CRC one", "CRC, 28", 1)
    assert (row.current, row.found.text) == ("Орган может подвозить.", gap.text)
    assert [(one.number, one.proposed) for one in row.proposals] == [
        (found.number, "Орган обязан.")
    ]


def test_a_gap_without_a_proposal_and_a_proposal_without_a_norm_have_rows_of_their_own(client):
    obligation = _obligation()
    found = _proposed(obligation)
    _described(obligation, _act(), element="статья 99")

    (section,) = _sections(client)

    assert [(row.element, len(row.proposals)) for row in section.rows] == [
        ("статья 99", 0), ("", 1),
    ]  # fmt: skip
    assert section.rows[1].proposals[0].number == found.number


def test_what_is_not_admitted_or_is_hidden_stands_nowhere(client):
    _proposed(_obligation(), recommendation=filed_by())
    hidden = _proposed(_obligation("CRPD", "9"))
    Recommendation.objects.filter(pk=hidden.pk).update(hidden_ground="court")

    assert _sections(client) == []


def test_the_matrix_is_narrowed_by_document_kind_and_finding(client):
    first, second, act = _obligation(), _obligation("CRPD", "9"), _act()
    _proposed(first)
    _described(second, act)

    asked = ("?document=CRC", "?kind=treaty", "?kind=mechanism", "?finding=falls_short",
             "?finding=conforms", "?finding=undescribed", "?document=%00", "?finding=x")  # fmt: skip
    found = [[one.citation for one in _sections(client, query)] for query in asked]

    assert found == [
        ["CRC, 28"], ["CRC, 28", "CRPD, 9"], [], ["CRPD, 9"], [], ["CRC, 28"],
        ["CRC, 28", "CRPD, 9"], ["CRC, 28", "CRPD, 9"],
    ]  # fmt: skip


def test_an_obligation_keeps_every_finding_with_its_entry(client):
    obligation, act = _obligation(), _act()
    _described(obligation, act)
    _described(obligation, act, finding="conforms", text="Исправлено.")

    page = client.get(f"{PAGE}{obligation.public_id}/")

    assert [found.text for found, _entry in page.context["history"]] == [
        "Исправлено.", "Зависит от средств.",
    ]  # fmt: skip
    assert page.text.count("/en/register/") >= 2
    assert "Describe the gap" not in page.text
    assert client.get(f"{PAGE}{act.public_id}/").status_code == 404


def test_the_files_hold_the_matrix_and_its_filters(client):
    obligation, act = _obligation(), _act()
    found = _proposed(obligation, act)
    _described(obligation, act)
    _proposed(_obligation("CRPD", "9"))

    def rows(query=""):
        answer = client.get(f"{PAGE}matrix.csv{query}").getvalue().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(answer)))

    paper = docx.Document(io.BytesIO(client.get(f"{PAGE}matrix.docx").content))
    first, second = rows()
    assert (first["document"], first["current"], first["gap"], first["recommendation"]) == (
        "CRC", "Орган может подвозить.", "Зависит от средств.", found.number,
    )  # fmt: skip
    assert (second["document"], second["act"]) == ("CRPD", "")
    assert [row["document"] for row in rows("?document=CRPD")] == ["CRPD"]
    assert "Зависит от средств." in paper.tables[0].rows[1].cells[1].text
    assert found.number in paper.tables[0].rows[1].cells[2].text


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?whole=1"])
def test_the_matrix_reads_the_same_for_many_recommendations(client, address):
    obligation, act = _obligation(), _act()
    reads = []
    for many in (1, 9):
        while obligation.recommendations.count() < many:
            _proposed(obligation, act)
        client.get(address)
        caches["pages"].clear()
        with counting() as counted:
            page = client.get(address)
        reads.append(counted.queries)

    assert reads == [8, 8]
    assert len(page.context["sections"][0].rows[0].proposals) == 6
    assert page.context["sections"][0].total == 9


def _form(client, obligation, person, **fields):
    client.force_login(person)
    address = f"{PAGE}{obligation.public_id}/describe/"
    return client.post(address, fields) if fields else client.get(address)


def test_a_secretary_describes_a_gap_on_the_page_of_its_obligation(client):
    obligation, act, mandate = _obligation(), _act(), make_mandate(Role.SECRETARY)
    fields = {
        "act": str(act.public_id), "element": "статья 27", "finding": "falls_short",
        "text": "Зависит от средств.", "language": "ru",
    }  # fmt: skip

    wrong = _form(client, obligation, mandate.person, **fields | {"text": " ", "finding": "x"})
    done = _form(client, obligation, mandate.person, **fields)

    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"text", "finding"}
    assert done["Location"] == f"{PAGE}{obligation.public_id}/"
    assert Gap.objects.get().institution == mandate.institution
    assert "Describe the gap" in client.get(done["Location"]).text


def test_others_find_no_form(client):
    obligation = _obligation()

    assert client.get(f"{PAGE}{obligation.public_id}/describe/").status_code == 302
    member = make_mandate(Role.FOCAL_POINT)
    assert _form(client, obligation, member.person).status_code == 404
