"""Every form of the site, with somebody who may send it and what they would write."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from kenes.domain.accounts import actions as account_actions
from kenes.domain.accounts.support_keys import make_key
from kenes.domain.institutions import actions as institution_actions
from kenes.domain.institutions.models import SeatCall
from kenes.domain.norms.actions import add_obligation, publish_bill
from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.actions import following
from kenes.domain.recommendations.actions.support import give
from kenes.domain.recommendations.models import WaitingLetter
from kenes.domain.register.queries import entries_about
from tests.factories import institutions
from tests.factories.files import PDF
from tests.factories.institutions import Role, make_mandate
from tests.security.world import NOW, World

DAY, LATER = "2026-11-09", "2026-12-20"


@dataclass(frozen=True)
class Press:
    """One form: who sends it, where it goes, what they write; `form_url` is the page it is on."""

    by: object
    url: str
    fields: dict[str, object] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    form_url: str = ""

    def sent(self, hidden: dict[str, str]) -> dict[str, object]:
        """What the browser sends: what the page hid in the form, and what was written."""
        written = {
            name: SimpleUploadedFile("proof.pdf", value) if isinstance(value, bytes) else value
            for name, value in self.fields.items()
        }
        return hidden | written


type Made = Callable[[World], Press]


def desk(state: str, slug: str, query: str = "", /, **fields: object) -> Made:
    """An act of the secretary on the text in a state."""

    def made(world: World) -> Press:
        url = f"/ru/desk/{world.texts[state].public_id}/{slug}/{query}"
        return Press(world.secretary.person, url, fields)

    return made


def of(role: str, made: Made, **more: Callable[[World], object]) -> Made:
    """The same by somebody else, with fields that are known only in the world."""

    def other(world: World) -> Press:
        press = made(world)
        known = {name: value(world) for name, value in more.items()}
        who = getattr(world, role)
        return Press(getattr(who, "person", who), press.url, press.fields | known)

    return other


def body(state: str, rest: str, query: str = "", /, **fields: object) -> Made:
    """An act of the focal point on the matter in a state."""

    def made(world: World) -> Press:
        url = f"/ru/body/{world.case(state).address.public_id}/{rest}/{query}"
        return Press(world.focal.person, url, fields)

    return made


def _drop_file(world: World) -> Press:
    address = world.case("drafted").address
    held = address.answers.get().files.get()
    url = f"/ru/body/{address.public_id}"
    form = f"{url}/draft/position/"
    return Press(world.focal.person, f"{url}/file/{held.pk}/drop/", form_url=form)


def _bulk_links(world: World) -> Press:
    ids = "&".join(f"id={world.texts[state].public_id}" for state in ("admitted", "other"))
    topics = [Topic.objects.get(code="light").pk]
    return Press(world.secretary.person, f"/ru/desk/links/?{ids}&find=Освещ", {"topics": topics})


def own(state: str, slug: str, /, **fields: object) -> Made:
    """An act of the author on the text in a state."""

    def made(world: World) -> Press:
        return Press(world.author, f"/ru/file/{world.texts[state].public_id}/own/{slug}/", fields)

    return made


def _statute(world: World) -> Press:
    """The secretary publishes the statute of the body."""
    facts = {"text_kk": "1. Кеңес.", "text_ru": "1. Совет.", "source": "Приказ № 5"}
    url = f"/ru/institutions/{world.secretary.institution.public_id}/texts/publish/"
    return Press(world.secretary.person, url, facts | {"kind": "statute", "valid_from": DAY})


CRITERIA = {"criteria_kk": "1. Ауылда жұмыс.", "criteria_ru": "1. Работа в селе."}
CALL = CRITERIA | {
    "side": "civil", "places": 1, "apply_kk": "Ауыл көшесі, 1", "apply_ru": "Сельская, 1",
    "source": "Протокол № 4",
}  # fmt: skip


def seats(slug: str, query: str = "", /, *, is_over: bool = False, **fields: object) -> Made:
    """An act of the secretary on a call for seats, whose days may be over."""

    def made(world: World) -> Press:
        days = {"opens_on": date(2026, 11, 9), "closes_on": date(2026, 11, 20)}
        facts = institution_actions.CallFacts(**CALL, **days)
        call = institution_actions.open_call(
            body=world.body, facts=facts, **world.by(world.secretary)
        )
        if is_over:
            SeatCall.objects.update(opens_on=date(2026, 10, 1), closes_on=date(2026, 10, 20))
        url = f"/ru/institutions/{world.body.public_id}/calls/{call.number}/{slug}/{query}"
        return Press(world.secretary.person, url, fields)

    return made


def of_body(rest: str, query: str = "", /, **fields: object) -> Made:
    """An act of the secretary on who sits in the body."""

    def made(world: World) -> Press:
        url = f"/ru/institutions/{world.body.public_id}/{rest}/{query}"
        return Press(world.secretary.person, url, fields)

    return made


def _seat_member(world: World) -> Press:
    fields = {
        "role": "observer", "side": "observer", "email": world.citizen.email, "valid_from": DAY,
        "valid_to": LATER, "grounds": "Протокол № 5", "stands_for": world.other.public_id,
    }  # fmt: skip
    return of_body("members/seat", "?find=дорог", **fields)(world)


def _replace_member(world: World) -> Press:
    url = f"/ru/institutions/members/{world.member.public_id}/replace/"
    fields = {"email": world.citizen.email, "valid_to": LATER, "grounds": "Протокол № 6"}
    return Press(world.secretary.person, url, fields | {"last_on": DAY})


def _letter_sent(world: World) -> Press:
    waiting = WaitingLetter.objects.create(
        sender=world.body, institution=world.ministry, period_from=DAY, prepared_on=DAY
    )
    return Press(world.secretary.person, f"/ru/desk/letters/{waiting.public_id}/sent/", LETTER)


def _declare(world: World) -> Press:
    sent = make_mandate(Role.OBSERVER, world.body, world.author, stands_for=world.other)
    url = f"/ru/institutions/{world.other.public_id}/declare/"
    fields = {
        "language": "ru", "interests": "Договор с акиматом.", "period_from": "2026-01-01",
        "period_to": DAY, "source_1": "Взносы", "purpose_1": "Работа", "amount_1": "100",
    }  # fmt: skip
    return Press(sent.person, url, fields)


def _position(world: World) -> str:
    return str(world.case("answered").address.answers.get().public_id)


def _grade(world: World) -> Press:
    press = own("answered", "grade", value="B", grounds="Да.", language="ru")(world)
    return Press(press.by, press.url, press.fields | {"answer": _position(world)})


def step(rest: str, /, **fields: object) -> Made:
    """A step of the draft that has no account, by whoever keeps its code."""

    def made(world: World) -> Press:
        url = f"/ru/file/{world.texts['draft'].public_id}/{rest}/"
        return Press(None, url, fields, {"kenes_author": world.code})

    return made


def host(rest: str, /, **fields: object) -> Made:
    """An act of the administrator."""
    return lambda world: Press(world.admin.person, f"/ru/host/{rest}", fields)


def about(name: str, rest: str, /, **fields: object) -> Made:
    """An act of the administrator on an institution of the world."""

    def made(world: World) -> Press:
        office = getattr(world, name)
        return Press(
            world.admin.person, f"/ru/host/institutions/{office.public_id}/{rest}/", fields
        )

    return made


NAMES = {"name_kk": "Жаңа мекеме", "name_ru": "Новое учреждение"}
HOLDER = {"grounds": "Order 1", "valid_from": "2026-01-01"}


def _grant(world: World) -> Press:
    return about(
        "ministry", "grant", email=world.citizen.email, role="focal_point", **HOLDER
    )(world)  # fmt: skip


def _substitute(world: World) -> Press:
    mandate = make_mandate(Role.FOCAL_POINT, world.other, valid_to=date(2027, 1, 1))
    words = {**HOLDER, "email": world.citizen.email, "valid_to": "2026-12-31"}
    return host(f"mandates/{mandate.public_id}/substitute/", **words)(world)


def _end_mandate(world: World) -> Press:
    return host(f"mandates/{world.focal.public_id}/end/", grounds="Order 2")(world)


def _succeed(world: World) -> Press:
    heir = institutions.make_institution()
    words = {"successor": heir.pk, "on": "2026-11-10", "grounds": "Decree 7"}
    return about("other", "succeed", **words)(world)


def _remove_content(world: World) -> Press:
    entry = entries_about(world.texts["admitted"].public_id).first()
    order = {"ground": "court", "ordered_by": "Суд", "document": "№ 5", "ordered_on": DAY}
    return host(f"register/{entry.public_id}/remove/", **order, is_sure="on")(world)


DAYS = ("rejoinder", "appeal", "admission", "translation")
PROCEDURE = {f"{name}_working_days": "7" for name in DAYS} | {
    "stalled_months": "6",
    "demand_months": "3",
}
RULE = {
    "code": "new-rule", "duty": "answer", "basis": "own_rules", "law_kk": "Заң", "law_ru": "Закон",
    "amount": "20", "unit": "working_days", "start": "delivered", "valid_from": "2027-01-01",
    "source": "Order 5",
}  # fmt: skip
CAMPAIGN = {
    "code": "new-election", "kind": "election", "law_kk": "Заң", "law_ru": "Закон",
    "article": "28", "first_on": "2027-01-01", "voting_on": "2027-03-01", "hidden_days": "5",
    "source": "Decree 5",
}  # fmt: skip
OFF = {"on": "2026-11-16", "kind": "off", "name_kk": "Демалыс", "name_ru": "Выходной"}


def me(rest: str, form: str = "", /, **fields: object) -> Made:
    """A form of the citizen's own page."""
    page = f"/ru/me/{form}" if form else ""
    return lambda world: Press(world.citizen, f"/ru/me/{rest}", fields, form_url=page)


