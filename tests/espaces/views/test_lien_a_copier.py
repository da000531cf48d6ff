"""Where no e-mail leaves, nothing says that one was sent: the link is there to copy."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convive.config.courriel import build_mailers
from convive.espaces.models import Invitation, Partage
from convive.gouvernance.actions.convocation import submit_convocation
from convive.gouvernance.models import EnvoiSeance
from tests.acteurs.factories import create_lettre_essai, create_personne_essai
from tests.espaces.factories import TOUT_L_ESPACE
from tests.gouvernance.factories import create_carte, create_participant_essai, create_seance_essai, create_siege

pytestmark = pytest.mark.django_db
AUCUN = "Aucun e-mail ne part de cette installation"


@pytest.fixture
def sans_courriel(settings):
    settings.MAILERS = build_mailers("console:")


def invite(client, espace):
    url = reverse("espaces:membre_list", args=[espace.pk])
    saisie = {"geste": "inviter", "email": "nina@exemple.fr", "nom": "Nina Solal", "role": "elu", **TOUT_L_ESPACE}
    reponse = client.post(url, saisie)
    assert reponse.status_code == 302
    return client.get(reponse.headers["Location"].partition("#")[0]).text


def test_an_invitation_gives_its_link_to_copy_and_to_nobody_else(
    sans_courriel, connecte, espace, chargee, directeur, client, django_capture_on_commit_callbacks
):
    chez_elle = connecte(chargee)
    with django_capture_on_commit_callbacks(execute=True):
        page = invite(chez_elle, espace)
    assert AUCUN in page
    assert "Invitation envoyée" not in page
    assert "partie le" not in page
    assert "data-copier" in page
    [lien] = re.findall(r'class="cv-empreinte">\s*http://testserver(\S+?)\s*</code>', page)
    assert client.get(lien).status_code == 200
    assert lien not in connecte(directeur).get(reverse("espaces:membre_list", args=[espace.pk])).text
    assert Invitation.objects.get().url_a_copier == ""


def test_with_a_mail_server_nothing_is_to_copy(connecte, espace, chargee):
    page = invite(connecte(chargee), espace)
    assert "Invitation envoyée à nina@exemple.fr" in page
    assert AUCUN not in page
    assert len(mail.outbox) == 1


def test_a_convocation_gives_the_link_of_each_and_is_done_once_each_is_told(
    sans_courriel, connecte, espace, gouvernance, chargee, elue
):
    seance = create_seance_essai(gouvernance.copil, 20)
    create_siege(gouvernance.copil, create_carte(espace, elue))
    url = reverse("gouvernance:seance_convocation", args=[espace.pk, seance.pk])
    client = connecte(chargee)
    client.post(url, {"geste": "membres"})
    page = client.post(url, {"geste": "convoquer", "convoquer-mot": "Venez."}, follow=True).text
    assert AUCUN in page
    assert "message part" not in page
    participant = seance.participants.get(email=elue.email)
    page = client.post(url, {"geste": "lien", "uuid": participant.pk}, follow=True).text
    assert re.search(r'id="lien-[^"]+" class="cv-empreinte">\s*http\S+/', page)
    assert "Je l’ai prévenu·e" in page
    page = client.post(url, {"geste": "prevenu", "uuid": participant.pk}, follow=True).text
    assert "Je l’ai prévenu·e" not in page
    # Told once, she lost her link: another one is shown where it is asked for.
    assert "Préparer un nouveau lien" in page
    page = client.post(url, {"geste": "nouveau_lien", "nouveau_lien-qui": str(participant.pk)}, follow=True).text
    assert len(re.findall(r'class="cv-empreinte">\s*http', page)) == 1


def test_a_partage_gives_its_link_to_copy(sans_courriel, connecte, espace, chargee, client):
    url, saisie = (
        reverse("espaces:partage_list", args=[espace.pk]),
        {"email": "dep@exemple.fr", "champs": ["perimetre"]},
    )
    chez_elle = connecte(chargee)
    assert "Préparer la proposition" in chez_elle.get(url).text
    page = chez_elle.post(url, saisie | {"geste": "proposer"}, follow=True).text
    assert AUCUN in page
    assert "partie le" not in page
    assert "Envoyer" not in page.partition("<main")[2]
    [lien] = re.findall(r'class="cv-empreinte">\s*http://testserver(\S+?)\s*</code>', page)
    assert client.get(lien).status_code == 200
    encore = {"geste": "renvoyer", "objet": Partage.objects.get().pk}
    page = chez_elle.post(url, encore, follow=True).text
    [nouveau] = re.findall(r'class="cv-empreinte">\s*http://testserver(\S+?)\s*</code>', page)
    assert nouveau != lien
    assert client.get(lien).status_code == 410


def test_closed_minutes_are_sent_by_hand_and_it_is_noted(sans_courriel, connecte, espace, gouvernance, chargee):
    seance = create_seance_essai(gouvernance.copil, -1, statut="close", numero=7, close_le=timezone.now())
    create_participant_essai(seance, "Soraya Bellegué", email="soraya@exemple.fr")
    create_participant_essai(seance, "Sans Adresse")
    url, client = reverse("gouvernance:seance_cloture", args=[espace.pk, seance.pk]), connecte(chargee)
    page = client.get(url).text
    assert AUCUN in page
    assert "soraya@exemple.fr" in page
    assert "Envoyer à" not in page
    for phrase in ("1\xa0personne l’a reçu", "0\xa0personne l’a reçu"):
        assert phrase in client.post(url, {"geste": "envoyer"}, follow=True).text
    envoi = EnvoiSeance.objects.get()
    assert (envoi.participant.email, envoi.etat, envoi.sorte) == ("soraya@exemple.fr", "parti", "compte_rendu")
    assert "Je l’ai envoyé" not in client.get(url).text


def test_a_cancelled_seance_asks_to_tell_people(sans_courriel, connecte, espace, gouvernance, chargee):
    seance = create_seance_essai(gouvernance.copil, 20)
    create_participant_essai(seance, "Soraya Bellegué", email="soraya@exemple.fr")
    submit_convocation(by=chargee, seance=seance, mot="Venez.")
    url = reverse("gouvernance:seance_update", args=[espace.pk, seance.pk])
    assert "vous préviendrez vous-même" in " ".join(connecte(chargee).get(url).text.split())
    page = connecte(chargee).post(url, {"geste": "annuler", "depart-motif": "La salle est prise."}, follow=True).text
    assert "prévenez vous-même les personnes convoquées" in page
    assert not EnvoiSeance.objects.exists()
    seance.refresh_from_db()
    assert seance.statut == "annulee"


def test_a_cancelled_seance_says_that_the_messages_leave(connecte, espace, gouvernance, chargee):
    seance = create_seance_essai(gouvernance.copil, 20)
    create_participant_essai(seance, "Soraya Bellegué", email="soraya@exemple.fr")
    submit_convocation(by=chargee, seance=seance, mot="Venez.")
    url = reverse("gouvernance:seance_update", args=[espace.pk, seance.pk])
    page = connecte(chargee).post(url, {"geste": "annuler", "depart-motif": "La salle est prise."}, follow=True).text
    assert "prévenues par e-mail" in page
    assert EnvoiSeance.objects.filter(sorte="annulation").count() == 1


def test_a_letter_to_a_group_is_then_to_be_handed_over(sans_courriel, connecte, espace, chargee):
    gens = [create_personne_essai(espace, "Aubry", "Aline", email="aline@exemple.fr")]
    lettre, client = create_lettre_essai(chargee, espace, *gens), connecte(chargee)
    url = reverse("acteurs:lettre_detail", args=[espace.pk, lettre.pk])
    reponse = client.get(url)
    page, version = reponse.text, reponse.context["lettre"].version
    assert AUCUN in page
    assert "Préparer les lettres" in page
    for mot in ("M’envoyer", "Envoyer la lettre", "partent par e-mail", "part par e-mail"):
        assert mot not in page
    page = client.post(url, {"geste": "envoyer", "version": version}, follow=True).text
    assert "Les lettres sont prêtes" in page
    assert [copie.etat for copie in lettre.destinataires.all()] == ["papier"]
