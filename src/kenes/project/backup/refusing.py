"""Why a backup is not made or not restored; each with a stable code."""


class BackupRefused(Exception):
    """Nothing was overwritten. `code` is stable; the text says what happened and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
