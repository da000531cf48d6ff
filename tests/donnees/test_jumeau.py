"""Each figure is followed to the cells of its file: a twin in plain code agrees with every answer of the product.

Fourteen EPCI of very different kinds, all their communes and arrondissements, two départements, the territories of the
Grand Paris, five free bundles, and what is published inside them (IRIS, quartiers prioritaires). Out of the twin: the
populations of 2017 and the figures at the IRIS that ship with the product, of which the dépôt has no file.
"""

import math
from collections import Counter
from collections.abc import Iterable

import pytest

from convive.donnees.formules import Terme
from convive.donnees.requetes.formules import get_sommes
from convive.donnees.requetes.lieux import get_lieux
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.rules import Mesure, compute_statut_somme
from convive.donnees.sources.registre import SOURCES_DEPOT
from tests.donnees.conftest import Officiel
from tests.donnees.jumeau.attendus import AUTRES, RANGS, Jumeau, get_jumeau
from tests.donnees.jumeau.territoires import DEPARTEMENTS, EPCIS, GROUPEMENTS

SANS_FICHIER = {"base_populations_2017"}
"""Ships with the product, its file is not in the dépôt; that of `base_iris` is, by commune only."""
SANS_CHIFFRE = {"mouvements", "iris"}
SEULEMENT_DECRITES = {"arcep", "associations", "cubes", "couverture_communes", "filosofi_2023", "mediation_numerique"}


@pytest.fixture(scope="module")
def jumeau(officiel: Officiel) -> Jumeau:
    return get_jumeau(officiel.depot_dir)


def is_egal(valeur: float | None, attendue: float | None) -> bool:
    if valeur is None or attendue is None:
        return valeur is attendue
    return math.isclose(valeur, attendue, rel_tol=1e-9, abs_tol=1e-6)


def assert_accord(ecarts: list[str], compte: int, au_moins: int) -> None:
    """No difference, and enough compared for it to mean something."""
    assert not ecarts, f"{len(ecarts)} écarts, dont :\n" + "\n".join(ecarts[:20])
    assert compte >= au_moins, compte


def list_lues(mesures: Iterable[Mesure]) -> list[Mesure]:
    return [mesure for mesure in mesures if mesure.source not in SANS_FICHIER]


def test_every_source_with_a_file_has_its_twin(jumeau: Jumeau, officiel: Officiel) -> None:
    lues = {colonne.source for colonne in jumeau.colonnes}
    declarees = {element.source.identifiant for element in SOURCES_DEPOT}
    assert lues >= declarees - SANS_CHIFFRE - SEULEMENT_DECRITES
    # And so has every quantity of which the build has a row.
    chargees = {
        (etat.identifiant, indicateur)
        for etat in officiel.manifeste.sources
        if etat.lignes and etat.identifiant not in SANS_FICHIER | {"fictif"}
        for fichier in etat.fichiers
        for indicateur in fichier.chiffres
    }
    jumelles = {(colonne.source, colonne.indicateur) for colonne in jumeau.colonnes}
    absentes = {quantite for source, quantite in chargees - jumelles if source != "recensement"}
    assert absentes == set()


def test_communes(jumeau: Jumeau, lu_officiel: Officiel) -> None:
    codes = jumeau.territoires.list_communes()
    assert len(codes) > 600
    lues: dict[str, dict[tuple[str, int], Mesure]] = {code: {} for code in codes}
    for mesure in list_lues(get_mesures([("commune", code) for code in codes])):
        lues[mesure.territoire][mesure.indicateur, mesure.millesime] = mesure
    ecarts, statuts = [], Counter[str]()
    for code in codes:
        attendus = jumeau.get_commune(code)
        for chiffre in attendus.keys() | lues[code].keys():
            attendu, lue = attendus.get(chiffre), lues[code].get(chiffre)
            if lue is None or attendu is None:
                ecarts.append(f"{code} {chiffre} : {lue} au lieu de {attendu}")
                continue
            statuts[lue.statut] += 1
            if not is_egal(lue.valeur, attendu.valeur) or (lue.statut, lue.source) != (attendu.statut, attendu.source):
                ecarts.append(f"{code} {chiffre} : {lue.valeur, lue.statut, lue.source} au lieu de {attendu}")
    assert_accord(ecarts, statuts.total(), 60_000)
    # Zero, secret, unknown, out of the field, of a split, before a merger: each was met.
    assert min(statuts.values()) > 0
    assert statuts.keys() >= {
        "valeur",
        "secret",
        "non_disponible",
        "non_applicable",
        "non_calculable",
        "scission_incomplete",
        "rupture_de_serie",
    }


def test_arrondissements(jumeau: Jumeau, lu_officiel: Officiel) -> None:
    codes = list(jumeau.territoires.arrondissements)
    lues = list_lues(get_mesures([("arrondissement_municipal", code) for code in codes]))
    ecarts = []
    vus = set()
    for lue in lues:
        chiffre = (lue.indicateur, lue.millesime)
        vus.add((lue.territoire, *chiffre))
        attendu = jumeau.list_arrondissement(lue.territoire).get(chiffre)
        if attendu is None or not is_egal(lue.valeur, attendu.valeur) or lue.statut != attendu.statut:
            ecarts.append(f"{lue} au lieu de {attendu}")
    ecarts += [
        f"{code} {chiffre} manque"
        for code in codes
        for chiffre in jumeau.list_arrondissement(code)
        if (code, *chiffre) not in vus
    ]
    assert_accord(ecarts, len(lues), 3_000)


