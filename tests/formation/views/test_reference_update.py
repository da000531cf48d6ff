"""A reference is corrected from a day on, then given back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import ReglageFormation
from convive.formation.selectors.references import get_duree, get_reference
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


def get_url(organisme, cle: str) -> str:
    return reverse("formation:reference_update", args=[organisme.espace_id, cle])


def test_a_text_and_a_number_are_corrected_and_given_back(connecte, chargee, organisme):
    client, today = connecte(chargee), timezone.localdate()
    assert "ne l’impose plus" in client.get(get_url(organisme, "attestation")).content.decode()
    saisie = {"texte": "Article relu", "date_debut": today.isoformat(), "source": "https://exemple.invalid/texte"}
    for _ in range(2):
        assert client.post(get_url(organisme, "attestation"), saisie).status_code == 302
    reference = get_reference(organisme.espace, "attestation", today)
    assert (reference.texte, reference.is_propre, reference.is_a_verifier) == ("Article relu", True, False)
    assert not get_reference(organisme.espace, "attestation", date(2020, 1, 1)).is_propre
    client.post(get_url(organisme, "a_froid_mois"), {"valeur": "6", "date_debut": today.isoformat(), "source": ""})
    assert get_duree(organisme.espace, "a_froid_mois", today) == 6
    assert ReglageFormation.objects.count() == 2
    assert "Revenir à ce que Convive livre" in client.get(get_url(organisme, "a_froid_mois")).content.decode()
    client.post(get_url(organisme, "a_froid_mois"), {"geste": "revenir"})
    assert get_duree(organisme.espace, "a_froid_mois", today) == 4


@pytest.mark.parametrize(
    ("cle", "saisie"),
    [
        ("a_froid_mois", {"valeur": "12", "date_debut": "2026-01-01"}),
        ("a_froid_mois", {"valeur": "4", "date_debut": ""}),
        ("attestation", {"texte": "", "date_debut": "2026-01-01"}),
        ("a_chaud_rappels", {"premier": "21", "second": "7", "date_debut": "2026-01-01"}),
        ("a_chaud_rappels", {"premier": "", "second": "7", "date_debut": "2026-01-01"}),
        ("a_chaud_rappels", {"premier": "7", "second": "300", "date_debut": "2026-01-01"}),
        ("a_chaud_rappels", {"premier": "7", "second": "120", "date_debut": "2026-01-01"}),
        ("entree_avant_jours", {"valeur": "4", "date_debut": "2026-01-01"}),
        ("verification_jours", {"valeur": "3", "date_debut": "2026-01-01"}),
    ],
    ids=str,
)
def test_what_cannot_be_is_said(connecte, chargee, organisme, cle, saisie):
    page = connecte(chargee).post(get_url(organisme, cle), saisie).content.decode()
    assert 'role="alert"' in page
    assert not ReglageFormation.objects.exists()


def test_reminders_are_two_days_one_or_none(connecte, chargee, organisme):
    client, today, url = connecte(chargee), timezone.localdate(), get_url(organisme, "a_chaud_rappels")
    page = client.get(url).content.decode()
    assert "pour les sessions qui finissent ce jour-là ou après" in page
    assert 'value="21"' in page
    for premier, second, jours in (("10", "20", (10, 20)), ("5", "", (5,)), ("", "", ())):
        saisie = {"premier": premier, "second": second, "date_debut": today.isoformat(), "source": ""}
        assert client.post(url, saisie).status_code == 302
        assert get_reference(organisme.espace, "a_chaud_rappels", today).jours == jours
    assert Journal.objects.filter(objet_type="organisme_formation").count() == 3
    assert (
        "Aucun rappel" in client.get(reverse("formation:organisme_update", args=[organisme.espace_id])).content.decode()
    )


def test_a_setting_that_was_already_too_late_is_not_held_against_another(connecte, chargee, organisme):
    """Going back to what ships may leave a reminder after the end: the next setting is still saved."""
    client, jour = connecte(chargee), date(2026, 1, 1)
    ReglageFormation.objects.create(espace=organisme.espace, cle="entree_rappels", date_debut=jour, texte="15")
    saisie = {"valeur": "400", "date_debut": "2026-01-01", "source": ""}
    client.post(get_url(organisme, "financeur_jours"), saisie | {"valeur": "20"})
    client.post(get_url(organisme, "verification_jours"), saisie)
    assert get_duree(organisme.espace, "financeur_jours", jour) == 20
    assert get_duree(organisme.espace, "verification_jours", jour) == 400


@pytest.mark.parametrize(("second", "champ"), [("120", "second"), ("", "premier")], ids=str)
def test_a_reminder_that_would_never_leave_is_said_beside_it(connecte, chargee, organisme, second, champ):
    saisie = {"premier": "7" if second else "120", "second": second, "date_debut": "2026-01-01", "source": ""}
    form = connecte(chargee).post(get_url(organisme, "a_chaud_rappels"), saisie).context["form"]
    assert list(form.errors) == [champ]
    assert "un rappel 120 jours après ne partirait pas" in str(form.errors)


def test_a_reference_that_does_not_exist(connecte, chargee, organisme):
    assert connecte(chargee).get(get_url(organisme, "inconnue")).status_code == 404
