"""Who may do what with institutions, mandates and law as data: each "no" says why."""

from kenes.domain.institutions.rules.authority import (
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.institutions.rules.institutions import (
    refuse_to_check_identity,
    refuse_to_end_institution,
    refuse_to_manage,
    refuse_to_rename,
    refuse_to_succeed,
)
from kenes.domain.institutions.rules.mandates import (
    may_grant_roles,
    refuse_seat,
    refuse_substitute,
    refuse_to_end_mandate,
    refuse_to_grant,
    refuse_to_stand_for,
    refuse_twice,
)

__all__ = [
    "may_grant_roles",
    "refuse_foreign_mandate",
    "refuse_seat",
    "refuse_substitute",
    "refuse_to_check_identity",
    "refuse_to_end_institution",
    "refuse_to_end_mandate",
    "refuse_to_grant",
    "refuse_to_manage",
    "refuse_to_rename",
    "refuse_to_stand_for",
    "refuse_to_succeed",
    "refuse_twice",
    "refuse_without_mandate",
]
