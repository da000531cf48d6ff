"""Change the day of a séance, put it off, cancel it, take it up again, delete it."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import Seance
from tests.espaces.ecriture import read_conflits
from tests.gouvernance.factories import create_seance_essai, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:seance_update", args=[espace.pk, gouvernance.brouillon.pk])


def test_the_day_changes_and_an_old_page_is_told(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    form = client.get(url).context["form"]
    data = {nom: form[nom].value() or "" for nom in form.fields} | {"geste": "enregistrer"}
    other = data | {"titre": "Bilan"}
    data |= {"date": in_days(50).isoformat(), "lieu": "Ailleurs"}
    assert client.post(url, data).status_code == 302
    gouvernance.brouillon.refresh_from_db()
    assert (gouvernance.brouillon.date, gouvernance.brouillon.lieu) == (in_days(50), "Ailleurs")
    answer = client.post(url, {**data, "lieu": "Encore ailleurs"})
    assert read_conflits(answer) == {"lieu": ("Encore ailleurs", "Ailleurs")}
    # What nobody else touched is saved with what she saved.
    assert client.post(url, other).status_code == 302
    gouvernance.brouillon.refresh_from_db()
    assert (gouvernance.brouillon.lieu, gouvernance.brouillon.titre) == ("Ailleurs", "Bilan")


def test_put_off_with_a_reason_its_agenda_goes_to_the_next_one(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    assert "Ce champ est obligatoire" in client.post(url, {"geste": "reporter", "depart-motif": ""}).content.decode()
    data = {"geste": "reporter", "depart-motif": "Trop peu de monde.", "depart-date": in_days(120).isoformat()}
    answer = client.post(url, data)
    nouvelle = Seance.objects.get(date=in_days(120))
    assert str(nouvelle.pk) in answer.headers["Location"]
    assert nouvelle.points.count() == 2
    gouvernance.brouillon.refresh_from_db()
    assert (gouvernance.brouillon.statut, gouvernance.brouillon.motif) == ("reportee", "Trop peu de monde.")
    page = client.get(reverse("gouvernance:seance_detail", args=[nouvelle.espace_id, gouvernance.brouillon.pk]))
    assert "Trop peu de monde." in page.content.decode()


def test_cancelled_then_taken_up_again_then_deleted(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    client.post(url, {"geste": "annuler", "depart-motif": "Elle ne sert plus."})
    gouvernance.brouillon.refresh_from_db()
    assert gouvernance.brouillon.statut == "annulee"
    assert "La reprendre" in client.get(url).content.decode()
    client.post(url, {"geste": "rouvrir"})
    gouvernance.brouillon.refresh_from_db()
    assert gouvernance.brouillon.statut == "brouillon"
    answer = client.post(url, {"geste": "supprimer"})
    assert answer.headers["Location"].endswith(f"{gouvernance.copil.pk}/")
    assert not Seance.objects.filter(pk=gouvernance.brouillon.pk).exists()


def test_what_was_convened_is_not_deleted_and_what_is_closed_is_reopened(espace, gouvernance, chargee, connecte):
    client = connecte(chargee)
    convoquee = reverse("gouvernance:seance_update", args=[espace.pk, gouvernance.convoquee.pk])
    answer = client.post(convoquee, {"geste": "supprimer"})
    assert "annulez-la, en disant pourquoi" in answer.content.decode()
    close = reverse("gouvernance:seance_update", args=[espace.pk, gouvernance.close.pk])
    assert "rouvrez-la en indiquant pourquoi" in client.get(close).content.decode()
    client.post(close, {"geste": "rouvrir"})
    gouvernance.close.refresh_from_db()
    # Closed minutes open again with a reason, on the page that closes them.
    assert gouvernance.close.statut == "close"
    assert client.post(close, {"geste": "inconnu"}).status_code == 200
    assert create_seance_essai(gouvernance.copil).numero is None
