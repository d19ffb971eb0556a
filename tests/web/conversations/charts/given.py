"""Values that the tests of charts share."""

import re

from kenes.web.conversations.charts import Part, Said, Share, Statement, Tally

GROUPS = [Part("group_0", "A", 60), Part("group_1", "B", 40)]
NUMBER = r"-?\d+(?:\.\d+)?"
AT = re.compile(rf'\b(x|x1|x2|y|y1|y2|cx|cy)="({NUMBER})(%?)"')
CORNERS = re.compile(r'points="([^"]*)"')


def share(value, votes=50, half=0.1):
    """Return a share with an interval that stays between 0 and 1."""
    return Share(value, max(value - half, 0.0), min(value + half, 1.0), votes)


def statement(number=1, text="", lang=""):
    """Return a statement whose text would do harm if it were not escaped."""
    return Statement(number, Said(text or f"Statement <{number}>", lang))


def tally(agrees=50, disagrees=30, passes=20):
    """Return a tally of votes."""
    return Tally(agrees, disagrees, passes)


def percentages(drawing):
    """Return every place along a percentage axis."""
    return [float(value) for _name, value, unit in AT.findall(drawing) if unit]


def points(drawing, wide, high):
    """Return every place of a drawing with a viewBox, as shares of its width and height."""
    found = [
        float(value) / (wide if "x" in name else high)
        for name, value, unit in AT.findall(drawing)
        if not unit
    ]
    for corners in CORNERS.findall(drawing):
        for pair in corners.split():
            x, y = pair.split(",")
            found += [float(x) / wide, float(y) / high]
    return found
