"""A long document is prepared in the background: followed, fetched, taken again when its worker dies; a short one is
direct."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import convive.documents.rendu as rendu
from convive.documents import registre
from convive.documents.actions.document import submit_document
from convive.documents.actions.execution import run_travail
from convive.documents.actions.modele import create_modele
from convive.documents.actions.travail import ERREUR_PERDU, reopen_travaux_perdus
from convive.documents.exports.carnet import CARACTERES_PAGE, build_carnet, estimate_carnet
from convive.documents.models import EtatTravail, Travail
from convive.documents.models.travail import SILENCE_MAX
from convive.documents.registre import PAGES_DIRECTES, types_documents
from convive.documents.rules import DocumentInvalide, Famille
from convive.espaces.actions.membre import update_membre
from convive.espaces.models import Note, Role
from convive.espaces.selectors.membre import get_membre
from convive.journal.models import Journal
from tests.documents.factories import create_note
from tests.documents.mairie import build_docx_mairie
from tests.documents.textes import build_attendu, read_texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def carnet(espace, chargee, monkeypatch):
    """Two notes, which count as a long text."""
    monkeypatch.setattr(registre, "PAGES_DIRECTES", 0)
    for rang in range(2):
        create_note(espace, chargee, titre=f"Note {rang}", texte="Un mot des familles. " * 60)
    return espace


def ask(client, espace, document: str = "carnet", format: str = "odt", choix: str = "", jeton: str = "j1"):
    url = reverse("documents:document_list", args=[espace.pk])
    return client.post(url, {"document": document, "format": format, "choix": choix, "jeton": jeton})


def run(travail: Travail) -> Travail:
    run_travail.call(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    return travail


def kill_worker(travail: Travail, monkeypatch) -> None:
    """It dies in the middle of the layout, and says nothing any more."""

    class Mort(BaseException):
        pass

    def die(*_: object) -> None:
        raise Mort

    with monkeypatch.context() as patch:
        patch.setattr(rendu, "render_contenu", die)
        with pytest.raises(Mort):
            run(travail)
    travail.refresh_from_db()
    assert (travail.etat, travail.progression) == (EtatTravail.EN_COURS, 30)
    silent = timezone.now() - SILENCE_MAX - timedelta(seconds=1)
    Travail.objects.filter(pk=travail.pk).update(battement=silent)


def read_file(client, espace, travail: Travail) -> bytes:
    response = client.get(reverse("documents:travail_export", args=[espace.pk, travail.pk]))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_short_document_is_direct_and_a_long_one_is_fetched_when_it_is_ready(carnet, chargee, connecte, monkeypatch):
    client = connecte(chargee)
    response = ask(client, carnet)
    travail = Travail.objects.get()
    page = reverse("documents:travail_detail", args=[carnet.pk, travail.pk])
    assert (response.status_code, response["Location"]) == (302, page)
    assert (travail.etat, travail.libelle, travail.nom_fichier) == (
        "fini",
        "Tout le carnet (ODT)",
        f"{timezone.localdate():%Y-%m-%d}-carnet-civraisien-en-poitou.odt",
    )
    assert f'href="{page}fichier/"' in client.get(page).text
    attendu = build_attendu(build_carnet(get_membre(chargee, carnet.pk), Famille.TEXTE, ""), "odt")
    assert read_texte("odt", read_file(client, carnet, travail)) == attendu
    assert [ligne.geste for ligne in Journal.objects.filter(objet_uuid=travail.pk)] == ["soumettre"]
    # The form sent twice is one demand; another form is another.
    assert ask(client, carnet)["Location"] == page
    assert ask(client, carnet, jeton="j2")["Location"] != page
    monkeypatch.setattr(registre, "PAGES_DIRECTES", PAGES_DIRECTES)
    assert read_texte("odt", ask(client, carnet).content) == attendu
    assert Travail.objects.count() == 2


def test_length_is_estimated_without_building_the_document(espace, chargee, lectrice, django_assert_num_queries):
    membre, carnet = get_membre(chargee, espace.pk), types_documents.get("carnet")
    assert estimate_carnet(membre, "") == 0
    create_note(espace, chargee, texte="é" * CARACTERES_PAGE * 20)
    create_note(espace, chargee, titre="Retirée", texte="é" * CARACTERES_PAGE * 20, date_suppression=timezone.now())
    assert not carnet.is_long(membre, Famille.TEXTE, "")
    note = create_note(espace, chargee, titre="Autre", texte="é" * CARACTERES_PAGE * 11)
    note.thematiques.set(espace.thematiques.all()[:3])
    with django_assert_num_queries(1):
        assert carnet.is_long(membre, Famille.TEXTE, "")
    assert not carnet.is_long(membre, Famille.CLASSEUR, "")
    assert not types_documents.get("membres").is_long(membre, Famille.TEXTE, "")


def test_job_of_a_killed_worker_is_taken_again(carnet, chargee, connecte, en_file, monkeypatch):
    client = connecte(chargee)
    page = ask(client, carnet)["Location"]
    travail = Travail.objects.get()
    kill_worker(travail, monkeypatch)
    texte = client.get(page).text
    assert "La préparation s’est interrompue" in texte
    assert "Recommencer" in texte
    assert reopen_travaux_perdus() == 1
    travail.refresh_from_db()
    assert run(travail).etat == EtatTravail.FINI
    assert read_file(client, carnet, travail).startswith(b"PK")
    assert Journal.objects.filter(objet_uuid=travail.pk).count() == 1


def test_job_whose_worker_dies_twice_says_so_and_is_tried_again_by_a_button(
    carnet, chargee, connecte, en_file, monkeypatch
):
    client = connecte(chargee)
    page = ask(client, carnet)["Location"]
    travail = Travail.objects.get()
    for _ in range(2):
        travail.refresh_from_db()
        kill_worker(travail, monkeypatch)
        reopen_travaux_perdus()
    texte = client.get(page).text
    assert ERREUR_PERDU[:60] in texte
    assert 'value="recommencer"' in texte
    assert client.post(page, {"geste": "recommencer"}).status_code == 302
    travail.refresh_from_db()
    assert run(travail).etat == EtatTravail.FINI
    assert "Télécharger" in client.get(page).text


def test_refusal_of_the_document_is_the_refusal_of_the_job(carnet, chargee, connecte, en_file):
    client = connecte(chargee)
    ask(client, carnet)
    Note.objects.update(date_suppression=timezone.now())
    assert run(Travail.objects.get()).erreur == "Vous ne voyez encore aucune note dans le carnet."
    assert "Tout le carnet" in ask(client, carnet, format="pptx").text
    assert Travail.objects.count() == 1


def test_too_many_demands_are_refused_on_the_page(carnet, chargee, connecte, en_file):
    client = connecte(chargee)
    for rang in range(5):
        ask(client, carnet, jeton=f"j{rang}")
    response = ask(client, carnet, jeton="encore")
    assert response.status_code == 422
    assert "attendez la fin de l’un d’eux" in response.text


def test_rights_on_the_document_are_asked_before_the_run_and_before_the_file(espace, chargee, elue, connecte, en_file):
    note = create_note(espace, chargee, titre="Une note", texte="Un mot.")
    membre = get_membre(elue, espace.pk)
    choisis = {"membres": "", "note": str(note.pk)}
    travaux = [
        submit_document(by=membre, type_document=types_documents.get(cle), format="docx", choix=choix, jeton=cle)
        for cle, choix in choisis.items()
    ]
    client = connecte(elue)
    for travail in travaux:
        assert run(travail).etat == EtatTravail.FINI
        assert read_file(client, espace, travail).startswith(b"PK")
    tard = submit_document(by=membre, type_document=types_documents.get("membres"), format="odt", jeton="t")
    update_membre(by=chargee, membre=membre, role=Role.LECTURE, dernier_jour=None)
    Note.objects.update(date_suppression=timezone.now())
    assert "plus le droit" in run(tard).erreur
    for travail in travaux:
        assert client.get(reverse("documents:travail_export", args=[espace.pk, travail.pk])).status_code == 403
    Travail.objects.update(arguments={"document": "disparu", "format": "docx", "choix": ""})
    assert client.get(reverse("documents:travail_export", args=[espace.pk, travaux[0].pk])).status_code == 403


def test_model_left_aside_is_said_beside_the_file(carnet, chargee, connecte, monkeypatch):
    create_modele(by=chargee, espace=carnet, nom_fichier="m.docx", contenu=build_docx_mairie())
    ordinaire = rendu.render_docx

    def render(document, modele=None):
        if modele:
            raise DocumentInvalide("Panne.")
        return ordinaire(document)

    monkeypatch.setattr(rendu, "render_docx", render)
    client = connecte(chargee)
    page = client.get(ask(client, carnet, format="docx")["Location"]).text
    assert "ne convient pas à ce document" in page
    assert "Télécharger" in page