def _forget_support_key(world: World) -> Press:
    press = me("support-key/forget/", "support-key/")(world)
    return Press(press.by, press.url, {}, {"kenes_support": make_key()}, press.form_url)


def public(world: World, rest: str) -> str:
    """The address of a form on the public page of a text."""
    return f"/ru/recommendations/{world.texts['admitted'].number}/{rest}/"


def _support(world: World) -> Press:
    return Press(None, public(world, "support"), {"key": make_key()})


def _take_back(world: World) -> Press:
    key = make_key()
    give(public_id=world.texts["admitted"].public_id, key=key, now=NOW)
    return Press(None, public(world, "support"), {"key": key, "act": "take_back"})


def _follow(world: World) -> Press:
    return Press(world.citizen, public(world, "follow"), {"delivery": "page"})


def _unfollow(world: World) -> Press:
    row = world.texts["admitted"]
    following.follow(person=world.citizen, public_id=row.public_id, now=NOW)
    return Press(world.citizen, public(world, "unfollow"), form_url=public(world, "follow"))


def _invitation(_world: World) -> Press:
    code = account_actions.invite(purpose="administrator", now=NOW)
    words = {"full_name": "Дана", "email": "dana@mail.example", "password": "a long enough 12"}
    return Press(None, f"/ru/invitation/{code}/", words)


