"""The communes that split: before or after the vintage, held whole or cut, listed without a figure, in a series."""

import math
from array import array
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.donnees.agregation import Entree, build_tables
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, Scission
from convive.donnees.communes_fusionnees import Serie, build_groupes, list_mesures
from convive.donnees.nombres import Cellule
from convive.donnees.rangees import LETTRES, SANS_LIGNE, Mots, Rangee, build_rangee
from convive.donnees.rules import Mesure, Statut
from convive.donnees.schema import build_table
from convive.donnees.scissions import Ensemble, list_parents
from convive.donnees.sommes import Formule, Groupe, compute_sommes
from convive.donnees.sources.base import get_code_officiel_geographique
from tests.donnees.base_minimale import build_base, build_territoire

RESTE: dict[str, Cellule] = {"01001": 1.0, "01002": 2.0, "01005": 3.0, "02003": 6.0, "69123": 7.0}
ND, SECRET, SC = Statut.NON_DISPONIBLE, Statut.SECRET, Statut.SCISSION_INCOMPLETE


def list_lues(
    cog: CodeOfficielGeographique,
    cellules: dict[str, Cellule],
    *,
    millesime: int = 2021,
    geographie: str | None = None,
    indicateur: str = "menages",
) -> dict[tuple[str, str], tuple[float | None, str]]:
    groupes = build_groupes("f.csv", RESTE | cellules, cog)
    serie = Serie(indicateur, millesime, RESTE | cellules, geographie)
    return {(m.maille, m.territoire): (m.valeur, m.statut) for m in list_mesures("s", groupes, [serie], cog)}


@pytest.fixture
def cog(mini_cog: CodeOfficielGeographique) -> CodeOfficielGeographique:
    """02001 took 02002 in on 1 January 2016 and gave it back on 1 January 2024."""
    return replace(mini_cog, scissions=(Scission("02001", "02002", "2024-01-01", "2016-01-01"),))


@pytest.mark.parametrize(
    ("geographie", "parent", "enfant", "entier"),
    [
        ("2015-01-01", (100.0, "valeur"), (None, ND), None),
        ("2016-01-01", (None, SC), (None, SC), (100.0, "valeur")),
        ("2023-01-01", (None, SC), (None, SC), (100.0, "valeur")),
        ("2024-01-01", (100.0, "valeur"), (None, ND), None),
    ],
)
@pytest.mark.parametrize("blanc", [{}, {"02002": ND}])
def test_series_follows_the_code_list_of_each_year(cog, blanc, geographie, parent, enfant, entier) -> None:
    """Between the merger and the split the figure is that of both; before and after, that of the parent alone."""
    lues = list_lues(cog, {"02001": 100.0} | blanc, geographie=geographie)
    assert (lues["commune", "02001"], lues["commune", "02002"]) == (parent, enfant)
    assert lues.get(("scission", "02001")) == entier


@pytest.mark.parametrize("indicateur", ["menages", "niveau_vie_median"])
def test_pieces_listed_without_a_figure_are_in_that_of_the_parent(cog, indicateur) -> None:
    """Filosofi 2021 lists the communes of 2024 and gives the whole under the parent, « nd » for the pieces."""
    lues = list_lues(cog, {"02001": 100.0, "02002": ND}, indicateur=indicateur)
    assert lues["commune", "02001"] == lues["commune", "02002"] == (None, SC)
    assert (("scission", "02001") in lues) is (indicateur == "menages")


def test_a_piece_that_is_hidden_is_counted_apart(cog) -> None:
    lues = list_lues(cog, {"02001": 100.0, "02002": SECRET})
    assert (lues["commune", "02001"], lues["commune", "02002"]) == ((100.0, "valeur"), (None, SECRET))


def test_a_younger_file_that_ignores_a_piece_says_nothing_of_the_parent_either(cog) -> None:
    """Its code list may be older than its figures: neither a figure for the parent, nor one for both."""
    lues = list_lues(cog, {"02001": 100.0}, millesime=2025)
    assert lues["commune", "02001"] == lues["commune", "02002"] == (None, SC)
    assert ("scission", "02001") not in lues


