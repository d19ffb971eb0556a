"""Programs by others, asked whether they accept a log. Each answers 0, accepted, or 1, refused.

| tool | what is theirs | what is ours |
|---|---|---|
| go | golang.org/x/mod/sumdb `note` and `tlog` of Debian | `tlogcheck`, which reads files and calls them |
| aics | the command `aics-tlog`, and its `audit_tiles` | nothing |
| metamorphic | `metamorphic_log`, in Rust: notes, inclusion, consistency | reading bundles, finding paths |
| kenes | | `kenes-verify log` |
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import aics_tlog
import aics_tlog.cli
import metamorphic_log

from kenes.engines.log import notes
from kenes.engines.log.errors import LogError
from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.proofs import prove_consistency, prove_inclusion
from kenes.engines.log.reading import TileReader
from kenes.verify.cli import main as kenes_verify

CANNOT_ASK = 2
"""Our part of a check could not read what the tool was to be shown."""
HERE = Path(__file__).parent


def build_go(folder):
    """Build our small Go checker as its first lines say; return the program's path."""
    shutil.copytree(HERE / "tlogcheck", folder / "src/tlogcheck")
    paths = {"GOPATH": f"{folder}:/usr/share/gocode", "GOCACHE": str(folder / "cache")}
    subprocess.run(
        ["go", "build", "-o", str(folder / "tlogcheck"), "tlogcheck"],
        cwd=folder,
        env={**os.environ, "GO111MODULE": "off", **paths},
        check=True,
    )
    return folder / "tlogcheck"


@contextlib.contextmanager
def aics_witness(folder, key):
    """Run the witness of others for the log of this key; give its port and its verifier."""
    config = ["--config", str(folder / "witness.json")]

    def command(*arguments):
        return [sys.executable, "-m", "aics_witness", *arguments]

    def run(*arguments):
        done = subprocess.run(command(*arguments), capture_output=True, text=True, check=True)
        return done.stdout

    made = run("init", *config, "--name", "witness.example/aics")
    vkey = re.search(r"witness\.example/aics\+[0-9a-f]{8}\+\S+", made)[0].strip('",')
    run("add-log", *config, "--origin", key.name, "--vkey", key.vkey)
    process = subprocess.Popen(
        command("serve", *config, "--listen", "127.0.0.1:0"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    for line in process.stdout:
        if found := re.search(r"127\.0\.0\.1:(\d+)", line):
            break
    yield int(found[1]), notes.Verifier.parse(vkey)
    process.terminate()
    process.wait(timeout=60)
    process.stdout.close()


def go(program, log, vkey, since=None, witness=None):
    options = ["-vkey", vkey]
    options += ["-since", since] if since else []
    options += ["-witness", witness] if witness else []
    return said([str(program), *options, str(log)])


def go_proof(program, proof, vkey):
    return said([str(program), "-vkey", vkey, "-proof", proof])


def said(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    assert done.stdout.startswith(("accepted: ", "refused: ")[done.returncode])
    return done.returncode


def kenes(log, vkey, since=None, witness=None):
    options = ["--vkey", vkey]
    options += ["--since", since] if since else []
    options += ["--witness", witness] if witness else []
    with contextlib.redirect_stdout(io.StringIO()):
        return kenes_verify(["log", str(log), *options])


def aics(log, vkey, since=None, witness=None):
    """Run the command's own checks, then its audit of every tile and entry."""
    keys = ["--vkey-file", vkey, "--tiles", str(log)]
    if witness:
        keys += ["--witness-key", Path(witness).read_text().strip(), "--quorum", "1"]
    commands = [["verify-checkpoint", *keys]]
    if since:
        commands.append(["verify-consistency", *keys, "--old-checkpoint", since])
    for command in commands:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = aics_tlog.cli.main(command)
        if code:
            return 1
    tree, _ = aics_tlog.checkpoint.checkpoint_from_note((Path(log) / "checkpoint").read_bytes())
    try:
        aics_tlog.audit_tiles(aics_tlog.FileSystemTileReader(log), tree.size, tree.root)
    except (ValueError, LookupError):
        return 1
    return 0


def metamorphic(log, vkey, since=None, witness=None):
    """Let it check the note, every entry against the root, and the step from the old checkpoint.

    It verifies paths and does not find them; that part is ours, from the log's tiles. It knows no
    cosignatures, so `witness` changes nothing.
    """
    note, keys = (Path(log) / "checkpoint").read_text(), [Path(vkey).read_text().strip()]
    try:
        size = metamorphic_log.checkpoint_verify(note, keys).size
        reader = TileReader(lambda path: (Path(log) / path).read_bytes(), size)
        if since:
            check_since(Path(since).read_text(), note, keys, reader)
        for index in range(size):
            path = prove_inclusion(index, size, reader.node)
            leaf = leaf_hash(reader.entry(index))
            metamorphic_log.checkpoint_verify_inclusion(note, keys, index, leaf, path)
    except metamorphic_log.VerifyError:
        return 1
    except LogError:
        return CANNOT_ASK
    return 0


def check_since(old, note, keys, reader):
    size = metamorphic_log.checkpoint_verify(old, keys).size
    # Of a tree that went back there is no path to find; it has to refuse without one.
    path = prove_consistency(size, reader.size, reader.node) if size <= reader.size else []
    metamorphic_log.checkpoint_verify_consistency(old, note, keys, path)
