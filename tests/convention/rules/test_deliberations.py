from datetime import date

import pytest

from convive.convention.rules.deliberations import Acte, Etat, get_etat, list_avertissements, list_contradictions
from convive.convention.rules.organisations import guess_type

DAY, FIN, TODAY = date(2023, 11, 30), date(2028, 12, 31), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("acte", "etat"),
    [
        (Acte(True), Etat.A_DELIBERER),
        (Acte(False), Etat.A_SIGNER),
        (Acte(True, DAY), Etat.A_SIGNER),
        (Acte(True, None, DAY), Etat.SIGNE),
        (Acte(True, is_parti=True), Etat.PARTI),
        (Acte(True, DAY, DAY, is_parti=True), Etat.SIGNE),
        (Acte(True, is_concerne=False), Etat.NON_CONCERNE),
    ],
)
def test_state_of_a_signatory(acte, etat):
    assert get_etat(acte) is etat


def test_dates_that_cannot_be_are_refused():
    def find(day, signature):
        return list(list_contradictions(date_deliberation=day, date_signature=signature, fin=FIN, today=TODAY))

    assert find(DAY, DAY) == []
    assert find(date(2027, 1, 1), None) == ["date"]
    assert find(None, date(2027, 1, 1)) == ["date_signature"]
    late = list_contradictions(date_deliberation=None, date_signature=date(2029, 2, 1), fin=FIN, today=date(2030, 1, 1))
    assert "ne la signe plus" in late["date_signature"]


def test_what_has_to_be_put_right_is_said():
    def list_said(has_organe, day, signature):
        return list_avertissements(has_organe=has_organe, date_deliberation=day, date_signature=signature)

    assert list_said(True, DAY, date(2023, 12, 14)) == ()
    assert list_said(True, DAY, None) == ()
    assert list_said(False, None, DAY) == ()
    assert "demandez-en une copie" in list_said(True, None, DAY)[0]
    assert "à régulariser" in list_said(True, date(2023, 12, 20), date(2023, 12, 14))[0]


@pytest.mark.parametrize(
    ("nom", "type_organisation"),
    [
        ("Caf de la Vienne", "caf"),
        ("CC du Civraisien", "epci"),
        ("Communauté de communes d’Ici", "epci"),
        ("Mairie de Civray", "commune"),
        ("MSA Poitou", "msa"),
        ("CCAS de Civray", "ccas"),
        ("Les Tilleuls", ""),
    ],
)
def test_name_tells_the_type(nom, type_organisation):
    assert guess_type(nom) == type_organisation
