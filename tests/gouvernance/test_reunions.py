"""A séance dates its milestone: the CTG no longer asks for the day of a COPIL that has one."""

from copy import copy
from datetime import date

import pytest

from convive.convention.models import Jalon, TypeJalon
from convive.convention.panels import build_manques, list_taches
from convive.convention.selectors.ctg import get_dossier
from convive.espaces.models import Membre
from convive.gouvernance.reunions import find_type_instance
from convive.gouvernance.rules.instances import TypeInstance
from tests.gouvernance.factories import create_instance_essai, create_seance_essai

pytestmark = pytest.mark.django_db
COMITE = "Comité de pilotage de l’année"


@pytest.fixture
def membre(espace, chargee) -> Membre:
    return Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)


def is_demande(membre, today) -> bool:
    # A place keeps the CTG for the time of a page.
    return any(COMITE in tache.libelle for tache in list_taches(copy(membre), today))


def read_comite(membre, today):
    dossier = get_dossier(membre, today)
    return next((row for row in build_manques(dossier) if COMITE in row.manque.libelle), None)


@pytest.mark.parametrize(
    ("libelle", "attendu"),
    [
        (COMITE, TypeInstance.COPIL),
        ("COPIL annuel", TypeInstance.COPIL),
        ("Comité technique", TypeInstance.COTECH),
        ("Bilan de l’année", None),
    ],
)
def test_a_milestone_names_its_body_in_the_words_of_the_espace(libelle, attendu):
    assert find_type_instance(libelle) is attendu


def test_a_copil_dates_the_milestone_of_its_year(espace, ctg, membre, chargee, connecte):
    today = date(ctg.date_debut.year + 1, 11, 30)
    assert read_comite(membre, today).manque.precision == "Aucune date n’est encore fixée."
    assert is_demande(membre, today)
    copil = create_instance_essai(espace)
    seance = create_seance_essai(copil, date=date(today.year, 12, 17))
    attendu = read_comite(membre, today)
    assert attendu.manque.precision == f"Prévu le 17\u00a0décembre\u00a0{today.year}."
    assert (attendu.url, attendu.geste) == (f"/espaces/{espace.pk}/instances/seances/{seance.pk}/", "Voir")
    assert not is_demande(membre, today)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/ctg/{ctg.pk}/jalons/").content.decode()
    assert f"Comité de pilotage du 17\u00a0décembre\u00a0{today.year}" in page
    # Another year, a body of another kind, a séance that did not take place: nothing is dated by them.
    assert read_comite(membre, today.replace(year=today.year + 1)).manque.url == ""
    seance.statut, seance.motif = "annulee", "La salle est prise."
    seance.save()
    create_seance_essai(create_instance_essai(espace, "COTECH", "cotech"), date=date(today.year, 12, 3))
    assert read_comite(membre, today).manque.url == ""
    # Held, it is reached.
    seance.statut, seance.motif = "close", ""
    seance.save()
    assert read_comite(membre, today) is None


def test_the_seance_says_more_than_the_day_that_was_planned(espace, ctg, membre):
    today = date(ctg.date_debut.year + 1, 11, 30)
    kind = TypeJalon.objects.get(espace=espace, libelle=COMITE)
    planned = date(today.year, 12, 1)
    Jalon.objects.create(ctg=ctg, type=kind, phase=kind.phase, libelle=COMITE, date_prevue=planned)
    create_seance_essai(create_instance_essai(espace), date=date(today.year, 12, 17))
    assert "17" in read_comite(membre, today).manque.precision
    Jalon.objects.update(date_reelle=planned)
    assert read_comite(membre, today) is None
