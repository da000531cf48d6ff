"""What follows the conventions of the demonstration: half of the choices are made, a plan is close to its end."""

import re
from datetime import date

import pytest

from convive.config.demo.selectors import get_recit_demo
from convive.convention.models import Ctg, OrientationPlan, PlanExterne
from convive.convention.panels import list_taches, list_taches_plans
from convive.convention.selectors.reprise import get_dossier_reprise
from tests.config.test_demo_acteurs import get_place

FICHIER = get_recit_demo().find_fichier("suite")
TODAY = date(2026, 11, 25)


def test_file_is_well_written():
    texte = FICHIER.read_text(encoding="utf-8")
    assert "'" not in texte
    assert not re.search(r"@|\d{10}", texte)


@pytest.mark.django_db
def test_demo_prepares_the_next_ctg_beside_the_other_plans(demo):
    espace = get_place("chargee").espace
    ctg = Ctg.objects.select_related("ctg_precedente").get(espace=espace, nom="CTG 2029-2033")
    dossier = get_dossier_reprise(ctg, ctg.ctg_precedente, get_place("chargee").compte)
    assert {famille.reprise.cle for famille in dossier.familles} >= {"signataire", "jalon", "lien_plan"}
    # The plan d’actions, much longer than the rest, is left to choose.
    siens = [ligne for ligne in dossier.lignes if ligne.reprise.cle not in {"noeud_plan", "fiche_action"}]
    assert 0.15 < dossier.decides / len(siens) < 0.7
    assert {ligne.choix for ligne in dossier.lignes} == {"", "reconduit", "modifie", "arrete"}
    assert sum(ligne.is_reportee for ligne in dossier.lignes) == 3
    assert any(ligne.motif for famille in dossier.familles for ligne in famille.nouvelles)
    assert PlanExterne.objects.filter(espace=espace).count() == 6
    assert OrientationPlan.objects.filter(plan__espace=espace, plan__type="sdsf").count() == 9
    taches = [*list_taches(get_place("chargee"), TODAY), *list_taches_plans(get_place("chargee"), TODAY)]
    libelles = [tache.libelle for tache in taches]
    assert "Choisir ce que reprend « CTG 2029-2033 »" in libelles
    assert "Demander où en est la suite de « Projet social du centre L’Embarcadère »" in libelles
