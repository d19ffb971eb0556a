"""Invented values for the styleguide: the longest wordings, every state of the larger components.

The texts of the record are in Kazakh and Russian as written, the platform's words in the
reader's language; so both voices and all three alphabets are looked at together.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.languages import pick
from kenes.domain.shared.refusals import Refusal
from kenes.web.shared.components import (
    Act,
    Answer,
    Axis,
    Clock,
    ClockState,
    CompareRow,
    Day,
    DayKind,
    Fact,
    Figure,
    FilterChoice,
    FilterGroup,
    GapView,
    Link,
    Measure,
    ShareRow,
    Side,
    Signature,
    Step,
    Strip,
    StripRow,
    axis_of,
    tag_of,
)
from kenes.web.shared.forms import RecordTextarea

RECEIVED, DUE, TODAY = date(2026, 10, 16), date(2026, 11, 9), date(2026, 11, 20)
DAY_OFF = date(2026, 10, 26)
WEEKEND = (5, 6)
SIGNED_AT = datetime(2026, 11, 4, 4, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a compared text."""

    kind: str
    text: str


class SampleForm(forms.Form):
    """A field of every kind, one of them wrong."""

    address = forms.EmailField(label=_("E-mail"), help_text=_("Only for the receipt; never shown."))
    text = forms.CharField(label=_("What should be done"), widget=RecordTextarea("kk"))
    region = forms.ChoiceField(label=_("Language of the text"), choices=[("kk", "Қазақша")])
    side = forms.ChoiceField(
        label=_("Who writes"),
        choices=[("person", _("a person")), ("association", _("an association"))],
        widget=forms.RadioSelect,
    )
    public = forms.BooleanField(label=_("Show my name"), help_text=_("Can be taken back."))


def bound_form() -> SampleForm:
    """Return the form as it comes back with faults."""
    data = {"address": "aigerim.mail.example", "text": "Аялдама қойылсын", "side": "person"}
    return SampleForm({**data, "region": "kk", "public": "on"})


def clock_days() -> list[Day]:
    """Return the days from receipt to today, with a moved day off."""
    span = range((TODAY - RECEIVED).days + 1)
    return [Day(RECEIVED + timedelta(n), _kind(RECEIVED + timedelta(n))) for n in span]


def _kind(day: date) -> DayKind:
    if day in (RECEIVED, DUE):
        return "received" if day == RECEIVED else "due"
    if day.weekday() in WEEKEND or day == DAY_OFF:
        return "off"
    return "late" if day > DUE else "counted"


def overdue_clock() -> Clock:
    """Return a clock that ran out, with everything a clock can show."""
    return Clock(
        state="overdue",
        heading=pick("Жауап мерзімі өтті", "Срок ответа истёк", "The answer is overdue"),
        sentence=pick(
            "Жауап мерзімі: 2026 жылғы 9 қараша. Мерзімі өтті: 9 жұмыс күні.",
            "Срок ответа: 9 ноября 2026 г. Просрочено: 9 рабочих дней.",
            "Due 9 November 2026. Overdue by 9 working days.",
        ),
        due_on=DUE,
        days=clock_days(),
        steps=[
            pick(
                "16 қазан: ұсыным келіп түсті.", "16 октября: поступила.", "16 October: received."
            ),
            pick(
                "15 жұмыс күні беріледі.", "Даётся 15 рабочих дней.", "15 working days are given."
            ),
            pick("26 қазан: демалыс.", "26 октября: выходной.", "26 October: day off."),
        ],
        basis=pick("Күнтізбе: 2026, 3-нұсқа", "Календарь: 2026, версия 3", "Calendar 2026, no. 3"),
        next_step=pick("Шағым беруге болады.", "Можно обжаловать.", "An appeal may be filed."),
        next_label=pick("Тәртібі", "Порядок", "How"),
        next_url="#",
    )


