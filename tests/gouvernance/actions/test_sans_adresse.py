"""Convened without an address: someone has to be told otherwise, or has the address of her account."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.gouvernance.actions.convocation import submit_convocation
from convive.gouvernance.actions.membre import SaisieMembre, update_membre
from convive.gouvernance.actions.participant import attach_adresse, create_participants
from convive.gouvernance.models import EnvoiSeance, MembreInstance
from convive.gouvernance.rules.preparation import list_preparatifs
from convive.gouvernance.selectors.convocation import list_a_prevenir
from convive.gouvernance.selectors.temps import list_temps
from tests.espaces.factories import create_invitation
from tests.gouvernance.factories import create_seance_essai, create_siege
from tests.gouvernance.rules.test_preparation import PRETE
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance, chargee):
    seance = create_seance_essai(gouvernance.copil, 1)
    for nom in ("Mme Roux", "M. Blanc"):
        create_siege(gouvernance.copil, nom)
    create_participants(by=chargee, seance=seance)
    return seance


def get_etape(seance):
    seance.refresh_from_db()
    etape = list_temps(seance)[1]
    return etape.precision.replace("\xa0", " "), etape.is_fait


def test_a_seance_that_reached_nobody_is_not_convened(seance, gouvernance, espace, chargee, connecte):
    assert submit_convocation(by=chargee, seance=seance, mot="Venez.") == 0
    assert get_etape(seance) == ("à prévenir vous-même : 2 personnes", False)
    assert [str(row) for row in list_a_prevenir(seance)] == ["M. Blanc", "Mme Roux"]
    accueil = connecte(chargee).get(reverse("espaces:espace_detail", args=[espace.pk])).text.replace("\xa0", " ")
    assert "2 personnes sans adresse e-mail : M. Blanc, Mme Roux, à prévenir" in accueil
    url = reverse("gouvernance:seance_convocation", args=[espace.pk, seance.pk])
    for participant in seance.participants.filter(membre__isnull=False):
        for _ in range(2):
            reponse = connecte(chargee).post(url, {"geste": "prevenu", "uuid": participant.pk})
            assert reponse.status_code == 302
    assert EnvoiSeance.objects.filter(participant__seance=seance).count() == 2
    assert get_etape(seance)[1] is True
    assert "prévenu·e autrement" in connecte(chargee).get(url).text


def test_a_name_typed_by_hand_takes_the_address_of_the_member_who_has_it(
    seance, gouvernance, espace, chargee, elue, connecte
):
    siege = create_siege(gouvernance.copil, str(elue))
    create_participants(by=chargee, seance=seance)
    url = reverse("gouvernance:seance_convocation", args=[espace.pk, seance.pk])
    assert f"Utiliser {elue.email}" in connecte(chargee).get(url).text
    participant = seance.participants.get(membre=siege)
    for status in (302, 302):
        assert connecte(chargee).post(url, {"geste": "adresse", "uuid": participant.pk}).status_code == status
    participant.refresh_from_db()
    siege.refresh_from_db()
    assert participant.email == elue.email
    assert (siege.personne.email, siege.nom) == (elue.email, "")
    assert submit_convocation(by=chargee, seance=seance, mot="Venez.") == 1


def test_an_address_that_the_card_got_since_is_used(seance, gouvernance, espace, chargee):
    personne = Personne.objects.create(espace=espace, prenom="Ana", nom="Vidal")
    create_siege(gouvernance.copil, personne)
    create_participants(by=chargee, seance=seance)
    Personne.objects.filter(pk=personne.pk).update(email="ana@exemple.fr")
    assert submit_convocation(by=chargee, seance=seance, mot="Venez.") == 1
    assert seance.participants.get(personne=personne).email == "ana@exemple.fr"


def test_members_and_invited_people_can_sit_without_a_card_first(gouvernance, espace, chargee, elue, connecte):
    create_invitation(espace, email="nina@exemple.fr", nom="Nina Solal")
    url = reverse("gouvernance:membre_create", args=[espace.pk, gouvernance.copil.pk])
    page = connecte(chargee).get(url).text
    assert f"{elue} (membre de l’espace)" in page
    assert "Nina Solal (invité·e dans l’espace)" in page
    champs = {"siege": "titulaire", "voix": "deliberative", "date_debut": timezone.localdate().isoformat()}
    for email in (elue.email, "nina@exemple.fr"):
        assert connecte(chargee).post(url, champs | {"personne": f"connu:{email}"}).status_code == 302
    sieges = MembreInstance.objects.filter(
        instance=gouvernance.copil, personne__email__in=(elue.email, "nina@exemple.fr")
    )
    assert sorted(siege.personne.nom for siege in sieges) == sorted([str(elue).rpartition(" ")[2], "Solal"])
    assert f"{elue} (membre de l’espace)" not in connecte(chargee).get(url).text


def test_an_address_typed_on_the_convocation_is_kept_by_the_directory(seance, gouvernance, espace, chargee, connecte):
    url = reverse("gouvernance:seance_convocation", args=[espace.pk, seance.pk])
    roux = seance.participants.get(nom="Mme Roux")
    refus = connecte(chargee).post(url, {"geste": "email", "uuid": roux.pk, "email": "roux"}, follow=True).text
    assert "n’en est pas une" in refus
    Personne.objects.create(espace=espace, prenom="Ana", nom="Vidal", email="ana@exemple.fr")
    saisie = {"geste": "email", "uuid": roux.pk}
    autre = connecte(chargee).post(url, saisie | {"email": "ANA@exemple.fr"}, follow=True).text
    assert "celle de Ana Vidal" in autre
    dit = connecte(chargee).post(url, saisie | {"email": "roux@exemple.fr"}, follow=True).text
    assert "L’annuaire garde cette adresse" in dit
    roux.refresh_from_db()
    fiche = Personne.objects.get(espace=espace, email="roux@exemple.fr")
    assert (roux.email, roux.personne, roux.membre.personne, roux.membre.nom) == (fiche.email, fiche, fiche, "")
    assert fiche.source == "composition d’une instance"
    refus = connecte(chargee).post(url, saisie | {"email": "b@exemple.fr"}, follow=True).text
    assert "a déjà une adresse" in refus
    assert submit_convocation(by=chargee, seance=seance, mot="Venez.") == 1


def test_the_card_that_has_the_name_takes_the_address(seance, gouvernance, espace, chargee):
    fiche = Personne.objects.create(espace=espace, prenom="Lise", nom="Noé")
    organisation = create_organisation(espace)
    create_siege(gouvernance.copil, "Noé Lise")
    create_siege(gouvernance.copil, organisation)
    create_participants(by=chargee, seance=seance)
    attach_adresse(by=chargee, participant=seance.participants.get(nom="Noé Lise"), email="lise@exemple.fr")
    attach_adresse(by=chargee, participant=seance.participants.get(organisation=organisation), email="a@exemple.fr")
    fiche.refresh_from_db()
    organisation.refresh_from_db()
    assert (fiche.email, organisation.email) == ("lise@exemple.fr", "a@exemple.fr")
    assert Personne.objects.filter(espace=espace, nom="Noé").count() == 1
    assert seance.participants.get(organisation=organisation).personne is None


def test_an_address_given_to_the_seat_since_is_used(seance, gouvernance, espace, chargee):
    siege = gouvernance.copil.membres.get(nom="Mme Roux")
    saisie = SaisieMembre(siege.date_debut, nom="Mme Roux", email="roux@exemple.fr")
    update_membre(by=chargee, membre=siege, saisie=saisie)
    assert submit_convocation(by=chargee, seance=seance, mot="Venez.") == 1
    assert seance.participants.get(membre=siege).personne.email == "roux@exemple.fr"


def test_a_full_list_of_names_stays_short_on_the_card():
    etat = replace(PRETE, a_prevenir=("A", "B", "C", "D", "E"))
    libelle = next(row.libelle for row in list_preparatifs(etat) if "à prévenir" in row.libelle)
    assert libelle.replace("\xa0", " ") == "5 personnes sans adresse e-mail : A, B, C et 2 autres, à prévenir"
