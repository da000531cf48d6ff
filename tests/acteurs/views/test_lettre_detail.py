from datetime import timedelta

import pytest
from django.utils import timezone

from convive.acteurs.actions.lettre_groupe import create_opposition, submit_lettre
from convive.acteurs.models import DestinataireLettre, LettreGroupe
from convive.acteurs.rules.lettres_groupe import EtatDestinataire
from tests.acteurs.factories import create_lettre_essai, create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db


def get_url(lettre) -> str:
    return f"/espaces/{lettre.espace_id}/acteurs/lettres/{lettre.pk}/"


@pytest.fixture
def gens(espace):
    return [
        create_personne_essai(espace, "Aubry", "Aline", email="aline@exemple.fr"),
        create_personne_essai(espace, "Barret", "Basile"),
        create_personne_essai(espace, "Cadet", "Cléo", email="cleo@exemple.fr"),
    ]


def test_lettre_detail_says_before_sending_who_receives_what(connecte, espace, chargee, gens):
    club = create_organisation_essai(espace, "Le club", email="club@exemple.fr")
    create_opposition(by=None, espace=espace, email="cleo@exemple.fr")
    lettre, client = create_lettre_essai(chargee, espace, *gens, club), connecte(chargee)
    page = client.get(get_url(lettre)).content.decode()
    assert "Bonjour Aline Aubry" in page
    assert "2\u00a0lettres partent par e-mail" in page
    assert "faute d’adresse e-mail\u00a0: Basile Barret." in page
    assert "ne veulent plus de lettres\u00a0: Cléo Cadet." in page
    # By name, with the field that she lacks.
    assert "Le club</a>\u00a0: prénom et nom" in page
    copie = lettre.destinataires.get(personne=gens[1])
    assert "Bonjour Basile Barret" in client.get(f"{get_url(lettre)}?pour={copie.pk}").content.decode()


def test_lettre_detail_tries_one_copy_on_oneself(connecte, espace, chargee, gens, mailoutbox):
    lettre = create_lettre_essai(chargee, espace, *gens)
    copie = lettre.destinataires.get(personne=gens[1])
    page = connecte(chargee).post(get_url(lettre), {"geste": "essai", "pour": copie.pk}, follow=True).content.decode()
    assert "comme Basile Barret la recevrait" in page
    (message,) = mailoutbox
    assert (message.to, message.subject) == ([chargee.email], "[Essai, pour Basile Barret] Rentrée de Basile")
    assert "Bonjour Basile Barret" in message.body
    assert LettreGroupe.objects.get().is_brouillon


def test_lettre_detail_sends_once_then_says_who_received_it(
    connecte, espace, chargee, gens, mailoutbox, django_capture_on_commit_callbacks
):
    lettre, client = create_lettre_essai(chargee, espace, *gens), connecte(chargee)
    data = {"geste": "envoyer", "version": client.get(get_url(lettre)).context["lettre"].version}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(get_url(lettre), data)
        assert "Elle était déjà partie" in client.post(get_url(lettre), data, follow=True).content.decode()
    assert len(mailoutbox) == 2
    page = client.get(get_url(lettre)).content.decode()
    assert "2\u00a0parties par e-mail, 1\u00a0à poster" in page
    copie = lettre.destinataires.get(personne=gens[0])
    assert "L’exemplaire d’Aline Aubry" in client.get(f"{get_url(lettre)}?pour={copie.pk}").content.decode()


def test_lettre_detail_asks_before_sending_what_has_an_empty_field(connecte, espace, chargee, mailoutbox):
    lettre = create_lettre_essai(chargee, espace, create_organisation_essai(espace, email="club@exemple.fr"))
    client = connecte(chargee)
    data = {"geste": "envoyer", "version": client.get(get_url(lettre)).context["lettre"].version}
    assert "Un champ est vide" in client.post(get_url(lettre), data, follow=True).content.decode()
    assert LettreGroupe.objects.get().is_brouillon
    client.post(get_url(lettre), {**data, "vides": "oui"})
    assert not LettreGroupe.objects.get().is_brouillon


def test_lettre_detail_names_what_was_refused_and_sends_it_again(
    connecte, espace, chargee, gens, mailoutbox, django_capture_on_commit_callbacks
):
    lettre = create_lettre_essai(chargee, espace, *gens)
    submit_lettre(by=chargee, lettre=lettre, version=lettre.version + 1)
    rows = DestinataireLettre.objects.filter(personne__in=[gens[0], gens[2]])
    rows.filter(personne=gens[0]).update(etat=EtatDestinataire.REFUSE.value, raison="550 No such user")
    rows.filter(personne=gens[2]).update(
        etat=EtatDestinataire.EN_DEPART.value, tente_le=timezone.now() - timedelta(hours=1)
    )
    client = connecte(chargee)
    page = client.get(get_url(lettre)).content.decode()
    assert "1\u00a0refusée" in page
    assert "550 No such user" in page
    assert "coupée en partant" in page
    with django_capture_on_commit_callbacks(execute=True):
        refusee = rows.get(personne=gens[0])
        page = client.post(get_url(lettre), {"geste": "reprendre", "objet": refusee.pk}, follow=True).content.decode()
    assert "1\u00a0lettre repart" in page
    assert [message.to for message in mailoutbox] == [["aline@exemple.fr"]]


def test_lettre_detail_deletes_a_draft_only(connecte, espace, chargee, gens):
    lettre, client = create_lettre_essai(chargee, espace, *gens), connecte(chargee)
    assert "Choisissez l’un des boutons" in client.post(get_url(lettre), {"geste": "inconnu"}).content.decode()
    LettreGroupe.objects.update(envoyee_le=timezone.now())
    client.post(get_url(lettre), {"geste": "supprimer"})
    assert LettreGroupe.objects.exists()
    LettreGroupe.objects.update(envoyee_le=None)
    assert "Brouillon supprimé" in client.post(get_url(lettre), {"geste": "supprimer"}, follow=True).content.decode()
    assert not LettreGroupe.objects.exists()
