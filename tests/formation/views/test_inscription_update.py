"""One person of a session: what is known of her, her place, what is adapted."""

import pytest
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.formation.forms.inscription import InscriptionForm
from convive.formation.models import Inscription, SessionFormation
from convive.journal.models import Journal
from tests.espaces.ecriture import choose, read_conflits
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session, inscription) -> str:
    return reverse("formation:inscription_update", args=[session.espace_id, session.pk, inscription.pk])


def build_saisie(inscription, **change: str) -> dict[str, str]:
    form = InscriptionForm(inscription=inscription)
    return {nom: str(form[nom].value() or "") for nom in form.fields} | {"geste": "enregistrer"} | change


def test_an_adaptation_is_kept_and_never_told_to_the_journal(url, inscription, organisatrice):
    saisie = build_saisie(inscription, adaptation="Des pauses toutes les heures", employeur_email="RH@exemple.fr")
    for _ in range(2):
        assert organisatrice.post(url, saisie).status_code == 302
    inscription.refresh_from_db()
    assert (inscription.adaptation, inscription.employeur_email) == ("Des pauses toutes les heures", "rh@exemple.fr")
    (ligne,) = Journal.objects.filter(objet_type="inscription")
    assert "pauses" not in str(ligne.detail)


def test_two_people_at_once_do_not_undo_one_another(url, inscription, organisatrice):
    stale = build_saisie(inscription, fonction="Directrice")
    organisatrice.post(url, build_saisie(inscription, telephone="05 00 00 00 00"))
    assert organisatrice.post(url, stale).status_code == 302
    inscription.refresh_from_db()
    assert (inscription.fonction, inscription.telephone) == ("Directrice", "05 00 00 00 00")
    response = organisatrice.post(url, stale | {"fonction": "Adjointe"})
    assert read_conflits(response) == {"fonction": ("Adjointe", "Directrice")}
    assert organisatrice.post(url, choose(response)).status_code == 302
    inscription.refresh_from_db()
    assert inscription.fonction == "Adjointe"


def test_an_address_of_someone_else_is_refused(url, session, inscription, organisatrice):
    create_inscription_essai(session, "Marceline Aubépin", email="marceline@exemple.fr")
    page = organisatrice.post(url, build_saisie(inscription, email="Marceline@exemple.fr")).content.decode()
    assert "déjà inscrite" in page


def test_leaving_frees_a_place_for_whoever_waits(url, session, inscription, organisatrice):
    SessionFormation.objects.filter(pk=session.pk).update(places=1)
    attend = create_inscription_essai(session, "Marceline Aubépin", etat="attente")
    place = reverse("formation:inscription_update", args=[session.espace_id, session.pk, attend.pk])
    assert "La session est complète" in organisatrice.post(place, {"geste": "inscrire"}).content.decode()
    assert "Indiquez pourquoi" in organisatrice.post(url, {"geste": "partir", "partir-motif": ""}).content.decode()
    for _ in range(2):
        organisatrice.post(url, {"geste": "partir", "partir-motif": "Un autre poste"})
    inscription.refresh_from_db()
    assert (inscription.etat, inscription.motif) == ("desistement", "Un autre poste")
    for _ in range(2):
        organisatrice.post(place, {"geste": "inscrire"})
    attend.refresh_from_db()
    assert attend.etat == "inscrite"


def test_someone_of_another_session_is_not_in_this_one(session, inscription, organisatrice):
    ailleurs = SessionFormation.objects.create(
        espace=session.espace, programme=session.programme, numero="2026-09", titre="Une autre"
    )
    url = reverse("formation:inscription_update", args=[ailleurs.espace_id, ailleurs.pk, inscription.pk])
    assert organisatrice.get(url).status_code == 404


def test_a_button_that_does_not_exist_changes_nothing_and_says_so(url, inscription, organisatrice):
    page = organisatrice.post(url, {"geste": "inconnu"}).content.decode()
    assert "Choisissez l’un des boutons" in page
    assert Inscription.objects.get(pk=inscription.pk).version == inscription.version


def test_once_begun_leaving_is_giving_up(url, session, inscription, organisatrice):
    SessionFormation.objects.filter(pk=session.pk).update(date_debut="2020-01-06")
    assert "ce sera un abandon" in organisatrice.get(url).content.decode()
    organisatrice.post(url, {"geste": "partir", "partir-motif": "Malade"})
    assert Inscription.objects.get(pk=inscription.pk).etat == "abandon"


def test_her_personal_address_is_shown_to_whoever_organises(url, inscription, organisatrice):
    assert build_cle(inscription) in organisatrice.get(url).content.decode()
