from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import NouvelleVeille, OrganismeFormation, QuestionnaireSession
from convive.journal.models import Journal
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_the_registers_say_what_waits_to_those_who_read_them(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    NouvelleVeille.objects.create(espace=organisme, axe="metiers", date=timezone.localdate(), titre="Une étude")
    url = reverse("formation:qualite_detail", args=[organisme.pk])
    page = connecte(chargee).get(url).content.decode()
    assert "1\u00a0ligne" in page
    assert "Les réclamations reçues" in page
    lectrice = create_compte("lectrice")
    create_membre(organisme, lectrice, "lecture")
    page = connecte(lectrice).get(url).content.decode()
    assert "Veille" in page
    assert "Les réclamations reçues" not in page


def test_what_sessions_gave_is_told_with_its_sums_and_what_is_secret(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    for rang, nombre in enumerate((5, 2)):
        session = create_session_essai(organisme, jours=-10, numero=f"2026-0{rang}")
        for personne in range(nombre):
            QuestionnaireSession.objects.create(
                session=session,
                inscription=create_inscription_essai(session, f"Personne {personne}"),
                cle="a_chaud",
                reponses={"rythme": 4},
                termine_le=timezone.now(),
            )
    url, client = reverse("formation:qualite_detail", args=[organisme.pk]), connecte(chargee)
    page = client.get(url).content.decode()
    assert "5 sur 5\u00a0avis" in page
    assert "100\u00a0%" in page
    assert "secret" in page
    assert "Ensemble" in page


def test_each_session_says_what_it_lacks_and_where_it_is_done(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    finie = create_session_essai(organisme, jours=-10)
    create_inscription_essai(finie)
    prete = create_session_essai(organisme, finie.programme, numero="2026-02", etat="preparation")
    prete.intervenants.all().delete()
    page = connecte(chargee).get(reverse("formation:qualite_detail", args=[organisme.pk])).content.decode()
    avant, apres = (page.split(f'id="session-{session.pk}"')[1].split("</details>")[0] for session in (prete, finie))
    assert "Aucun écart" in avant
    assert "Il manque" in apres
    assert "écart majeur" in apres
    # What is of the whole body is not told again for each session.
    assert "Le réseau handicap" not in apres
    for vue in ("session_questionnaires", "inscription_list"):
        assert reverse(f"formation:{vue}", args=[organisme.pk, finie.pk]) in apres
    assert f"{reverse('formation:document_session_list', args=[organisme.pk, finie.pk])}#convocation" in apres


def test_what_is_brought_closes_the_gap_at_once(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    session = create_session_essai(organisme, jours=-10)
    client, url = connecte(chargee), reverse("formation:qualite_detail", args=[organisme.pk])
    assert "Le recueil du besoin" in client.get(url).content.decode()
    preuve = {
        "sorte": "besoin",
        "session": str(session.pk),
        "jour": str(timezone.localdate()),
        "titre": "Un courriel",
        "version": 1,
    }
    ajout = reverse("formation:registre_update", args=[organisme.pk, "preuves"])
    assert client.post(ajout, preuve).status_code == 302
    assert "Le recueil du besoin" not in client.get(url).content.decode()


def test_many_sessions_cost_as_many_queries_and_half_of_them_once_known(chargee, connecte, count_queries_get):
    organisme = create_organisme_essai(chargee).espace
    session = create_session_essai(organisme, jours=-10)
    create_inscription_essai(session)
    client, url = connecte(chargee), reverse("formation:qualite_detail", args=[organisme.pk])
    client.get(url)
    assert count_queries_get(client, url) <= 16
    cache.clear()
    once = count_queries_get(client, url)
    assert once <= 26
    for rang in range(5):
        create_inscription_essai(create_session_essai(organisme, jours=-20 - rang, numero=f"2026-1{rang}"))
    cache.clear()
    assert count_queries_get(client, url) == once
    assert count_queries_get(client, url) <= 16


def test_the_chosen_day_of_the_audit_decides_of_the_version(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    session = create_session_essai(organisme, jours=-10)
    client, url = connecte(chargee), reverse("formation:qualite_detail", args=[organisme.pk])
    for _ in range(2):
        response = client.post(url, {"geste": "audit", "date_audit": "2026-10-31"})
        assert response.status_code == 302
    assert OrganismeFormation.objects.get().date_audit == date(2026, 10, 31)
    assert Journal.objects.filter(objet_type="organisme_formation", geste="modifier").count() == 1
    for page in (client.get(url), client.get(reverse("formation:qualite_session", args=[organisme.pk, session.pk]))):
        texte = page.content.decode()
        assert "version 9 du 8 janvier 2024" in texte
        assert "une autre version s’applique" in texte
        assert "analyse des risques" not in texte
    client.post(url, {"geste": "audit", "date_audit": "2027-03-15"})
    texte = client.get(url).content.decode().replace("\u00a0", " ")
    assert "Pour l’audit du 15 mars 2027" in " ".join(texte.split())
    assert "2026-728" in texte
    assert "n’était pas publié fin septembre 2026" in texte
    assert "analyse des risques" in texte


def test_the_day_of_an_audit_that_is_no_day_is_refused(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    client, url = connecte(chargee), reverse("formation:qualite_detail", args=[organisme.pk])
    assert 'role="alert"' in client.post(url, {"geste": "audit", "date_audit": "0026-10-31"}).content.decode()
    client.post(url, {"geste": "audit", "date_audit": "2026-10-31"})
    # An empty field goes back to the version of today.
    client.post(url, {"geste": "audit", "date_audit": ""})
    assert OrganismeFormation.objects.get().date_audit is None
