"""Why a bundle is not made; each with a stable code."""


class BundleRefused(Exception):
    """Nothing was overwritten. `code` is stable; the text says what happened and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
