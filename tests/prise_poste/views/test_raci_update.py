"""The whole table is saved with its rule, in the form and in the database."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from convive.journal.models import Journal
from convive.prise_poste.forms.raci import RaciForm
from convive.prise_poste.models import LigneRaci
from convive.prise_poste.selectors.raci import get_raci_propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, ctg) -> str:
    return reverse("prise_poste:raci_update", args=[espace.pk])


def build_saisie(**change: str) -> dict[str, str]:
    form = RaciForm(lignes=get_raci_propose())
    return {nom: str(form[nom].value() or "") for nom in form.fields} | change


def test_a_line_changes_goes_and_comes(url, ctg, chargee, connecte):
    saisie = build_saisie(
        **{"0_precision": "En comité", "1_activite": "", "8_activite": "Budget", "8_elus": "A", "8_caf": "R"}
    )
    client = connecte(chargee)
    answer = client.post(url, saisie)
    assert answer.headers["Location"].endswith(f"?ctg={ctg.pk}")
    noms = list(LigneRaci.objects.values_list("activite", flat=True))
    assert len(noms) == 8
    assert "Diagnostic partagé" not in noms
    assert noms[-1] == "Budget"
    assert LigneRaci.objects.get(ordre=0).precision == "En comité"


def test_each_fault_is_beside_its_line_and_nothing_is_saved(url, chargee, connecte):
    page = connecte(chargee).post(url, build_saisie(**{"0_elus": "R", "1_chargee": "A"})).content.decode()
    assert "Personne ne répond du résultat" in page
    assert "dans 2 cases de la ligne" in page
    assert not LigneRaci.objects.exists()


def test_what_moved_meanwhile_is_said(url, ctg, chargee, connecte):
    client = connecte(chargee)
    client.post(url, build_saisie(**{"0_precision": "D’une collègue"}))
    page = client.post(url, build_saisie(**{"0_precision": "La mienne"})).content.decode()
    assert "pendant que vous écriviez" in page
    assert LigneRaci.objects.get(ordre=0).precision == "D’une collègue"


def test_saving_the_proposal_as_it_is_adopts_it_once(url, ctg, chargee, connecte):
    client = connecte(chargee)
    for _ in range(2):
        client.post(url, build_saisie())
    assert LigneRaci.objects.count() == 8
    assert Journal.objects.filter(objet_type="ctg", objet_uuid=ctg.pk, geste="modifier").count() == 1


@pytest.mark.parametrize("parts", [{"elus": "A"}, {"elus": "R"}, {"elus": "A", "caf": "A", "chargee": "R"}], ids=str)
def test_the_database_holds_the_rule(ctg, parts):
    with pytest.raises(IntegrityError), transaction.atomic():
        LigneRaci.objects.create(ctg=ctg, activite="Budget", **parts)


def test_without_a_ctg_there_is_nothing_to_change(espace, chargee, connecte):
    assert connecte(chargee).get(reverse("prise_poste:raci_update", args=[espace.pk])).status_code == 404
