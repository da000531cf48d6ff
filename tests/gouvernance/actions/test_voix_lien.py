"""The voice of a member who has no compte: a link by e-mail, one answer that may change until the last day."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.espaces.models import LienMagique
from convive.gouvernance.actions.voix import close_consultation, create_consultation, notify_consultation
from convive.gouvernance.models import Decision, VoixDecision
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.voix import explain_issue
from tests.gouvernance.factories import create_carte, create_decision_essai, create_siege, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(espace, gouvernance, elue) -> Decision:
    """Four seats: one with a compte, one with an address alone, one with nothing, one whose voice only advises."""
    copil = gouvernance.copil
    create_siege(copil, create_carte(espace, elue))
    maire = Personne.objects.create(espace=espace, prenom="Odile", nom="Rivesonge", email="Odile@exemple.fr")
    create_siege(copil, maire)
    create_siege(copil, "Le collège")
    create_siege(
        copil, Personne.objects.create(espace=espace, nom="Conseil", email="c@exemple.fr"), voix="consultative"
    )
    return create_decision_essai(espace, "Ouvrir le relais le samedi.", instance=copil, seance=None)


@pytest.fixture
def ask(decision, chargee, django_capture_on_commit_callbacks):
    def ask(jours: int = 8) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            create_consultation(by=chargee, decision=decision, fin=in_days(jours))

    return ask


def get_adresse_page() -> str:
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def test_who_has_no_compte_receives_a_link_and_answers(
    decision, ask, chargee, connecte, lectrice, django_capture_on_commit_callbacks
):
    url = reverse("gouvernance:decision_detail", args=[decision.espace_id, decision.pk])
    page = connecte(chargee).get(url).text.replace("\xa0", " ")
    assert "1 personne sans compte reçoit un lien personnel par e-mail." in page
    assert "Ni compte ni adresse dans l’annuaire : Le collège." in page
    ask()
    assert [message.to for message in mail.outbox] == [["odile@exemple.fr"]]
    assert "Ouvrir le relais le samedi." in mail.outbox[0].body
    adresse, visiteur = get_adresse_page(), Client()
    assert "D’accord" in visiteur.get(adresse).text
    assert "Indiquez pourquoi" in visiteur.post(adresse, {"sens": "contre", "phrase": ""}).text
    assert not VoixDecision.objects.exists()
    for saisie in ({"sens": "contre", "phrase": "Le samedi, personne n’est là."}, {"sens": "pour", "phrase": ""}):
        reponse = visiteur.post(adresse, saisie, follow=True)
        assert "Vous pouvez changer jusqu’au" in reponse.text
    voix = VoixDecision.objects.get()
    assert (str(voix.siege), voix.sens, voix.auteur, voix.auteur_libelle) == (
        *("Odile Rivesonge", "pour", None),
        "Odile Rivesonge",
    )
    # The last day moves: the link that was sent lives as long, and nobody who answered is written to again.
    ask(20)
    assert len(mail.outbox) == 1
    assert timezone.localdate(LienMagique.objects.get().expire_le) == in_days(20)
    close_consultation(by=chargee, decision=decision)
    assert "terminée" in visiteur.get(adresse).text
    assert visiteur.post(adresse, {"sens": "abstention", "phrase": ""}).status_code in (200, 410)
    assert VoixDecision.objects.get().sens == "pour"
    assert "Personne ne s’y oppose." in connecte(lectrice).get(url).text


def test_the_silent_ones_are_written_to_again(decision, ask, chargee, connecte, django_capture_on_commit_callbacks):
    url = reverse("gouvernance:decision_detail", args=[decision.espace_id, decision.pk])
    ask()
    ancien = get_adresse_page()
    with django_capture_on_commit_callbacks(execute=True):
        assert connecte(chargee).post(url, {"geste": "relancer"}).status_code == 302
    assert len(mail.outbox) == 2
    assert "Donner ma voix" not in Client().get(ancien).text
    assert "Donner ma voix" in Client().get(get_adresse_page()).text
    close_consultation(by=chargee, decision=decision)
    with pytest.raises(GouvernanceRefusee, match="terminée"):
        notify_consultation(by=chargee, decision=decision)


def test_one_address_for_two_seats_says_for_whom(decision, ask, gouvernance, espace):
    seconde = Personne.objects.create(espace=espace, prenom="Basile", nom="Rivesonge", email="odile@exemple.fr")
    siege = create_siege(gouvernance.copil, seconde)
    ask()
    assert len(mail.outbox) == 1
    adresse = get_adresse_page()
    assert "Indiquez pour qui vous répondez." in Client().post(adresse, {"sens": "pour", "phrase": ""}).text
    Client().post(adresse, {"sens": "pour", "phrase": "", "siege": str(siege.pk)})
    assert VoixDecision.objects.get().siege == siege


def test_a_seat_that_ended_gives_no_voice_any_more(decision, ask):
    ask()
    adresse = get_adresse_page()
    decision.instance.membres.filter(personne__nom="Rivesonge").update(date_fin=in_days(0))
    assert "n’est plus celle d’un membre" in Client().post(adresse, {"sens": "pour", "phrase": ""}).text
    assert not VoixDecision.objects.exists()


@pytest.mark.parametrize(
    ("sens", "requis", "mode", "attendu"),
    [
        (["pour", "pour", "abstention"], 0, "consensus", "Personne ne s’y oppose."),
        (["pour", "contre"], 0, "consensus", "Pas d’accord de tous tant qu’une objection n’est pas levée."),
        (["pour", "pour", "contre"], 3, "vote", "Quorum de 3\xa0voix\xa0: atteint. "
         "Plus de voix pour, sans compter les abstentions."),
        (["contre"], 0, "vote", "Plus de voix contre, sans compter les abstentions."),
        (["pour", "contre"], 0, "vote", "Autant de pour que de contre\xa0: votre règlement dit qui départage."),
        (["pour"], 2, "vote", "Quorum de 2\xa0voix\xa0: pas atteint."),
        ([], 0, "vote", ""),
    ],
)  # fmt: skip
def test_the_result_is_said_as_the_body_rules(sens, requis, mode, attendu):
    assert explain_issue(sens, requis, mode) == attendu
