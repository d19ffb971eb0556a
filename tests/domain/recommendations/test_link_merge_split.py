from uuid import uuid4

import pytest

from kenes.domain.norms.actions import RowFacts, add_table_rows, publish_bill
from kenes.domain.norms.models import Act, Obligation, Topic
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import linking, merging, splitting
from kenes.domain.recommendations.actions.linking import TargetFacts
from kenes.domain.recommendations.actions.splitting import PointFacts
from kenes.domain.recommendations.models import Follow, Recommendation, Support
from kenes.domain.recommendations.queries import authoring, intake
from kenes.domain.recommendations.queries.links import targets_of
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return make.make_mandate(make.make_body())


def link(secretary, recommendations, **links):
    return linking.set_links(
        public_ids=[item.public_id for item in recommendations],
        by=secretary.person, mandate=secretary, now=NOW, **links,
    )  # fmt: skip


def merge(secretary, origins, into, grounds="Об одном и том же"):
    return merging.merge(
        origins=[item.public_id for item in origins], into=into.public_id, grounds=grounds,
        by=secretary.person, mandate=secretary, now=NOW,
    )  # fmt: skip


def split(secretary, document, *points):
    return splitting.split(
        public_id=document.public_id, points=points, by=secretary.person, mandate=secretary, now=NOW
    )


def test_links_are_set_in_bulk_and_what_is_left_out_stays(secretary):
    both = [make.admitted(secretary=secretary), make.admitted(secretary=secretary)]
    topic = Topic.objects.create(kind="theme", code="light")
    region = make.make_territory()
    duty = Obligation.objects.create(
        kind="mechanism", document="A/HRC/28/10", paragraph="125.96", sort_key="1"
    )
    bill = Act.objects.create(kind="bill", title_ru="О свете")
    target = TargetFacts(bill, "подпункт 14-4) пункта 1 статьи 27", "2026-02-01", "изложить так")
    link(secretary, both, topics=[topic], territories=[region], obligations=[duty])

    link(secretary, both, targets=[target, target])

    for recommendation in both:
        assert list(recommendation.topics.all()) == [topic]
        assert list(recommendation.territories.all()) == [region]
        assert list(recommendation.obligations.all()) == [duty]
        assert recommendation.targets.get().element == "подпункт 14-4) пункта 1 статьи 27"
    content = Entry.objects.latest("pk").content
    assert content["topics"] == ["theme:light"]
    assert content["targets"][0]["act"] == str(bill.public_id)
    assert Entry.objects.filter(type="recommendation.links_set").count() == 4


def test_one_foreign_text_in_the_selection_stops_it_all(secretary):
    own, foreign = make.admitted(secretary=secretary), make.admitted()

    with pytest.raises(NotPermitted) as caught:
        link(secretary, [own, foreign], topics=[Topic.objects.create(kind="theme", code="x")])

    assert caught.value.refusal.code == "wrong_institution"
    assert not own.topics.exists()
    assert not Entry.objects.filter(type="recommendation.links_set").exists()


def test_links_are_not_set_on_what_has_ended_or_is_not_there(secretary):
    gone = make.admitted(secretary=secretary)
    merge(secretary, [gone], make.admitted(secretary=secretary))

    with pytest.raises(NotPermitted) as caught:
        link(secretary, [gone], topics=[])
    with pytest.raises(NotFound):
        linking.set_links(public_ids=[uuid4()], by=secretary.person, mandate=secretary, now=NOW)

    assert caught.value.refusal.code == "not_linkable"


def test_a_place_in_a_bill_finds_its_row_of_the_table_in_either_language(secretary):
    bill = publish_bill(source_key="bill", title_kk="Жоба", title_ru="Проект")
    row = RowFacts(element="подпункт 14-4) пункта 1 статьи 27", current="Было", proposed="Будет")
    add_table_rows(bill=bill, language="ru", rows=[row])
    found = make.admitted(secretary=secretary)
    element = "27-баптың 1-тармағының 14-4) тармақшасы"

    link(secretary, [found], targets=[TargetFacts(bill, element, language="kk")])

    (target,) = targets_of(found.pk)
    assert (target.row_current, target.row_language) == ("Было", "ru")


def _bill_of_two_laws():
    bill = publish_bill(source_key="bill", title_kk="Жоба", title_ru="Проект")
    rows = [
        RowFacts(law="Кодекс", element="статья 11", current="Было", proposed="Будет"),
        RowFacts(law="Закон", element="статья 11", current="Иначе", proposed="Снова"),
        RowFacts(law="Закон", element="статья 12", current="Два", proposed="Три"),
    ]
    add_table_rows(bill=bill, language="ru", rows=rows)
    return bill


def test_the_law_that_is_meant_is_named_or_found_as_the_only_one(secretary):
    bill, found = _bill_of_two_laws(), make.admitted(secretary=secretary)
    both = [TargetFacts(bill, "статья 11", law=law) for law in ("Кодекс", "Закон")]
    only, none = TargetFacts(bill, "статья 12"), TargetFacts(bill, "статья 13")

    link(secretary, [found], targets=[*both, only, none])

    laws = [(row.law, row.row_current) for row in targets_of(found.pk)]
    assert laws == [
        ("Кодекс", "Было"), ("Закон", "Иначе"), ("Закон", "Два"), ("", None),
    ]  # fmt: skip
    content = Entry.objects.latest("pk").content
    assert len({target["law"] for target in content["targets"]}) == 3


@pytest.mark.parametrize(("law", "element"), [("", "статья 11"), ("Кодекс", "статья 12")])
def test_a_law_left_open_or_without_the_element_is_asked_for(secretary, law, element):
    bill, found = _bill_of_two_laws(), make.admitted(secretary=secretary)

    with pytest.raises(Invalid) as caught:
        link(secretary, [found], targets=[TargetFacts(bill, element, law=law)])

    assert list(caught.value.problems) == ["law"]
    assert not found.targets.exists()