def _forget_code(world: World) -> Press:
    cookies = {"kenes_author": world.code}
    return Press(None, "/ru/file/code/forget/", {}, cookies, "/ru/file/code/")


def _public_id(name: str) -> Callable[[World], str]:
    return lambda world: str(getattr(world, name).public_id)


def _measured(slug: str, **fields: object) -> Made:
    made = body("promised", slug, **fields)
    return of("signatory", made, measure=_public_id("measure"))


def gap(world: World) -> Press:
    """A finding of the secretary on an article of a treaty."""
    duty = add_obligation(document="CRC", paragraph="28", names={"ru": "Право на образование"})
    bill = publish_bill(source_key="press:bill", title_kk="Жоба", title_ru="Проект")
    url = f"/ru/conformity/{duty.public_id}/describe/"
    fields = {
        "act": str(bill.public_id), "element": "статья 27", "finding": "falls_short",
        "text": "Зависит от средств.", "language": "ru",
    }  # fmt: skip
    return Press(world.secretary.person, url, fields)


def _line_of(state: str) -> Callable[[World], str]:
    return lambda world: str(world.case(state).address.public_id)


LETTER = {"number": "5-1/10", "sent_on": DAY, "text": "Просим ответить.", "language": "ru"}
QUESTION = {"text": "Когда ответите?", "language": "ru"}
AGENDA = {"document": "Поручение председателя", "decided_on": DAY}

