"""The demonstration that tests are given is whole, and each of them has its own."""

import pytest
from django.core.files.storage import default_storage

from convive.config.demo.selectors import get_espace_demo
from convive.documents.models import VersionPiece
from convive.espaces.models import Note


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
