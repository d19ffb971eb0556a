"""What was carried out: evidence alone counts, and a claim is checked against the record."""

import pytest

from kenes.domain.recommendations.progress import outcome_of
from kenes.domain.recommendations.queries.carried_out import Claim, Share, Verdict
from kenes.domain.recommendations.values import Outcome

SHOWN, WORD = True, False


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ([], Outcome.NOT_SHOWN),
        ([("no_evidence", WORD)], Outcome.NOT_SHOWN),
        ([("complete", WORD)], Outcome.NOT_SHOWN),
        ([("substantial", WORD)], Outcome.NOT_SHOWN),
        ([("not_started", SHOWN)], Outcome.NOT_SHOWN),
        ([("limited", SHOWN)], Outcome.IN_PART),
        ([("substantial", SHOWN), ("no_evidence", WORD)], Outcome.IN_PART),
        ([("complete", SHOWN)], Outcome.ONE_SIDE),
        ([("complete", SHOWN), ("complete", WORD)], Outcome.ONE_SIDE),
        ([("complete", SHOWN), ("complete", SHOWN)], Outcome.AGREED),
        ([("complete", SHOWN), ("no_evidence", WORD)], Outcome.CONTESTED),
        ([("complete", SHOWN), ("complete", SHOWN), ("limited", SHOWN)], Outcome.CONTESTED),
    ],
)
def test_an_outcome_follows_from_values_and_their_evidence_in_any_order(said, outcome):
    assert outcome_of(said) == outcome
    assert outcome_of(reversed(said)) == outcome


def _share(**counts):
    return Share(dict.fromkeys(Outcome.values, 0) | counts)


@pytest.mark.parametrize(
    ("claim", "counts", "verdict"),
    [
        (Claim.MOST, {}, Verdict.EMPTY),
        (Claim.MOST, {"agreed": 2, "one_side": 1, "not_shown": 2}, Verdict.HOLDS),
        (Claim.MOST, {"agreed": 2, "not_shown": 2}, Verdict.FAILS),
        (Claim.MOST, {"agreed": 2, "contested": 1, "not_shown": 2}, Verdict.DEPENDS),
        (Claim.MOST, {"contested": 1, "in_part": 1}, Verdict.FAILS),
        (Claim.ALL, {"agreed": 2, "one_side": 1}, Verdict.HOLDS),
        (Claim.ALL, {"agreed": 2, "contested": 1}, Verdict.DEPENDS),
        (Claim.ALL, {"agreed": 2, "in_part": 1}, Verdict.FAILS),
        (Claim.NONE, {"in_part": 3}, Verdict.HOLDS),
        (Claim.NONE, {"contested": 1}, Verdict.DEPENDS),
        (Claim.NONE, {"one_side": 1}, Verdict.FAILS),
    ],
)
def test_a_claim_holds_fails_or_hangs_on_what_is_contested(claim, counts, verdict):
    assert _share(**counts).of_claim(claim) == verdict


def test_most_is_more_than_half_and_both_shares_are_of_the_same_whole():
    share = _share(agreed=3, one_side=2, contested=4, in_part=5, not_shown=6)

    assert (share.least, share.most, share.total) == (5, 9, 20)
