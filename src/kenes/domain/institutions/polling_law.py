"""What the law of Kazakhstan says of polls before a vote, as a period is begun with.

Constitutional Law No. 2464 of 28 September 1995 "On Elections", article 28(9): polls are made by
legal entities with five years of experience that gave notice to the Central Election Commission;
no results are published within five days before the voting day and on it. Constitutional Law
No. 2592 of 2 November 1995 "On the Republican Referendum", article 7-1, refers to it.

Not verified: numbers, articles and days are those that announcements of the Central Election
Commission and the press named. The text of the laws was not at hand; the page on which a period is
published says so.
"""

from kenes.domain.institutions.campaigns import CampaignPeriod

HIDDEN_DAYS = 5
_LAWS: dict[str, tuple[str, str, str, str]] = {
    CampaignPeriod.Kind.ELECTION: (
        "«Қазақстан Республикасындағы сайлау туралы» Конституциялық заң",
        "Конституционный закон «О выборах в Республике Казахстан»",
        "Constitutional Law on Elections",
        "28 (9)",
    ),
    CampaignPeriod.Kind.REFERENDUM: (
        "«Республикалық референдум туралы» Конституциялық заң",
        "Конституционный закон «О республиканском референдуме»",
        "Constitutional Law on the Republican Referendum",
        "7-1",
    ),
}


def known_law(kind: str) -> dict[str, str | int]:
    """Return the first values of a period of this kind: law, article, days without results."""
    if kind not in _LAWS:
        return {}
    law_kk, law_ru, law_en, article = _LAWS[kind]
    return {
        "kind": kind,
        "law_kk": law_kk,
        "law_ru": law_ru,
        "law_en": law_en,
        "article": article,
        "hidden_days": HIDDEN_DAYS,
    }
