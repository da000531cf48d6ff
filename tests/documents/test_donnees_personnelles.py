"""What documents say of a person."""

import pytest

from convive.comptes.registre import donnees_personnelles
from convive.documents.models import ModeleDocument
from tests.espaces.factories import create_compte, create_espace_civraisien
from tests.territoires.factories import create_pays


@pytest.mark.django_db
def test_models_that_a_person_gave_are_told_in_french():
    create_pays()
    compte = create_compte("chargee")
    ModeleDocument.objects.create(
        espace=create_espace_civraisien(compte),
        format="docx",
        nom_fichier="papier.docx",
        taille_octets=1,
        created_by=compte,
    )
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is ModeleDocument)
    [ligne] = declaration.get_lignes(compte)
    assert declaration.export_ligne(ligne)["fichier"] == "papier.docx"
