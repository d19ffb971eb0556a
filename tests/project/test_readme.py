"""The README's commands, as written, in a fresh clone; and three languages that say the same."""

import os
import re
import signal
import subprocess
import tomllib
import urllib.request
from pathlib import Path

import pytest

from tests.project.processes import clean_environment, free_port, is_served, status_of, wait_for

ROOT = Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.kk.md", "README.ru.md"]
DEMO = "python3 -m pip install uv && uv run kenes demo"
TESTS = "uv run pytest"
COMMANDS = re.compile(r"^```sh\n(.+?)\n```$", re.MULTILINE | re.DOTALL)
LINKS = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def commands_of(name: str) -> list[str]:
    return COMMANDS.findall((ROOT / name).read_text())


@pytest.mark.parametrize("name", READMES)
def test_each_readme_gives_the_two_commands(name):
    assert commands_of(name) == [DEMO, TESTS]


def test_the_three_are_of_one_length_and_one_shape():
    texts = [(ROOT / name).read_text() for name in READMES]
    shapes = [
        [line[:2] for line in text.splitlines() if line.startswith(("#", "|", "- ", "1", "2", "3"))]
        for text in texts
    ]

    assert shapes[0] == shapes[1] == shapes[2]
    assert max(map(len, texts)) < 1.25 * min(map(len, texts))


@pytest.mark.parametrize("name", READMES)
def test_the_first_line_leads_to_the_other_two(name):
    first = (ROOT / name).read_text().splitlines()[0]

    assert sorted(LINKS.findall(first)) == sorted(set(READMES) - {name})


@pytest.mark.parametrize(
    "path", [*READMES, "CONTRIBUTING.md", "SECURITY.md", "docs/how-to/install.md"]
)
def test_every_link_to_a_file_leads_to_one(path):
    links = [link for link in LINKS.findall((ROOT / path).read_text()) if "://" not in link]

    assert links
    assert [link for link in links if not ((ROOT / path).parent / link).exists()] == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = [
        *project["project"]["dependencies"],
        *(item for group in project["project"]["optional-dependencies"].values() for item in group),
        *(item for group in project["dependency-groups"].values() for item in group),
    ]
    listed = [item for item in listed if isinstance(item, str)]
    names = {re.split(r"[\[<>=~! ]", item)[0] for item in listed} - {"kenes"}
    rows = re.findall(
        r"^\| `([^`]+)` \| (.+?) \|$", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE
    )

    assert {name for name, _ in rows} == names
    assert all(len(reason) > 10 for _, reason in rows)


@pytest.mark.readme
@pytest.mark.timeout(900)
def test_the_first_command_serves_the_site_from_a_fresh_clone(tmp_path):
    """Started as written but for its port; waited for, opened, stopped by its process id."""
    clone, log, port = tmp_path / "clone", tmp_path / "log", free_port()
    subprocess.run(
        ["git", "clone", "-q", str(ROOT), str(clone)], check=True, env=clean_environment()
    )
    command = f"{commands_of('README.md')[0]} --port {port}"
    environment = clean_environment(KENES_HOME=str(tmp_path / "home"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["bash", "-c", command],
            cwd=clone,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{site}/status.json", process, seconds=800)
        pages = {code: status_of(f"{site}/{code}/") for code in ("kk", "ru", "en")}
        by_choice = {code: language_of(site, code) for code in ("kk", "ru", "en")}
        demo = server_of(process.pid)
    finally:
        stop(process)

    assert pages == {"kk": 200, "ru": 200, "en": 200}
    assert by_choice == {"kk": "kk", "ru": "ru", "en": "en"}
    assert demo
    assert not is_served(port)
    assert f"http://localhost:{port}/" in log.read_text()


def language_of(site: str, code: str) -> str:
    """Return the language of the page that a browser preferring `code` is given at the root."""
    request = urllib.request.Request(f"{site}/", headers={"Accept-Language": code})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return re.search(r'<html[^>]*\slang="(\w+)"', answer.read().decode())[1]


def server_of(pid: int) -> list[int]:
    """Return the processes below `pid`, as the one that runs `kenes demo` is among them."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    rows = [line.split(None, 2) for line in listed]
    below, found = {pid}, []
    for own, parent, words in ((int(a), int(b), c) for a, b, c in rows):
        if parent in below or own == pid:
            below.add(own)
            if "kenes demo" in words and "bash" not in words:
                found.append(own)
    return found


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server by its id, as a person would: the newest process named `kenes demo`."""
    for pid in server_of(process.pid)[-1:]:
        os.kill(pid, signal.SIGTERM)
    try:
        process.wait(40)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
