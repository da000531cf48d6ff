from dataclasses import replace
from datetime import date, timedelta

import pytest

from convive.formation.rules.qualiopi import (
    DelaisPreuves,
    EtatPreuve,
    IndicateurLu,
    Preuve,
    build_referentiel,
    count_parts,
    explain_sans_objet,
    is_due,
    read_sorte,
)
from convive.formation.rules.sortes_preuves import SORTES, Phase
from convive.formation.selectors.contenus import read_contenu
from convive.prise_poste.rules.contenus import ContenuInvalide

DEBUT, FIN = date(2026, 3, 2), date(2026, 3, 3)
JOUR = date(2026, 10, 31)


def test_the_indicators_of_a_two_day_course_without_subcontracting():
    referentiel = build_referentiel(read_contenu("qualiopi"), JOUR)
    applicables = [
        row.numero for row in referentiel.indicateurs if not explain_sans_objet(row, 2, has_sous_traitance=False)
    ]
    # The 22 common indicators without number 12, plus number 8; 27 only if something is subcontracted.
    assert applicables == [1, 2, 4, 5, 6, 8, 9, 10, 11, 17, 18, 19, 21, 22, 23, 24, 25, 26, 30, 31, 32]
    trois_jours = [r.numero for r in referentiel.indicateurs if not explain_sans_objet(r, 3, has_sous_traitance=True)]
    assert set(trois_jours) - set(applicables) == {12, 27}
    majeures = {row.numero for row in referentiel.indicateurs if row.majeure}
    assert majeures == {4, 5, 6, 10, 11, 21, 22, 26, 27, 31, 32}


def test_the_decree_of_2026_holds_for_the_audits_from_the_first_of_november():
    contenu = read_contenu("qualiopi")
    avant, apres = build_referentiel(contenu, JOUR), build_referentiel(contenu, JOUR + timedelta(days=1))
    assert "version 9" in avant.referentiel
    assert "2026-728" in apres.referentiel
    assert [row.numero for row in avant.indicateurs] == [row.numero for row in apres.indicateurs]
    changes = [a.numero for a, b in zip(avant.indicateurs, apres.indicateurs, strict=True) if a != b]
    assert changes == [1, 2, 12, 19, 27, 31, 32]
    # An audit of a day before all the versions reads the oldest one, rather than none.
    assert build_referentiel(contenu, date(2020, 1, 1)) == build_referentiel(contenu, date(2024, 1, 8))


def test_every_kind_of_proof_serves_an_indicator():
    referentiel = build_referentiel(read_contenu("qualiopi"), JOUR)
    assert {cle for row in referentiel.indicateurs for cle in row.preuves} == set(SORTES)


@pytest.mark.parametrize(
    "change",
    [{"preuves": ["inconnue"]}, {"condition": "lune"}, {"numero": 5}],
    ids=["a kind that nobody knows", "a condition that nobody knows", "a number that comes twice"],
)
def test_a_wrong_file_is_refused(change):
    contenu = read_contenu("qualiopi")
    un, deux = (next(row for row in contenu["indicateurs"] if row["numero"] == numero) for numero in (4, 5))
    with pytest.raises(ContenuInvalide):
        build_referentiel(contenu | {"indicateurs": [un | change, deux]}, JOUR)


@pytest.mark.parametrize(
    ("phase", "today", "attendu"),
    [
        (Phase.TOUJOURS, date(2020, 1, 1), True),
        (Phase.AVANT, date(2026, 3, 1), False),
        (Phase.AVANT, DEBUT, True),
        (Phase.APRES, date(2026, 3, 18), False),
        (Phase.APRES, date(2026, 3, 19), True),
        (Phase.FROID, date(2026, 7, 18), False),
        (Phase.FROID, date(2026, 7, 19), True),
    ],
)
def test_a_proof_is_due_in_its_time(phase, today, attendu):
    assert is_due(phase, DEBUT, FIN, DelaisPreuves(4, 15), today) is attendu
    assert is_due(phase, None, None, DelaisPreuves(4, 15), today) is (phase is Phase.TOUJOURS)


@pytest.mark.parametrize(
    ("phase", "jour"), [(Phase.APRES, date(2026, 4, 2)), (Phase.FROID, date(2026, 10, 3))], ids=str
)
def test_a_body_says_how_long_it_waits_for_its_proofs(phase, jour):
    delais = DelaisPreuves(a_froid_mois=6, jours_apres=30)
    assert [is_due(phase, DEBUT, FIN, delais, jour + timedelta(days=ecart)) for ecart in (0, 1)] == [False, True]


def test_a_kind_is_proved_incomplete_missing_or_to_come():
    sorte, preuve = SORTES["programme"], Preuve("La fiche")
    assert read_sorte(sorte, [preuve], is_attendue=False).etat is EtatPreuve.FAITE
    assert read_sorte(sorte, [], is_attendue=False).etat is EtatPreuve.A_VENIR
    assert read_sorte(sorte, [], is_attendue=True).etat is EtatPreuve.MANQUE
    moitie = replace(preuve, is_complete=False)
    assert read_sorte(sorte, [preuve, moitie], is_attendue=True).etat is EtatPreuve.INCOMPLETE
    assert read_sorte(sorte, [moitie], is_attendue=False).etat is EtatPreuve.A_VENIR
    lues = [read_sorte(sorte, [preuve], is_attendue=True), read_sorte(sorte, [], is_attendue=False)]
    indicateur = build_referentiel(read_contenu("qualiopi"), JOUR).indicateurs[0]
    assert IndicateurLu(indicateur, tuple(lues)).etat is EtatPreuve.A_VENIR
    assert not IndicateurLu(indicateur, tuple(lues)).is_ecart
    assert IndicateurLu(indicateur, (*lues, read_sorte(sorte, [], is_attendue=True))).is_ecart


def test_parts_are_counted_with_their_whole():
    assert count_parts(("signature", "signatures"), 1, 8) == "1 signature sur 8"
    assert count_parts(("signature", "signatures"), 7, 8) == "7 signatures sur 8"
