from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from convive.donnees import connexion
from tests.contrat.decor import Decor, open_decor


@pytest.fixture(scope="package")
def decor(
    django_db_setup: None,
    django_db_blocker: Any,
    chiffres_base_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Decor]:
    """Created once for all the contract tests, which run in one process and do not change it."""
    dossier = tmp_path_factory.mktemp("decor")
    with (
        django_db_blocker.unblock(),
        override_settings(DONNEES_DIR=chiffres_base_dir),
        open_decor(dossier) as decor,
    ):
        yield decor
    connexion.close_connexion()
