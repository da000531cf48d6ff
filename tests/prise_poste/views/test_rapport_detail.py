"""A year of work, counted by the espace."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Famille
from convive.plan_action.models import ChangementStatut
from convive.prise_poste.exports.rapport import build_rapport
from convive.prise_poste.models import RapportActivite
from tests.acteurs.factories import create_poste_essai
from tests.convention.factories import create_projet
from tests.gouvernance.factories import (
    create_decision_essai,
    create_instance_essai,
    create_participant_essai,
    create_seance_essai,
)
from tests.plan_action.factories import create_fiche
from tests.prise_poste.factories import create_lettre_essai, get_place, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:rapport_detail", args=[espace.pk])


@pytest.fixture
def annee() -> str:
    """Asked for by name: in January and February the page opens on the year before."""
    return f"?annee={timezone.localdate().year}"


def test_an_empty_year_says_so(url, annee, chargee, connecte):
    page = connecte(chargee).get(url + annee).content.decode()
    for phrase in ("Aucun poste n’est saisi", "Aucune séance n’est notée", "Le plan est vide", "Aucune décision"):
        assert phrase in page


def test_what_was_done_is_counted(url, annee, espace, ctg, chargee, connecte, django_assert_max_num_queries):
    copil = create_instance_essai(espace)
    seance = create_seance_essai(copil, 0, statut="close", numero=1)
    for rang, presence in enumerate(("present", "represente", "absent")):
        create_participant_essai(seance, f"Personne {rang}", presence=presence)
    # Nobody was ticked: its three people are not « absent ».
    sans = create_seance_essai(copil, 0, statut="close", numero=2)
    create_participant_essai(sans, "Non pointée")
    create_seance_essai(copil, 40, statut="convoquee", numero=3)
    create_decision_essai(espace, "Recruter à deux", date=timezone.localdate())
    create_fiche(ctg, "Ouvrir une micro-crèche", statut="bloquee")
    create_lettre_essai(espace, chargee)
    with django_assert_max_num_queries(40):
        page = connecte(chargee).get(url + annee).content.decode().replace("\xa0", " ")
    assert "2 séances réalisées" in page
    assert "2 sur 3 attendues" in page
    assert "1 décision prise" in page
    assert "1 action, bloquée. Où elles en sont : 1 bloquée" in page
    assert "Un inventaire fiable" in page


def test_only_the_actions_of_one_ctg_are_counted_and_it_is_named(url, annee, espace, ctg, chargee, connecte):
    suivante = create_projet(espace, chargee)
    for autre, titre in ((ctg, "Ouvrir plus tôt"), (suivante, "Plus tard"), (suivante, "Plus tard encore")):
        fiche = create_fiche(autre, titre, statut="realisee")
        ChangementStatut.objects.create(fiche=fiche, vers="realisee", date=timezone.localdate())
    page = connecte(chargee).get(url + annee).content.decode().replace("\xa0", " ")
    assert f"{ctg}, aujourd’hui : 1 action. Où elles en sont : 1 réalisée." in page
    assert "ont changé d’état : 1 réalisée." in page
    assert "3 actions" not in page


def test_posts_are_counted_by_their_days(url, annee, espace, chargee, connecte):
    create_poste_essai(espace, date_debut=in_days(-2000))
    page = connecte(chargee).get(url + annee).content.decode().replace("\xa0", " ")
    assert "ETP occupés" in page
    assert "sur" in page


def test_a_year_without_a_report_does_not_exist(url, chargee, connecte):
    futur = timezone.localdate().year + 1
    for demande in (f"?annee={futur}", "?annee=1900", "?annee=abc"):
        assert connecte(chargee).get(url + demande).status_code == 404


def test_the_document_says_what_was_written(espace, ctg, chargee):
    annee = timezone.localdate().year
    RapportActivite.objects.create(espace=espace, annee=annee, faits_marquants="Un guichet commun.")
    place = get_place(chargee, espace)
    assert "Un guichet commun." in str(build_rapport(place, Famille.TEXTE, str(annee)))
    with pytest.raises(DocumentInconnu):
        build_rapport(place, Famille.TEXTE, "1900")


def test_the_journal_is_counted_without_names(url, annee, espace, chargee, connecte):
    client = connecte(chargee)
    ecrire = reverse("prise_poste:rapport_update", args=[espace.pk]) + annee
    client.post(ecrire, {"version": "0", "faits_marquants": "Un guichet.", "difficultes": "", "suites": ""})
    page = client.get(url + annee).content.decode().replace("\xa0", " ")
    assert "1 rapport d’activité" in page
