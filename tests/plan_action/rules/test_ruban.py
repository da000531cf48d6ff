"""An action stands where its days are; what has no day is listed."""

from datetime import date

import pytest

from convive.plan_action.rules.ruban import (
    GOUTTIERE,
    GOUTTIERE_ETROITE,
    LARGEUR,
    MARGE,
    ActionDatee,
    build_ruban,
    get_forme,
    narrow_ruban,
)
from convive.plan_action.rules.statuts import Statut

DEBUT, FIN = date(2024, 1, 1), date(2027, 12, 31)


def draw(*actions, jalons=(), today=date(2026, 1, 1)):
    return build_ruban(DEBUT, FIN, [("Axe 1", actions), ("Vide", [])], jalons, today)


def test_bars_stand_on_their_days():
    ruban = draw(
        ActionDatee("a", "1.1", "Toute la période", "en_cours", DEBUT, FIN),
        ActionDatee("b", "1.2", "Avant la CTG", "realisee", date(2020, 1, 1), date(2024, 6, 30)),
        ActionDatee("c", "1.3", "Une échéance seule", "validee", None, date(2026, 1, 1), is_en_retard=True),
        ActionDatee("d", "1.4", "Sans dates", "a_preparer", None, None),
    )
    whole, before, late = ruban.groupes[0].traits
    assert (whole.x, whole.x + whole.largeur) == (GOUTTIERE, LARGEUR - MARGE)
    assert before.x == GOUTTIERE
    assert 90 < before.largeur < 120
    assert (late.mot, late.largeur) == ("en retard", 6)
    assert [groupe.libelle for groupe in ruban.groupes] == ["Axe 1"]
    assert [action.cle for action in ruban.sans_dates] == ["d"]
    assert [annee.libelle for annee in ruban.annees] == ["2024", "2025", "2026", "2027"]
    assert ruban.ecoles[0].libelle == "2023-2024"
    assert ruban.ecoles[-1].libelle == "2027-2028"
    assert sum(segment.largeur for segment in ruban.ecoles) == LARGEUR - MARGE - GOUTTIERE


def test_on_a_phone_the_bars_take_the_whole_width_under_the_names():
    ruban = draw(
        ActionDatee("a", "1.1", "Toute la période", "en_cours", DEBUT, FIN),
        ActionDatee("b", "1.2", "La fin", "validee", date(2027, 1, 1), FIN),
    )
    etroit = narrow_ruban(ruban)
    whole, end = etroit.groupes[0].traits
    assert (whole.x, whole.x + whole.largeur) == (GOUTTIERE_ETROITE, LARGEUR - MARGE)
    assert end.x + end.largeur == pytest.approx(LARGEUR - MARGE, abs=1)
    assert whole.barre_y > whole.y + 14
    assert end.y > whole.barre_y + 14
    assert etroit.aujourdhui < ruban.aujourdhui
    assert etroit.hauteur > ruban.hauteur


def test_milestones_are_numbered_in_order_and_kept_within():
    jalons = [("Comité", date(2026, 6, 1)), ("Signature", date(2024, 2, 1)), ("Trop tard", date(2031, 1, 1))]
    ruban = draw(ActionDatee("a", "", "x" * 90, "bloquee", DEBUT, FIN), jalons=jalons)
    assert [(r.numero, r.libelle) for r in ruban.reperes] == [(1, "Signature"), (2, "Comité")]
    trait = ruban.groupes[0].traits[0]
    assert trait.texte.endswith("…")
    assert (trait.mot, trait.is_mot_avant) == ("bloquée", True)


def test_today_is_drawn_while_the_ctg_runs():
    action = ActionDatee("a", "", "Une", "en_cours", DEBUT, FIN)
    assert draw(action).aujourdhui is not None
    assert draw(action, today=date(2029, 1, 1)).aujourdhui is None


@pytest.mark.parametrize("statut", list(Statut))
def test_every_status_has_a_shape(statut):
    assert get_forme(statut) in {"en-cours", "arretee", "faite", "prevue", "sortie"}
