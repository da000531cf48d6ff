import re
import zipfile
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from convive.documents.models import EtatTravail, Travail
from convive.formation.actions.programme import create_publication
from convive.formation.models import FeuilleEmargement, PreuveQualiopi, QuestionnaireSession, SessionFormation
from convive.formation.rules.document import SorteDocument
from tests.documents.factories import create_piece_jointe
from tests.espaces.factories import create_compte, create_membre
from tests.formation.document_essai import create_session_finie, issue
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session(chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace, jours=-1)
    create_inscription_essai(session)
    return session


def get_url(session) -> str:
    return reverse("formation:qualite_session", args=[session.espace_id, session.pk])


def open_archive() -> zipfile.ZipFile:
    travail = Travail.objects.get()
    assert travail.etat == EtatTravail.FINI, travail.erreur
    with travail.fichier.open("rb") as fichier:
        return zipfile.ZipFile(BytesIO(fichier.read()))


def test_what_is_missing_says_where_it_is_done(session, chargee, connecte):
    page = connecte(chargee).get(get_url(session)).content.decode()
    assert "indicateurs à compléter" in page
    assert "écart majeur" in page
    assert reverse("formation:inscription_list", args=[session.espace_id, session.pk]) in page
    assert f"registres/preuves/?sorte=besoin&amp;session={session.pk}" in page.replace("ajouter/", "")
    assert "Seulement pour une formation de plus de" in page


def test_a_cancelled_session_says_that_nothing_is_due(session, chargee, connecte):
    SessionFormation.objects.filter(pk=session.pk).update(etat="annulee", motif_annulation="Trop peu de monde")
    page = connecte(chargee).get(get_url(session)).content.decode()
    assert "Cette session est annulée" in page
    assert "Sans objet" in page


def test_one_archive_for_an_indicator_with_what_is_attached(session, chargee, connecte):
    preuve = PreuveQualiopi.objects.create(
        espace=session.espace, session=session, sorte="besoin", jour=timezone.localdate(), titre="Le courriel"
    )
    create_piece_jointe(by=chargee, espace=session.espace, objet=preuve)
    assert connecte(chargee).post(get_url(session), {"indicateur": "4"}).status_code == 302
    noms = open_archive().namelist()
    assert noms[0] == "04-analyse-du-besoin/00-preuves.pdf"
    assert [nom for nom in noms[1:] if nom.startswith("04-analyse-du-besoin/01-")]
    assert open_archive().read(noms[0]).startswith(b"%PDF")


def test_one_archive_for_all(session, chargee, connecte):
    connecte(chargee).post(get_url(session), {"indicateur": "tous"})
    noms = open_archive().namelist()
    assert noms[0] == "00-sommaire.pdf"
    assert {nom[:2] for nom in noms} >= {"01", "02", "04", "31", "32"}
    assert not [nom for nom in noms if nom.startswith(("12-", "27-"))]


def test_the_archive_holds_the_very_proofs_and_says_where_each_one_is(chargee, connecte):
    session = create_session_finie(chargee)
    create_publication(by=chargee, programme=session.programme, today=session.date_debut - timedelta(days=30))
    for sorte in SorteDocument:
        issue(chargee, session, sorte)
    for rang, inscription in enumerate(session.inscriptions.all()):
        QuestionnaireSession.objects.create(
            session=session,
            inscription=inscription,
            cle="a_chaud",
            reponses={"rythme": rang},
            termine_le=timezone.now(),
        )
    (feuille, *_) = FeuilleEmargement.objects.filter(demi_journee__session=session)
    feuille.scan.save("scan.jpg", ContentFile(b"\xff\xd8image"), save=False)
    feuille.scan_nom = "La feuille.JPG"
    feuille.save()
    connecte(chargee).post(get_url(session), {"indicateur": "tous"})
    archive = open_archive()
    noms = archive.namelist()
    assert noms[-3:] == ["index.html", "index.ods", "LISEZ-MOI.txt"]
    assert len(noms) == len(set(noms))
    assert sum("feuille-d-emargement" in nom for nom in noms) == 4
    assert sum("certificat-de-realisation" in nom for nom in noms) == 2
    for debut in ("01-information-du-public/01-programme-publie", "09-conditions-de-deroulement/01-convention"):
        assert [nom for nom in noms if nom.startswith(debut)], debut
    (scan,) = [nom for nom in noms if nom.endswith(".jpg")]
    assert archive.read(scan) == b"\xff\xd8image"
    assert all(archive.read(nom).startswith(b"%PDF") for nom in noms if nom.endswith(".pdf"))
    page = archive.read("index.html").decode()
    # Each link is a file that is there, and each file is in the list but what lists them.
    liens = {unquote(lien) for lien in re.findall(r'href="([^"#]+)"', page)}
    assert liens <= set(noms)
    assert {nom for nom in noms[1:-3] if not nom.endswith("00-preuves.pdf")} <= liens
    assert "Stagiaire 02" in page
    # A file that the disk lost is told, and does not stop the others.
    feuille.scan.storage.delete(feuille.scan.name)
    Travail.objects.all().delete()
    connecte(chargee).post(get_url(session), {"indicateur": "10"})
    assert "Fichier introuvable" in open_archive().read("index.html").decode()


def test_what_does_not_apply_has_nothing_to_take(session, chargee, connecte):
    connecte(chargee).post(get_url(session), {"indicateur": "27"})
    assert Travail.objects.get().etat == EtatTravail.ECHOUE
    for faux in ("7", "", "x", "99999"):
        assert connecte(chargee).post(get_url(session), {"indicateur": faux}).status_code == 404


def test_who_reads_takes_nothing_away(session, connecte):
    lectrice = create_compte("lectrice")
    create_membre(session.espace, lectrice, "lecture")
    client = connecte(lectrice)
    page = client.get(get_url(session)).content.decode()
    assert "Télécharger" not in page
    assert "Apporter une preuve" not in page
    assert client.post(get_url(session), {"indicateur": "tous"}).status_code == 403


def test_as_many_queries_for_one_trainee_as_for_five(session, chargee, connecte, count_queries_get):
    client = connecte(chargee)
    client.get(get_url(session))
    count = count_queries_get(client, get_url(session))
    for rang in range(4):
        create_inscription_essai(session, f"Personne {rang}")
    assert count_queries_get(client, get_url(session)) == count
