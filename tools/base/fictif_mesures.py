"""Invented figures, consistent with each other, and with the secrecy and gaps of a real producer.

This module acts as the producer: it knows every figure, and hides a second cell whenever one must be hidden.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from convive.donnees.rules import Maille, Mesure, Statut
from tools.base.fictif_communes import DEPARTEMENT, CommuneFictive
from tools.base.fictif_domaines import build_domaines
from tools.base.fictif_epci import AUTRES_EPCI, TROIS_GUES, EpciFictif
from tools.base.fictif_lieux import list_comptes
from tools.base.fictif_outils import SOURCE, build_mesure, get_alea, list_secrets, share_total

ANNEES = range(2014, 2024)
ANNEE_SUPERFICIE = 2026
DEPARTEMENT_NIVEAU_VIE, DEPARTEMENT_PAUVRETE = 22_150, 14.6
HAUSSE_NIVEAU_VIE = 0.017
SUPERFICIE_DEPARTEMENT_KM2 = 3_050.0
# The rest of the département, most of whose communes are not listed, as multiples of the Trois Gués.
RESTE = {
    "population_0_19": 9.5,
    "population_20_64": 9.2,
    "population_65p": 8.4,
    "residences_principales": 9.1,
    "residences_secondaires": 7.2,
    "logements_vacants": 8.6,
    "proprietaires_occupants": 8.3,
    "actifs_15_64": 9.2,
    "chomeurs_15_64": 9.9,
    "naissances_domiciliees": 9.7,
    "deces_domicilies": 8.5,
}
SEUILS_SECRET = {"chomeurs_15_64": 11, "deces_domicilies": 3}
"""A count below its threshold is hidden, unless it is zero."""
SEUIL_NIVEAU_VIE = 200
SEUIL_PAUVRETE = 1_000
"""The population below which the producer publishes no median or poverty rate."""
# What was never collected: communes and years, by group of quantities that are collected together.
AGES = ("population_0_19", "population_20_64", "population_65p")
LOGEMENTS = ("logements", "residences_principales", "residences_secondaires", "logements_vacants")
MANQUES: tuple[tuple[str, tuple[int, ...], tuple[str, ...]], ...] = (
    ("99008", (2014,), AGES),
    ("99012", (2014, 2015), (*LOGEMENTS, "menages", "residences_principales_rp", "proprietaires_occupants")),
    ("99006", (2016,), ("deces_domicilies",)),
)

Grille = dict[tuple[str, int], dict[str, int]]
"""(commune, year) → quantity → count."""


def build_mesures_fictives(contours: Sequence[Mapping[str, Any]]) -> list[Mesure]:
    """All the rows of the fictional mesures.parquet, in order."""
    grille = build_grille()
    domaines, enfants = build_domaines(grille, {annee: compute_totaux(grille, annee) for annee in ANNEES})
    lignes = [
        *domaines,
        *list_comptes(enfants),
        *_build_communes(TROIS_GUES, grille),
        *_build_departement(grille),
        *_build_revenus(TROIS_GUES, grille),
        *(mesure for epci in AUTRES_EPCI for mesure in _build_autre(epci)),
        *(
            Mesure(
                Maille.COMMUNE,
                contour["code"],
                "superficie_km2",
                ANNEE_SUPERFICIE,
                contour["superficie_km2"],
                Statut.VALEUR,
                SOURCE,
            )
            for contour in contours
        ),
        Mesure(
            Maille.DEPARTEMENT,
            DEPARTEMENT,
            "superficie_km2",
            ANNEE_SUPERFICIE,
            SUPERFICIE_DEPARTEMENT_KM2,
            Statut.VALEUR,
            SOURCE,
        ),
    ]
    return sorted(lignes, key=lambda mesure: mesure[:4])


def _build_autre(epci: EpciFictif) -> list[Mesure]:
    """The rows of another EPCI of the same département, whose totals already exist. It has no invented schools."""
    grille, departement = build_grille(epci), build_grille()
    domaines, _ = build_domaines(grille, {annee: compute_totaux(departement, annee) for annee in ANNEES}, epci)
    lignes = [*domaines, *_build_communes(epci, grille), *_build_revenus(epci, grille)]
    return [mesure for mesure in lignes if mesure[0] != Maille.DEPARTEMENT]


def compute_population_departement(annee: int) -> int:
    """The population of the whole département."""
    return compute_totaux(build_grille(), annee)["population_municipale"]


def build_grille(epci: EpciFictif = TROIS_GUES) -> Grille:
    """All the counts before secrecy."""
    grille: Grille = {}
    for rang, annee in enumerate(ANNEES):
        for commune in epci.communes:
            grille[commune.code, annee] = _build_cellule(commune, annee)
        for indicateur, total in (
            ("naissances_domiciliees", epci.naissances[rang]),
            ("deces_domicilies", epci.deces[rang]),
        ):
            poids = {
                commune.code: grille[commune.code, annee][
                    "population_0_19" if indicateur == "naissances_domiciliees" else "population_65p"
                ]
                * get_alea(commune.code, annee, indicateur).uniform(0.8, 1.2)
                for commune in epci.communes
            }
            for code, part in share_total(total, poids).items():
                grille[code, annee][indicateur] = part
    return grille


def _build_cellule(commune: CommuneFictive, annee: int) -> dict[str, int]:
    recul = ANNEES[-1] - annee
    pente = (commune.population_2014 - commune.population_2023) / (len(ANNEES) - 1)
    alea = get_alea(commune.code, annee, "recensement")
    tremble = round(alea.gauss(0, 0.003) * commune.population_2023) if 0 < recul < len(ANNEES) - 1 else 0
    population = round(commune.population_2023 + pente * recul) + tremble
    jeunes = round(population * (commune.part_0_19 + 0.0026 * recul))
    aines = round(population * (commune.part_65p - 0.0048 * recul))
    actifs = round((population - jeunes - aines) * alea.uniform(0.81, 0.83))
    principales = round(population / (2.19 + 0.011 * recul))
    secondaires = round(principales * commune.part_secondaires / (1 - commune.part_secondaires))
    vacants = round(principales * (0.094 - 0.0015 * recul + alea.uniform(-0.004, 0.004)))
    return {
        "population_municipale": population,
        "population_rp": population,
        "population_0_19": jeunes,
        "population_20_64": population - jeunes - aines,
        "population_65p": aines,
        "logements": principales + secondaires + vacants,
        "residences_principales": principales,
        "residences_principales_rp": principales,
        "residences_secondaires": secondaires,
        "logements_vacants": vacants,
        "menages": principales,
        "proprietaires_occupants": round(principales * alea.uniform(0.70, 0.76)),
        "actifs_15_64": actifs,
        "chomeurs_15_64": round(actifs * (0.098 + 0.002 * recul + alea.uniform(-0.012, 0.012))),
    }


def _build_communes(epci: EpciFictif, grille: Grille) -> list[Mesure]:
    sans_valeur = {
        (code, annee, indicateur): Statut.NON_DISPONIBLE
        for code, annees, indicateurs in MANQUES
        for annee in annees
        for indicateur in indicateurs
    }
    for annee in ANNEES:
        for indicateur, seuil in SEUILS_SECRET.items():
            valeurs = {commune.code: grille[commune.code, annee][indicateur] for commune in epci.communes}
            connues = {code: n for code, n in valeurs.items() if (code, annee, indicateur) not in sans_valeur}
            for code in list_secrets(connues, seuil):
                sans_valeur[code, annee, indicateur] = Statut.SECRET
    return [
        build_mesure(Maille.COMMUNE, code, indicateur, annee, valeur, sans_valeur.get((code, annee, indicateur)))
        for (code, annee), cellule in grille.items()
        for indicateur, valeur in cellule.items()
    ]


def compute_totaux(grille: Grille, annee: int) -> dict[str, int]:
    """The counts of the whole département: the Trois Gués, and a remainder about nine times as large."""
    sommes: dict[str, int] = defaultdict(int)
    for commune in TROIS_GUES.communes:
        for indicateur, valeur in grille[commune.code, annee].items():
            sommes[indicateur] += valeur
    totaux = {indicateur: round(sommes[indicateur] * (1 + part)) for indicateur, part in RESTE.items()}
    population = sum(totaux[indicateur] for indicateur in AGES)
    principales = totaux["residences_principales"]
    return totaux | {
        "population_municipale": population,
        "population_rp": population,
        "residences_principales_rp": principales,
        "menages": principales,
        "logements": principales + totaux["residences_secondaires"] + totaux["logements_vacants"],
    }


def _build_departement(grille: Grille) -> list[Mesure]:
    return [
        build_mesure(Maille.DEPARTEMENT, DEPARTEMENT, indicateur, annee, valeur)
        for annee in ANNEES
        for indicateur, valeur in compute_totaux(grille, annee).items()
    ]


def _build_revenus(epci: EpciFictif, grille: Grille) -> list[Mesure]:
    """Medians and poverty rates, published at each level, never summed, and hidden in the smallest communes."""
    lignes = []
    for annee in ANNEES:
        recul = ANNEES[-1] - annee
        baisse = (1 + HAUSSE_NIVEAU_VIE) ** -recul
        for maille, code, niveau, pauvrete in (
            (Maille.EPCI, epci.code, epci.niveau_vie_euros, epci.pauvrete),
            (Maille.DEPARTEMENT, DEPARTEMENT, DEPARTEMENT_NIVEAU_VIE, DEPARTEMENT_PAUVRETE),
        ):
            lignes += [
                build_mesure(maille, code, "niveau_vie_median", annee, round(niveau * baisse / 10) * 10),
                build_mesure(maille, code, "taux_pauvrete", annee, round(pauvrete - 0.06 * recul, 1)),
            ]
        for commune in epci.communes:
            population = grille[commune.code, annee]["population_municipale"]
            alea = get_alea(commune.code, annee, "revenus")
            niveau_vie = round(commune.niveau_vie_euros * baisse * alea.uniform(0.995, 1.005) / 10) * 10
            pauvrete = round(epci.pauvrete + (epci.niveau_vie_euros - commune.niveau_vie_euros) / 320 - 0.06 * recul, 1)
            for indicateur, valeur, seuil in (
                ("niveau_vie_median", niveau_vie, SEUIL_NIVEAU_VIE),
                ("taux_pauvrete", pauvrete, SEUIL_PAUVRETE),
            ):
                statut = Statut.SECRET if population < seuil else None
                lignes.append(build_mesure(Maille.COMMUNE, commune.code, indicateur, annee, valeur, statut))
    return lignes
