"""What somebody with the server in hand can do to a log. Each changes a good log of 300 entries."""

import shutil

from tests.verify.logs import LOG, THIEF, change_bundle, new_log


def one_changed_byte(log):
    change_bundle(log, 0, lambda entries: [entries[0].replace(b"author", b"Author"), *entries[1:]])


def a_removed_entry(log):
    change_bundle(log, 1, lambda entries: [*entries[:5], *entries[6:]])


def a_swapped_pair(log):
    change_bundle(log, 0, lambda e: [*e[:7], e[8], e[7], *e[9:]])


def a_forked_tree_of_equal_size(log):
    """Another history of the same length, signed with the log's own key."""
    replace(log, 300, mark="2")


def a_rolled_back_checkpoint(log):
    """An earlier state of the log with its own, good signature."""
    replace(log, 200)


def a_truncated_tile(log):
    log.write("tile/0/000", log.read("tile/0/000")[:-32])


def a_signature_by_another_key(log):
    text = log.tree().text()
    log.write("checkpoint", THIEF.sign(text))


def a_rewritten_root(log):
    """Everything made again after a change, but the signature."""
    signed = log.read("checkpoint")
    replace(log, 300, mark="3")
    log.write("checkpoint", signed)


def replace(log, size, mark=""):
    shutil.rmtree(log.path)
    new_log(log.path.parent).grow(size, mark, LOG)


ATTACKS = [
    one_changed_byte,
    a_removed_entry,
    a_swapped_pair,
    a_forked_tree_of_equal_size,
    a_rolled_back_checkpoint,
    a_truncated_tile,
    a_signature_by_another_key,
    a_rewritten_root,
]
