import subprocess
import sys

import pytest

from kenes.project.cli import DEV, PROD, choose_settings, main
from kenes.project.settings.environment import SettingsError
from tests.project.processes import clean_environment, kenes


@pytest.mark.parametrize(
    ("command", "variables", "module"),
    [
        ("demo", {}, DEV),
        ("migrate", {}, DEV),
        ("serve", {}, PROD),
        ("migrate", {"KENES_SECRET_KEY": "x"}, PROD),
        ("demo", {"KENES_SECRET_KEY": "x"}, DEV),
        ("serve", {"KENES_ENV": "dev"}, DEV),
        ("check", {"KENES_ENV": "prod"}, PROD),
        ("check", {"DJANGO_SETTINGS_MODULE": "mine", "KENES_ENV": "prod"}, "mine"),
    ],
)
def test_a_command_runs_under_the_settings_that_fit_its_machine(command, variables, module):
    assert choose_settings(command, variables) == module


def test_an_unknown_environment_is_refused_by_name():
    with pytest.raises(SettingsError, match="'staging'"):
        choose_settings("check", {"KENES_ENV": "staging"})


def test_without_a_command_the_usage_is_shown(capsys):
    assert main([]) == 2
    assert "kenes demo [--no-serve] [--port N] [--lan]" in capsys.readouterr().out


def test_without_django_one_sentence_names_the_extra():
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from kenes.project.cli import main\nsys.exit(main(['check']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "kenes[web]" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_django_command_passes_through(tmp_path):
    done = kenes("diffsettings", "--output", "unified", KENES_HOME=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert "+ AUTH_USER_MODEL = 'accounts.Person'" in done.stdout
