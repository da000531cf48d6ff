"""The page of the pack: each document in any format, the whole of it in one archive."""

import zipfile
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from convive.documents.actions.execution import run_travail
from convive.documents.actions.modele import create_modele
from convive.documents.models import EtatTravail, ModeleDocument, Travail
from convive.journal.models import Journal
from tests.acteurs.factories import create_personne_essai
from tests.documents.factories import create_piece_jointe
from tests.documents.mairie import PRUNE, build_pptx_mairie
from tests.gouvernance.factories import create_seance_essai

pytestmark = pytest.mark.django_db


def get_url(seance) -> str:
    return reverse("gouvernance:seance_dossier", args=[seance.espace_id, seance.pk])


def test_before_the_séance_what_one_sends_comes_first(gouvernance, chargee, connecte):
    page = connecte(chargee).get(get_url(gouvernance.brouillon)).content.decode()
    assert "Ses documents portent" in page
    assert page.index("La convocation</h3>") < page.index("La note technique</h3>")
    assert "Le relevé de décisions" not in page
    assert 'value="odp"' in page


def test_after_the_closing_the_minutes_come_first(gouvernance, chargee, connecte):
    page = connecte(chargee).get(get_url(gouvernance.close)).content.decode()
    assert page.index("Le relevé de décisions</h3>") < page.index("La convocation</h3>")


@pytest.mark.parametrize("format", ["docx", "odt", "pdf"])
def test_a_document_is_taken_in_any_format(gouvernance, chargee, connecte, format):
    reponse = connecte(chargee).post(get_url(gouvernance.close), {"document": "seance_releve", "format": format})
    assert reponse.status_code == 200
    nom = f"copil-{gouvernance.close.date:%Y-%m-%d}-releve-de-decisions-civraisien-en-poitou.{format}"
    assert nom in reponse.headers["Content-Disposition"]
    assert Journal.objects.filter(geste="exporter").exists()


def test_what_is_not_open_is_not_given(gouvernance, partenaire, chargee, connecte):
    client = connecte(partenaire)
    page = client.get(get_url(gouvernance.convoquee)).content.decode()
    assert "La note technique" in page
    assert "émargement" not in page
    assert "diapositives</h3>" not in page
    for saisie in (
        {"document": "seance_emargement", "format": "pdf"},
        {"document": "membres", "format": "pdf"},
        {"document": "seance_note", "format": "xlsx"},
        {"dossier": "autre"},
    ):
        assert client.post(get_url(gouvernance.convoquee), saisie).status_code == 404
    for cachee in (gouvernance.brouillon, gouvernance.close_bureau):
        assert client.get(get_url(cachee)).status_code == 404
    assert connecte(chargee).post(get_url(gouvernance.brouillon), {"document": "", "format": ""}).status_code == 404


def test_a_visitor_and_a_stranger_do_not_enter(gouvernance, client, etrangere, administrateur, connecte):
    assert client.get(get_url(gouvernance.close)).status_code == 302
    assert connecte(etrangere).get(get_url(gouvernance.close)).status_code == 404
    assert connecte(administrateur).get(get_url(gouvernance.close)).status_code == 403


def test_a_séance_that_is_put_off_says_that_there_is_nothing(gouvernance, partenaire, connecte):
    seance = create_seance_essai(
        gouvernance.copil, 3, statut="annulee", motif="Grève.", convoquee_le=gouvernance.close.convoquee_le
    )
    assert "Rien à télécharger pour l’instant" in connecte(partenaire).get(get_url(seance)).content.decode()


def run(travail: Travail) -> zipfile.ZipFile:
    run_travail.call(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    assert travail.etat == EtatTravail.FINI, travail.erreur
    with travail.fichier.open("rb") as fichier:
        return zipfile.ZipFile(BytesIO(fichier.read()))


@pytest.mark.parametrize(
    ("bureautique", "texte", "diapositives"), [("microsoft", "docx", "pptx"), ("libreoffice", "odt", "odp")]
)
def test_the_whole_pack_comes_in_one_archive(gouvernance, espace, chargee, connecte, bureautique, texte, diapositives):
    create_piece_jointe(espace, by=chargee, objet=gouvernance.close)
    reponse = connecte(chargee).post(get_url(gouvernance.close), {"dossier": bureautique, "jeton": "j"})
    travail = Travail.objects.get()
    assert reponse.url == reverse("documents:travail_detail", args=[espace.pk, travail.pk])
    # One goes back to where it was asked for.
    page = connecte(chargee).get(reponse.url).content.decode()
    retour = reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.close.pk])
    assert f'<a href="{retour}">Revenir à la séance</a>' in page
    assert "se prépare\xa0: il arrive" not in page
    noms = run(travail).namelist()
    assert noms[:2] == [f"1-le-releve-de-decisions.{texte}", "1-le-releve-de-decisions.pdf"]
    assert f"7-les-diapositives.{diapositives}" in noms
    assert len([nom for nom in noms if nom.endswith(".pdf") and "/" not in nom]) == 6
    assert any(nom.startswith("pieces-jointes/1-") for nom in noms)


