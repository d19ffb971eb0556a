"""`kenes work` stands behind pages: its tasks have what these leave of the processor."""

import os
import threading

from kenes.project.commands.work import NICENESS, yield_to_pages


def test_tasks_have_a_lower_priority_and_other_threads_keep_theirs():
    before, found = os.getpriority(os.PRIO_PROCESS, 0), []

    def work():
        yield_to_pages()
        found.append(os.getpriority(os.PRIO_PROCESS, 0))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert found == [max(before, NICENESS)]
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
