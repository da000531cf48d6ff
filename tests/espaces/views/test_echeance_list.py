"""The deadlines that a place may read, on a page and in a calendar that has a secret address."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from convive.espaces.models import FluxAgenda
from convive.journal.models import Journal
from convive.socle.echeances import Echeance, echeances

pytestmark = pytest.mark.django_db
DEMAIN = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def dates(monkeypatch):
    """Two deadlines, of which one belongs to whoever reads, and one that only pilots see."""
    monkeypatch.setattr(echeances, "_fournisseurs", {})

    def list_essai(membre, debut, fin):
        yield Echeance("a", DEMAIN, "Bilan, à rendre", "Axe\u00a01", "/bilan/", "check", is_mienne=True)
        yield Echeance("b", DEMAIN - timedelta(days=9), "Comité passé", "", "/comite/", "clock")
        if membre.role == "charge_cooperation":
            yield Echeance("c", DEMAIN + timedelta(days=40), "Secret d’équipe", "", "/secret/", "clock")

    echeances.record("essai", list_essai)


def get_page(client, espace, suite=""):
    return client.get(f"{reverse('espaces:echeance_list', args=[espace.pk])}{suite}")


def read_agenda(adresse):
    answer = Client().get(adresse)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer, list(Calendar.from_ical(answer.content).walk("VEVENT"))


def create_adresse(client, espace):
    url = reverse("espaces:echeance_list", args=[espace.pk])
    return client.post(url, {"geste": "creer"}, follow=True).context["adresse"]


def test_page_lists_months_and_what_is_mine(client, espace, chargee, dates, django_assert_max_num_queries):
    client.force_login(chargee)
    with django_assert_max_num_queries(10):
        page = get_page(client, espace).content.decode()
    assert all(words in page for words in ("Bilan, à rendre", "Dates passées", "Secret d’équipe"))
    # The first month is there at once, each of the others is one line that unfolds.
    assert page.index("Bilan, à rendre") < page.index("Les mois suivants") < page.index("Secret d’équipe")
    assert "\xa0: 1\xa0date" in page
    mine = get_page(client, espace, "?miennes=1").content.decode()
    assert "Bilan, à rendre" in mine
    assert "Les mois suivants" not in mine
    assert "Comité passé" not in mine


def test_empty_page_teaches(client, espace, chargee, monkeypatch):
    monkeypatch.setattr(echeances, "_fournisseurs", {})
    client.force_login(chargee)
    assert "Aucune date n’est fixée" in get_page(client, espace).content.decode()


def test_calendar_reads_what_the_page_shows(client, espace, chargee, dates):
    client.force_login(chargee)
    adresse = create_adresse(client, espace)
    answer, events = read_agenda(adresse)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert {str(event["uid"]) for event in events} == {"a@convive", "b@convive", "c@convive"}
    bilan = next(event for event in events if event["uid"] == "a@convive")
    assert (str(bilan["summary"]), bilan["dtstart"].dt) == ("Bilan, à rendre", DEMAIN)
    assert "http://testserver/bilan/" in str(bilan["description"])
    _, mine = read_agenda(f"{adresse}?miennes=1")
    assert [str(event["uid"]) for event in mine] == ["a@convive"]


def test_calendar_shows_no_more_than_its_place(client, espace, elue, dates):
    client.force_login(elue)
    _, events = read_agenda(create_adresse(client, espace))
    assert "c@convive" not in {str(event["uid"]) for event in events}


def test_another_address_stops_the_one_before(client, espace, chargee, dates):
    client.force_login(chargee)
    first = create_adresse(client, espace)
    second = create_adresse(client, espace)
    assert Client().get(first).status_code == 404
    read_agenda(second)
    assert FluxAgenda.objects.count() == 1
    client.post(reverse("espaces:echeance_list", args=[espace.pk]), {"geste": "arreter"})
    assert Client().get(second).status_code == 404
    said = Journal.objects.filter(detail__has_key="agenda").values_list("detail__agenda", flat=True)
    assert sorted(said) == ["adresse arrêtée", "adresse créée", "adresse créée"]


def test_address_stops_with_the_place_and_the_compte(client, espace, chargee, elue, dates):
    client.force_login(elue)
    adresse = create_adresse(client, espace)
    espace.membres.filter(compte=elue).update(date_fin=timezone.localdate())
    assert Client().get(adresse).status_code == 404
    client.force_login(chargee)
    adresse = create_adresse(client, espace)
    chargee.is_active = False
    chargee.save()
    assert Client().get(adresse).status_code == 404


def test_the_last_day_of_ones_place_is_in_it(espace, chargee):
    membre = espace.membres.get(compte=chargee)
    membre.date_fin = date(2026, 12, 1)
    rows = echeances.list_echeances(membre, date(2026, 1, 1), date(2027, 1, 1))
    assert ("Dernier jour de votre accès", date(2026, 11, 30)) in [(row.libelle, row.jour) for row in rows]
