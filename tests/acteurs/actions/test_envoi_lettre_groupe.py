"""What a mail server answers, and what becomes of each copy."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.management import CommandError, call_command

from convive.acteurs.actions import envoi_lettre_groupe
from convive.acteurs.actions.lettre_groupe import submit_lettre
from convive.acteurs.models import DestinataireLettre
from convive.acteurs.rules.lettres_groupe import EtatDestinataire
from tests.acteurs.factories import create_lettre_essai, create_personne_essai

pytestmark = pytest.mark.django_db


class Serveur:
    """Answers to each address as it is told; what it took is in `parties`."""

    def __init__(self) -> None:
        self.reponses: dict[str, Exception] = {}
        self.parties: list[str] = []
        self.ferme: Exception | None = None

    def open(self) -> None:
        if self.ferme:
            raise self.ferme

    def close(self) -> None:
        pass

    def send_messages(self, messages) -> None:
        (adresse,) = messages[0].to
        if adresse in self.reponses:
            raise self.reponses[adresse]
        self.parties.append(adresse)


@pytest.fixture
def serveur(monkeypatch):
    serveur = Serveur()
    monkeypatch.setattr(envoi_lettre_groupe, "mailers", type("Mailers", (), {"default": serveur}))
    return serveur


@pytest.fixture
def lettre(espace, chargee):
    """Sent, its three copies waiting."""
    gens = [create_personne_essai(espace, nom, email=f"{nom.lower()}@exemple.fr") for nom in ("Aa", "Bb", "Cc")]
    lettre = create_lettre_essai(chargee, espace, *gens)
    submit_lettre(by=chargee, lettre=lettre, version=lettre.version + 1)
    return lettre


def list_etats() -> list[str]:
    return list(DestinataireLettre.objects.order_by("nom").values_list("etat", flat=True))


def refuse(adresse: str, code: int, dit: bytes) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({adresse: (code, dit)})


def test_refused_address_is_named_and_stops_nobody(serveur, lettre):
    serveur.reponses["bb@exemple.fr"] = refuse("bb@exemple.fr", 550, b"No such user")
    assert envoi_lettre_groupe.send_lot(lettre.pk) == (2, 0, False)
    assert list_etats() == ["parti", "refuse", "parti"]
    assert DestinataireLettre.objects.get(etat="refuse").raison == "550 No such user"
    # Nothing leaves twice.
    assert envoi_lettre_groupe.send_lot(lettre.pk) == (0, 0, False)
    assert serveur.parties == ["aa@exemple.fr", "cc@exemple.fr"]


def test_server_that_is_down_loses_nothing(serveur, lettre):
    serveur.ferme = ConnectionRefusedError()
    assert envoi_lettre_groupe.send_lot(lettre.pk) == (0, 3, True)
    with pytest.raises(CommandError, match="3\u00a0lettres attendent encore"):
        call_command("lettres_envois")
    serveur.ferme = None
    call_command("lettres_envois")
    assert list_etats() == ["parti"] * 3


def test_come_back_later_waits_then_asks_somebody_to_look(serveur, lettre):
    serveur.reponses["aa@exemple.fr"] = refuse("aa@exemple.fr", 452, b"Mailbox full")
    assert envoi_lettre_groupe.send_lot(lettre.pk) == (0, 3, True)
    # The others do not wait behind a mailbox that is full.
    envoi_lettre_groupe.send_lot(lettre.pk)
    assert list_etats() == ["a_envoyer", "parti", "parti"]
    for _ in range(envoi_lettre_groupe.MAX_ESSAIS):
        envoi_lettre_groupe.send_lot(lettre.pk)
    assert list_etats()[0] == "refuse"


def test_copy_that_is_cut_while_leaving_never_leaves_again_by_itself(serveur, lettre):
    serveur.reponses["aa@exemple.fr"] = SMTPServerDisconnected()
    envoi_lettre_groupe.send_lot(lettre.pk)
    serveur.reponses.clear()
    envoi_lettre_groupe.send_lot(lettre.pk)
    assert list_etats() == ["en_depart", "parti", "parti"]
    assert "aa@exemple.fr" not in serveur.parties


def test_copy_that_another_process_took_is_left_to_it(serveur, lettre):
    copie = DestinataireLettre.objects.order_by("nom").first()
    DestinataireLettre.objects.filter(pk=copie.pk).update(etat=EtatDestinataire.EN_DEPART.value)
    assert envoi_lettre_groupe._send(lettre, copie) is False
    assert serveur.parties == []


def test_batches_follow_one_another(serveur, lettre, monkeypatch):
    monkeypatch.setattr(envoi_lettre_groupe, "PAR_LOT", 2)
    assert envoi_lettre_groupe.send_lot(lettre.pk) == (2, 1, False)
    envoi_lettre_groupe.send_lettre_tache.enqueue(str(lettre.pk))
    assert list_etats() == ["parti"] * 3
