"""Thirty papers in one archive, one message to each person, in the background; nothing twice."""

import io
import zipfile
from smtplib import SMTPException

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convive.documents.actions.execution import run_travail
from convive.documents.models import EtatTravail, Travail
from convive.espaces.models import Membre
from convive.formation.models import DocumentFormation, Inscription
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.envois import EtatConvocation
from convive.formation.selectors.convocation import list_convocations
from convive.formation.selectors.session_lue import read_session
from convive.journal.models import Journal
from tests.espaces.factories import refuse_adresse
from tests.formation.document_essai import create_session_finie, issue
from tests.formation.factories_formation import create_publication_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(client, chargee):
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    return create_session_finie(chargee)


def ask(client, session, **data) -> Travail:
    url = reverse("formation:document_session_list", args=[session.espace_id, session.pk])
    client.post(url, data)
    return Travail.objects.order_by("-created_at")[0]


def run(travail: Travail) -> Travail:
    run_travail.call(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    return travail


def test_a_kind_leaves_whole_in_one_archive(client, session):
    travail = run(ask(client, session, sorte="attestation", geste="lot"))
    assert travail.etat == EtatTravail.FINI, travail.erreur
    with travail.fichier.open("rb") as fichier, zipfile.ZipFile(io.BytesIO(fichier.read())) as archive:
        noms = archive.namelist()
        assert all(archive.read(nom).startswith(b"%PDF") for nom in noms)
    numeros = [row.numero for row in DocumentFormation.objects.order_by("rang")]
    assert noms == [f"{numero}-attestation-stagiaire-0{rang}.pdf" for rang, numero in enumerate(numeros, 1)]
    # Run again from its start, it issues nothing twice.
    Travail.objects.update(etat=EtatTravail.EN_ATTENTE)
    run(travail)
    assert DocumentFormation.objects.count() == 2


def test_an_archive_that_is_not_whole_says_who_is_missing(client, session):
    Inscription.objects.filter(nom="Stagiaire 02").get().emargements.update(presence="absent", retard_minutes=0)
    travail = run(ask(client, session, sorte="certificat", geste="lot"))
    assert "Stagiaire 02 (N’a suivi aucune heure.)" in travail.etape
    DocumentFormation.objects.all().delete()
    Inscription.objects.get(nom="Stagiaire 01").emargements.update(presence="absent", retard_minutes=0)
    vide = run(ask(client, session, sorte="certificat", geste="lot"))
    assert (vide.etat, "la page dit pourquoi" in vide.erreur) == (EtatTravail.ECHOUE, True)


def test_each_one_receives_hers_once(client, session, chargee):
    issue(chargee, session, SorteDocument.REGLEMENT)
    create_publication_essai(session)
    Inscription.objects.filter(nom="Stagiaire 02").update(email="")
    for _ in range(2):
        travail = run(ask(client, session, sorte="convocation", geste="envoyer"))
        assert travail.etat == EtatTravail.FINI, travail.erreur
    (message,) = mail.outbox
    assert message.to == ["s1@exemple.fr"]
    assert [piece.get_filename() for piece in message.attachments] == [
        "convocation-n-2026-0002.pdf".replace("2026", str(DocumentFormation.objects.all()[0].annee)),
        "reglement-interieur.pdf",
        "programme.pdf",
    ]
    assert "/ma-formation/" in message.body
    assert Inscription.objects.get(nom="Stagiaire 01").convoquee_le is not None
    assert Inscription.objects.get(nom="Stagiaire 02").convoquee_le is None
    # The page of the messages knows it: nobody is convened twice.
    lues = {lue.inscription.nom: lue.etat for lue in list_convocations(read_session(session, timezone.localdate()))}
    assert lues["Stagiaire 01"] is EtatConvocation.A_JOUR
    assert Journal.objects.filter(geste="notifier", objet_uuid=session.pk).count() == 1


def test_a_server_that_stops_answering_loses_nothing(client, session, monkeypatch):
    def refuse(*_args):
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        travail = run(ask(client, session, sorte="attestation", geste="envoyer"))
    assert travail.etat == EtatTravail.ECHOUE
    assert "2 à envoyer" in travail.erreur
    assert not DocumentFormation.objects.exclude(envoi_le=None).exists()
    run(ask(client, session, sorte="attestation", geste="envoyer"))
    assert sorted(message.to[0] for message in mail.outbox) == ["s1@exemple.fr", "s2@exemple.fr"]
    assert "code" in mail.outbox[0].body


def test_an_address_that_is_refused_stops_nobody_and_is_told(client, session):
    with refuse_adresse("s1@exemple.fr"):
        travail = run(ask(client, session, sorte="convocation", geste="envoyer"))
    assert [message.to for message in mail.outbox] == [["s2@exemple.fr"]]
    assert travail.etat == EtatTravail.ECHOUE
    assert "1\u00a0message parti. Adresses refusées" in travail.erreur
    assert "Stagiaire 01 (550 No such user)" in travail.erreur
    Inscription.objects.filter(nom="Stagiaire 01").update(email="neuve@exemple.fr")
    assert run(ask(client, session, sorte="convocation", geste="envoyer")).etat == EtatTravail.FINI
    assert [message.to for message in mail.outbox] == [["s2@exemple.fr"], ["neuve@exemple.fr"]]


def test_what_is_addressed_to_nobody_is_not_sent(client, session):
    travail = run(ask(client, session, sorte="reglement", geste="envoyer"))
    assert (travail.etat, mail.outbox) == (EtatTravail.ECHOUE, [])


def test_who_lost_her_place_or_her_session_gets_nothing(client, session, chargee):
    travail = ask(client, session, sorte="attestation", geste="lot")
    DocumentFormation.objects.all().delete()
    Membre.objects.filter(compte=chargee).update(role="lecture")
    Travail.objects.update(etat=EtatTravail.EN_ATTENTE)
    assert "plus le droit" in run(travail).erreur
    Membre.objects.filter(compte=chargee).update(role="charge_cooperation")
    Travail.objects.update(etat=EtatTravail.EN_ATTENTE, erreur="", arguments={"session": "x", "sorte": "attestation"})
    assert "n’est plus dans l’espace" in run(travail).erreur
    assert not DocumentFormation.objects.exists()
