"""The demonstration that tests are given is whole, and each of them has its own."""

from collections import Counter

import pytest
from django.core.files.storage import default_storage

from convive.config.demo.selectors import get_espace_demo
from convive.documents.models import VersionPiece
from convive.espaces.models import Note
from convive.socle.recit import DOSSIERS_DEMO


@pytest.mark.parametrize("rang", [1, 2])
def test_what_a_test_changes_is_not_seen_by_another(demo, rang):
    notes, versions = Note.objects.filter(espace=get_espace_demo()), VersionPiece.objects.all()
    assert notes.count() > 5
    assert versions.count() > 5
    for version in versions:
        with version.fichier.open() as fichier:
            assert len(fichier.read()) == version.taille_octets
        default_storage.delete(version.fichier.name)
    versions.delete()
    notes.delete()


def test_a_file_of_the_story_is_in_one_package_and_known_by_its_name():
    noms = Counter(path.stem for dossier in DOSSIERS_DEMO for path in dossier.glob("*.yaml"))
    assert {"personas", "acteurs", "gouvernance", "formation"} <= set(noms)
    assert set(noms.values()) == {1}
