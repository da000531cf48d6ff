"""The posts of the demonstration show the move that the pages are for."""

import re
from datetime import date
from decimal import Decimal

import pytest

from convive.acteurs.rules.postes import compare_postes, get_jours_usuels
from convive.acteurs.selectors.poste import list_postes_lus
from convive.config.demo.selectors import get_recit_demo
from tests.config.test_demo_acteurs import get_place

FICHIER = get_recit_demo().find_fichier("postes")


def test_file_is_well_written():
    texte = FICHIER.read_text(encoding="utf-8")
    assert "'" not in texte
    assert not re.search(r"@|\d{10}", texte)


@pytest.mark.django_db
def test_demo_shows_three_coordinators_becoming_a_chargee_and_two_coordinators(demo):
    postes = list_postes_lus(get_place("chargee"))
    avant, apres = get_jours_usuels(postes, date(2026, 11, 25))
    comparaison = compare_postes(postes, avant, apres)
    assert (len(comparaison.avant), len(comparaison.apres), comparaison.sans_suite) == (3, 3, ())
    chargee = next(passage for passage in comparaison.passages if passage.poste.titulaire == "Maëlle Orvelin")
    assert len(chargee.avant) == 3
    assert (comparaison.total_avant.quotite_ctg, comparaison.total_apres.quotite_ctg) == (Decimal("1.3"), Decimal(2))
    assert any(poste.date_debut and poste.date_debut > apres for poste in postes)
