"""The how-to as a server's keeper follows it: a bundle is made, carried, and installed offline."""

import hashlib
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.project.processes import clean_environment

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/how-to/install-without-internet.md"
BLOCKS = re.findall(r"^ +```sh\n(.+?)\n +```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
NOBODY = "http://127.0.0.1:9"
A_NETWORK_OF_ITS_OWN = ["unshare", "--net"]


def run(script, folder, *before, **environment):
    return subprocess.run(
        [*before, "bash", "-euc", script], cwd=folder, env=clean_environment(**environment),
        capture_output=True, text=True, timeout=800, check=False,
    )  # fmt: skip


@cache
def without_internet():
    """Return what keeps a command off every network, where this machine lets us."""
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run([*A_NETWORK_OF_ITS_OWN, "true"], capture_output=True, check=False)
    return A_NETWORK_OF_ITS_OWN if tried.returncode == 0 else []


def offline(script, folder):
    """Run where no address can be reached: in a network of its own, and behind a closed port."""
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOBODY)
    return run(
        script, folder, *without_internet(),
        PYTHON=sys.executable, PYTHONDONTWRITEBYTECODE="1", **proxies,
    )  # fmt: skip


def source_files():
    """Return what the source holds of the package, and what is compiled from it."""
    listed = subprocess.run(
        ["git", "ls-files", "src/kenes"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    names = {name.removeprefix("src/") for name in listed}
    return names | {name.replace(".po", ".mo") for name in names if name.endswith(".po")}


def test_the_page_has_its_three_steps():
    assert [block.split()[0] for block in BLOCKS] == ["uv", "sha256sum", "sh"]


@pytest.mark.readme
@pytest.mark.timeout(1800)
def test_a_bundle_made_here_is_installed_where_there_is_no_internet(tmp_path):
    """As written but for the opinion maps, most of its size: so the site starts without them, too."""
    make, compare, install = BLOCKS
    server, target = tmp_path / "server", tmp_path / "opt"
    server.mkdir()

    made = run(
        f"{make} --extra web", tmp_path, UV_PROJECT=str(ROOT), KENES_HOME=str(tmp_path / "home")
    )
    assert made.returncode == 0, made.stderr
    archive = tmp_path / "kenes-bundle.tar"
    assert hashlib.sha256(archive.read_bytes()).hexdigest() in made.stdout
    wheel = next((tmp_path / "kenes-bundle/wheels").glob("kenes-*.whl"))
    assert {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name} == (
        source_files()
    )

    shutil.move(archive, server)
    unpacked = offline(compare, server)
    assert unpacked.returncode == 0, unpacked.stderr
    there = server / f"kenes-bundle/wheels/{wheel.name}"
    there.write_bytes(wheel.read_bytes() + b" ")
    tampered = offline(install.replace("/opt/kenes", str(target)), server)
    assert (tampered.returncode, target.exists()) == (1, False)
    assert f"wheels/{wheel.name} has other bytes than were bundled." in tampered.stderr

    there.write_bytes(wheel.read_bytes())
    installed = offline(install.replace("/opt/kenes", str(target)), server)
    assert installed.returncode == 0, installed.stderr
    assert f"{target}/bin/kenes demo" in installed.stdout
    asked = offline(f"{target}/bin/kenes --help && {target}/bin/kenes-verify --help", server)
    assert asked.returncode == 0, asked.stderr
    assert "kenes demo" in asked.stdout
