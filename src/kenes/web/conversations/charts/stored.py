"""From the figures of a published result to the values of charts.

`texts` gives what each statement says to the reader, by number; a statement that is not in it (it
was returned or merged since) is left out. Figures: `kenes.domain.conversations.figures`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kenes.domain.conversations.agreement import apart_in
from kenes.web.conversations.charts.agreed import HALF
from kenes.web.conversations.charts.agreed_rows import AgreedRow
from kenes.web.conversations.charts.covered import Covered
from kenes.web.conversations.charts.density import Hexagon, OpinionMap, Outline
from kenes.web.conversations.charts.divide import DivideRow
from kenes.web.conversations.charts.figures import LEAST, Part, Share, Statement, Tally
from kenes.web.conversations.charts.groups import GroupRow
from kenes.web.conversations.charts.languages import LanguageRow
from kenes.web.conversations.charts.marks import group_name
from kenes.web.conversations.charts.pulls import Pull
from kenes.web.conversations.charts.regions import RegionShare
from kenes.web.conversations.charts.slate import SlateRow
from kenes.web.conversations.charts.trust import Tier, Trust
from kenes.web.conversations.charts.unsure import VotedRow

type Figures = Mapping[str, Any]
type Texts = Mapping[int, Statement]
type Cell = Sequence[Any] | None
WHY_NONE = {"too_few_people": "too_few", "no_stable_groups": "not_stable"}


@dataclass(frozen=True, slots=True)
class Own:
    """Where the reader stands on the map, and the place of the nearest group among its groups."""

    x: float
    y: float
    group: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """The figures of one result with the texts of its statements for one reader."""

    figures: Figures
    texts: Texts

    @property
    def rows(self) -> list[tuple[int, Statement, Mapping[str, Any]]]:
        """Place, text and totals of each statement that is shown."""
        return [
            (at, self.texts[row["statement"]], row)
            for at, row in enumerate(self.figures["map"]["statements"])
            if row["statement"] in self.texts
        ]

    @property
    def has_groups(self) -> bool:
        """Whether stable groups were found."""
        return bool(self.figures["map"]["groups"])

    @property
    def languages(self) -> bool:
        """Whether it may be told who read which text: never beside rows of votes."""
        return "language" in self.figures["parts"]

    @property
    def flagged(self) -> int | None:
        """How many statements read differently in their texts, None where it may not be told."""
        return len(self.figures["texts"]["flagged"]) if "texts" in self.figures else None

    @property
    def is_of_rows(self) -> bool:
        """Whether the votes themselves are published, as rows, and not sums alone."""
        return bool(self.figures["data"]["basis"] == "votes")

    def group_parts(self) -> list[Part]:
        """Return the groups under the reader's letters."""
        return self.parts("group", {})

    def parts(self, by: str, names: Mapping[str, str]) -> list[Part]:
        """Return the parts of a partition; `names` are the reader's words for them."""
        stored = self.figures["parts"][by]
        pairs = zip(stored["names"], stored["people"], strict=True)
        return [
            Part(
                f"{by}_{name}", _named(by, name, names), people if (people or 0) >= LEAST else None
            )
            for name, people in pairs
        ]

    def agreed_rows(self, by: str) -> list[AgreedRow]:
        """Return the rows of `agreed_across` for a partition."""
        cells = self.figures["parts"][by]["cells"]
        return [AgreedRow(text, [share_of(one) for one in cells[at]]) for at, text, _r in self.rows]

    def everybody_rows(self) -> list[AgreedRow]:
        """Return the rows of `agreed_across` for all as one part."""
        return [AgreedRow(text, [_total(row)]) for _at, text, row in self.rows]

    def group_rows(self, place: int) -> list[GroupRow]:
        """Return the statements that set the group at `place` apart."""
        chosen = self.figures["stand_for"][place]
        found = {text.number: (at, text) for at, text, _row in self.rows}
        return [GroupRow(found[n][1], self._tallies(found[n][0])) for n in chosen if n in found]

    def ranked_rows(self, place: int) -> list[GroupRow]:
        """Return all statements, those on which the group at `place` surely differs first."""
        found = {text.number: (at, text) for at, text, _row in self.rows}
        return [
            GroupRow(found[one.number][1], self._tallies(found[one.number][0]), one.by)
            for one in apart_in(self.figures, place)
            if one.number in found
        ]

    def _tallies(self, at: int) -> list[Tally | None]:
        return [tally_of(one) for one in self.figures["parts"]["group"]["cells"][at]]

    def divide_rows(self) -> list[DivideRow]:
        """Return how far the groups lie apart on each statement."""
        return [
            DivideRow(
                text,
                row["spread"],
                self._tallies(at),
                is_unsure=VotedRow(text, _everybody(row)).is_unsure,
            )
            for at, text, row in self.rows
        ]

    def voted_rows(self) -> list[VotedRow]:
        """Return the votes of everybody on each statement."""
        return [VotedRow(text, _everybody(row)) for _at, text, row in self.rows]

    def region_shares(self, number: int, names: Mapping[str, str]) -> list[RegionShare]:
        """Return one statement over the regions in `names`: first figures of KATO to name."""
        stored = self.figures["parts"]["region"]
        at = next((at for at, text, _row in self.rows if text.number == number), None)
        cells = stored["cells"][at] if at is not None else [None] * len(stored["names"])
        shares = dict(zip(stored["names"], map(share_of, cells), strict=True))
        return [RegionShare(kato, name, shares.get(kato)) for kato, name in names.items()]

    def language_rows(self) -> list[LanguageRow]:
        """Return each statement by the language in which its voters read."""
        stored = self.figures["parts"]["language"]
        flagged = set(self.figures["texts"]["flagged"])
        rows = []
        for at, text, _row in self.rows:
            cells = dict(zip(stored["names"], map(share_of, stored["cells"][at]), strict=True))
            is_flagged = text.number in flagged
            rows.append(LanguageRow(text, cells.get("kk"), cells.get("ru"), is_flagged))
        return rows

    def slate_rows(self) -> tuple[list[SlateRow], int]:
        """Return the statements of the slate with their reach, and who agrees with anything."""
        reach = self.figures["reach"]
        pairs = zip(self.figures["map"]["slate"], reach["reached"], strict=True)
        rows = [SlateRow(self.texts[n], reached) for n, reached in pairs if n in self.texts]
        return rows, reach["people"]

    def reached(self, by: str) -> dict[int, list[float | None]]:
        """Return by statement which share of each part's people voted on it."""
        stored = self.figures["parts"][by]
        return {
            self._number(at): [
                _share_of_people(*one) for one in zip(row, stored["people"], strict=True)
            ]
            for at, row in enumerate(stored["cells"])
        }

    def covered(self, by: str, names: Mapping[str, str]) -> list[Covered]:
        """Return what share of each part surely agrees with a statement of the slate."""
        agrees = [cells for at, cells in enumerate(self.figures["parts"][by]["cells"])
                  if self._number(at) in self.figures["map"]["slate"]]  # fmt: skip
        return [
            Covered(part, _surely(part, [row[n] for row in agrees]), n if by == "group" else None)
            for n, part in enumerate(self.parts(by, names))
        ]

    def _number(self, at: int) -> int:
        return int(self.figures["map"]["statements"][at]["statement"])

    def trust(self, tier_names: Mapping[str, str]) -> Trust:
        """Return what is stated beside the map: its agreements, and those that hold."""
        rows = [row for _at, _text, row in self.rows]
        agreed = [row for row in rows if _is_above(row["lower"])]
        data = self.figures["data"]
        return Trust(
            agreed=len(agreed),
            without_copies=sum(_is_above(row["held"]) for row in agreed),
            without_active=sum(_is_above(row["without_active"]) for row in agreed),
            to_turn=min((row["flip"] for row in agreed if row["flip"] is not None), default=None),
            stability=self.figures["map"]["stability"],
            texts_flagged=self.flagged,
            tiers=[
                Tier(tier_names.get(name, name), agreed_by)
                for name, agreed_by in self.figures["tiers"].items()
            ],
            digest=data["sha256"],
            engine=f"{data['engine']} {data['version']}",
            seed=data["seed"],
            is_of_rows=self.is_of_rows,
        )

    def opinion_map(self, own: Own | None = None) -> OpinionMap:
        """Return the map: counts in hexagons, outlines of groups, no person's place but `own`."""
        picture = self.figures["picture"]
        pairs = zip(self.group_parts(), picture["outlines"], strict=True)
        return OpinionMap(
            [Hexagon(x, y, int(people)) for x, y, people in picture["hexagons"]],
            picture["size"],
            people=picture["people"],
            outlines=[Outline(part, **outline) for part, outline in pairs],
            stability=self.figures["map"]["stability"],
            why_none=WHY_NONE.get(self.figures["map"]["verdict"], ""),
            own=(own.x, own.y) if own else None,
            own_group=own.group if own else None,
            pulls=self.pulls(),
        )

    def pulls(self) -> list[Pull]:
        """Return which way each statement lies on the map, as far as its loading is published."""
        place = self.figures["place"]
        pairs = zip(place["statements"], place["loadings"], strict=True)
        return [Pull(self.texts[n], *loading) for n, loading in pairs if n in self.texts]


