"""`kenes bundle`: what it refuses, and what its installer does with a bundle that is not whole."""

import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from kenes.project.bundle import check, making, wheels
from kenes.project.bundle.licences import licence_named, licences_of
from kenes.project.bundle.refusing import BundleRefused
from kenes.project.management.commands.bundle import a_python
from tests.project.processes import clean_environment

ROOT = Path(__file__).resolve().parents[2]
PYTHON = "{}.{}".format(*sys.version_info)
WHEEL = "wheels/thing-1-py3-none-any.whl"
ABOUT = {"version": "0.1.0", "extras": "web", "python": PYTHON, "system": check.here()}
PIP = """
import sys
from pathlib import Path
assert "--no-index" in sys.argv and "--require-hashes" in sys.argv
if "refuse" in Path(sys.argv[-1]).read_text():
    sys.exit("no such version")
script = Path(sys.prefix, "bin/kenes")
script.write_text("#!/bin/sh\\necho $KENES_ENV $1 >$0.ran\\n")
script.chmod(0o755)
"""


@pytest.fixture
def bundle(tmp_path):
    """A bundle whose pip is a small program that installs a small `kenes`."""
    folder = tmp_path / "bundle"
    (folder / "wheels").mkdir(parents=True)
    for name in ("install.sh", "check.py"):
        shutil.copyfile(making.OURS / name, folder / name)
    (folder / WHEEL).write_bytes(b"wheel")
    with ZipFile(folder / "wheels/pip-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("pip/__main__.py", PIP)
    (folder / "requirements.txt").write_text("thing==1\n")
    return rewrite(folder, **ABOUT)


def rewrite(folder, **about):
    (folder / check.ABOUT).write_text("".join(f"{name}: {fact}\n" for name, fact in about.items()))
    making.write_list(folder)
    return folder


def install(folder, *arguments, python=sys.executable):
    return subprocess.run(
        ["sh", str(folder / "install.sh"), *arguments],
        env=clean_environment(
            PYTHON=python, PYTHONDONTWRITEBYTECODE="1", DJANGO_SETTINGS_MODULE="elsewhere"
        ),
        cwd=folder.parent,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def test_a_whole_bundle_is_installed_tried_out_and_leads_on(bundle):
    done = install(bundle, "kenes here")

    target = bundle.parent / "kenes here"
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Kenes 0.1.0 is in {target}" in done.stdout
    assert f"{target}/bin/kenes demo" in done.stdout
    assert (target / "bin/kenes.ran").read_text() == "dev check\n"


def test_what_sha256sum_reads_is_what_the_installer_checks(bundle):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", check.LIST],
        cwd=bundle, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(check.hashes_of(bundle)) == 6


def change(folder):
    (folder / WHEEL).write_bytes(b"Wheel")


def lose(folder):
    (folder / WHEEL).unlink()


def add(folder):
    (folder / "wheels/other-1-py3-none-any.whl").write_bytes(b"other")


def link(folder):
    (folder / WHEEL).unlink()
    (folder / WHEEL).symlink_to("/etc/hostname")


def break_off(folder):
    (folder / check.LIST).unlink()


def empty_list(folder):
    (folder / check.LIST).write_text("")


@pytest.mark.parametrize(
    ("attack", "named"),
    [
        (change, f"{WHEEL} has other bytes than were bundled."),
        (lose, f"{WHEEL} is missing."),
        (add, "wheels/other-1-py3-none-any.whl was put in since."),
        (link, f"{WHEEL} has other bytes than were bundled."),
        (break_off, "SHA256SUMS is missing: the bundle was broken off"),
        (empty_list, f"{WHEEL} was put in since."),
    ],
)
def test_a_bundle_that_is_not_whole_names_the_file_and_installs_nothing(bundle, attack, named):
    assert check.main(bundle) == 0
    attack(bundle)

    done = install(bundle, "kenes")

    assert done.returncode == 1
    assert named in done.stderr
    assert "Nothing was installed." in done.stderr
    assert not (bundle.parent / "kenes").exists()


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"system": "Linux z80"}, "The bundle is for Linux z80, and this machine is "),
        ({"glibc": "99.1"}, "The bundle needs the C library glibc 99.1 or newer; here is "),
        ({"python": "3.99"}, f"The bundle is for Python 3.99, and {sys.executable} is {PYTHON}."),
    ],
)
def test_a_bundle_for_another_machine_is_refused(bundle, about, said):
    assert check.main(rewrite(bundle, **ABOUT | {"glibc": "2.5"})) == 0

    done = install(rewrite(bundle, **ABOUT | about), "new")

    assert done.returncode == 1
    assert said in done.stderr
    assert not (bundle.parent / "new").exists()


