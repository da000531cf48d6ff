"""Make a session of a programme: its half-days come with its first day."""

from datetime import date

import pytest
from django.urls import reverse

from convive.formation.models import SessionFormation
from convive.journal.models import Journal
from tests.formation.factories_formation import create_programme_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(organisme) -> str:
    return reverse("formation:session_create", args=[organisme.espace_id])


@pytest.fixture
def programme(organisme):
    return create_programme_essai(organisme.espace, effectif_max=12)


def test_a_programme_and_a_first_day_are_enough(url, organisatrice, programme):
    saisie = {"programme": programme.pk, "premier": "2026-11-13", "mode": "presence", "titre": ""}
    answer = organisatrice.post(url, saisie)
    session = SessionFormation.objects.get()
    assert answer.headers["Location"] == reverse("formation:session_detail", args=[session.espace_id, session.pk])
    assert (session.numero, session.titre, session.places) == ("2026-01", programme.titre, 12)
    assert (session.date_debut, session.date_fin) == (date(2026, 11, 13), date(2026, 11, 16))
    assert [demi.minutes for demi in session.demi_journees.all()] == [210] * 4
    assert Journal.objects.filter(objet_type="session_formation", geste="creer").count() == 1


def test_dates_may_wait_and_numbers_follow(url, organisatrice, programme):
    for titre in ("Un", "Deux"):
        organisatrice.post(url, {"programme": programme.pk, "premier": "", "mode": "distance", "titre": titre})
    rows = SessionFormation.objects.order_by("numero")
    assert [row.numero[-3:] for row in rows] == ["-01", "-02"]
    assert not rows[0].demi_journees.exists()
    assert rows[0].date_debut is None


@pytest.mark.parametrize("change", [{"programme": ""}, {"programme": "x"}, {"premier": "13/13/2026"}], ids=str)
def test_what_cannot_be_is_said(url, organisatrice, programme, change):
    saisie = {"programme": programme.pk, "premier": "2026-11-13", "mode": "presence"} | change
    assert 'role="alert"' in organisatrice.post(url, saisie).content.decode()
    assert not SessionFormation.objects.exists()


def test_a_programme_of_another_body_is_not_offered(url, organisatrice, espace):
    ailleurs = create_programme_essai(espace)
    assert 'role="alert"' not in organisatrice.get(url).content.decode()
    assert "Il faut d’abord un programme" in organisatrice.get(url).content.decode()
    organisatrice.post(url, {"programme": ailleurs.pk, "premier": "", "mode": "presence"})
    assert not SessionFormation.objects.exists()


def test_an_archived_programme_is_refused_while_it_is_chosen(organisme, chargee):
    from convive.formation.actions.session import create_session
    from convive.formation.refus import FormationRefusee

    archive = create_programme_essai(organisme.espace, etat="archive")
    with pytest.raises(FormationRefusee, match="archivé"):
        create_session(
            by=chargee,
            espace=organisme.espace,
            programme=archive,
            valeurs={},
            premier=None,
            today=date(2026, 1, 1),
        )
