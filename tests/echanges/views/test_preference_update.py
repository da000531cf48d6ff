"""What a person wants to receive."""

import pytest

from convive.echanges.models import PreferenceNotification, Sourdine

pytestmark = pytest.mark.django_db
URL = "/notifications/preferences/"
CANAUX = (
    "mention",
    "commentaire",
    "note_modifiee",
    "invitation_acceptee",
    "place_changee",
    "lien_redemande",
    "travail_fini",
)


@pytest.fixture
def saisie(espace) -> dict[str, object]:
    return {"jour_lettre": "4", **{f"canal-{cle}": "convive" for cle in CANAUX}}


def test_form_shows_what_is_in_force(connecte, espace, elue):
    page = connecte(elue).get(URL)
    form = page.context["form"]
    assert sorted(champ.name for champ in form.champs_canaux) == sorted(f"canal-{cle}" for cle in CANAUX)
    assert form["jour_lettre"].value() == 1
    assert espace.nom in page.text
    assert page.text.count("Tout de suite par e-mail") == 1


def test_choices_are_kept(connecte, espace, elue, saisie):
    saisie |= {"canal-commentaire": "lettre", "canal-mention": "courriel", "sourdines": [str(espace.pk)]}
    reponse = connecte(elue).post(URL, saisie, follow=True)
    assert "Vos préférences sont enregistrées." in reponse.text
    preference = PreferenceNotification.objects.get(compte=elue)
    assert (preference.jour_lettre, preference.canaux["commentaire"], preference.canaux["mention"]) == (
        4,
        "lettre",
        "courriel",
    )
    assert Sourdine.objects.get().espace == espace
    form = connecte(elue).get(URL).context["form"]
    assert form["canal-commentaire"].value() == "lettre"
    assert form["sourdines"].value() == [str(espace.pk)]


def test_no_letter(connecte, elue, saisie):
    connecte(elue).post(URL, saisie | {"jour_lettre": ""})
    assert PreferenceNotification.objects.get().jour_lettre is None
    assert connecte(elue).get(URL).context["form"]["jour_lettre"].value() == ""


@pytest.mark.parametrize(
    "faux", [{"jour_lettre": "9"}, {"canal-commentaire": "courriel"}, {"sourdines": ["x"]}, {"canal-mention": ""}]
)
def test_what_does_not_exist_is_refused(connecte, elue, saisie, faux):
    page = connecte(elue).post(URL, saisie | faux)
    assert page.status_code == 200
    assert "à corriger" in page.text
    assert not PreferenceNotification.objects.exists()


def test_person_without_espace_has_preferences_too(client, pays):
    from tests.espaces.factories import create_compte

    client.force_login(create_compte("seule"), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(URL).text
    assert "Ne plus rien recevoir d’un espace" not in page