def test_another_c_library_is_refused_where_glibc_is_asked_for(monkeypatch):
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))

    assert check.faults_of_machine(ABOUT) == []
    (fault,) = check.faults_of_machine(ABOUT | {"glibc": "2.5"})
    assert fault.endswith("here is another one.")


def test_the_installer_wants_a_new_folder_and_a_python(bundle):
    (bundle.parent / "taken").mkdir()
    (bundle.parent / "taken/file").write_text("kept")

    for arguments, python, said in [
        ((), sys.executable, "Say where Kenes is to be"),
        (("--help",), sys.executable, "Say where Kenes is to be"),
        (("taken",), sys.executable, "taken is there already"),
        (("new",), "no-such-python", "There is no no-such-python here"),
    ]:
        done = install(bundle, *arguments, python=python)
        assert done.returncode == 1
        assert said in done.stderr
    assert (bundle.parent / "taken/file").read_text() == "kept"


def test_an_installation_that_fails_half_way_leaves_nothing(bundle):
    (bundle / "requirements.txt").write_text("refuse\n")

    done = install(rewrite(bundle, **ABOUT), "new")

    assert done.returncode == 1
    assert "no such version" in done.stderr
    assert "It did not work, for the reason above." in done.stderr
    assert not (bundle.parent / "new").exists()


def test_the_archive_holds_no_time_owner_or_mode_of_its_making(bundle):
    bundle.chmod(0o700)
    making.pack(bundle, bundle.with_name("one.tar"))
    (bundle / WHEEL).touch()
    making.pack(bundle, bundle.with_name("two.tar"))

    assert bundle.with_name("one.tar").read_bytes() == bundle.with_name("two.tar").read_bytes()
    with tarfile.open(bundle.with_name("one.tar")) as packed:
        members = {(one.mode, one.mtime, one.uid, one.uname) for one in packed.getmembers()}
    assert members == {(0o755, 0, 0, ""), (0o644, 0, 0, "")}


def refusal(doing, *arguments):
    with pytest.raises(BundleRefused) as caught:
        doing(*arguments)
    return caught.value


def test_nothing_is_overwritten_neither_the_folder_nor_the_archive(bundle):
    taken = refusal(making.make_bundle, bundle, making.Wish([PYTHON], ["web"]))
    assert taken.code == "place_taken"

    new = bundle.with_name("new")
    new.with_name("new.tar").write_bytes(b"kept")
    assert "new.tar is there already" in str(
        refusal(making.make_bundle, new, making.Wish([PYTHON], ["web"]))
    )
    assert list(new.iterdir()) == []


def test_where_kenes_runs_without_its_source_it_says_what_to_do(settings, tmp_path):
    assert making.source_tree() == ROOT
    settings.PACKAGE = tmp_path / "lib/python3.13/site-packages/kenes"

    with pytest.raises(CommandError, match=r"lock_missing: .* in a copy of Kenes' source"):
        call_command("bundle", str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match=r"file.* cannot be written: .*make room"):
        call_command("bundle", str(tmp_path / "file/new"))


def test_a_full_disk_leaves_no_list_of_hashes(bundle):
    (bundle / check.LIST).unlink()
    (bundle / check.LIST).symlink_to("/dev/full")

    with pytest.raises(OSError, match="No space left"):
        making.write_list(bundle)


