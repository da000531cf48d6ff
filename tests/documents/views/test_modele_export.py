import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from tests.documents.factories import create_modele
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def test_file_leaves_as_it_was_given(espace, lectrice, connecte):
    modele = create_modele(espace, nom_fichier="Papier à en-tête.docx")
    response = connecte(lectrice).get(reverse("documents:modele_export", args=[espace.pk, modele.pk]))
    assert b"".join(response.streaming_content) == b"modele!"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Type"].startswith("application/vnd.openxmlformats-officedocument.wordprocessingml")
    response.close()


def test_model_of_elsewhere_or_lost_is_not_found(espace, chargee, etrangere, connecte):
    ailleurs = create_modele(create_espace_civraisien(etrangere, nom="Voisin"))
    perdu, client = create_modele(espace), connecte(chargee)
    default_storage.delete(perdu.fichier.name)
    for modele in (ailleurs, perdu):
        assert client.get(reverse("documents:modele_export", args=[espace.pk, modele.pk])).status_code == 404
