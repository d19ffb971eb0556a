"""The seventeen Sustainable Development Goals, named in Kazakh, Russian and English.

Sources name them in capitals and in English alone, or by number; here they have one name in each
language, as a reader expects it. Source: A/RES/70/1, the goals' short titles.
"""

from collections.abc import Mapping

from kenes.domain.shared.languages import Language

GOALS: Mapping[str, tuple[str, str, str]] = {
    "1": (
        "Кедейлікті жою",
        "Ликвидация нищеты",
        "No poverty",
    ),
    "2": (
        "Аштықты жою",
        "Ликвидация голода",
        "Zero hunger",
    ),
    "3": (
        "Жақсы денсаулық және әл-ауқат",
        "Хорошее здоровье и благополучие",
        "Good health and well-being",
    ),
    "4": (
        "Сапалы білім",
        "Качественное образование",
        "Quality education",
    ),
    "5": (
        "Гендерлік теңдік",
        "Гендерное равенство",
        "Gender equality",
    ),
    "6": (
        "Таза су және санитария",
        "Чистая вода и санитария",
        "Clean water and sanitation",
    ),
    "7": (
        "Қолжетімді және таза энергия",
        "Недорогостоящая и чистая энергия",
        "Affordable and clean energy",
    ),
    "8": (
        "Лайықты жұмыс және экономикалық өсу",
        "Достойная работа и экономический рост",
        "Decent work and economic growth",
    ),
    "9": (
        "Индустрияландыру, инновация және инфрақұрылым",
        "Индустриализация, инновации и инфраструктура",
        "Industry, innovation and infrastructure",
    ),
    "10": (
        "Теңсіздікті азайту",
        "Уменьшение неравенства",
        "Reduced inequalities",
    ),
    "11": (
        "Тұрақты қалалар мен елді мекендер",
        "Устойчивые города и населённые пункты",
        "Sustainable cities and communities",
    ),
    "12": (
        "Жауапты тұтыну және өндіріс",
        "Ответственное потребление и производство",
        "Responsible consumption and production",
    ),
    "13": (
        "Климаттың өзгеруімен күрес",
        "Борьба с изменением климата",
        "Climate action",
    ),
    "14": (
        "Теңіз экожүйелерін сақтау",
        "Сохранение морских экосистем",
        "Life below water",
    ),
    "15": (
        "Құрлық экожүйелерін сақтау",
        "Сохранение экосистем суши",
        "Life on land",
    ),
    "16": (
        "Бейбітшілік, әділдік және тиімді институттар",
        "Мир, правосудие и эффективные институты",
        "Peace, justice and strong institutions",
    ),
    "17": (
        "Тұрақты даму жолындағы серіктестік",
        "Партнёрство в интересах устойчивого развития",
        "Partnerships for the goals",
    ),
}
"""The names of each goal (Kazakh, Russian, English) by its number."""


def names_of_goal(number: str) -> dict[str, str]:
    """Return a goal's names by language code; none for a number that is no goal.

    >>> names_of_goal("6")["en"]
    'Clean water and sanitation'
    """
    return dict(zip(Language.values, GOALS.get(number, ()), strict=False))
