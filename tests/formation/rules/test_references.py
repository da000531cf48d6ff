"""What a document prints is dated: what ships, then what a body corrected, from its day on."""

from datetime import date

import pytest

from convive.formation.rules.cours import StatutApport
from convive.formation.rules.references import (
    NOMS,
    Correction,
    build_references,
    dump_jours,
    explain_correction,
    find_reference,
)
from convive.formation.selectors.contenus import read_contenu
from convive.formation.selectors.cours import get_references_usuelles
from convive.prise_poste.rules.contenus import ContenuInvalide

JOUR = date(2026, 11, 26)


def test_what_ships_has_its_name_and_its_bounds():
    usuelles = get_references_usuelles()
    assert {row.cle for row in usuelles} == set(NOMS)
    froid = find_reference(usuelles, [], "a_froid_mois", JOUR)
    assert (froid.valeur, froid.minimum, froid.maximum, froid.is_duree) == (4, 3, 6, True)
    attestation = find_reference(usuelles, [], "attestation", JOUR)
    assert not attestation.is_duree
    assert froid.is_a_verifier
    for cle in ("attestation", "certificat_realisation", "contrat_retractation_jours", "contrat_acompte_pourcent"):
        reference = find_reference(usuelles, [], cle, JOUR)
        assert (reference.is_a_verifier, reference.source.split("/")[2]) == (False, "code.travail.gouv.fr")


@pytest.mark.parametrize(
    ("jour", "valeur", "is_propre"),
    [(date(2026, 1, 1), 4, False), (date(2026, 6, 1), 6, True), (date(2027, 1, 1), 5, True)],
)
def test_a_correction_holds_from_its_day_on(jour, valeur, is_propre):
    corrections = [
        Correction("a_froid_mois", date(2026, 6, 1), valeur=6, source="https://exemple.invalid"),
        Correction("a_froid_mois", date(2027, 1, 1), valeur=5),
        Correction("exercice_jours", date(2020, 1, 1), valeur=30),
    ]
    found = find_reference(get_references_usuelles(), corrections, "a_froid_mois", jour)
    assert (found.valeur, found.is_propre) == (valeur, is_propre)
    assert found.statut is (StatutApport.REGLE if found.source else StatutApport.USAGE)


@pytest.mark.parametrize(
    ("texte", "jours", "dite"),
    [
        ("7, 21", (7, 21), "7 et 21\u00a0jours après le premier message"),
        ("3", (3,), "3\u00a0jours après le premier message"),
        ("aucun", (), "Aucun rappel"),
    ],
)
def test_reminders_are_a_list_of_days(texte, jours, dite):
    found = find_reference(
        get_references_usuelles(), [Correction("a_chaud_rappels", JOUR, texte=texte)], "a_chaud_rappels", JOUR
    )
    assert (found.jours, found.dite, dump_jours(jours)) == (jours, dite, texte)


@pytest.mark.parametrize(
    ("cle", "texte", "valeur", "champ"),
    [
        ("a_chaud_rappels", "7, 500", 0, "second"),
        ("a_chaud_rappels", "0", 0, "premier"),
        ("a_chaud_rappels", "aucun", 0, None),
        ("verification_jours", "", 7, "valeur"),
        ("verification_jours", "", 730, None),
        ("attestation", "", 0, "texte"),
    ],
)
def test_what_cannot_be_written_is_said_beside_its_field(cle, texte, valeur, champ):
    reference = find_reference(get_references_usuelles(), [], cle, JOUR)
    assert list(explain_correction(reference, texte, valeur)) == ([champ] if champ else [])


def test_a_day_before_all_of_them_reads_the_first():
    assert find_reference(get_references_usuelles(), [], "attestation", date(1990, 1, 1)).texte
    with pytest.raises(KeyError):
        find_reference(get_references_usuelles(), [], "inconnue", JOUR)


def test_a_number_out_of_its_bounds_and_a_rule_without_source_are_refused():
    contenu = read_contenu("references")
    froid = next(row for row in contenu["durees"] if row["cle"] == "a_froid_mois") | {"valeur": 9}
    for change in ({"durees": [froid]}, {"rappels": [contenu["rappels"][0] | {"jours": [90]}]}):
        with pytest.raises(ContenuInvalide, match="hors de ses bornes"):
            build_references(contenu | change)
    rule = contenu["references"][1] | {"source": ""}
    with pytest.raises(ContenuInvalide, match="donne sa source"):
        build_references(contenu | {"references": [rule]})
