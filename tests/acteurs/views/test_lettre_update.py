import pytest
from django.utils import timezone

from convive.acteurs.models import LettreGroupe
from tests.acteurs.factories import create_lettre_essai
from tests.espaces.ecriture import read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def lettre(espace, chargee):
    return create_lettre_essai(chargee, espace)


def get_url(lettre) -> str:
    return f"/espaces/{lettre.espace_id}/acteurs/lettres/{lettre.pk}/modifier/"


def read_form(client, lettre) -> dict[str, str]:
    form = client.get(get_url(lettre)).context["form"]
    return {nom: form[nom].value() or "" for nom in form.fields}


def test_lettre_update_of_two_people_never_undoes_one_another(connecte, lettre, chargee, directeur):
    la, le = connecte(chargee), connecte(directeur)
    saisie_la, saisie_le = read_form(la, lettre), read_form(le, lettre)
    assert (
        "Lettre enregistrée"
        in la.post(get_url(lettre), {**saisie_la, "texte": "Le sien"}, follow=True).content.decode()
    )
    le.post(get_url(lettre), {**saisie_le, "objet": "Autre objet"})
    lettre.refresh_from_db()
    assert (lettre.texte, lettre.objet) == ("Le sien", "Autre objet")
    page = le.post(get_url(lettre), {**saisie_le, "texte": "Le mien"})
    assert read_conflits(page) == {"texte": ("Le mien", "Le sien")}
    lettre.refresh_from_db()
    assert lettre.texte == "Le sien"


def test_lettre_update_of_one_that_was_sent_changes_nothing(connecte, lettre, chargee):
    client = connecte(chargee)
    saisie = read_form(client, lettre)
    LettreGroupe.objects.update(envoyee_le=timezone.now())
    assert "ne change plus" in client.post(get_url(lettre), {**saisie, "texte": "X"}, follow=True).content.decode()
    lettre.refresh_from_db()
    assert lettre.texte == "Bonjour {prénom} {nom}"
