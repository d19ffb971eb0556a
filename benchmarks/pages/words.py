# ruff: noqa: E501 (lists of words read better unbroken)
"""Made-up texts in three languages, with their search terms worked out once a sentence."""

import random
from dataclasses import dataclass

from kenes.domain.search.words import terms

LANGUAGES = ("kk", "ru", "en")
_THINGS = {
    "kk": "ауыз су құбыры;мектеп жолы;көше жарығы;аудандық аурухана;балабақша кезегі;қоғамдық көлік;"
    "пандус пен лифт;қоқыс полигоны;ауа сапасы;кітапхана жұмысы;зейнетақы төлемі;мемлекеттік сатып алу;"
    "сот отырыстары;түрмедегі емдеу;жұмыс қауіпсіздігі;мүгедектігі бар балалар;тұрғын үй кезегі;"
    "өзен жағалауы;ветеринария қызметі;ақпарат алу құқығы",
    "ru": "водопровод;дорога к школе;уличное освещение;районная больница;очередь в детский сад;"
    "общественный транспорт;пандусы и лифты;полигон отходов;качество воздуха;работа библиотеки;"
    "выплата пенсий;государственные закупки;судебные заседания;лечение в учреждениях;безопасность труда;"
    "дети с инвалидностью;очередь на жильё;берег реки;ветеринарная служба;право на информацию",
    "en": "water supply;the road to school;street lighting;the district hospital;nursery places;"
    "public transport;ramps and lifts;the waste site;air quality;the library;pensions;procurement;"
    "court hearings;treatment in custody;safety at work;children with disabilities;housing lists;"
    "the river bank;the veterinary service;access to information",
}
_CLAIMS = {
    "kk": "туралы деректер үш жылдан бері жарияланбайды;бойынша тұрғындардың өтінішіне жауап келмеді;"
    "үшін бөлінген қаражат толық игерілмеген;кестесі тұрғындарға белгісіз;жөніндегі жоспар мерзімі өтіп кетті;"
    "бойынша бақылау нәтижесі ашық емес;бағдарламаға енгізілсін және есебі жыл сайын жариялансын;"
    "үшін жауапты орган мен мерзім белгіленсін;бойынша қоғамдық тыңдау өткізілсін",
    "ru": "сведения не публикуются третий год;обращения жителей остались без ответа;"
    "выделенные средства освоены не полностью;график жителям неизвестен;срок плана давно истёк;"
    "итоги проверки закрыты от общества;следует включить в программу и ежегодно публиковать отчёт;"
    "следует назначить ответственный орган и срок;следует провести общественные слушания",
    "en": "no figures were published for three years;residents got no reply to their letters;"
    "the money set aside was not fully used;the schedule is unknown to residents;the plan has run out;"
    "the findings of the inspection are closed;add it to the programme and report every year;"
    "name the body in charge and a date;hold a public hearing",
}
_SENTENCES = 600


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its terms as the index keeps them."""

    text: str
    terms: str


class Writer:
    """Writes texts from a few hundred made-up sentences of each language."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.sentences = {code: _sentences(code, chance) for code in LANGUAGES}

    def text(self, language: str, least: int, most: int) -> Words:
        """Return a text of so many sentences."""
        found = self.chance.choices(self.sentences[language], k=self.chance.randint(least, most))
        return Words(" ".join(one.text for one in found), " ".join(one.terms for one in found))

    def title(self, language: str, serial: int) -> Words:
        """Return a title with a number of its own."""
        one = self.chance.choice(self.sentences[language])
        return Words(f"{one.text[:150]} № {serial}", f"{one.terms[:150]} {serial}")


def _sentences(language: str, chance: random.Random) -> list[Words]:
    things, claims = _THINGS[language].split(";"), _CLAIMS[language].split(";")
    made = []
    for number in range(_SENTENCES):
        one, two = chance.sample(things, 2)
        said = chance.choice(claims)
        text = f"{one}, {two}: {said} ({number % 97 + 1}).".capitalize()
        made.append(Words(text, " ".join(terms(text, language))))
    return made