def test_the_pack_holds_what_its_reader_may_have(gouvernance, espace, partenaire, connecte):
    connecte(partenaire).post(get_url(gouvernance.convoquee), {"dossier": "microsoft"})
    noms = " ".join(run(Travail.objects.get()).namelist())
    assert "note-technique" in noms
    assert "emargement" not in noms
    assert "diapositives" not in noms


def test_who_lost_her_place_gets_nothing(gouvernance, espace, partenaire, connecte):
    connecte(partenaire).post(get_url(gouvernance.convoquee), {"dossier": "microsoft"})
    gouvernance.copil.is_ouverte_partenaires = False
    gouvernance.copil.save()
    travail = Travail.objects.get()
    url = reverse("documents:travail_export", args=[espace.pk, travail.pk])
    assert connecte(partenaire).get(url).status_code == 403
    Travail.objects.update(etat=EtatTravail.EN_ATTENTE)
    run_travail.call(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    assert travail.etat == EtatTravail.ECHOUE
    assert "plus le droit" in travail.erreur


def test_slides_take_the_model_of_the_institution_and_a_broken_one_is_said(gouvernance, espace, chargee, connecte):
    create_modele(by=chargee, espace=espace, nom_fichier="mairie.pptx", contenu=build_pptx_mairie())
    client, url = connecte(chargee), get_url(gouvernance.close)
    odp = client.post(url, {"document": "seance_diapositives", "format": "odp"}).content
    with zipfile.ZipFile(BytesIO(odp)) as archive:
        assert f"#{PRUNE}" in archive.read("content.xml").decode() + archive.read("styles.xml").decode()
    modele = ModeleDocument.objects.get()
    with modele.fichier.storage.open(modele.fichier.name, "wb") as fichier:
        fichier.write(b"PK\x03\x04 abime")
    reponse = client.post(url, {"document": "seance_diapositives", "format": "pptx"})
    assert reponse.content[:2] == b"PK"
    assert "Le modèle de votre institution ne convient pas" in client.get(url).content.decode()
    assert Journal.objects.filter(geste="exporter").latest("at").detail["modele_ecarte"] is True


def test_the_page_costs_the_same_whatever_the_séance_holds(
    gouvernance, chargee, connecte, django_assert_max_num_queries
):
    client = connecte(chargee)
    client.get(get_url(gouvernance.close))
    with django_assert_max_num_queries(16):
        client.get(get_url(gouvernance.close))


def test_what_a_convocation_lacks_is_listed_before_it_leaves_with_where_to_write_it(gouvernance, chargee, connecte):
    seance = gouvernance.convoquee
    assert seance.instance.presidence is None
    seance.lieu = ""
    seance.save()
    client, saisie = connecte(chargee), {"document": "seance_convocation", "format": "docx"}
    page = client.post(get_url(seance), saisie)
    assert "Content-Disposition" not in page.headers
    texte = page.content.decode()
    assert "Prénom, nom et qualité de la personne qui convoque" in texte
    assert "Lieu de la séance" in texte
    assert reverse("gouvernance:seance_update", args=[seance.espace_id, seance.pk]) in texte
    assert reverse("gouvernance:instance_update", args=[seance.espace_id, seance.instance_id]) in texte
    assert not Journal.objects.filter(geste="exporter").exists()
    projet = client.post(get_url(seance), {**saisie, "projet": "oui"})
    lu = "\n".join(p.text for p in docx.Document(BytesIO(projet.content)).paragraphs)
    assert "Projet. Il manque\u00a0: lieu de la séance\u00a0; prénom, nom et qualité de la personne qui convoque." in lu


def test_a_convocation_that_lacks_nothing_leaves_at_once(gouvernance, chargee, connecte):
    seance = gouvernance.convoquee
    seance.lieu = "Salle des fêtes"
    seance.save()
    seance.instance.presidence = create_personne_essai(seance.espace, nom="Bressange")
    seance.instance.save()
    reponse = connecte(chargee).post(get_url(seance), {"document": "seance_convocation", "format": "docx"})
    lu = "\n".join(p.text for p in docx.Document(BytesIO(reponse.content)).paragraphs)
    assert "Bressange" in lu
    assert "Projet" not in lu
