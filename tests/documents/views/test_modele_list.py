import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from convive.documents.models import ModeleDocument
from convive.documents.rules.archive import MAX_OCTETS
from convive.espaces.models import Espace
from tests.documents.factories import create_modele
from tests.documents.mairie import build_docx_mairie, rewrite
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return reverse("documents:modele_list", args=[espace.pk])


def send(client, espace, contenu: bytes, nom: str = "Mairie.docx"):
    return client.post(get_url(espace), {"geste": "deposer", "fichier": SimpleUploadedFile(nom, contenu)})


def test_empty_page_says_what_a_model_is(espace, lectrice, connecte):
    page = connecte(lectrice).get(get_url(espace)).text
    assert "Aucun modèle pour l’instant" in page
    assert "Modèles d’avant" not in page
    assert "Déposer ce modèle" not in page


def test_models_of_today_and_of_before(espace, chargee, etrangere, connecte, django_assert_max_num_queries):
    create_modele(espace, nom_fichier="Aujourd’hui.docx", created_by=chargee)
    for rang in range(20):
        create_modele(espace, nom_fichier=f"Avant {rang}.docx", retire_le=timezone.now())
    create_modele(create_espace_civraisien(etrangere, nom="Voisin"), nom_fichier="Ailleurs.docx")
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        page = client.get(get_url(espace)).text
    actuels, anciens = page.split("Modèles d’avant", 1)
    assert "Aujourd’hui.docx" in actuels
    assert "Chargee" in actuels
    assert "Avant 19.docx" in anciens
    assert "Ailleurs.docx" not in page


def test_model_is_given_and_what_it_holds_is_said(espace, chargee, connecte):
    client = connecte(chargee)
    assert send(client, espace, build_docx_mairie()).status_code == 302
    page = client.get(get_url(espace)).text
    assert "« Mairie.docx » est le modèle" in page
    assert "Styles de titre trouvés\u00a0: niveaux 1, 2, 3, 4." in page
    assert "Logo reconnu" in page
    assert "#6B2D5C" in page


@pytest.mark.parametrize(
    ("contenu", "nom", "raison"),
    [
        (rewrite(build_docx_mairie(), ajouts={"word/vbaProject.bin": b"x"}), "m.docx", "contient des macros"),
        (b"", "m.docx", "est vide"),
        (b"PK\x03\x04" + bytes(MAX_OCTETS), "m.docx", "trop lourd"),
        (b"%PDF", "m.pdf", "n’a pas de styles"),
    ],
)
def test_refused_file_is_explained(contenu: bytes, nom: str, raison: str, espace, chargee, connecte):
    response = send(connecte(chargee), espace, contenu, nom)
    assert response.status_code == 422
    assert raison in response.text
    assert not ModeleDocument.objects.exists()


def test_form_without_file_is_explained(espace, chargee, connecte):
    response = connecte(chargee).post(get_url(espace), {"geste": "deposer"})
    assert response.status_code == 422
    assert "Choisissez un fichier" in response.text


def test_model_is_put_aside_and_brought_back(espace, directeur, connecte):
    modele, client = create_modele(espace), connecte(directeur)
    for geste, actuel in (("retirer", False), ("reprendre", True)):
        assert client.post(get_url(espace), {"geste": geste, "objet": modele.pk}).status_code == 302
        modele.refresh_from_db()
        assert modele.is_actuel is actuel


def test_model_of_elsewhere_or_unknown_gesture_does_not_exist(espace, chargee, etrangere, connecte):
    ailleurs = create_modele(create_espace_civraisien(etrangere, nom="Voisin"))
    ici, client = create_modele(espace), connecte(chargee)
    for geste, objet in (("retirer", ailleurs.pk), ("brûler", ici.pk), ("retirer", "x"), ("", "")):
        assert client.post(get_url(espace), {"geste": geste, "objet": objet}).status_code == 404
    ailleurs.refresh_from_db()
    assert ailleurs.is_actuel


def test_member_without_the_right_gives_nothing(espace, elue, connecte):
    client = connecte(elue)
    assert send(client, espace, build_docx_mairie()).status_code == 403
    assert client.post(get_url(espace), {"geste": "retirer", "objet": create_modele(espace).pk}).status_code == 403


def test_espace_that_has_expired_takes_no_model(espace, chargee, connecte):
    Espace.objects.filter(pk=espace.pk).update(expire_le=timezone.localdate())
    assert send(connecte(chargee), espace, build_docx_mairie()).status_code == 403
    assert not ModeleDocument.objects.exists()
