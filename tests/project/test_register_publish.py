"""`kenes register_publish` writes a tree that the observers' program accepts."""

import pytest
from django.core.management import CommandError, call_command

from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.verify import cli
from tests.factories.register import light_lamp, light_lamps

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KENES_HOME = tmp_path / "home"
    settings.KENES_REGISTER_KEY = ""
    return settings.KENES_HOME


@pytest.fixture
def published(tmp_path):
    places.make_keys()
    light_lamps(3)
    integrate(own_log())
    call_command("register_publish", str(tmp_path / "public"))
    return tmp_path / "public"


def verified(folder):
    return cli.main(["log", str(folder), "--vkey", str(folder / "log.vkey")])


def test_the_tree_and_its_key_are_accepted_and_one_changed_byte_is_not(published):
    assert verified(published) == 0

    place = published / "tile/entries/000.p/3"
    place.write_bytes(place.read_bytes().replace(b"secretary", b"secretarz", 1))

    assert verified(published) == 1


def test_a_second_time_only_what_is_new_is_written(published, capsys):
    light_lamp(4)
    call_command("register_publish", str(published))
    assert "3 entries" in capsys.readouterr().out
    integrate(own_log())

    call_command("register_publish", str(published))

    assert "4 entries" in capsys.readouterr().out
    assert verified(published) == 0
    assert (published / "tile/0/000.p/3").exists()


def test_a_folder_with_a_longer_log_is_left_alone(published, home):
    light_lamp(4)
    older = (home / "register/checkpoint").read_bytes()
    integrate(own_log())
    call_command("register_publish", str(published))
    (home / "register/checkpoint").write_bytes(older)

    with pytest.raises(CommandError, match="other_log") as caught:
        call_command("register_publish", str(published))

    assert caught.value.returncode == 3
    assert verified(published) == 0


def test_a_published_file_with_other_bytes_stops_it(published, home, tmp_path):
    place = home / "register/tile/entries/000.p/3"
    place.write_bytes(place.read_bytes().replace(b"secretary", b"secretarz", 1))

    for folder, code in ((published, "path_rewritten"), (tmp_path / "new", "copy_damaged")):
        with pytest.raises(CommandError, match=code):
            call_command("register_publish", str(folder))

    assert verified(published) == 0
    assert not (tmp_path / "new/checkpoint").exists()


def test_before_the_first_checkpoint_there_is_nothing_to_publish(tmp_path):
    with pytest.raises(CommandError, match="kenes register_integrate"):
        call_command("register_publish", str(tmp_path / "public"))
