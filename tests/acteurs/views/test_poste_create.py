from decimal import Decimal

import pytest

from convive.acteurs.models import Personne, PosteCooperation
from tests.acteurs.factories import create_organisation_essai, create_personne_essai, create_poste_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/postes/ajouter/"


def build_data(employeur, **champs) -> dict:
    depart = {"version": 1, "intitule": "Chargée", "employeur_id": str(employeur.pk), "financement_caf": "acquis"}
    return {**depart, "etp_total": "1", "quotite_ctg": "0,5", **champs}


def test_poste_create_takes_a_comma(connecte, url, espace, chargee):
    jeunesse, personne = create_thematique(espace, "Jeunesse"), create_personne_essai(espace)
    ancien, employeur = create_poste_essai(espace, "Ancien"), create_organisation_essai(espace)
    listes = {"thematiques": [str(jeunesse.pk)], "communes": ["86078"], "remplace": [str(ancien.pk)]}
    data = build_data(employeur, personne_id=str(personne.pk), **listes)
    assert connecte(chargee).post(url, data).status_code == 302
    poste = PosteCooperation.objects.get(intitule="Chargée")
    assert (poste.quotite_ctg, poste.personne, poste.communes) == (Decimal("0.5"), personne, ["86078"])
    assert (poste.thematiques.get(), poste.remplace.get()) == (jeunesse, ancien)


def test_poste_create_says_what_is_wrong_and_keeps_what_was_typed(connecte, url, espace, chargee):
    employeur = create_organisation_essai(espace)
    client = connecte(chargee)
    for champs, phrase in (
        ({"quotite_ctg": "1,2"}, "plus que le poste entier"),
        ({"etp_total": "un mi-temps"}, "deux décimales au plus"),
        ({"etp_total": "0"}, "deux décimales au plus"),
        ({"date_debut": "2026-03-02", "dernier_jour": "2026-03-01"}, "avant le premier"),
        ({"employeur_id": ""}, "obligatoire"),
    ):
        page = client.post(url, build_data(employeur, **champs)).content.decode()
        assert phrase in page
        assert "Chargée" in page
    assert not PosteCooperation.objects.exists()


def test_whoever_is_not_in_the_directory_is_added_with_the_post(connecte, url, espace, chargee):
    employeur = create_organisation_essai(espace)
    client = connecte(chargee)
    assert "créer sa fiche ici" in client.get(url).content.decode()
    nouvelle = {"titulaire_prenom": "Maïwenn", "titulaire_nom": "Cordelle", "date_debut": "2026-03-02"}
    assert client.post(url, build_data(employeur, **nouvelle)).status_code == 302
    poste = PosteCooperation.objects.get()
    assert (str(poste.personne), poste.personne.source) == ("Maïwenn Cordelle", "Son employeur")
    fonction = poste.personne.fonctions.get()
    assert (fonction.organisation, fonction.intitule, str(fonction.date_debut)) == (employeur, "Chargée", "2026-03-02")


def test_nobody_is_added_while_the_post_is_refused(connecte, url, espace, chargee):
    employeur, personne = create_organisation_essai(espace), create_personne_essai(espace)
    client, avant = connecte(chargee), Personne.objects.count()
    for champs, phrase in (
        ({"titulaire_nom": "Cordelle", "quotite_ctg": "2"}, "plus que le poste entier"),
        ({"titulaire_prenom": "Maïwenn"}, "Écrivez aussi son nom"),
        ({"titulaire_nom": "Cordelle", "personne_id": str(personne.pk)}, "gardez l’une des deux"),
    ):
        page = client.post(url, build_data(employeur, **champs)).content.decode()
        assert phrase in page
        # What was typed is still there, and its part of the page open.
        assert '<details class="cv-more" open>' in page
        for valeur in champs.values():
            assert valeur in page
    assert Personne.objects.count() == avant


def test_someone_who_looks_like_her_is_told_first(connecte, url, espace, chargee):
    employeur, personne = create_organisation_essai(espace), create_personne_essai(espace)
    client = connecte(chargee)
    data = build_data(employeur, titulaire_prenom=personne.prenom, titulaire_nom=personne.nom)
    page = client.post(url, data).content.decode()
    assert "une fiche qui lui ressemble" in page
    assert not PosteCooperation.objects.exists()
    assert client.post(url, data | {"titulaire_autre": "on"}).status_code == 302
    assert PosteCooperation.objects.get().personne != personne