def test_a_place_on_record_stays_when_the_table_grows_by_another_law(secretary):
    bill, found = _bill_of_two_laws(), make.admitted(secretary=secretary)
    kept = TargetFacts(bill, "статья 13")
    link(secretary, [found], targets=[kept])
    rows = [
        RowFacts(law=law, element="статья 13", current="", proposed="+")
        for law in ("Кодекс", "Закон")
    ]
    add_table_rows(bill=bill, language="ru", rows=rows)

    link(secretary, [found], targets=[kept, TargetFacts(bill, "статья 12")])

    assert {row.law for row in found.targets.all()} == {"", "Закон"}


def test_a_merged_text_keeps_its_page_and_names_where_it_went(secretary):
    author, reader = make.make_person(), make.make_person()
    origin = make.admitted(by=author, secretary=secretary)
    into = make.admitted(secretary=secretary)
    Follow.objects.create(person=reader, recommendation=origin, delivery="page", since=NOW)

    merge(secretary, [origin], into)

    origin.refresh_from_db()
    into.refresh_from_db()
    assert (origin.stage, origin.superseded_by, origin.is_public) == (Stage.SUPERSEDED, into, True)
    assert into.stage == Stage.ADMISSIBLE
    told = Notice.objects.filter(template="merged").order_by("pk")
    assert [(n.person, n.facts["into_number"]) for n in told] == [
        (author, into.number), (reader, into.number),
    ]  # fmt: skip
    assert Entry.objects.get(type="recommendation.origins_merged").content["origins"] == [
        origin.number
    ]


def test_support_of_merged_texts_is_shown_apart_since_it_may_overlap(secretary):
    origin, into = make.admitted(secretary=secretary), make.admitted(secretary=secretary)
    for number in range(3):
        Support.objects.create(pseudonym=bytes([number]) * 32, recommendation=origin)
    Support.objects.create(pseudonym=b"i" * 32, recommendation=into)

    merge(secretary, [origin], into)

    figures = intake.support_figures(into)
    assert (figures.own, figures.origins, figures.may_overlap) == (1, ((origin.number, 3),), True)
    assert not intake.support_figures(origin).may_overlap


def test_merging_refuses_itself_a_second_time_foreign_texts_and_nothing(secretary):
    origin, into = make.admitted(secretary=secretary), make.admitted(secretary=secretary)

    with pytest.raises(NotPermitted) as itself:
        merge(secretary, [into], into)
    with pytest.raises(NotPermitted) as foreign:
        merge(secretary, [make.admitted()], into)
    with pytest.raises(Invalid):
        merge(secretary, [], into)
    merge(secretary, [origin], into)
    with pytest.raises(NotPermitted) as twice:
        merge(secretary, [origin], into)
    with pytest.raises(NotPermitted) as ring:
        merge(secretary, [into], origin)

    codes = [caught.value.refusal.code for caught in (itself, foreign, twice, ring)]
    assert codes == ["merge_into_itself", "wrong_institution", "not_mergeable", "not_mergeable"]


def test_a_document_is_split_into_points_with_numbers_of_their_own(secretary):
    started = make.file(body=secretary.institution, territories=[make.make_territory()])
    document = started.recommendation
    make.admission.admit(
        public_id=document.public_id, by=secretary.person, mandate=secretary, now=NOW
    )
    ministry = make.make_institution()

    points = split(
        secretary, document,
        PointFacts("4.1", "Поставить фонари", wished_institution=ministry),
        PointFacts("4.2", "Починить дорогу", wished_addressee="Акимат"),
    )  # fmt: skip

    document.refresh_from_db()
    assert [(p.number, p.point_number, p.split_from) for p in points] == [
        ("2026-000002", "4.1", document), ("2026-000003", "4.2", document),
    ]  # fmt: skip
    assert {p.stage for p in points} == {Stage.ADMISSIBLE} == {document.stage}
    assert all(p.is_public and p.territories.count() == 1 for p in points)
    assert [p.wished_institution for p in points] == [ministry, None]
    assert authoring.text_by_code(started.code) == document
    assert Entry.objects.filter(type="recommendation.point_made").count() == 2
    assert Entry.objects.latest("pk").content["points"] == ["2026-000002", "2026-000003"]


@pytest.mark.parametrize(
    "points",
    [
        [],
        [PointFacts("1", "a"), PointFacts("1", "b")],
        [PointFacts("", "a")],
        [PointFacts("Айгерім Сәрсен", "a")],
        [PointFacts("1", "")],
    ],
)
def test_points_that_cannot_be_told_apart_or_ask_nothing_are_refused(secretary, points):
    document = make.admitted(secretary=secretary)

    with pytest.raises(Invalid):
        split(secretary, document, *points)

    assert Recommendation.objects.count() == 1


def test_a_document_is_split_once_and_a_point_not_at_all(secretary):
    document = make.admitted(secretary=secretary)
    [point] = split(secretary, document, PointFacts("1", "Поставить фонари"))

    with pytest.raises(NotPermitted) as twice:
        split(secretary, document, PointFacts("2", "Ещё"))
    with pytest.raises(NotPermitted) as inner:
        split(secretary, point, PointFacts("1.1", "Ещё"))
    other = make.admitted(secretary=secretary)
    chair = make.make_mandate(secretary.institution, "chair")
    with pytest.raises(NotPermitted) as role:
        split(chair, other, PointFacts("1", "Ещё"))

    codes = [caught.value.refusal.code for caught in (twice, inner, role)]
    assert codes == ["already_split", "not_splittable", "wrong_role"]
