from datetime import date

import pytest

from convive.convention.rules.avenants import (
    Changements,
    Nature,
    Presence,
    SaisieAvenant,
    build_etats,
    compare_etats,
    explain_apres_la_fin,
    get_date_sortie,
    is_apres_la_fin,
    list_contradictions,
    parse_changements,
)

DEBUT, FIN, TODAY = date(2024, 1, 1), date(2028, 12, 31), date(2026, 11, 25)


def find(nature=Nature.MODIFICATION_PLAN, effet=date(2027, 1, 1), signature=None, fin=None):
    saisie = SaisieAvenant(nature, effet, signature, fin)
    return list_contradictions(saisie, date_debut=DEBUT, date_fin=FIN, signature_ctg=date(2023, 12, 14), today=TODAY)


@pytest.mark.parametrize(
    ("saisie", "champ"),
    [
        ({"effet": date(2023, 12, 31)}, "date_effet"),
        ({"signature": date(2026, 12, 1)}, "date_signature"),
        ({"signature": date(2023, 12, 1)}, "date_signature"),
        ({"nature": Nature.PROROGATION}, "nouvelle_fin"),
        ({"nature": Nature.PROROGATION, "fin": FIN}, "nouvelle_fin"),
        ({"fin": date(2023, 1, 1)}, "nouvelle_fin"),
    ],
)
def test_dates_that_cannot_be_are_refused_by_field(saisie, champ):
    assert list(find(**saisie)) == [champ]


def test_dates_that_can_be_are_not():
    assert find(signature=date(2026, 11, 1)) == {}
    assert find(Nature.PROROGATION, fin=date(2029, 6, 30)) == {}


@pytest.mark.parametrize(
    ("nature", "effet", "signature", "expected"),
    [
        (Nature.ADHESION, FIN, FIN, False),
        (Nature.ADHESION, date(2029, 1, 1), None, True),
        (Nature.ADHESION, date(2028, 6, 1), date(2029, 1, 1), True),
        # The convention then never stopped.
        (Nature.PROROGATION, date(2029, 1, 1), date(2028, 11, 1), False),
        (Nature.PROROGATION, date(2029, 1, 2), None, True),
        (Nature.PROROGATION, date(2029, 1, 1), date(2029, 1, 1), True),
    ],
)
def test_an_avenant_changes_a_convention_that_runs(nature, effet, signature, expected):
    assert is_apres_la_fin(SaisieAvenant(nature, effet, signature, None), FIN) is expected
    assert "31\xa0décembre\xa02028" in explain_apres_la_fin(FIN)


def test_changes_are_written_and_read_back():
    changements = Changements(date(2029, 6, 30), ("86078",), "Avant", "Après", FIN, ())
    assert parse_changements(changements.dump()) == changements
    assert parse_changements({}) == Changements()
    assert parse_changements(Changements().dump()) == Changements()


def test_states_go_back_through_the_avenants():
    adhesion = Changements(communes=("a", "b", "c"), avant_communes=("a", "b"))
    prorogation = Changements(date_fin=date(2029, 6, 30), avant_date_fin=FIN)
    etats = build_etats(
        date_signature=date(2023, 12, 14),
        date_fin=date(2029, 6, 30),
        communes=["a", "b", "c"],
        avenants=[
            ("Avenant n° 1", date(2025, 7, 1), adhesion),
            ("Avenant n° 2", date(2026, 1, 1), Changements()),
            ("Avenant n° 3", date(2028, 12, 1), prorogation),
        ],
        presences=[Presence("EPCI"), Presence("C", 1), Presence("B", None, 2), Presence("Projet", is_en_projet=True)],
    )
    assert [(e.libelle, e.date_fin, sorted(e.communes), e.signataires) for e in etats] == [
        ("À la signature", FIN, ["a", "b"], ("EPCI", "B")),
        ("Avenant n° 1", FIN, ["a", "b", "c"], ("EPCI", "C", "B")),
        ("Avenant n° 2", FIN, ["a", "b", "c"], ("EPCI", "C")),
        ("Avenant n° 3", date(2029, 6, 30), ["a", "b", "c"], ("EPCI", "C")),
    ]
    noms = {"a": "Avanton", "b": "Blanzay", "c": "Civray"}
    comparaison = compare_etats(etats[0], etats[3], noms, noms)
    assert comparaison.is_fin_changee
    assert comparaison.communes.ajoutes == ("Civray",)
    assert (comparaison.signataires.ajoutes, comparaison.signataires.retires) == (("C",), ("B",))
    assert not comparaison.is_identique
    assert compare_etats(etats[1], etats[1], noms, noms).is_identique


def test_no_commune_means_all_those_of_the_espace():
    etats = build_etats(
        date_signature=None,
        date_fin=FIN,
        communes=[],
        avenants=[("A", FIN, Changements(avant_communes=("a",)))],
        presences=[],
    )
    comparaison = compare_etats(etats[0], etats[1], {"a": "Avanton", "b": "Blanzay"}, ["a", "b"])
    assert comparaison.communes.ajoutes == ("Blanzay",)


def test_a_signatory_leaves_on_the_eve():
    assert get_date_sortie(date(2027, 1, 1)) == date(2026, 12, 31)