def test_without_the_movements_a_jump_tells_the_merger(mini_cog) -> None:
    cellules = {2014: 60.0, 2015: 61.0, 2016: 100.0, 2017: 101.0}
    series = [
        Serie("population_rp", annee, RESTE | {"02001": valeur}, f"{annee + 2}-01-01")
        for annee, valeur in cellules.items()
    ]
    groupes = build_groupes("f.csv", series[0].cellules, mini_cog)
    lues = {
        (m.maille, m.territoire, m.millesime): (m.valeur, m.statut)
        for m in list_mesures("s", groupes, series, mini_cog)
    }
    assert lues["commune", "02001", 2015] == (61.0, Statut.RUPTURE_DE_SERIE)
    assert lues["commune", "02002", 2015] == (None, ND)
    assert lues["commune", "02001", 2016] == (None, SC)
    assert lues["scission", "02001", 2016] == (100.0, "valeur")


# Invented countries: a parent and its pieces, each with a figure of its own, or none; the whole under the parent.
LETTRE_SC = LETTRES[SC]


def build_row(figures: list[tuple[float | None, str]]) -> Rangee:
    valeurs = [math.nan] * (len(figures) + 1)
    for place, (valeur, _) in enumerate(figures):
        if valeur is not None:
            valeurs[place] = valeur
    lettres = "".join(lettre for _, lettre in figures) + SANS_LIGNE
    return build_rangee(array("d", valeurs).tobytes(), lettres, "0" * len(lettres))


@st.composite
def pays(draw):
    """(True figures of the pieces, whether each is told apart, figures of the other communes): one quantity."""
    vraies = draw(st.lists(st.integers(0, 500), min_size=2, max_size=5))
    # The parent is never told apart, and at least one piece is with it.
    apart = [False, *draw(st.lists(st.booleans(), min_size=len(vraies) - 1, max_size=len(vraies) - 1))]
    if all(apart[1:]):
        apart[1] = False
    autres = draw(st.lists(st.one_of(st.none(), st.integers(0, 500)), max_size=4))
    return vraies, apart, autres


@given(pays(), st.data())
def test_the_sum_of_the_parts_is_the_whole_and_a_part_is_never_said_whole(cas, data) -> None:
    vraies, apart, autres = cas
    entier = build_row([(float(sum(v for v, a in zip(vraies, apart, strict=True) if not a)), "v")])
    pieces = [build_row([(float(v), "v") if a else (None, LETTRE_SC)]) for v, a in zip(vraies, apart, strict=True)]
    voisines = [build_row([(None, "s") if v is None else (float(v), "v")]) for v in autres]
    mots = Mots((("menages", 2021),), ("source",))
    formule = Formule("menages", 2021, (0,), (), (0,))
    codes = [f"p{rang}" for rang in range(len(pieces))]
    held = data.draw(st.sets(st.sampled_from(codes)), label="pieces held")
    ensembles = (
        [Ensemble("p0", entier, dict(zip(codes, pieces, strict=True)))] if list_parents({"p0": codes}, held) else []
    )
    membres = [piece for code, piece in zip(codes, pieces, strict=True) if code in held] + voisines
    if not membres:
        return
    (somme,) = compute_sommes({"ici": Groupe(membres, ensembles)}, [formule], mots)
    connus = [v for v in autres if v is not None]
    if held == set(codes):
        assert somme.numerateur == sum(vraies) + sum(connus)
        assert (somme.connues == somme.total) is (len(connus) == len(autres))
    else:
        seules = [v for v, a, code in zip(vraies, apart, codes, strict=True) if a and code in held]
        assert (somme.numerateur or 0) == sum(seules) + sum(connus)
        is_cut = any(not a and code in held for a, code in zip(apart, codes, strict=True))
        assert (somme.connues < somme.total) is (is_cut or len(connus) < len(autres))
    assert somme.total == len(membres)


def test_a_rate_takes_the_pieces_together_only_where_both_sides_are_whole() -> None:
    """Births of the whole over the population of the pieces; two years of which one counts the parent alone."""
    entier = build_row([(30.0, "v"), (None, SANS_LIGNE), (1000.0, "v"), (None, SANS_LIGNE)])
    parent = build_row([(None, LETTRE_SC), (600.0, "v"), (None, LETTRE_SC), (580.0, "v")])
    enfant = build_row([(None, LETTRE_SC), (400.0, "v"), (None, LETTRE_SC), (None, "d")])
    groupe = Groupe([parent, enfant], [Ensemble("a", entier, {"a": parent, "b": enfant})])
    mots = Mots(tuple((f"q{rang}", 2021) for rang in range(4)), ("source",))
    natalite = Formule("natalite", 2021, (0,), (1,), (0, 1))
    evolution = Formule("evolution", 2021, (2,), (3,), (2, 3))
    lues = {s.formule: s for s in compute_sommes({"ici": groupe}, [evolution, natalite], mots)}
    assert (lues["natalite"].numerateur, lues["natalite"].denominateur) == (30.0, 1000.0)
    assert (lues["natalite"].connues, lues["natalite"].total) == (2, 2)
    # 1,000 against 580 would be a growth that never was.
    assert (lues["evolution"].numerateur, lues["evolution"].connues) == (None, 0)
    assert lues["evolution"].raison is SC


