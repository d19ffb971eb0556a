"""Everybody in the demonstration: all invented, one place, so that each can be signed in as.

Addresses end in `kenes.domain.recommendations.queries.mine.DEMO_DOMAIN`: only such accounts are
offered for sign-in by one click.
"""

from dataclasses import dataclass

from kenes.domain.institutions.models import Mandate, Side
from kenes.domain.recommendations.queries.mine import DEMO_DOMAIN

Role = Mandate.Role
type Office = tuple[str, str, str]

FOCAL: Office = ("бас маман", "главный специалист", "chief specialist")
DEPUTY_MINISTER: Office = ("вице-министр", "вице-министр", "deputy minister")
DEPUTY_HEAD: Office = ("төраға орынбасары", "заместитель председателя", "deputy head")
DEPUTY_AKIM: Office = ("аудан әкімінің орынбасары", "заместитель акима района", "deputy akim")
SECRETARY: Office = ("кеңес хатшысы", "секретарь совета", "secretary of the council")
CHAIR: Office = ("кеңес төрағасы", "председатель совета", "chair of the council")
MEMBER: Office = ("кеңес мүшесі", "член совета", "member of the council")
NO_OFFICE: Office = ("", "", "")


@dataclass(frozen=True, slots=True)
class Part:
    """What one invented person does: in which role, where, on which side, sent by whom."""

    who: str
    name: str
    role: str = ""
    institution: str = ""
    office: Office = NO_OFFICE
    side: str = ""
    language: str = "kk"
    stands_for: str = ""

    @property
    def email(self) -> str:
        """The address that the account has."""
        return f"{self.who}{DEMO_DOMAIN}"


ROLES: tuple[Part, ...] = (
    Part("admin", "Айбек Нұрланұлы", Role.ADMINISTRATOR, "rural-council"),
    Part("second-admin", "Раушан Тілеуқызы", Role.ADMINISTRATOR, "rural-council"),
    Part("secretary", "Мадина Әбілқызы", Role.SECRETARY, "rural-council", SECRETARY),
    Part("chair", "Сәбит Қамбарұлы", Role.CHAIR, "rural-council", CHAIR, Side.STATE),
    Part("member", "Людмила Ясная", Role.MEMBER, "rural-council", MEMBER, Side.CIVIL, "ru",
         "teng"),
    Part("state-member", "Мұрат Досжанұлы", Role.MEMBER, "rural-council", MEMBER, Side.STATE),
    Part("observer", "Anna Lindgard", Role.OBSERVER, "rural-council", NO_OFFICE, Side.OBSERVER,
         "en", "steppe"),
    Part("culture-secretary", "Назым Ерболқызы", Role.SECRETARY, "culture-council", SECRETARY),
    Part("culture-chair", "Игорь Ветлугин", Role.CHAIR, "culture-council", CHAIR, Side.CIVIL, "ru"),
    Part("aqbulaq", "Гүлнар Серікқызы", Role.DELEGATE, "aqbulaq"),
    Part("teng", "Вера Колосова", Role.DELEGATE, "teng", NO_OFFICE, "", "ru"),
    Part("otaraly", "Бауыржан Төлегенұлы", Role.DELEGATE, "otaraly"),
    Part("koktem", "Асхат Бейсенұлы", Role.DELEGATE, "koktem"),
    Part("civil-assessor", "Жанар Мейрамқызы", Role.ASSESSOR, "teng", NO_OFFICE, Side.CIVIL),
    Part("assessor", "Peter Halloway", Role.ASSESSOR, "steppe", NO_OFFICE, Side.OBSERVER, "en"),
    Part("transport-focal", "Данияр Оспанұлы", Role.FOCAL_POINT, "transport", FOCAL),
    Part("transport", "Ерлан Тұрсынбек", Role.SIGNATORY, "transport", DEPUTY_MINISTER),
    Part("communications-focal", "Ольга Рябинина", Role.FOCAL_POINT, "communications", FOCAL, "",
         "ru"),
    Part("communications", "Қайсар Жолдасұлы", Role.SIGNATORY, "communications", DEPUTY_MINISTER),
    Part("finance-focal", "Светлана Орешкина", Role.FOCAL_POINT, "finance", FOCAL, "", "ru"),
    Part("finance", "Нұржан Әділұлы", Role.SIGNATORY, "finance", DEPUTY_MINISTER),
    Part("water-focal", "Динара Маратқызы", Role.FOCAL_POINT, "water", FOCAL),
    Part("water", "Виктор Ручьёв", Role.SIGNATORY, "water", DEPUTY_HEAD, "", "ru"),
    Part("school-focal", "Айнұр Бақытқызы", Role.FOCAL_POINT, "school", FOCAL),
    Part("school", "Талғат Есенұлы", Role.SIGNATORY, "school", DEPUTY_HEAD),
    Part("social-focal", "Марина Полевая", Role.FOCAL_POINT, "social", FOCAL, "", "ru"),
    Part("social", "Әсел Қуанышқызы", Role.SIGNATORY, "social", DEPUTY_HEAD),
    Part("health-focal", "Ержан Сапарұлы", Role.FOCAL_POINT, "health", FOCAL),
    Part("health", "Ирина Лугова", Role.SIGNATORY, "health", DEPUTY_HEAD, "", "ru"),
    Part("quality-focal", "Салтанат Ержанқызы", Role.FOCAL_POINT, "quality", FOCAL),
    Part("quality", "Павел Берестов", Role.SIGNATORY, "quality", DEPUTY_HEAD, "", "ru"),
    Part("culture-focal", "Ақмарал Думанқызы", Role.FOCAL_POINT, "culture", FOCAL),
    Part("culture", "Тимур Жәнібекұлы", Role.SIGNATORY, "culture", DEPUTY_HEAD),
    Part("koljar-focal", "Әйгерім Олжасқызы", Role.FOCAL_POINT, "koljar", FOCAL),
    Part("koljar", "Гүлмира Сағынтай", Role.SIGNATORY, "koljar", DEPUTY_AKIM),
    Part("besterek-focal", "Николай Заречный", Role.FOCAL_POINT, "besterek", FOCAL, "", "ru"),
    Part("besterek", "Қарлығаш Ілиясқызы", Role.SIGNATORY, "besterek", DEPUTY_AKIM),
    Part("saryjailau-focal", "Меруерт Саматқызы", Role.FOCAL_POINT, "saryjailau", FOCAL),
    Part("saryjailau", "Ринат Хамитов", Role.SIGNATORY, "saryjailau", DEPUTY_AKIM, "", "ru"),
    Part("substitute", "Арман Ғалымұлы", office=SECRETARY),
    Part("citizen", "Олег Савин", language="ru"),
    Part("second-citizen", "Зарина Бекқызы"),
)  # fmt: skip
"""Who does what. "substitute" stands in for the secretary; the two residents hold no mandate."""

_NAMES = {part.who: part.name for part in ROLES}
GUIDES: tuple[tuple[str, str], ...] = tuple(
    (doing, _NAMES[who])
    for doing, who in (
        ("files", "citizen"),
        ("admits and sends", "secretary"),
        ("drafts the answer", "transport-focal"),
        ("signs the answer", "transport"),
        ("adopts", "chair"),
        ("looks after it all", "admin"),
    )
)
"""Whom to sign in as to see each part of a text's way, in its order."""
