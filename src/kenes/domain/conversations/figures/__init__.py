"""Figures of a conversation from its votes: what the engine finds, small cells left out.

`compute` returns them as plain JSON values, the same for the same votes:

- `data`: what they rest on (`basis`, `sha256` of the file of open data, `engine`, `seed`);
- `map`: what the engine publishes of the map, and what anybody computes again
  (`kenes.engines.opinion.opendata.figures`); its `statements` give the order of all rows below;
- `picture`: how many stand where, and the outlines of groups; `place`: what puts a reader there;
- `parts`: for groups, languages, regions the shares of agreement; `stand_for`: statements that set
  each group apart; `texts`: whether both texts read alike; `reach` of the slate; `tiers`.

Beside rows of votes there are no `parts` but groups, no `texts` and no `tiers`.

What moved by fewer than ten votes since the last result stays as it was there (`steps`).

Nothing in it is of one person, and no cell has fewer than ten votes.
"""

from kenes.domain.conversations.figures.computing import Computed, Published, compute
from kenes.domain.conversations.figures.votes import Ballots

__all__ = ["Ballots", "Computed", "Published", "compute"]