@pytest.mark.parametrize("rompue", [False, True])
def test_the_two_paths_agree(tmp_path: Path, rompue: bool) -> None:
    """The sum that the build writes for an EPCI is the one that its communes give when they are asked for."""
    epci = {"departement": "02", "region": "32", "epci": "200000001"}
    codes = ["02001", "02002", "02003", "02004"]
    base_dir = build_base(tmp_path / "base", [build_territoire(code, **epci) for code in codes])
    scissions = tuple(Scission("02001", enfant, "2024-01-01") for enfant in ("02002", "02004"))
    cog = replace(get_code_officiel_geographique(base_dir), scissions=scissions)
    dossier = tmp_path / "donnees"
    dossier.mkdir()
    for rang, cellules in enumerate(
        [
            {"02001": 100.0, "02003": 10.0},
            {"02001": 100.0, "02003": SECRET},
            {"02001": 100.0, "02002": 7.0, "02003": 10.0},
            {"02001": 100.0, "02002": SECRET, "02003": 10.0},
            {"02001": 100.0, "02002": 7.0, "02003": 10.0, "02004": 3.0},
        ]
    ):
        groupes = build_groupes("f.csv", cellules, cog)
        mesures: list[Mesure] = list_mesures("comparateur", groupes, [Serie("menages", 2018, cellules)], cog)
        if rompue:
            mesures = [
                m._replace(statut=Statut.RUPTURE_DE_SERIE) if m.territoire == "02001" and m.valeur else m
                for m in mesures
            ]
        path = tmp_path / f"{rang}.parquet"
        pq.write_table(build_table(mesures), path)
        construit = dossier / str(rang)
        construit.mkdir()
        build_tables(construit, [Entree(path, 1)], [base_dir / "contours.parquet"], cog)
        with duckdb.connect() as base:
            ecrite = base.execute(
                "SELECT valeur, statut, communes_connues, communes_total FROM read_parquet(?) WHERE maille = 'epci'",
                [str(construit / "par_territoire.parquet")],
            ).fetchall()
        lignes = {}
        for nom in ("rangees", "rangees_mots", "scissions"):
            with duckdb.connect() as base:
                lignes[nom] = base.execute("FROM read_parquet(?)", [str(construit / f"{nom}.parquet")]).fetchall()
        mots = Mots(
            tuple((mot, millesime) for nature, _, mot, millesime, _, _ in lignes["rangees_mots"] if nature == "mesure"),
            tuple(mot for nature, _, mot, *_ in lignes["rangees_mots"] if nature == "source"),
        )
        rows = {(maille, code): build_rangee(*reste) for maille, code, *reste in lignes["rangees"]}
        ensembles = [
            Ensemble(
                parent,
                rows["scission", parent],
                {c: rows.get(("commune", c)) for p, c in lignes["scissions"] if p == parent},
            )
            for parent in dict.fromkeys(parent for parent, _ in lignes["scissions"])
        ]
        groupe = Groupe([rows.get(("commune", code)) for code in codes], ensembles)
        place = mots.get_rang("menages", 2018)
        (somme,) = compute_sommes({"ici": groupe}, [Formule("menages", 2018, (place,), (), (place,))], mots)
        ((valeur, statut, connues, total),) = ecrite
        assert (somme.numerateur, somme.connues, somme.total) == (valeur, connues, total), cellules
        assert somme.is_rupture is (statut == Statut.RUPTURE_DE_SERIE)


def test_a_whole_of_a_lesser_source_is_not_added_to_the_pieces_of_a_better_one() -> None:
    entier = build_row([(100.0, "v")])
    mots = Mots((("menages", 2021),), ("source",))
    for enfant in (build_row([(40.0, "v")]), build_row([(None, LETTRE_SC)])):
        parent = build_row([(60.0, "v")])
        groupe = Groupe([parent, enfant], [Ensemble("a", entier, {"a": parent, "b": enfant})])
        (somme,) = compute_sommes({"ici": groupe}, [Formule("menages", 2021, (0,), (), (0,))], mots)
        assert somme.numerateur == (60.0 if enfant.statuts.startswith(LETTRE_SC) else 100.0)
