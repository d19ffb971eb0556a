"""Language and time zone hold for the thread that chose them, and for no other."""

import threading

from django.utils import timezone, translation
from django.utils.translation import trans_real

from kenes.domain.shared.threads import keep_by_thread


def _seen_elsewhere():
    seen = []
    reader = threading.Thread(
        target=lambda: seen.append(
            (translation.get_language(), timezone.get_current_timezone_name())
        )
    )
    reader.start()
    reader.join()
    return seen[0]


def test_what_one_thread_chose_no_other_sees():
    unchosen = _seen_elsewhere()

    with translation.override("ru"), timezone.override("Pacific/Tongatapu"):
        assert translation.get_language() == "ru"
        assert timezone.get_current_timezone_name() == "Pacific/Tongatapu"
        assert _seen_elsewhere() == unchosen
    assert unchosen != ("ru", "Pacific/Tongatapu")


def test_it_is_kept_by_threads_alone_and_asking_twice_loses_nothing():
    with translation.override("ru"), timezone.override("Pacific/Tongatapu"):
        keep_by_thread()  # a test that changes Django's languages puts its own keeper back
        kept = trans_real._active
        keep_by_thread()

        assert isinstance(kept, threading.local)
        assert trans_real._active is kept
        assert translation.get_language() == "ru"