def other_clocks() -> list[Clock]:
    """Return a clock in each other state."""
    said: list[tuple[ClockState, str, str, str]] = [
        ("not_due", "Мерзімі келген жоқ", "Срок не наступил", "Not due yet"),
        ("due_soon", "2 жұмыс күні қалды", "Осталось 2 рабочих дня", "2 working days left"),
        ("extended", "Мерзімі ұзартылды", "Срок продлён", "Extended"),
        ("suspended", "Мерзімі тоқтатыла тұрды", "Срок приостановлен", "Suspended"),
        ("answered", "Мерзімінде жауап берді", "Ответ в срок", "Answered in time"),
        ("no_answer", "Жауап жоқ: 40 күн", "Ответа нет: 40 дней", "No answer for 40 days"),
    ]
    date_said = pick("Күні: 24 қараша.", "Дата: 24 ноября.", "Date: 24 November.")
    return [
        Clock(state=state, heading=pick(kk, ru, en), sentence=date_said, ident=f"clock-{state}")
        for state, kk, ru, en in said
    ]


def axes() -> list[Axis]:
    """Return the strip with the longest words."""
    return [
        axis_of("stage", "adopted", note="14.10.2026"),
        axis_of("position", "said_already_done", note="1 / 2"),
        axis_of("timeliness", "overdue"),
        axis_of("implementation", "no_evidence"),
        axis_of("grade", "E"),
    ]


def answers() -> list[Answer]:
    """Return an awaited answer and a given one."""
    ministry = pick("Ауыл және көлік министрлігі", "Министерство села и транспорта", "Ministry")
    late = tag_of("timeliness", "overdue")
    return [
        Answer(
            body=ministry,
            part=pick("жетекші орган", "ведущий орган", "lead body"),
            tags=[tag_of("position", "awaiting"), late],
            awaited=pick("Жауап берілген жоқ.", "Ответа ещё нет.", "No answer yet."),
        ),
        Answer(
            body=pick("Көлжар облысының әкімдігі", "Акимат Кольжарской области", "Akimat"),
            tags=[tag_of("position", "accepted_in_part"), tag_of("timeliness", "answered_in_time")],
            text="41 елді мекеннен тасымалдау 2027 жылғы бюджетке енгізіледі.\n\nҚалғаны кейін.",
            lang="kk",
            pairs=[(pick("Келіспеген бөлігі", "Не принято", "Refused"), "қашықтан оқыту")],
            signatures=[Signature(_("Signed by"), "облыс әкімінің орынбасары", SIGNED_AT)],
            entry_no=18296,
            entry_url="#",
        ),
    ]


def gap() -> GapView:
    """Return two sides one step apart."""
    return GapView(
        sentence=pick("Айырма: бір саты.", "Разрыв: одна ступень.", "Gap: one step."),
        state=Side("substantial", "60 автобустың 44-і сатып алынды.", [("#", "Шарт")], "2 қазан"),
        civil=Side("limited", "67 ауылдың 23-інде автобус жүреді.", [("#", "CSV")], "9 қазан"),
    )


def strip() -> Strip:
    """Return three bodies, one without late answers."""
    return Strip(
        [
            StripRow("Ауыл және көлік министрлігі", "#", 62, (9, 12, 14, 31, 33)),
            StripRow("Агентство воды и среды", "#", 40, (31, 44, 58)),
            StripRow("Жергілікті бастамалар қоры", "#", 12),
        ]
    )


