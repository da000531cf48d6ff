"""One person is one line of the list of a séance, however she came on it, and one figure says how many to tell."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Personne
from convive.config.courriel import build_mailers
from convive.gouvernance.actions.convocation import record_prevenu, submit_convocation
from convive.gouvernance.actions.participant import create_participant, create_participants
from convive.gouvernance.selectors.convocation import build_appel, list_a_joindre, list_a_prevenir
from convive.gouvernance.selectors.temps import list_temps
from tests.gouvernance.factories import create_participant_essai, create_seance_essai, create_siege

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance):
    return create_seance_essai(gouvernance.copil, 1)


def list_lignes(seance):
    return [(row.nom, row.email, row.membre_id) for row in seance.participants.order_by("nom")]


def test_a_guest_who_holds_a_seat_stays_one_line(seance, gouvernance, espace, chargee):
    create_participant(by=chargee, seance=seance, nom="Ana VIDAL", email="ana@exemple.fr")
    create_participant(by=chargee, seance=seance, nom="Lise Roux")
    ana = create_siege(gouvernance.copil, "Vidal Ana", qualite="adjointe")
    fiche = Personne.objects.create(espace=espace, prenom="Lise", nom="Roux", email="lise@exemple.fr")
    lise = create_siege(gouvernance.copil, fiche)
    assert create_participants(by=chargee, seance=seance) == 0
    assert list_lignes(seance) == [("Ana VIDAL", "ana@exemple.fr", ana.pk), ("Lise Roux", "lise@exemple.fr", lise.pk)]
    assert seance.participants.get(membre=ana).qualite == "adjointe"
    assert seance.participants.get(membre=lise).personne == fiche
    assert create_participants(by=chargee, seance=seance) == 0


def test_a_seat_that_is_invited_again_is_the_same_line(seance, gouvernance, chargee):
    siege = create_siege(gouvernance.copil, "Mme Roux")
    create_participants(by=chargee, seance=seance)
    invitee = create_participant(by=chargee, seance=seance, nom="mme roux", email="roux@exemple.fr")
    assert (invitee.membre, invitee.email) == (siege, "roux@exemple.fr")
    assert seance.participants.count() == 1


def test_two_people_of_the_same_name_are_two_lines(seance, gouvernance, chargee):
    create_participant(by=chargee, seance=seance, nom="Ana Vidal", email="ana@exemple.fr")
    create_participant(by=chargee, seance=seance, nom="Ana Vidal", email="autre@exemple.fr")
    create_participant(by=chargee, seance=seance, nom="Son service", email="ana@exemple.fr")
    assert seance.participants.count() == 3


def test_a_suppleant_who_was_invited_by_name_is_the_same_line(seance, gouvernance, chargee):
    siege = create_siege(gouvernance.copil, "Lise Ferrand", siege="suppleant")
    create_participant(by=chargee, seance=seance, nom="Lise Ferrand")
    assert create_participant(by=chargee, seance=seance, membre=siege).membre == siege
    assert seance.participants.count() == 1


@pytest.mark.parametrize("is_envoye", [True, False])
def test_the_page_and_its_steps_count_the_same_people(
    seance, gouvernance, espace, chargee, connecte, settings, is_envoye
):
    if not is_envoye:
        settings.MAILERS = build_mailers("console:")
    for nom, email in (("Ana Vidal", "ana@exemple.fr"), ("Mme Roux", ""), ("Paul Noé", "")):
        create_participant_essai(seance, nom, email=email)
    homonyme = create_participant_essai(seance, "Paul Noé", qualite="un autre")
    submit_convocation(by=chargee, seance=seance, mot="Venez.")
    seance.refresh_from_db()
    record_prevenu(by=chargee, participant=homonyme)
    a_joindre = [participant.pk for participant, _ in list_a_joindre(seance, build_appel(seance))]
    assert a_joindre == [participant.pk for participant in list_a_prevenir(seance)]
    nombre = 2 if is_envoye else 3
    assert len(a_joindre) == nombre
    assert list_temps(seance)[1].precision == f"à prévenir vous-même\u00a0: {nombre}\u00a0personnes"
    page = connecte(chargee).get(reverse("gouvernance:seance_convocation", args=[espace.pk, seance.pk])).text
    page = page.replace("\u202f", " ").replace("\xa0", " ")
    assert page.count(f"{nombre} personnes") == 1
