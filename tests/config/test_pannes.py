"""The short form of the campaign of breakdowns: kills while writing, then a disk that takes nothing more."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tools.campagnes.pannes import Installation, create_installation, fill_disk, kill_while_writing

pytestmark = [pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def installation(put_tables: Callable[[Path], bool]) -> Iterator[Installation]:
    reglages = settings.DATABASES["default"]
    is_sqlite = "sqlite" in reglages["ENGINE"]
    server = f"postgresql://{reglages['USER']}@{reglages['HOST']}:{reglages['PORT']}/postgres"
    with create_installation("" if is_sqlite else server) as found:
        assert put_tables(found.var) or found.run("migrate", "--verbosity=0").returncode == 0
        yield found


def test_what_was_acknowledged_survives_a_kill(installation: Installation):
    assert "none missing" in kill_while_writing(installation, tours=2)


def test_commands_say_that_the_disk_is_full_and_change_nothing(installation: Installation):
    assert installation.run("sauvegarde", installation.racine / "sauvegardes").returncode == 0
    assert "change nothing" in fill_disk(installation)
