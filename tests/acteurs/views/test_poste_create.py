from decimal import Decimal

import pytest

from convive.acteurs.models import PosteCooperation
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
