"""What somebody with the server in hand can do to a log. Each changes a good log of any kind."""

import shutil
from hashlib import sha256

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.keys import Kind, SecretKey
from kenes.engines.log.notes import Signer
from kenes.engines.log.tiles import TreeState, integrate
from tests.verify.logs import change_bundle, tile_of


def one_changed_byte(log):
    change_bundle(log, 0, lambda entries: [changed(entries[0]), *entries[1:]])


def a_removed_entry(log):
    last = (log.size() - 1) // 256
    change_bundle(log, last, lambda entries: [*entries[:5], *entries[6:]])


def a_swapped_pair(log):
    change_bundle(log, 0, lambda e: [*e[:7], e[8], e[7], *e[9:]])


def a_forked_tree_of_equal_size(log):
    """Another history of the same length, signed with the log's own key."""
    replace(log, another_history(log))


def a_rolled_back_checkpoint(log):
    """An earlier state of the log with its own, good signature."""
    replace(log, log.entries()[: log.size() * 2 // 3])


def a_truncated_tile(log):
    path = tile_of(log, 0)
    log.write(path, log.read(path)[:-32])


def a_signature_by_another_key(log):
    thief = Signer(SecretKey(log.tree().origin, Kind.ED25519, sha256(b"thief").digest()))
    log.write("checkpoint", thief.sign(log.tree().text()))


def a_rewritten_root(log):
    """Everything made again after a change, but the signature."""
    signed = log.read("checkpoint")
    replace(log, another_history(log))
    log.write("checkpoint", signed)


def changed(entry):
    """Return an entry with one other byte, somewhere in its text."""
    return entry[:20] + bytes([entry[20] ^ 1]) + entry[21:]


def another_history(log):
    return [changed(entry) for entry in log.entries()]


def replace(log, entries):
    """Make the whole log again of these entries, signed by the log's key."""
    origin = log.tree().origin
    shutil.rmtree(log.path)
    state, files = integrate(TreeState(), entries)
    for path, octets in files:
        log.write(path, octets)
    log.write("checkpoint", log.key.sign(Checkpoint(origin, state.size, state.root()).text()))


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
