"""Two people act in the same instant, on PostgreSQL: one act is done, the other is told why not."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from kenes.domain.accounts.actions import issue_support_key, store_personal_number
from kenes.domain.accounts.models import PersonalNumber
from kenes.domain.accounts.support_keys import make_key
from kenes.domain.recommendations.actions import (
    addressing,
    admission,
    answer_drafts,
    answering,
    drafts,
    execution,
    filing,
    merging,
)
from kenes.domain.recommendations.actions.support import give
from kenes.domain.recommendations.models import Answer, Recommendation, Support
from kenes.domain.register.models import Entry
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.refusals import Conflict, NotPermitted
from tests.factories import answers as make
from tests.factories.recommendations import admitted, filed_by, start
from tests.security.world import NOW
from tests.walk.visits import client_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
TOLD = (Conflict, NotPermitted)


def at_once(*acts):
    """Begin every act in the same instant, each on its own connection; return what each gave."""
    barrier = Barrier(len(acts))

    def begin(act):
        try:
            barrier.wait(timeout=100)
            return act()
        except TOLD as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))


def made(act, *args, **facts):
    """Do what comes before on a connection of its own, so that every other one sees it."""
    (result,) = at_once(partial(act, *args, **facts))
    assert not isinstance(result, TOLD), result
    return result


def told(results) -> list[BaseException]:
    return [one for one in results if isinstance(one, TOLD)]


def kinds(row: Recommendation) -> list[str]:
    return list(row.events.order_by("pk").values_list("kind", flat=True))


def draft_of(case: make.Case, state: str = "handed_in") -> Answer:
    answer = make.draft(case)
    return make.submit(case, answer) if state == "handed_in" else answer


def matter(world, *, is_delivered: bool = True) -> make.Case:
    """A new matter at the ministry."""
    row = admitted(by=world.author, secretary=world.secretary)
    case = make.Case(
        world.author, world.secretary, world.ministry, world.focal, world.signatory, row
    )
    make.send(case)
    if is_delivered:
        make.deliver(case)
    return case


def test_one_answer_is_signed_once_by_two_hands(world):
    case = made(matter, world)
    answer = made(draft_of, case)
    sign = partial(answering.sign, answer_id=answer.public_id, edition=answer.edition,
                   **world.by(world.signatory))  # fmt: skip

    results = at_once(sign, sign)

    assert len(told(results)) == 1
    assert kinds(case.recommendation).count("answered") == 1


def test_a_text_is_admitted_or_returned_never_both(world):
    row = made(filed_by, world.author, body=world.body)
    facts = {"public_id": row.public_id, **world.by(world.secretary)}

    results = at_once(
        partial(admission.admit, **facts),
        partial(admission.return_to_author, ground="no_demand", explanation="Что?", **facts),
    )

    assert len(told(results)) == 1
    assert len({"admitted", "returned"} & set(kinds(row))) == 1


def test_a_text_is_sent_or_merged_and_says_one_thing(world):
    row, into = (made(admitted, by=world.author, secretary=world.secretary) for _ in range(2))
    to = [addressing.AddresseeFacts(institution=world.ministry, role="lead")]
    facts = world.by(world.secretary)

    results = at_once(
        partial(addressing.send, public_id=row.public_id, to=to, **facts),
        partial(merging.merge, origins=[row.public_id], into=into.public_id, grounds="Об одном.",
                **facts),
    )  # fmt: skip

    row.refresh_from_db()
    happened = {"sent", "merged"} & set(kinds(row))
    assert len(told(results)) == 1, results
    assert len(happened) == 1
    assert row.addresses.exists() == ("sent" in happened)
    assert (row.superseded_by_id is not None) == ("merged" in happened)


def test_two_merges_against_each_other_make_no_ring(world):
    one, two = (made(admitted, by=world.author, secretary=world.secretary) for _ in range(2))
    facts = {"grounds": "Об одном.", **world.by(world.secretary)}

    results = at_once(
        partial(merging.merge, origins=[one.public_id], into=two.public_id, **facts),
        partial(merging.merge, origins=[two.public_id], into=one.public_id, **facts),
    )

    one.refresh_from_db()
    two.refresh_from_db()
    assert len(told(results)) == 1, results
    assert (one.superseded_by_id is None) != (two.superseded_by_id is None)


def test_a_matter_is_forwarded_or_answered(world):
    case = made(matter, world)
    answer = made(draft_of, case)
    facts = world.by(world.signatory)

    results = at_once(
        partial(addressing.forward, address_id=case.address.public_id, to=world.other,
                reason="Не наше.", **facts),
        partial(answering.sign, answer_id=answer.public_id, edition=answer.edition, **facts),
    )  # fmt: skip

    assert len(told(results)) == 1, results
    assert len({"forwarded", "answered"} & set(kinds(case.recommendation))) == 1


def test_of_two_edits_of_one_reply_one_is_kept_and_the_other_shown_both(world):
    case = made(matter, world)
    answer = made(draft_of, case, "draft")

    def write(words: str):
        return make.draft(case, body=words, edition=answer.edition)

    results = at_once(partial(write, "Первый текст"), partial(write, "Второй текст"))

    (conflict,) = told(results)
    kept = Answer.objects.get(pk=answer.pk).texts.get().body
    assert isinstance(conflict, Conflict)
    assert kept in {"Первый текст", "Второй текст"}
    assert kept in conflict.theirs.values()
    assert {*conflict.theirs.values(), *conflict.yours.values()} >= {"Первый текст", "Второй текст"}


def test_of_two_edits_of_one_draft_of_a_text_one_is_kept(world):
    begun = made(start, by=world.author, body=world.body).recommendation

    def write(words: str):
        return drafts.change_draft(
            public_id=begun.public_id, by=world.author, title=words, problem=words, demand=words,
            edition=begun.edition, now=NOW,
        )  # fmt: skip

    results = at_once(partial(write, "Первый"), partial(write, "Второй"))

    assert [type(one) for one in told(results)] == [Conflict]


def test_one_draft_is_filed_once_under_one_number(world):
    begun = made(start, by=world.author, body=world.body).recommendation
    file = partial(filing.file_recommendation, public_id=begun.public_id, by=world.author, now=NOW)

    results = at_once(file, file, file)

    assert len(told(results)) == 2
    assert kinds(begun) == ["filed"]


def test_a_delivery_and_the_end_of_a_measure_are_recorded_once(world):
    case = made(matter, world, is_delivered=False)
    deliver = partial(make.deliver, case)
    finish = partial(
        execution.finish_measure, measure_id=world.measure.public_id, **world.by(world.signatory)
    )

    delivered, finished = at_once(deliver, deliver), at_once(finish, finish)

    assert (len(told(delivered)), len(told(finished))) == (1, 1)
    assert kinds(case.recommendation).count("delivered") == 1
    assert kinds(world.texts["promised"]).count("measure_done") == 1


def test_two_clicks_in_one_instant_are_one_act_and_both_are_answered(world):
    row = made(filed_by, world.author, body=world.body)
    url = f"/ru/desk/{row.public_id}/admit/"
    key = str(new_public_id())
    browsers = [made(client_of, world.secretary.person) for _ in range(3)]

    results = at_once(*(partial(browser.post, url, {"key": key}) for browser in browsers))

    assert [one.status_code for one in results] == [302] * 3
    assert len({one["Location"] for one in results}) == 1
    assert kinds(row).count("admitted") == 1


def test_one_key_supports_once_and_one_number_belongs_to_one(world):
    key, text = make_key(), world.texts["answered"]
    support = partial(give, public_id=text.public_id, key=key, now=NOW)
    people = [made(make.make_person) for _ in range(2)]

    supported = at_once(support, support)
    numbered = at_once(
        *(partial(store_personal_number, person=one, number="850505400777", now=NOW)
          for one in people)
    )  # fmt: skip

    assert len(told(supported)) == 1
    assert Support.objects.filter(recommendation=text).count() == 1
    assert len(told(numbered)) == 1, numbered
    assert PersonalNumber.objects.filter(person__in=people).count() == 1


def test_one_person_is_issued_one_support_key(world):
    issue = partial(issue_support_key, person=world.citizen, now=NOW)

    assert len(told(at_once(issue, issue, issue))) == 2


def test_of_two_officers_drafting_first_at_once_no_second_reply_is_in_work(world):
    case = made(matter, world)

    results = at_once(partial(draft_of, case, "draft"), partial(draft_of, case, "draft"))

    assert Answer.objects.filter(address=case.address, state="draft").count() == 1
    assert len(told(results)) <= 1


def test_a_remark_waits_for_the_signature_or_comes_before_it(world):
    case = made(matter, world)
    answer = made(draft_of, case)
    facts = {"answer_id": answer.public_id, **world.by(world.signatory)}

    results = at_once(
        partial(answering.sign, edition=answer.edition, **facts),
        partial(answer_drafts.send_back, remark="Подождите.", **facts),
    )

    state = Answer.objects.get(pk=answer.pk).state
    assert len(told(results)) == 1
    assert (state == "signed") == ("answered" in kinds(case.recommendation))


def test_after_all_of_it_every_object_is_one_unbroken_chain(world):
    chains = defaultdict(list)
    for entry in Entry.objects.order_by("object", "object_version"):
        chains[entry.object].append(entry)

    assert len(chains) > 20
    for chain in chains.values():
        assert [entry.object_version for entry in chain] == list(range(1, len(chain) + 1))
        before = [None, *(bytes(entry.digest) for entry in chain[:-1])]
        given = [entry.prev_version_digest and bytes(entry.prev_version_digest) for entry in chain]
        assert given == before
