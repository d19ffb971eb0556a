"""A family chat gets a link; what it agrees on becomes a recommendation with an answer (story 1)."""

import pytest
from django.utils import timezone

from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.models import Conversation, Voter
from kenes.domain.recommendations.actions import addressing, admission
from kenes.domain.recommendations.models import Address, Recommendation
from tests.factories.conversations import make_facts, make_voice
from tests.factories.institutions import Role, make_mandate
from tests.factories.recommendations import make_territory
from tests.journeys.clean import Reader, expect_clean
from tests.journeys.stories import Offices, make_offices, promise
from tests.journeys.words import said

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
REGION = {"name_kk": "Қостанай облысы", "name_ru": "Костанайская область"}
QUESTION = {
    "question_kk": "Қостанайда мектепке жол қауіпсіз болуы үшін не істеу керек?",
    "question_ru": "Что сделать, чтобы дорога в школу в Костанае была безопасной?",
}
SEEDS = [
    ("Мектеп жолында шам жансын", "У дороги в школу должны гореть фонари"),
    ("Мектеп алдында жаяу жүргінші жолы сызылсын", "У школы нужен пешеходный переход"),
    ("Мектеп қасында жылдамдық 20 километрден аспасын", "У школы скорость не выше 20 километров"),
    ("Қыста тротуар таңғы жетіге дейін тазалансын", "Зимой тротуар чистят до семи утра"),
    ("Балаларды тек автобус апарсын", "Детей возит только автобус"),
    ("Автобус үшін ата-ана төлесін", "За автобус платят родители"),
    ("Мектепті бірінші ауысымға ғана көшіру керек", "Школу нужно перевести в одну смену"),
    ("Жол бойында күзетші тұрсын", "На дороге должен стоять дежурный"),
    ("Көлікке мектеп көшесі жабылсын", "Школьную улицу закрыть для машин"),
    ("Айыппұл екі есе көбейсін", "Штрафы увеличить вдвое"),
    ("Камера әр қиылыста тұрсын", "Камеры на каждом перекрёстке"),
    ("Велосипед жолы бірінші салынсын", "Сначала построить велодорожки"),
]
AGREED = 4
OWN = "Аялдамада жылы орын болсын"
TOLD = (
    "Only sums of votes are published here. What one person said is never published, not even "
    "without a name."
)
MEASURE = "Он шам орнату"
EVERYTHING_SHOWN = len(SEEDS) + 1


@pytest.fixture
def width() -> int:
    return 390


def test_from_a_link_in_a_chat_to_what_became_of_it(reader_of, transactional_db):
    offices = make_offices()
    row = asked(offices)
    secretary, participant = reader_of(offices.secretary.person), reader_of()

    address = passes_the_link_on(secretary, row)
    votes_without_an_account(participant, row, address)
    says_it_in_own_words(participant)
    shows_it_to_everybody(secretary, row)
    votes_on_the_new_one(participant, row)
    sees_the_result_move(participant, row)
    number = makes_it_a_recommendation(secretary, row, offices)
    answered(offices, number)
    sees_what_became_of_it(participant, row, number)


def asked(offices: Offices) -> Conversation:
    """The council asks about a region; nobody has voted yet."""
    now, host = timezone.now(), offices.secretary
    facts = make_facts(**QUESTION, seeds=SEEDS, territory=make_territory(**REGION))
    who = {"by": host.person, "mandate": host, "now": now}
    row = hosting.prepare(body=host.institution, facts=facts, **who)
    return hosting.open_conversation(public_id=row.public_id, **who)


def passes_the_link_on(reader: Reader, row: Conversation) -> str:
    """Return the address that goes into the chat."""
    reader.go(f"/{reader.language}/conversations/{row.public_id}/")
    reader.follow(said(reader.language, "Link and QR to pass on"))
    expect_clean(reader)
    return reader.main().get_by_role("link", name="/vote/").inner_text()


def votes_without_an_account(reader: Reader, row: Conversation, address: str) -> None:
    """Agree with everything, one card after another; the first card says what may be released."""
    language = reader.language
    reader.page.goto(address)
    expect_clean(reader)
    assert said(language, TOLD) in reader.main().inner_text()
    for done in range(1, len(SEEDS) + 1):
        agree(reader)
        reader.page.get_by_role("img", name=f"{done} / {len(SEEDS)}").wait_for()
    assert said(language, "You have voted on everything there is.") in reader.main().inner_text()
    expect_clean(reader)
    voter = Voter.objects.get(conversation=row)
    assert (voter.tier, voter.told, voter.votes.count()) == ("link", 2, len(SEEDS))


def agree(reader: Reader) -> None:
    reader.page.get_by_role(
        "button", name=said(reader.language, "I agree", context="vote"), exact=True
    ).click()


def says_it_in_own_words(reader: Reader) -> None:
    language = reader.language
    reader.follow(said(language, "Say it in your own words"))
    reader.fill(said(language, "Your statement"), OWN)
    reader.page.get_by_role("radio", name=said(language, "Kazakh"), exact=True).check()
    reader.press(said(language, "Add the statement"))
    expect_clean(reader)
    words = "Your statement was taken. It is shown once the secretariat has looked at it."
    assert said(language, words) in reader.main().inner_text()


