"""Where each of the twenty regions stands in a grid of 7 x 5 tiles, and its name in a tile.

Whole names come from the list of territories; a tile at 320 pixels is 40 wide, so it says the
abbreviation that newspapers use. Keyed by the first two figures of the KATO code.
"""

from dataclasses import dataclass

from kenes.domain.shared.languages import pick

WIDE, HIGH = 7, 5


@dataclass(frozen=True, slots=True)
class Place:
    """A tile: column and row from 0, and the short name in each language."""

    column: int
    row: int
    kk: str
    ru: str
    en: str

    @property
    def name(self) -> str:
        """The short name in the reader's language."""
        return pick(self.kk, self.ru, self.en)


PLACES = {
    "59": Place(3, 0, "СҚО", "СКО", "N. Kaz."),
    "27": Place(0, 1, "БҚО", "ЗКО", "W. Kaz."),
    "39": Place(2, 1, "Қост", "Кост", "Kost"),
    "11": Place(3, 1, "Ақм", "Акм", "Akm"),
    "71": Place(4, 1, "Аст", "Аст", "Ast"),
    "55": Place(5, 1, "Павл", "Павл", "Pavl"),
    "23": Place(0, 2, "Атыр", "Атыр", "Atyr"),
    "15": Place(1, 2, "Ақт", "Акт", "Akt"),
    "62": Place(2, 2, "Ұлыт", "Ұлыт", "Ulyt"),
    "35": Place(3, 2, "Қар", "Кар", "Kar"),
    "10": Place(5, 2, "Абай", "Абай", "Abai"),
    "63": Place(6, 2, "ШҚО", "ВКО", "E. Kaz."),
    "47": Place(0, 3, "Маңғ", "Манг", "Mang"),
    "43": Place(2, 3, "Қыз", "Кыз", "Kyz"),
    "61": Place(3, 3, "Түрк", "Турк", "Turk"),
    "31": Place(4, 3, "Жам", "Жам", "Zham"),
    "19": Place(5, 3, "Алм о.", "Алм о.", "Alm r."),
    "33": Place(6, 3, "Жет", "Жет", "Zhet"),
    "79": Place(3, 4, "Шым", "Шым", "Shym"),
    "75": Place(5, 4, "Алм қ.", "Алм г.", "Alm c."),
}
