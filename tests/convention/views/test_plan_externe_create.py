"""Record a plan or scheme."""

import pytest

from convive.convention.models import LienPlan, OrientationPlan, PlanExterne
from tests.convention.factories import create_plan_essai

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/plans-et-schemas/ajouter/"


def build_saisie(**champs) -> dict[str, object]:
    saisie: dict[str, object] = {"version": "1", "type": "sdsf", "nom": "Schéma d’essai"}
    return saisie | {"date_debut": "2024-01-01", "date_fin": "2027-12-31"} | champs


def test_plan_externe_create_records_a_scheme_with_its_orientations(connecte, espace, ctg, chargee):
    client = connecte(chargee)
    assert "Six ans au plus" in client.get(get_url(espace)).content.decode()
    saisie = build_saisie(orientations="1 Accueillir\r\n2 Informer", ctgs=[str(ctg.pk)], lien="exemple.invalid/a.pdf")
    response = client.post(get_url(espace), saisie, follow=True)
    plan = PlanExterne.objects.get()
    assert response.redirect_chain == [(f"/espaces/{espace.pk}/plans-et-schemas/{plan.pk}/", 302)]
    assert plan.lien == "https://exemple.invalid/a.pdf"
    assert list(OrientationPlan.objects.values_list("numero", "texte")) == [("1", "Accueillir"), ("2", "Informer")]
    assert LienPlan.objects.get().ctg == ctg


@pytest.mark.parametrize(
    ("champs", "mots"),
    [
        ({"nom": " "}, "obligatoire"),
        ({"type": ""}, "obligatoire"),
        ({"type": "plouf"}, "choix"),
        ({"type": "autre"}, "en deux mots"),
        ({"date_fin": "2023-01-01"}, "avant de commencer"),
        ({"orientations": "1 Un\n1 Deux"}, "le numéro 1"),
        ({"lien": "javascript:alert(1)"}, "URL"),
        ({"pilote": "00000000-0000-0000-0000-000000000000"}, "choix"),
        ({"ctgs": ["00000000-0000-0000-0000-000000000000"]}, "choix"),
        ({"nom": "projet D’ESSAI", "type": "pedt", "date_debut": "2026-01-01"}, "déjà saisi"),
    ],
)
def test_plan_externe_create_says_what_is_wrong_and_loses_nothing(connecte, espace, chargee, champs, mots):
    create_plan_essai(espace, chargee)
    response = connecte(chargee).post(get_url(espace), build_saisie(**champs))
    assert response.status_code == 200
    page = response.content.decode()
    assert mots in page
    assert 'value="2024-01-01"' in page or "date_debut" in champs
    assert PlanExterne.objects.count() == 1
