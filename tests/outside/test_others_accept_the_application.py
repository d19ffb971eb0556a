"""A log that the application built, accepted by programs of others, cosigned, and then attacked.

Recommendations are filed, admitted, sent, answered, graded and assessed by the real acts, and the
one integrating worker publishes them; only then the files are handed to the tools.
"""

import shutil

import pytest
from django.db import transaction
from django.test import override_settings

from kenes.domain.institutions.actions import remove_from_register
from kenes.domain.recommendations.actions import assessing
from kenes.domain.register.actions import Order
from kenes.domain.register.log import places, witnesses
from kenes.domain.register.log.asking import NamedWitness
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.domain.register.models import Entry
from kenes.engines.log.policy import NONE, Policy
from tests.factories import answers
from tests.factories.institutions import make_host
from tests.factories.recommendations import file
from tests.outside import tools
from tests.outside.test_others_accept_the_log import SEEN, SINCE, codes
from tests.verify.attacks import ATTACKS
from tests.verify.logs import Folder

pytestmark = [pytest.mark.outside, pytest.mark.django_db]
ACTS = {
    "recommendation.filed", "recommendation.admitted", "recommendation.sent", "address.delivered",
    "answer.signed", "answer.graded", "recommendation.assessed", "entry.content_removed",
}  # fmt: skip


def act_and_integrate():
    """File, answer, grade and assess, integrate; file more, remove one content, integrate."""
    places.make_keys()
    case = answers.delivered()
    answer = answers.answer(case)
    facts = {"language": "ru", "grounds": "О другом.", "by": case.author, "now": answers.NOW}
    assessing.grade(answer_id=answer.public_id, value="D", code=None, **facts)
    period = {"period_from": answers.TODAY, "period_to": answers.TODAY}
    assessing.assess(
        public_id=case.recommendation.public_id, side="civil", value="not_started", mandate=None,
        **period, **facts,
    )  # fmt: skip
    integrate(own_log())
    (places.folder().root.parent / "seen").write_bytes(places.folder().read("checkpoint"))
    for _ in range(3):
        file()
    remove_content_of(Entry.objects.get(type="answer.signed"))
    integrate(own_log())
    assert set(Entry.objects.values_list("type", flat=True)) >= ACTS
    return own_log().keys.first


def remove_content_of(entry):
    """Empty an entry that is published by a lawful order; its tombstone waits for its index."""
    admin = make_host()
    order = Order(ground="court", ordered_by="Суд", document="№ 5", ordered_on=answers.TODAY)
    who = {"by": admin.person, "mandate": admin, "now": answers.NOW}
    remove_from_register(entry_id=entry.public_id, order=order, **who)
    assert Entry.objects.get(pk=entry.pk).content is None


@pytest.fixture(scope="module")
def good(tmp_path_factory, django_db_setup, django_db_blocker):
    """The published folder of such a record; the rows are taken back, the files stay."""
    home = tmp_path_factory.mktemp("home")
    apart = override_settings(KENES_HOME=home, KENES_REGISTER_KEY="")
    with django_db_blocker.unblock(), apart, transaction.atomic():
        key = act_and_integrate()
        transaction.set_rollback(True)
    log = Folder(home / "register", home, key)
    log.beside("seen_all", log.read("checkpoint"))
    return log


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return tools.build_go(tmp_path_factory.mktemp("go"))


def copied(log, folder):
    shutil.copytree(log.keys, folder / "copy")
    return Folder(folder / "copy/register", folder / "copy", log.key)


def test_every_tool_accepts_the_log_and_its_growth(program, good):
    assert good.size() > 20
    assert codes(program, good, since=str(good.keys / "seen")) == (0, 0, 0, 0)


def test_go_accepts_a_proof_from_it(program, good):
    assert tools.go_proof(program, good.proof(9), good.vkey()) == 0


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_each_tool_refuses_what_it_can_see(program, good, tmp_path, attack):
    log = copied(good, tmp_path)
    attack(log)

    alone = codes(program, log)
    since = codes(program, log, since=str(log.keys / "seen_all"))

    assert (alone, since) == (SEEN[attack.__name__], SINCE[attack.__name__])


def test_the_witness_of_others_is_asked_by_the_worker_and_every_tool_accepts_what_it_signs(
    program, good, tmp_path
):
    log = copied(good, tmp_path)
    with (
        override_settings(KENES_HOME=log.keys),
        tools.aics_witness(tmp_path, log.key.verifier().key) as (port, witness),
    ):
        target, url = places.folder(), f"http://127.0.0.1:{port}"
        rules = Policy(
            (log.key.verifier().key,), {"aics": witness.key}, {}, NONE, {witness.key: url}
        )
        target.replace(places.POLICY, rules.text().encode())
        named = witnesses.named_witnesses(target)
        assert named == [NamedWitness("aics", witness.key, url)]

        assert witnesses.ask(target, named) == {}
        witnesses.publish_cosigned(target)

    key = log.beside("aics.vkey", witness.key.vkey.encode())
    assert codes(program, log, witness=key) == (0, 0, 0, 0)