def test_territories_above_the_commune(jumeau: Jumeau, lu_officiel: Officiel) -> None:
    territoires = jumeau.territoires
    membres = {("epci", code): territoires.membres[code] for code in EPCIS}
    membres |= {("ept", code): territoires.membres[code] for code in territoires.epts}
    membres |= {
        ("departement", departement): [
            code for code, c in territoires.communes.items() if c["departement"] == departement
        ]
        for departement in DEPARTEMENTS
    }
    publies = {
        (colonne.maille, code, colonne.indicateur, colonne.millesime): valeur
        # Of two tables, the years before give way to the current one, that revises them.
        for colonne in sorted(jumeau.colonnes, key=lambda c: RANGS.get(c.source, AUTRES), reverse=True)
        if colonne.maille in ("epci", "ept", "departement")
        for code, valeur in colonne.cellules.items()
    }
    lues = {lue[:4]: lue for lue in list_lues(get_mesures(list(membres)))}
    ecarts = []
    for cible, communes in membres.items():
        attendues: dict[tuple[str, str, str, int], tuple[float | None, str]] = {}
        for chiffre, (valeur, statut, _) in jumeau.get_somme(communes, is_territoire=True).items():
            attendues[(*cible, *chiffre)] = (valeur, statut)
        for cle, cellule in publies.items():
            if cle[:2] == cible:
                attendues[cle] = (cellule, "valeur") if isinstance(cellule, float) else (None, cellule)
        for cle, lue in lues.items():
            if cle[:2] != cible:
                continue
            valeur, statut = attendues.pop(cle, (None, "non_disponible"))
            if not is_egal(lue.valeur, valeur) or lue.statut != statut:
                ecarts.append(f"{lue} au lieu de {valeur, statut}")
        ecarts += [f"{cle} manque : {attendue}" for cle, attendue in attendues.items()]
    assert_accord(ecarts, len(lues), 2_000)


def test_free_bundles(jumeau: Jumeau, lu_officiel: Officiel) -> None:
    ecarts, compte = [], 0
    for nom, communes in GROUPEMENTS.items():
        attendues = jumeau.get_somme(communes, is_territoire=False)
        termes = [Terme(indicateur, annee, True, indicateur, annee) for indicateur, annee in attendues]
        for somme in get_sommes({nom: [("commune", code) for code in communes]}, termes):
            attendue = attendues.pop((somme.formule, somme.annee))
            if set(somme.sources) <= SANS_FICHIER:
                continue
            compte += 1
            statut = compute_statut_somme(somme.connues, somme.total, somme.is_rupture, somme.is_partielle)
            if not is_egal(somme.numerateur, attendue[0]) or (statut, somme.connues) != attendue[1:]:
                ecarts.append(f"{nom}, {somme} au lieu de {attendue}")
        ecarts += [f"{nom} : {chiffre} manque" for chiffre in attendues]
    assert_accord(ecarts, compte, 350)


def test_inside_the_communes(jumeau: Jumeau, lu_officiel: Officiel) -> None:
    territoires = jumeau.territoires
    communes = set(territoires.list_communes()) | set(territoires.arrondissements)
    departements = {territoires.communes[code]["departement"].zfill(3) for code in communes & set(territoires.communes)}
    ecarts, compte = [], 0
    for maille in ("iris", "quartier_prioritaire"):
        attendues = {
            (code, colonne.indicateur, colonne.millesime): (valeur, colonne.source)
            for colonne in jumeau.colonnes
            if colonne.maille == maille
            for code, valeur in colonne.cellules.items()
            if (territoires.get_actuel(code[:5]) in communes if maille == "iris" else code[2:5] in departements)
        }
        codes = {cle[0] for cle in attendues}
        for lue in get_mesures([(maille, code) for code in sorted(codes)]):
            if lue.source == "base_iris":
                continue
            compte += 1
            valeur, source = attendues.pop((lue.territoire, lue.indicateur, lue.millesime), ("absente", ""))
            nombre = valeur if isinstance(valeur, float) else None
            statut = "valeur" if isinstance(valeur, float) else valeur
            if not is_egal(lue.valeur, nombre) or (lue.statut, lue.source) != (statut, source):
                ecarts.append(f"{lue} au lieu de {valeur}")
        ecarts += [f"{cle} manque : {valeur}" for cle, valeur in attendues.items()]
    assert_accord(ecarts, compte, 100_000)


def test_places_are_those_that_are_counted(jumeau: Jumeau, lu_officiel: Officiel) -> None:
    natures = {
        "ecole": ("ecoles", 2025),
        "college": ("colleges", 2025),
        "lycee": ("lycees", 2025),
        "medico_social": ("etablissements_medico_sociaux", 2025),
        "france_services": ("france_services", 2024),
    }
    for epci in EPCIS:
        communes = jumeau.territoires.membres[epci]
        comptes = Counter(lieu.nature for lieu in get_lieux(communes))
        sommes = jumeau.get_somme(communes, is_territoire=True)
        assert {nature: comptes[nature] for nature in natures} == {
            nature: sommes[chiffre][0] for nature, chiffre in natures.items()
        }
