"""What the directory asks on the home of an espace."""

from datetime import date, timedelta

import pytest

from convive.acteurs.actions.fusion_fiches import record_distinctes
from convive.acteurs.panels import list_taches, list_taches_doublons, list_taches_suites
from tests.acteurs.factories import (
    create_echange_essai,
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
    create_poste_essai,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def membre(espace, chargee):
    return espace.membres.select_related("compte").get(compte=chargee)


def test_quiet_directory_asks_nothing(membre, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert list(list_taches(membre, TODAY)) == []
    with django_assert_num_queries(2):
        assert list(list_taches_doublons(membre, TODAY)) == []


def test_mandates_functions_and_posts_are_asked_with_their_names(espace, membre, django_assert_num_queries):
    mairie = create_organisation_essai(espace, "Mairie de Civray", type="commune")
    for nom in ("Aubry", "Barret", "Cadet", "Dorval"):
        create_fonction_essai(create_personne_essai(espace, nom, "Ève"), mairie, "Maire", is_elu=True)
    fin = TODAY + timedelta(days=30)
    create_fonction_essai(create_personne_essai(espace, "Bientôt", "Ève"), mairie, "Directrice", date_fin=fin)
    poste = create_poste_essai(espace, "Chargée", date_fin=fin)
    suivi = create_poste_essai(espace, "Coordonnatrice", date_fin=fin)
    create_poste_essai(espace, "Suite", remplace=(suivi,))
    with django_assert_num_queries(2):
        taches = list(list_taches(membre, TODAY))
    assert [(tache.libelle, tache.echeance) for tache in taches] == [
        ("Confirmer 4\u00a0mandats d’élu·es", None),
        ("Préparer la suite de 1\u00a0fonction", fin - timedelta(days=1)),
        ("Préparer la suite du poste «\u00a0Chargée\u00a0»", fin - timedelta(days=1)),
    ]
    assert "Ève Aubry, Ève Barret, Ève Cadet et 1 de plus" in taches[0].precision
    assert taches[2].url.endswith(f"/postes/{poste.pk}/")


def test_who_does_not_write_the_directory_is_asked_nothing(espace, elue, coordinatrice):
    mairie = create_organisation_essai(espace, "Mairie de Civray", type="commune")
    create_fonction_essai(create_personne_essai(espace), mairie, "Maire", is_elu=True)
    create_poste_essai(espace, date_fin=TODAY + timedelta(days=30))
    create_personne_essai(espace)
    create_personne_essai(espace)
    place = espace.membres.get(compte=elue)
    assert [*list_taches(place, TODAY), *list_taches_doublons(place, TODAY)] == []
    # A coordinatrice writes cards, not the posts of the others.
    place = espace.membres.get(compte=coordinatrice)
    assert [tache.libelle for tache in list_taches(place, TODAY)] == ["Confirmer 1\u00a0mandat d’élu·es"]


def test_cards_of_one_name_wait_for_someone_to_decide(espace, chargee, membre):
    gauche, droite = create_personne_essai(espace, "Roux", "Zoé"), create_personne_essai(espace, "ROUX", "zoe")
    create_organisation_essai(espace, "Club", siret="35600000000048", siren="356000000")
    create_organisation_essai(espace, "Le club", siret="35600000009075", siren="356000000")
    (tache,) = list_taches_doublons(membre, TODAY)
    assert (tache.libelle, tache.is_en_retard) == ("Trancher 1\u00a0doublon de l’annuaire", False)
    record_distinctes(by=chargee, gauche=gauche, droite=droite)
    assert list(list_taches_doublons(membre, TODAY)) == []


def test_next_steps_wait_for_whoever_was_there(espace, chargee, coordinatrice, membre, django_assert_num_queries):
    passeurs = create_organisation_essai(espace)
    for texte, jours in (("En retard", -1), ("Bientôt", 7), ("Plus tard", 8)):
        create_echange_essai(chargee, passeurs, suite=texte, suite_le=TODAY + timedelta(days=jours))
    create_echange_essai(chargee, passeurs, suite="La sienne", suite_le=TODAY, mene_par=coordinatrice)
    with django_assert_num_queries(2):
        en_retard, bientot = list_taches_suites(membre, TODAY)
    assert (en_retard.libelle, en_retard.is_en_retard, en_retard.echeance) == (
        *("En retard", True),
        TODAY - timedelta(days=1),
    )
    assert (bientot.libelle, bientot.is_en_retard) == ("Bientôt", False)
    assert en_retard.precision == "Les Passeurs du Gué. Promis\u00a0: appel du 2\u00a0mars\u00a02026."
    place = espace.membres.get(compte=coordinatrice)
    assert [tache.libelle for tache in list_taches_suites(place, TODAY)] == ["La sienne"]