def test_a_tool_that_lacks_or_fails_is_named_with_its_own_words(monkeypatch):
    failed = refusal(wheels.run_uv, ROOT, "no-such-word")
    assert failed.code == "tool_failed"
    assert "uv no-such-word failed. The bundle is not finished: " in str(failed)
    assert "error: unrecognized subcommand 'no-such-word'" in str(failed)

    monkeypatch.setenv("PATH", "")
    assert refusal(wheels.run_uv, ROOT, "--version").code == "uv_missing"


def test_a_tool_that_finds_no_room_is_told_from_others_and_long_words_are_cut():
    full = wheels._failed("pip download", "trace\nOSError: [Errno 28] No space left on device: 'x'")
    assert full.code == "no_room"
    assert "pip download found no room on the disk" in str(full)

    long = str(wheels._failed("uv build", "\n".join(f"line {number}" for number in range(99))))
    assert long.splitlines()[1:] == [f"line {number}" for number in range(93, 99)]


def test_what_builds_our_wheel_is_locked_by_hash_too():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]

    locked = re.split(r"\n(?=\S)", wheels.locked_builders(ROOT).strip())

    assert {"babel", "hatchling"} == set(asked) <= {line.partition("==")[0] for line in locked}
    assert all("--hash=sha256:" in line for line in locked)


@pytest.mark.readme
@pytest.mark.parametrize("change", ["bytes", "left_out"])
def test_a_builder_that_is_not_the_locked_one_builds_nothing(tmp_path, change):
    locked = wheels.locked_builders(ROOT)
    changed = {
        "bytes": re.sub("sha256:[0-9a-f]{64}", f"sha256:{'0' * 64}", locked),
        "left_out": locked[locked.index("hatchling==") :],
    }[change]

    failed = refusal(wheels.build, ROOT, changed, tmp_path)

    assert failed.code == "tool_failed"
    assert ("Expected:" if change == "bytes" else "no trusted hash") in str(failed)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["3.11", "2.7", "3", "3.13.1", "three", "", "3.x"])
def test_a_python_that_kenes_does_not_run_on_is_refused(text, tmp_path):
    assert a_python("3.12") == "3.12"

    with pytest.raises(CommandError, match=r"3\.12 or newer"):
        call_command("bundle", str(tmp_path / "new"), f"--python={text}")


@pytest.mark.parametrize(
    ("names", "needed"),
    [
        (["a-1-py3-none-any.whl"], None),
        (["a-1-cp313-cp313-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl"], "2.27"),
        (["a-1-cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64.whl"], "2.17"),
        (["a-1-cp311-abi3-manylinux_2_9_x86_64.whl", "b-1-cp3-abi3-manylinux1_i686.whl"], "2.9"),
        (["a-1-cp311-abi3-manylinux_2_9_x86_64.whl", "b-1-cp3-abi3-manylinux_2_34_x.whl"], "2.34"),
    ],
)
def test_the_oldest_c_library_for_all_wheels_is_found(names, needed):
    assert wheels.glibc_needed(names) == needed


@pytest.mark.parametrize(
    ("metadata", "named"),
    [
        ("License-Expression: MIT\nLicense: other\n", "MIT"),
        ("License: BSD\nClassifier: License :: OSI Approved :: BSD License\n", "BSD License"),
        ("License: BSD\n        and its words\n", "BSD"),
        ("Classifier: Topic :: Text\n", "not stated"),
    ],
)
def test_a_licence_is_told_in_the_packages_own_words(metadata, named):
    assert licence_named(HeaderParser().parsestr(f"{metadata}\n")) == named


def test_each_package_stands_once_with_its_licence_files(tmp_path):
    for name in ("thing-1-cp312.whl", "thing-1-cp313.whl"):
        with ZipFile(tmp_path / name, "w") as wheel:
            wheel.writestr("thing-1.dist-info/METADATA", "Name: Thing\nVersion: 1\nLicense: MIT\n")
            wheel.writestr("thing-1.dist-info/licenses/LICENSE", "words")
            wheel.writestr("thing/licences.py", "")

    assert licences_of(tmp_path.iterdir()).splitlines()[3:] == ["Thing 1: MIT (LICENSE)"]
