"""The document of the hundredth day."""

import pytest

from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Famille
from convive.prise_poste.actions.prise import close_etape, refuse_etape
from convive.prise_poste.exports.parcours import build_bilan
from convive.prise_poste.models import OutilRempli
from tests.pages_lues import lis
from tests.prise_poste.factories import create_evaluation_essai, create_prise_essai, get_place

pytestmark = pytest.mark.django_db


def build(compte, espace) -> str:
    return lis(build_bilan(get_place(compte, espace), Famille.TEXTE, "").corps_html)


def test_it_says_what_was_done_put_aside_and_left_with_two_times_side_by_side(espace, chargee):
    prise = create_prise_essai(espace, chargee, jour=100)
    close_etape(by=chargee, prise=prise, cle="veille")
    # What Convive sees, and what only she can say: both are there.
    OutilRempli.objects.create(espace=espace, cle="lettre_veille", titre="Mars", valeurs={"mois": "Mars, aux élu·es"})
    refuse_etape(by=chargee, prise=prise, cle="cotech", motif="Le COTECH est en juin.")
    create_evaluation_essai(espace, chargee, {"S1": 1, "S2": 2}, jours=80)
    create_evaluation_essai(espace, chargee, {"S1": 2}, jours=40)
    create_evaluation_essai(espace, chargee, {"S1": 3, "S2": 2})
    page = build(chargee, espace)
    assert "jour 100 sur 100. 2\u00a0étapes faites, 1\u00a0écartée, 15\u00a0restantes." in page
    assert "Le COTECH est en juin." in page
    assert page.index("Ouvrir votre veille") < page.index("Ce qui a été écarté")
    # The first and the last one, and not the one between them.
    assert page.count('<th scope="col">Le ') == 6
    assert "<td>1 – Des notions</td><td>3 – En autonomie</td><td>+2</td>" in page
    assert "pas répondu" in page


def test_one_time_has_no_way_and_none_is_said(espace, chargee):
    create_prise_essai(espace, chargee, jour=120)
    assert "Aucune auto-évaluation n’est encore terminée." in build(chargee, espace)
    create_evaluation_essai(espace, chargee)
    page = build(chargee, espace)
    assert "Évolution" not in page
    assert "plus de 100 jours après" in page


def test_without_a_path_there_is_no_document(espace, chargee, directeur):
    create_prise_essai(espace, chargee)
    with pytest.raises(DocumentInconnu):
        build(directeur, espace)
