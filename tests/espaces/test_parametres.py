"""The dated numbers of every package: one value a day, and a day to begin."""

from datetime import date

import pytest

from convive.espaces.selectors import parametres

AUJOURDHUI = date(2026, 12, 1)
PAQUETS = ("acteurs", "convention", "espaces", "formation", "gouvernance", "offre", "plan_action")


@pytest.mark.parametrize("paquet", PAQUETS)
def test_each_number_is_dated_and_has_one_value_today(paquet):
    rows = parametres.read_parametres(paquet)
    assert all(row["valeur"] and row["unite"] and row["date_debut"] < AUJOURDHUI for row in rows)
    ouvertes = [row["cle"] for row in rows if row["date_fin"] is None]
    assert sorted(ouvertes) == sorted(set(ouvertes)) == sorted(parametres.get_parametres(paquet, AUJOURDHUI))


def test_a_change_closes_the_former_value_on_its_day(monkeypatch):
    usage, *autres = parametres.read_parametres("gouvernance")
    change = date(2027, 1, 1)
    rows = (*autres, {**usage, "date_fin": change}, {**usage, "valeur": 99, "date_debut": change})
    monkeypatch.setattr(parametres, "read_parametres", lambda _paquet: rows)
    cle = usage["cle"]
    assert parametres.get_parametres("gouvernance", AUJOURDHUI)[cle] == usage["valeur"]
    assert parametres.get_parametres("gouvernance", change)[cle] == 99
