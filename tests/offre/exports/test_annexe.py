"""Annexe 2 says the same thing in every format, and in the convention."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from convive.documents.emplacements import emplacements
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Classeur, DocumentHtml, Famille
from convive.documents.rules.blocs import Tableau
from convive.offre.exports import EMPLACEMENT_ANNEXE
from convive.offre.exports.annexe import build_annexe_2, build_blocs_annexe
from convive.offre.selectors.annexe import get_annexe
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_cof_essai, create_service_essai, create_soutien_essai
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db
JOUR = date(2026, 6, 12)


@pytest.fixture
def membre(espace, chargee):
    """Three services supported in 2026, one in 2025 only, one never."""
    creche = create_service_essai(espace, "Crèche", code_commune="86078", capacite_agreee=20, places=18)
    rpe = create_service_essai(espace, "Relais", "rpe", places=0)
    loisirs = create_service_essai(espace, "Loisirs", "alsh_periscolaire", code_commune="86078")
    create_service_essai(espace, "Sans soutien")
    create_soutien_essai(create_service_essai(espace, "Ludothèque", "ludotheque"), annee=2025)
    for service in (creche, rpe, loisirs):
        create_soutien_essai(service, annee=2026)
    create_soutien_essai(creche, create_organisation_essai(espace, "Pays"), annee=2026)
    create_cof_essai(espace, creche, numero="EN-COURS")
    create_cof_essai(espace, creche, numero="FINIE", fin=date(2026, 6, 11))
    return espace.membres.get(compte=chargee)


def test_annexe_is_grouped_on_a_day(membre, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        annexe = get_annexe(membre, JOUR, JOUR)
    assert [(g.thematique, [ligne.nom for ligne in g.lignes]) for g in annexe.groupes] == [
        ("Petite enfance", ["Crèche", "Relais"]),
        ("Enfance", ["Loisirs"]),
    ]
    creche, relais = annexe.groupes[0].lignes
    assert (creche.capacite, creche.collectivites, creche.cofs) == (20, ("Mairie de Civray", "Pays"), ("EN-COURS",))
    # Zero was typed; it is not the same as unknown.
    assert (relais.capacite, relais.commune, annexe.groupes[1].lignes[0].capacite) == (0, "Tout le territoire", None)
    assert [ligne.nom for ligne in annexe.a_confirmer] == ["Ludothèque"]
    assert (annexe.nombre, annexe.a_verifier) == (3, 0)


def test_annexe_remembers_what_was_archived_since(membre, espace):
    service = espace.equipements.get(nom="Relais")
    service.archive_le = timezone.now()
    service.save()
    assert get_annexe(membre, JOUR, JOUR).nombre == 3
    assert get_annexe(membre, date(2026, 12, 31), JOUR).nombre == 2


def test_sheet_and_text_agree(membre):
    sheet, texte = (build_annexe_2(membre, famille, JOUR.isoformat()) for famille in (Famille.CLASSEUR, Famille.TEXTE))
    assert isinstance(sheet, Classeur)
    assert isinstance(texte, DocumentHtml)
    lignes = sheet.feuilles[0].lignes
    assert [ligne[:2] for ligne in lignes] == [
        *(["Petite enfance", "Crèche"], ["Petite enfance", "Relais"], ["Enfance", "Loisirs"]),
    ]
    for ligne in lignes:
        for cellule in filter(None, map(str, (ligne[1], ligne[3], ligne[4], ligne[6]))):
            assert cellule in lis(texte.corps_html), cellule
    assert "12\u00a0juin\u00a02026" in lis(texte.corps_html)
    assert "Ludothèque" in lis(texte.corps_html)
    with pytest.raises(DocumentInconnu):
        build_annexe_2(membre, Famille.TEXTE, "hier")


def test_convention_receives_the_annexe_of_one_of_its_days(membre, espace, coordinatrice):
    ctg = SimpleNamespace(date_debut=date(2025, 1, 1), date_fin=date(2026, 12, 31))
    blocs = build_blocs_annexe(membre, ctg)
    tableaux = [bloc for bloc in blocs if isinstance(bloc, Tableau)]
    assert [tableau.legende for tableau in tableaux] == ["Petite enfance", "Enfance"]
    assert tableaux[0].lignes[0][4:] == ("20", "Mairie de Civray, Pays", "EN-COURS")
    # A convention that ended is read on its last day.
    passee = SimpleNamespace(date_debut=date(2020, 1, 1), date_fin=date(2024, 12, 31))
    assert build_blocs_annexe(membre, passee) == ()
    espace.membres.get(compte=coordinatrice).thematiques.add(espace.thematiques.get(nom="Enfance"))
    partielle = build_blocs_annexe(espace.membres.get(compte=coordinatrice), ctg)
    assert [bloc.legende for bloc in partielle if isinstance(bloc, Tableau)] == ["Enfance"]
    assert EMPLACEMENT_ANNEXE not in emplacements.list_egares()