def links() -> dict[str, object]:
    """Return what leads elsewhere: crumbs, tabs, chosen conditions, filters, figures, steps."""
    return {
        "crumbs": [Link(_("Recommendations"), "#"), Link("№ 2026-147")],
        "tabs": [
            Link(_("Recommendations"), "#", current=True, count=1926),
            Link(_("Measures"), "#", count=4),
        ],
        "chosen": [Link(pick("Кезең: жіберілді", "Стадия: направлена", "Stage: sent"), "?")],
        "figures": [
            Figure(14, pick("ұсыным мерзімінен өтті", "просрочены", "are late"), "#", late=True),
            Figure(9, pick("жауап осы аптада келді", "ответов за неделю", "answers"), "#"),
            Figure(1240, pick("ұсыным берілді", "рекомендаций подано", "were filed"), "#"),
        ],
        "steps": [
            Step(pick("Не болып тұр", "Что не так", "What is wrong"), "past"),
            Step(pick("Не істеу керек", "Что сделать", "What to do"), "current"),
            Step(pick("Қай жерде", "Где", "Where")),
        ],
        "group": FilterGroup(
            "timeliness",
            pick("Мерзім", "Срок", "Deadline"),
            [
                FilterChoice(code, tag_of("timeliness", code).word, count, code == "overdue")
                for code, count in (("overdue", 14), ("due_soon", 6), ("answered_late", 1240))
            ],
        ),
    }


def record() -> dict[str, object]:
    """Return what was done and said."""
    return {
        "acts": [
            Act(
                DUE, pick("Мерзім өтті.", "Срок истёк.", "The date passed."), 18341, "#", quiet=True
            ),
            Act(RECEIVED, pick("Жіберілді.", "Направлена.", "Sent."), 18140, "#"),
        ],
        "facts": [Fact(pick("Өңір", "Регион", "Region"), [Link("Көлжар облысы", "#")])],
        "measures": [
            Measure("60 автобус сатып алу", "Көлік департаменті", date(2026, 12, 31), "44 / 60"),
            Measure(
                "Жүргізушілерді даярлау",
                "Еңбек бөлімі",
                date(2026, 9, 1),
                "18 / 67",
                tag_of("timeliness", "overdue"),
                lang="kk",
            ),
        ],
        "compare": [
            CompareRow("ұйымдастыра алады.", "ұйымдастырады.", "тегін ұйымдастырады.", "67")
        ],
        "runs": [
            Run("same", "Қашықтық "),
            Run("removed", "бес"),
            Run("added", "үш"),
            Run("same", " шақырымнан асса, жеткізу ұйымдастырылсын."),
        ],
    }


def components() -> dict[str, object]:
    """Return everything the page shows besides tags and the form."""
    return {
        "clock": overdue_clock(),
        "clocks": other_clocks(),
        "axes": axes(),
        "answers": answers(),
        "gap": gap(),
        "strip": strip(),
        **links(),
        **record(),
        "shares": [
            ShareRow(_("State"), (26, 17, 30, 43, 96), "side-state"),
            ShareRow(_("Civil society"), (53, 42, 47, 29, 41), "side-civil"),
        ],
        "refusal": Refusal(
            "own_draft",
            pick(
                "Қол қоя алмайсыз: жобаны дайындаған адам оған өзі қол қоймайды.",
                "Вы не можете подписать: проект подписывает не тот, кто его готовил.",
                "You cannot sign: a draft is signed by someone other than its author.",
            ),
            clause=pick("Регламент, 12-тармақ", "Регламент, п. 12", "Rules, 12"),
        ),
    }


def confirmation() -> dict[str, object]:
    """Return what a confirmation page is given: question, what follows, both buttons."""
    return {
        "question": pick("Ұсынысты кері аласыз ба?", "Отозвать предложение?", "Withdraw it?"),
        "consequences": [
            pick(
                "№ 2026-164 ұсынысы қаралмайды. Мәтіні мен себебі бетте қалады.",
                "Предложение № 2026-164 не будет рассмотрено. Текст и причина останутся.",
                "Proposal no. 2026-164 will not be considered. Its text and the reason stay.",
            )
        ],
        "action": "#",
        "back": "..",
        "yes": pick("Иә, кері аламын", "Да, отозвать", "Yes, withdraw"),
        "no": pick("Жоқ, қалсын", "Нет, оставить", "No, keep it"),
    }
