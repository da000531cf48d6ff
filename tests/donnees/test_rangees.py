"""Rows by territory: what the build writes is what the pages sum, whatever is missing."""

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from convive.donnees import ecriture_rangees
from convive.donnees.actions import build_donnees
from convive.donnees.connexion import close_connexion
from convive.donnees.formules import RAISONS, Somme, Terme
from convive.donnees.requetes.formules import get_millesimes, get_sommes
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.requetes.rangees import get_rangees, get_rangees_maille
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Mesure, Statut
from convive.donnees.sommes import build_formules, count_connues
from tests.donnees.base_minimale import build_base, build_territoire

CODES = [f"01{rang:03d}" for rang in range(1, 10)]
EPCI = "200000001"
TERMES = [
    Terme("taux", 2018, True, "menages", 2018),
    Terme("taux", 2018, False, "menages", 2018),
    Terme("taux", 2018, False, "naissances", 2018),
    Terme("somme", 2019, True, "menages", 2019),
    Terme("somme", 2019, True, "naissances", 2018),
    Terme("absente", 2020, True, "menages", 1999),
]


@pytest.fixture
def mesures(tmp_path: Path, settings, monkeypatch) -> list[Mesure]:
    """Measures of nine communes, with every way of having no number, written in small groups."""
    monkeypatch.setattr(ecriture_rangees, "FIGURES_PAR_GROUPE", 20)
    monkeypatch.setattr(ecriture_rangees, "FIGURES_PAR_LOT", 7)
    alea = random.Random(5)  # noqa: S311 - repeatable cases, no secret
    rows = []
    for code in CODES[:-1]:
        for grandeur, millesime in (("menages", 2018), ("menages", 2019), ("naissances", 2018)):
            statut = alea.choice([*Statut, Statut.VALEUR, Statut.VALEUR, None])
            if statut is not None:
                valeur = float(alea.randint(0, 50)) if statut in STATUTS_AVEC_VALEUR else None
                source = alea.choice(["comparateur", "etat_civil"])
                rows.append(Mesure("commune", code, grandeur, millesime, valeur, statut, source))
    # What its producer publishes for the EPCI, of which no commune is known.
    rows.append(Mesure("epci", EPCI, "places_eaje", 2018, 12.0, "valeur", "comparateur"))
    territoires = [build_territoire(code, departement="01", region="84", epci=EPCI) for code in CODES]
    base = build_base(tmp_path / "base", territoires, rows)
    settings.DONNEES_DIR = tmp_path / "donnees"
    close_connexion()
    build_donnees(donnees_dir=settings.DONNEES_DIR, base_dir=base)
    return rows


def compute_naif(groupe: str, codes: list[str], rows: list[Mesure]) -> list[Somme]:
    """The same sums, commune by commune, from the rows themselves."""
    by_cle = {(row.territoire, row.indicateur, row.millesime): row for row in rows}
    sommes = []
    for formule, annee in sorted({(t.formule, t.annee) for t in TERMES}):
        termes = [t for t in TERMES if (t.formule, t.annee) == (formule, annee)]
        lues = {code: [by_cle.get((code, t.grandeur, t.millesime)) for t in termes] for code in codes}
        said = {code: parts for code, parts in lues.items() if any(parts)}
        whole = {c: parts for c, parts in said.items() if all(p is not None and p.valeur is not None for p in parts)}
        if not said:
            continue
        sides = [
            [
                p.valeur
                for parts in whole.values()
                for p, t in zip(parts, termes, strict=True)
                if t.is_numerateur is side
            ]
            for side in (True, False)
        ]
        raisons = [RAISONS.index(Statut(p.statut)) for parts in said.values() for p in parts if p and p.valeur is None]
        statuts = {p.statut for parts in whole.values() for p in parts}
        sommes.append(
            Somme(
                groupe, formule, annee,
                sum(sides[0]) if sides[0] else None, sum(sides[1]) if sides[1] else None,
                len(whole), len(codes),
                Statut.RUPTURE_DE_SERIE in statuts, Statut.PARTIEL in statuts,
                RAISONS[min(raisons, default=len(RAISONS) - 1)],
                tuple(sorted({p.source for parts in (whole or said).values() for p in parts if p})),
            )
        )  # fmt: skip
    return sommes


def test_sums_are_those_of_a_count_commune_by_commune(mesures):
    groupes = {f"g{rang}": CODES[:rang] for rang in range(1, len(CODES) + 1)}
    groupes |= {code: [code] for code in CODES}
    found = get_sommes({nom: [("commune", code) for code in codes] for nom, codes in groupes.items()}, TERMES)
    expected = [somme for nom in sorted(groupes) for somme in compute_naif(nom, groupes[nom], mesures)]
    assert found == expected
    assert {somme.numerateur is None for somme in found} == {True, False}


def test_a_row_holds_what_the_long_table_says(mesures):
    cibles = [("commune", code) for code in CODES] + [("epci", EPCI), ("france", "FR")]
    rangees = get_rangees(cibles)
    for mesure in get_mesures(cibles):
        rangee = rangees.by_cible[mesure.maille, mesure.territoire]
        place = rangees.mots.get_rang(mesure.indicateur, mesure.millesime)
        assert (rangee.valeurs[place] == mesure.valeur) is (mesure.valeur is not None)
        if mesure.communes_total is not None:
            assert (rangee.connues[place], rangee.total[place]) == (mesure.communes_connues, mesure.communes_total)
    # The last commune has no row in any file: it has none here.
    assert ("commune", CODES[-1]) not in rangees.by_cible
    assert get_millesimes(["menages", "inconnue"]) == {"menages": [2018, 2019]}


def test_territories_of_a_level_are_read_together(mesures):
    rangees = get_rangees_maille("commune")
    formules = build_formules(TERMES, rangees.mots)
    known = {somme.formule: somme.connues for somme in compute_naif("tous", CODES, mesures)}
    counts = count_connues(list(rangees.by_cible.values()), formules)
    assert dict(zip([f.nom for f in formules], counts, strict=True)) == {"absente": 0} | known
    assert not get_rangees_maille("commune", fictif=True).by_cible


def test_a_group_of_sums_is_summed_member_by_member(mesures):
    """Each member brings its own counts of communes."""
    menages = [Terme("menages", 2018, True, "menages", 2018)]
    (alone,) = get_sommes({"a": [("epci", EPCI)]}, menages)
    (twice,) = get_sommes({"a": [("epci", EPCI), ("departement", "01")]}, menages)
    assert (twice.numerateur, twice.connues, twice.total) == (2 * alone.numerateur, 2 * alone.connues, 2 * alone.total)


def test_a_published_count_beside_a_sum_lacks_no_commune(mesures):
    termes = [Terme("a", 2018, True, "places_eaje", 2018), Terme("a", 2018, False, "menages", 2018)]
    (menages,) = get_sommes({"ici": [("epci", EPCI)]}, [Terme("a", 2018, True, "menages", 2018)])
    (found,) = get_sommes({"ici": [("epci", EPCI)]}, termes)
    assert (found.numerateur, found.denominateur) == (12.0, menages.numerateur)
    assert (found.connues, found.total) == (menages.connues, len(CODES))


def test_rows_of_the_file_follow_its_schema(mesures, settings):
    path = settings.DONNEES_DIR / (settings.DONNEES_DIR / "actuel").read_text() / "rangees.parquet"
    assert pq.read_schema(path).names == ecriture_rangees.RANGEES.names