def shows_it_to_everybody(reader: Reader, row: Conversation) -> None:
    """The moderators' desk: the statement that waits is read and shown."""
    language = reader.language
    reader.go(f"/{language}/conversations/desk/")
    reader.follow(row.question_kk if language == "kk" else row.question_ru)
    expect_clean(reader)
    assert OWN in reader.main().inner_text()
    reader.page.get_by_role("link", name=said(language, "Show it")).first.click()
    assert OWN in reader.main().inner_text()
    reader.press(said(language, "Show it"))


def votes_on_the_new_one(reader: Reader, row: Conversation) -> None:
    reader.go(f"/{reader.language}/conversations/{row.public_id}/vote/")
    assert OWN in reader.main().inner_text()
    agree(reader)
    reader.page.get_by_role("img", name=f"{EVERYTHING_SHOWN} / {EVERYTHING_SHOWN}").wait_for()


def sees_the_result_move(reader: Reader, row: Conversation) -> None:
    """The first result is opened; with ten more people it moves without being loaded again."""
    language, two_sides = reader.language, len(SEEDS) - AGREED
    crowd(row, 59, two_sides)
    publish_result(row, now=timezone.now())
    reader.page.clock.install()
    reader.go(f"/{language}/conversations/{row.public_id}/results/")
    shown = reader.page.locator("live-results")
    assert shown.get_attribute("data-voters") == "60"
    assert SEEDS[0][language == "ru"] in reader.main().inner_text()
    reader.page.evaluate("window.stays = true")

    crowd(row, 10, two_sides)
    publish_result(row, now=timezone.now())
    reader.page.clock.fast_forward(31_000)

    reader.page.locator("live-results[data-voters='70']").wait_for()
    assert reader.page.evaluate("window.stays") is True
    expect_clean(reader)


def crowd(row: Conversation, many: int, two_sides: int) -> None:
    """Two kinds of people: all agree on the first statements and half against half on the rest."""
    sides = {0: [1] * two_sides, 1: [-1] * two_sides}
    ballots = [
        Ballot(make_voice(), "kk", dict(enumerate([1] * AGREED + sides[one % 2] + [1], start=1)))
        for one in range(many)
    ]
    bring_votes(conversation=row, ballots=ballots)


def makes_it_a_recommendation(reader: Reader, row: Conversation, offices: Offices) -> str:
    """The organiser's act makes a draft of what is agreed; the draft is finished and filed."""
    language = reader.language
    reader.go(f"/{language}/conversations/{row.public_id}/desk/")
    reader.follow(said(language, "Make it a recommendation"))
    expect_clean(reader)
    boxes = reader.page.get_by_role("checkbox")
    assert boxes.count() == AGREED + 1
    assert all(box.is_checked() for box in boxes.all())
    reader.page.get_by_role("radio", name=said(language, "Kazakh"), exact=True).check()
    reader.press(said(language, "Make it a recommendation"))
    expect_clean(reader)
    reader.follow(said(language, "Draft recommendation"))
    expect_clean(reader)
    assert (
        SEEDS[0][0]
        in reader.page.get_by_label(said(language, "What should be done?")).input_value()
    )
    reader.fill(said(language, "Who should do it?"), "Құрылыс министрлігі")
    reader.press(said(language, "Keep and go on"))
    reader.press(said(language, "Keep and go on"))
    expect_clean(reader)
    assert SEEDS[0][0] in reader.main().inner_text()
    reader.press(said(language, "File it"))
    expect_clean(reader)
    return str(Recommendation.objects.get().number)


def answered(offices: Offices, number: str) -> None:
    """Another secretary admits it and sends it to the ministry, which accepts."""
    now = timezone.now()
    other = make_mandate(Role.SECRETARY, offices.secretary.institution)
    who = {"by": other.person, "mandate": other, "now": now}
    row = Recommendation.objects.get(number=number)
    admission.admit(public_id=row.public_id, **who)
    to = [addressing.AddresseeFacts(institution=offices.ministry, role="lead")]
    addressing.send(public_id=row.public_id, to=to, **who)
    promise(offices, Address.objects.get(), MEASURE, now)


def sees_what_became_of_it(reader: Reader, row: Conversation, number: str) -> None:
    """The page of results names the recommendation and where it stands, and leads there."""
    language = reader.language
    reader.go(f"/{language}/conversations/{row.public_id}/results/")
    expect_clean(reader)
    became = reader.page.get_by_role("region", name=said(language, "What became of it"))
    assert number in became.inner_text()
    became.get_by_role("link", name=number).first.click()
    expect_clean(reader)
    assert MEASURE in reader.main().inner_text()
    reader.go(f"/{language}/regions/{row.territory.kato}/")
    expect_clean(reader)
    reader.follow(row.question_kk if language == "kk" else row.question_ru)
    assert f"/conversations/{row.public_id}/" in reader.path()
