"""Write a lettre de mission: nothing typed is lost, what moved meanwhile is said."""

import pytest
from django.urls import reverse

from convive.journal.models import Journal
from convive.prise_poste.forms.lettre_mission import LettreForm
from tests.espaces.ecriture import choose, read_conflits
from tests.prise_poste.factories import create_lettre_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def lettre(espace, chargee):
    return create_lettre_essai(espace, chargee)


@pytest.fixture
def url(espace, lettre) -> str:
    return reverse("prise_poste:lettre_update", args=[espace.pk, lettre.pk])


def build_saisie(lettre, **change: str) -> dict[str, str]:
    form = LettreForm(lettre=lettre)
    valeurs = {nom: form[nom].value() for nom in form.fields}
    saisie = {nom: getattr(valeur, "isoformat", lambda v=valeur: str(v or ""))() for nom, valeur in valeurs.items()}
    return saisie | change


def test_a_change_is_saved_once_with_its_line_in_the_journal(url, lettre, chargee, connecte):
    client = connecte(chargee)
    saisie = build_saisie(lettre, rattachement="DGA")
    for _ in range(2):
        client.post(url, saisie)
    lettre.refresh_from_db()
    assert (lettre.rattachement, lettre.version) == ("DGA", 2)
    assert Journal.objects.filter(objet_type="lettre_mission").count() == 1


def test_two_people_at_once_do_not_undo_one_another(url, lettre, chargee, connecte):
    client = connecte(chargee)
    stale = build_saisie(lettre, moyens="Un bureau")
    client.post(url, build_saisie(lettre, rattachement="DGA"))
    assert client.post(url, stale).status_code == 302
    lettre.refresh_from_db()
    assert (lettre.moyens, lettre.rattachement) == ("Un bureau", "DGA")
    response = client.post(url, stale | {"rattachement": "Le maire"})
    assert read_conflits(response) == {"rattachement": ("Le maire", "DGA")}
    assert client.post(url, choose(response)).status_code == 302
    lettre.refresh_from_db()
    assert lettre.rattachement == "Le maire"


@pytest.mark.parametrize(
    "change",
    [{"agent": ""}, {"date_debut": ""}, {"date_fin": "2020-01-01"}],
    ids=str,
)
def test_what_cannot_be_is_said_beside_its_field(url, lettre, chargee, connecte, change):
    page = connecte(chargee).post(url, build_saisie(lettre, **change)).content.decode()
    assert 'role="alert"' in page
    lettre.refresh_from_db()
    assert lettre.version == 1
