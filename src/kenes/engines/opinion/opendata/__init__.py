"""A published map: votes or tables, statements and the result, so that anybody computes it again.

Form of the folder: docs/specs/opinion.md, clauses 49 and on.
"""

from kenes.engines.opinion.opendata.folder import (
    Before,
    Publication,
    changed_file,
    open_data,
    recompute,
    write_folder,
)

__all__ = ["Before", "Publication", "changed_file", "open_data", "recompute", "write_folder"]