def share_of(cell: Cell) -> Share | None:
    """Return the share of a cell (agrees, disagrees, votes, bounds), None where it is hidden."""
    if cell is None or cell[2] < LEAST:
        return None
    share = cell[0] / cell[2]
    return Share(share, min(cell[3], share), max(cell[4], share), cell[2])


def _share_of_people(cell: Cell, people: int | None) -> float | None:
    if cell is None or people is None or people < LEAST:
        return None
    return min(float(cell[2] / people), 1.0)


def _surely(part: Part, cells: Sequence[Cell]) -> float | None:
    """Return the share of a part's people behind the statement that most of them agree with."""
    agrees = [cell[0] for cell in cells if cell is not None]
    return min(max(agrees) / part.people, 1.0) if part.people and agrees else None


def tally_of(cell: Cell) -> Tally | None:
    """Return the votes of a cell, None where they may not be shown."""
    if cell is None or cell[2] < LEAST:
        return None
    return Tally(cell[0], cell[1], cell[2] - cell[0] - cell[1])


def _total(row: Mapping[str, Any]) -> Share | None:
    return share_of(_cell_of(row))


def _everybody(row: Mapping[str, Any]) -> Tally | None:
    return tally_of(_cell_of(row))


def _cell_of(row: Mapping[str, Any]) -> Cell:
    if row["votes"] is None:
        return None
    return [row[name] for name in ("agrees", "disagrees", "votes", "low", "high")]


def _named(by: str, name: Any, names: Mapping[str, str]) -> str:
    return group_name(name) if by == "group" else names.get(name, str(name))


def _is_above(lower: float | None) -> bool:
    return lower is not None and lower > HALF
