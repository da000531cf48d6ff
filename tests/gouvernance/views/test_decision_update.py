"""Change a decision."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.gouvernance.models import CibleDecision, Decision, Seance
from tests.convention.factories import TODAY
from tests.diagnostic.factories import create_enjeu_essai
from tests.espaces.ecriture import choose, read_conflits
from tests.plan_action.factories import create_personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:decision_update", args=[espace.pk, gouvernance.decision.pk])


def get_data(decision: Decision, **champs: str) -> dict[str, str]:
    return {
        "version": "1",
        "libelle": decision.libelle,
        "date": decision.date.isoformat(),
        "type": decision.type,
        "mode": decision.mode,
        "statut": decision.statut,
        "echeance": decision.echeance.isoformat() if decision.echeance else "",
    } | champs


def test_a_decision_changes_and_keeps_its_body(url, espace, gouvernance, chargee, connecte):
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert gouvernance.decision.libelle in page
    assert f'value="seance:{gouvernance.close.pk}" selected' in page
    cadre = f"seance:{gouvernance.close.pk}"
    data = get_data(gouvernance.decision, libelle="Ouvrir trente places.", cout_euros="12000", cadre=cadre)
    answer = client.post(url, data)
    assert answer.status_code == 302
    gouvernance.decision.refresh_from_db()
    decision = gouvernance.decision
    assert (decision.libelle, decision.cout_euros, decision.seance, decision.version) == (
        "Ouvrir trente places.",
        12_000,
        gouvernance.close,
        2,
    )


def test_what_closed_minutes_hold_is_shown_and_does_not_change(url, gouvernance, chargee, connecte):
    Seance.objects.filter(pk=gouvernance.close.pk).update(close_le=timezone.now())
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "un erratum le corrige" in page
    assert 'name="cadre"' not in page
    assert client.post(url, get_data(gouvernance.decision, libelle="Autre chose.", cout_euros="7")).status_code == 302
    gouvernance.decision.refresh_from_db()
    assert (gouvernance.decision.libelle, gouvernance.decision.cout_euros) == (
        "Ouvrir vingt places sur le plateau.",
        7,
    )


def test_a_decision_noted_of_the_wrong_body_goes_to_the_right_one(url, gouvernance, chargee, connecte):
    data = get_data(gouvernance.decision, cadre=f"instance:{gouvernance.bureau.pk}")
    assert connecte(chargee).post(url, data).status_code == 302
    gouvernance.decision.refresh_from_db()
    assert (gouvernance.decision.instance, gouvernance.decision.seance) == (gouvernance.bureau, None)


def test_what_someone_else_saved_is_compared_then_replaced_on_purpose(url, espace, gouvernance, chargee, connecte):
    client, enjeu = connecte(chargee), create_enjeu_essai(espace)
    depart = client.get(url).context["form"]["depart"].value()
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="enjeu", objet_uuid=enjeu.pk)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(libelle="Ouvrir dix places.", version=2)
    cadre = f"seance:{gouvernance.close.pk}"
    data = get_data(gouvernance.decision, depart=depart, libelle="Ouvrir trente places.", cadre=cadre)
    response = client.post(url, data)
    assert read_conflits(response) == {"libelle": ("Ouvrir trente places.", "Ouvrir dix places.")}
    assert client.post(url, choose(response)).status_code == 302
    gouvernance.decision.refresh_from_db()
    assert gouvernance.decision.libelle == "Ouvrir trente places."
    # What someone else attached meanwhile is still there.
    assert gouvernance.decision.cibles.get().objet_uuid == enjeu.pk


def test_what_is_not_shown_stays(url, espace, gouvernance, chargee, connecte):
    """An archived card, an object of another kind."""
    carte = create_personne(espace, archivee_le=f"{TODAY()}T00:00:00Z")
    Decision.objects.filter(pk=gouvernance.decision.pk).update(responsable=carte)
    enjeu = create_enjeu_essai(espace)
    for cle, uuid in (("enjeu", enjeu.pk), ("instance", gouvernance.bureau.pk)):
        CibleDecision.objects.create(decision=gouvernance.decision, objet_type=cle, objet_uuid=uuid)
    client = connecte(chargee)
    assert f'value="{carte.pk}" selected' in client.get(url).content.decode()
    client.post(url, get_data(gouvernance.decision, libelle="Autrement.", responsable=str(carte.pk)))
    gouvernance.decision.refresh_from_db()
    assert gouvernance.decision.responsable == carte
    assert [cible.objet_type for cible in gouvernance.decision.cibles.all()] == ["instance"]


def test_a_refusal_is_beside_its_field(url, gouvernance, chargee, connecte):
    page = connecte(chargee).post(url, get_data(gouvernance.decision, statut="reportee")).content.decode()
    assert "Indiquez pourquoi" in page


def test_searching_writes_nothing(url, espace, gouvernance, chargee, connecte):
    create_enjeu_essai(espace, "Loger les saisonniers")
    data = get_data(gouvernance.decision, chercher="enjeu", chercher_enjeu="saisonniers", libelle="Autre")
    assert "Loger les saisonniers" in connecte(chargee).post(url, data).content.decode()
    htmx = {"HX-Request": "true", "HX-Target": "choix-enjeu"}
    assert "Loger les saisonniers" in connecte(chargee).post(url, data, headers=htmx).content.decode()
    gouvernance.decision.refresh_from_db()
    assert gouvernance.decision.version == 1