PRESSES: dict[str, Made] = {
    "conformity:describe": gap,
    "desk:act admit": desk("submitted", "admit"),
    "desk:act return": desk("submitted", "return", ground="no_demand", explanation="Что?"),
    "desk:act decide": of(
        "member", desk("appealed", "decide", outcome="overturned", grounds="Сказано.")
    ),
    "desk:act translate": desk(
        "admitted", "translate", language="ru", state="checked", title="Свет", demand="Фонари."
    ),
    "desk:act reword": desk("admitted", "reword", demand="Жаңа талап.", reason="Қате сөз."),
    "desk:act hide": desk("admitted", "hide", ground="court", explanation="Решение суда."),
    "desk:act show": desk("hidden", "show", reason="Решение отменено."),
    "desk:act close": desk("admitted", "close", grounds="Исполнено."),
    "desk:act word": desk("promised", "word"),
    "desk:act links": desk("admitted", "links"),
    "desk:act merge": of(
        "secretary", desk("admitted", "merge", grounds="Об одном."),
        origins=lambda world: [str(world.texts["other"].public_id)],
    ),
    "desk:act split": desk("admitted", "split", number_1="1", demand_1="Поставить фонари."),
    "desk:act systematise": desk("admitted", "systematise"),
    "desk:act adopt": of(
        "chair",
        desk("admitted", "adopt", document="Протокол", language="ru", decided_on=DAY, by_consensus="on"),
    ),
    "desk:act send": of(
        "secretary", desk("admitted", "send", "?find=дорог", rule="courtesy"),
        lead=_public_id("other"),
    ),
    "desk:act deliver": of(
        "secretary", desk("sent", "deliver", incoming_number="17/2", on=DAY),
        address=lambda world: str(world.case("sent").address.public_id),
    ),
    "desk:act credits": of(
        "secretary", desk("admitted", "credits", "?find=дорог"), institutions=_public_id("other")
    ),
    "desk:act lead": of(
        "secretary", desk("admitted", "lead", reason="Выбран на заседании."),
        to=lambda world: str(world.member.public_id),
    ),
    "desk:act demand": of(
        "secretary", desk("silent", "demand", **LETTER), address=_line_of("silent")
    ),
    "desk:act question": of(
        "secretary", desk("demanded", "question", **QUESTION), address=_line_of("demanded")
    ),
    "desk:act agenda": of(
        "chair", desk("questioned", "agenda", **AGENDA, session_on=LATER),
        address=_line_of("questioned"),
    ),
    "desk:letter_sent": _letter_sent,
    "body:act question": of(
        "signatory", body("questioned", "question", text="К весне.", language="ru")
    ),
    "filing:act demand": of(
        "author", own("silent", "demand", **LETTER), address=_line_of("silent")
    ),
    "filing:act question": of(
        "author", own("demanded", "question", **QUESTION), address=_line_of("demanded")
    ),
    "institutions:publish_text": _statute,
    "institutions:open_call": of_body("calls/open", opens_on=DAY, closes_on=LATER, **CALL),
    "institutions:call_act extend": seats("extend", closes_on=LATER, reason="Посевная."),
    "institutions:call_act cancel": seats("cancel", reason="Совет распущен."),
    "institutions:call_act close": of(
        "secretary",
        seats(
            "close", "?find=дорог", is_over=True, outcome="filled", seat_1="1",
            criteria_1="Пункт 1.", reason="Одна заявка.",
        ),
        organisation_1=_public_id("other"),
    ),
    "institutions:seat_member": _seat_member,
    "institutions:replace_member": _replace_member,
    "institutions:declare": _declare,
    "desk:links": _bulk_links,
    "body:act submit": body("drafted", "submit"),
    "body:act sign": of("signatory", body("handed_in", "sign")),
    "body:act back": of("signatory", body("handed_in", "back", text="Срок?")),
    "body:act remark": body("drafted", "remark", text="Посмотрите."),
    "body:act discard": body("drafted", "discard"),
    "body:act translate": body("answered", "translate", language="kk", body="Қаралды."),
    "body:act deliver": body("sent", "deliver", incoming_number="1", on=DAY),
    "body:act forward": of(
        "signatory", body("delivered", "forward", "?find=дорог", reason="Дороги."),
        to=_public_id("other"),
    ),
    "body:act extend": of("signatory", body("delivered", "extend", reason="Нужны данные.")),
    "body:act suspend": of("signatory", body("delivered", "suspend", reason="Ждём.")),
    "body:act resume": of("signatory", body("suspended", "resume", reason="Пришли.")),
    "body:act measure": of(
        "signatory", body("answered", "measure", title_ru="Осветить", due_on=LATER)
    ),
    "body:act indicator": _measured(
        "indicator", name_ru="Фонари", unit_ru="штук", target="60", every_months="3",
        first_due_on=LATER,
    ),
    "body:act report": _measured(
        "report", text="Десять.", language="ru", period_from=DAY, period_to=DAY, file=PDF
    ),
    "body:act finish": _measured("finish"),
    "body:act assess": of("signatory", body(
        "answered", "assess", value="not_started", period_from="2026-10-01",
        period_to="2026-11-01", grounds="Весной.", language="ru",
    )),
    "body:act rejoin": of("signatory", body("graded", "rejoin", text="Отвечаем.", language="ru")),
    "body:draft": body(
        "delivered", "draft/position", position="not_accepted", language="ru", body="Рассмотрено.",
        reason="Нет.", file=PDF, save="1",
    ),
    "body:drop_file": _drop_file,
    "filing:act grade": _grade,
    "filing:act assess": own(
        "answered", "assess", value="limited", period_from=DAY, period_to=DAY,
        grounds="Две улицы.", language="ru", link="https://example.kz/1",
    ),
    "filing:act appeal": own("returned", "appeal", text="Сказано."),
    "filing:act again": own("returned", "again"),
    "filing:act edit": own("admitted", "edit", demand="Жаңа талап.", reason="Түзету."),
    "filing:act translate": own(
        "admitted", "translate", language="ru", title="Свет", demand="Фонари."
    ),
    "filing:act name": own("admitted", "name", is_public="on", name="Айгүл"),
    "filing:act withdraw": own("admitted", "withdraw", reason="Исправлено."),
    "filing:start": lambda _world: Press(
        None, "/ru/file/", {"problem": "Көше қараңғы", "language": "kk", "next": "1"}
    ),
    "filing:step wrong": step("wrong/step", problem="Жаңа сөз.", next="1"),
    "filing:step asked": step("asked/step", demand="Шам.", addressee="Әкімдік", next="1"),
    "filing:step where": step("where/step", is_name_public="on", name="Айгүл", next="1"),
    "filing:check": step("check"),
    "filing:follow": lambda world: Press(None, "/ru/file/code/", {"code": world.code}),
    "filing:forget": _forget_code,
    "host:open": host(
        "institutions/open/", **NAMES, kind="state_office", time_zone="Asia/Almaty"
    ),
    "host:rename": about("other", "rename", **NAMES, valid_from="2025-01-01", grounds="Decree"),
    "host:end": about("other", "end", last_on="2026-12-01", grounds="Decree 6"),
    "host:succeed": _succeed,
    "host:pass_on": about("other", "pass-on"),
    "host:seat": about("body", "seat", side="state", valid_from="2026-01-01"),
    "host:grant": _grant,
    "host:procedure": about("body", "procedure", **PROCEDURE, valid_from="2026-01-01"),
    "host:end_mandate": _end_mandate,
    "host:substitute": _substitute,
    "host:remove_content": _remove_content,
    "host:identity": lambda world: host(
        "people/identity/", email=world.citizen.email, method="Identity card"
    )(world),
    "host:publish_rule": host("rules/publish/", **RULE),
    "host:publish_campaign": host("campaigns/publish/", **CAMPAIGN),
    "host:correct_day": host("calendar/correct/", **OFF, grounds="Decree 8"),
    "me:settings": me("settings/", full_name="Дана", language="ru", delivery="page"),
    "me:support_key": me("support-key/"),
    "me:forget_support_key": _forget_support_key,
    "me:erase": me("erase/"),
    "recommendations:support": _support,
    "recommendations:support back": _take_back,
    "recommendations:follow": _follow,
    "recommendations:unfollow": _unfollow,
    "status:test_mail": lambda world: Press(
        world.admin.person, "/ru/status/mail/", form_url="/ru/status/"
    ),
    "invitation": _invitation,
}  # fmt: skip
