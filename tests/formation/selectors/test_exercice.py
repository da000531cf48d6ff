"""What a trainer sees of practice territories."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.note import SaisieNote, create_note
from convive.formation.actions.exercice import reset_exercice
from convive.formation.selectors.exercice import (
    DUREE_LECTURE,
    get_effacement,
    get_exercice_de,
    list_derniers_gestes,
    list_exercices,
    list_perimes,
    list_points_depart,
    list_sans_exercice,
)
from convive.formation.selectors.references import get_duree
from tests.espaces.factories import create_compte
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace)


def test_what_was_written_since_the_starting_point(session, chargee, django_assert_num_queries):
    depart = create_depart_essai(chargee)
    stagiaire = create_compte("stagiaire")
    inscription = create_inscription_essai(session, compte=stagiaire)
    exercice = create_exercice_essai(chargee, session, depart, inscription)
    create_exercice_essai(chargee, session, depart)
    espace = exercice.exercice
    for titre in ("Un", "Deux"):
        create_note(by=stagiaire, espace=espace, saisie=SaisieNote(titre, "Des mots."))
    with django_assert_num_queries(6):
        lus = {lu.exercice.nom: lu for lu in list_exercices(session)}
    lu = lus[inscription.nom]
    assert lu.domaines == (("Espaces", 2),)
    assert lu.gestes == 2
    assert (lu.dernier.auteur, lu.dernier.geste, lu.dernier.titre) == ("Stagiaire", "a créé la note", "Deux")
    assert lu.membres == ("Stagiaire",)
    assert (lus["Groupe A"].gestes, lus["Groupe A"].dernier) == (0, None)
    assert [geste.titre for geste in list_derniers_gestes(exercice)] == ["Deux", "Un"]
    reset_exercice(by=chargee, exercice=exercice)
    lu = next(lu for lu in list_exercices(session) if lu.exercice.pk == exercice.pk)
    assert (lu.gestes, lu.dernier) == (0, None)
    assert list_derniers_gestes(exercice) == []


def test_what_was_lent_is_no_starting_point(session, chargee, etrangere):
    depart = create_depart_essai(chargee)
    create_exercice_essai(chargee, session, depart)
    assert list_points_depart(chargee) == [depart]
    assert list_points_depart(etrangere) == []


def test_who_has_none_yet(session, chargee):
    une, autre = create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle")
    create_inscription_essai(session, "Partie", etat="desistement")
    assert list_sans_exercice(session) == [autre, une]
    exercice = create_exercice_essai(chargee, session, create_depart_essai(chargee), une)
    assert list_sans_exercice(session) == [autre]
    assert get_exercice_de(une) == exercice
    assert get_exercice_de(autre) is None


def test_how_long_one_is_lent_is_a_dated_setting_of_the_body(session):
    today = timezone.localdate()
    assert get_duree(session.espace, "exercice_jours", today) == 90
    session.espace.reglages_formation.create(cle="exercice_jours", date_debut=today, valeur=30)
    assert get_duree(session.espace, "exercice_jours", today) == 30
    assert get_duree(session.espace, "exercice_jours", today - timedelta(days=1)) == 90


def test_how_long_one_is_read_is_that_of_the_day_it_was_made(session, chargee):
    today = timezone.localdate()
    exercice = create_exercice_essai(chargee, session, create_depart_essai(chargee), expire_le=today)
    assert get_effacement(exercice) == today + timedelta(days=15)
    session.espace.reglages_formation.create(cle=DUREE_LECTURE, date_debut=today - timedelta(days=3), valeur=40)
    assert get_effacement(exercice) == today + timedelta(days=40)
    session.espace.reglages_formation.create(cle=DUREE_LECTURE, date_debut=today + timedelta(days=1), valeur=2)
    assert get_effacement(exercice) == today + timedelta(days=40)
    exercice.cree_le = None
    assert get_effacement(exercice) is None


def test_those_to_erase_follow_the_delay_of_their_body(session, chargee, django_assert_num_queries):
    today = timezone.localdate()
    depart = create_depart_essai(chargee)
    exercice = create_exercice_essai(chargee, session, depart, expire_le=today)
    create_exercice_essai(chargee, session, depart, create_inscription_essai(session), expire_le=today)
    session.espace.reglages_formation.create(cle=DUREE_LECTURE, date_debut=today - timedelta(days=3), valeur=40)
    with django_assert_num_queries(2):
        assert list_perimes(today + timedelta(days=39)) == []
    assert exercice in list_perimes(today + timedelta(days=40))
