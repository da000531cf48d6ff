"""Invented lieux of the fictional intercommunalité (schools, collège, France services), and their counts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convive.donnees.rules import Lieu, Maille, Mesure, NatureLieu
from tools.base.fictif_communes import COMMUNES, DEPARTEMENT
from tools.base.fictif_outils import SOURCE, build_mesure, share_total

MILLESIME = 2023
ANNEES_ECOLES = tuple(range(2018, 2024))
ANNEES_IPS = (2022, 2023)
ELEVES_PAR_CLASSE = 22.4


@dataclass(frozen=True)
class Ecole:
    """`poids` is its weight in sharing out the pupils of the territory; `ips` is its social position index."""

    nom: str
    commune: str
    nature: NatureLieu
    poids: float
    ips: float
    is_publique: bool = True
    maternelle: bool = True
    elementaire: bool = True


ECOLES = (
    Ecole("École maternelle de Montorvelle", "99001", NatureLieu.ECOLE, 10.5, 92.4, elementaire=False),
    Ecole("École élémentaire de Montorvelle", "99001", NatureLieu.ECOLE, 18.5, 91.8, maternelle=False),
    Ecole("École privée des Trois Gués", "99001", NatureLieu.ECOLE, 7.0, 107.3, is_publique=False),
    Ecole("Groupe scolaire de Grand-Gué", "99002", NatureLieu.ECOLE, 18.0, 97.6),
    Ecole("École de Vauclarin-le-Gué", "99003", NatureLieu.ECOLE, 15.5, 104.1),
    Ecole("École de Champorvel", "99004", NatureLieu.ECOLE, 9.5, 94.9),
    Ecole("École de Bressolanges", "99005", NatureLieu.ECOLE, 10.0, 102.2),
    Ecole("École de Villemorée-des-Prés", "99006", NatureLieu.ECOLE, 6.0, 89.1),
    Ecole("École de Noirépine-en-Bocage", "99009", NatureLieu.ECOLE, 5.0, 88.3),
    Ecole("Collège des Trois Gués", "99001", NatureLieu.COLLEGE, 1.0, 96.2),
)
FRANCE_SERVICES = (
    (
        "France services de Montorvelle",
        "99001",
        "Fixe",
        {"lundi": "09:00 - 12:30", "jeudi": "09:00 - 12:30 / 14:00 - 17:30"},
    ),
)
PART_ELEVES, PART_COLLEGIENS = 0.955, 0.86
"""The shares of children aged 3 to 10 who are pupils of the territory, and of those aged 11 to 14 in its collège."""
ECOLES_DEPARTEMENT = {
    "ecoles": 92,
    "ecoles_maternelles": 78,
    "ecoles_elementaires": 84,
    "ecoles_publiques": 79,
    "colleges": 12,
    "lycees": 5,
    "etablissements_medico_sociaux": 4,
}
FRANCE_SERVICES_DEPARTEMENT = 13
IPS_ECOLES_DEPARTEMENT, IPS_COLLEGES_DEPARTEMENT = 99.4, 99.8


def list_lieux(contours: Sequence[Mapping[str, Any]]) -> list[Lieu]:
    """The lieux, located inside the contour of their commune."""
    centres = {contour["code"]: _compute_centre(json.loads(contour["geometrie"])) for contour in contours}
    lieux = []
    for rang, ecole in enumerate(ECOLES):
        details: dict[str, Any] = {"statut": "Public" if ecole.is_publique else "Privé"}
        if ecole.nature == NatureLieu.ECOLE:
            details |= {"maternelle": ecole.maternelle, "elementaire": ecole.elementaire}
        lieux.append(
            _build_lieu(ecole.nature, f"9990{rang + 1:03d}X", ecole.nom, ecole.commune, rang, details, centres)
        )
    for rang, (nom, commune, forme, horaires) in enumerate(FRANCE_SERVICES, start=len(ECOLES)):
        details = {"type": "Principal", "format": forme, "horaires": horaires}
        lieux.append(_build_lieu(NatureLieu.FRANCE_SERVICES, f"99{rang:03d}", nom, commune, rang, details, centres))
    return lieux


def _build_lieu(
    nature: NatureLieu,
    identifiant: str,
    nom: str,
    commune: str,
    rang: int,
    details: Mapping[str, Any],
    centres: Mapping[str, tuple[float, float]],
) -> Lieu:
    longitude, latitude = centres[commune]
    # Lieux of the same commune are a few hundred metres apart, not on the same point.
    decale = (longitude + 0.0015 * (rang % 3 - 1), latitude + 0.001 * (rang % 2))
    texte = json.dumps(details, ensure_ascii=False)
    return Lieu(
        nature, identifiant, nom, commune, "", round(decale[0], 5), round(decale[1], 5), texte, MILLESIME, SOURCE
    )


def _compute_centre(geometrie: Mapping[str, Any]) -> tuple[float, float]:
    """The middle of the bounding box, inside the contour because communes are almost convex."""
    points = geometrie["coordinates"][0]
    longitudes, latitudes = [p[0] for p in points], [p[1] for p in points]
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


def list_comptes(enfants: Mapping[int, Mapping[str, Mapping[str, int]]]) -> list[Mesure]:
    """The counts of lieux and of their pupils; `enfants`: year → quantity → commune or département → count."""

    lignes: list[Mesure] = []
    ecoles = [ecole for ecole in ECOLES if ecole.nature == NatureLieu.ECOLE]
    for annee in ANNEES_ECOLES:
        petits, grands = (
            {code: sum(enfants[annee][nom][code] for nom in noms) for code in enfants[annee]["population_3_5"]}
            for noms in (("population_3_5", "population_6_10"), ("population_11_14",))
        )
        ici = sum(petits.values()) - petits[DEPARTEMENT]
        par_ecole = share_total(round(ici * PART_ELEVES), {ecole.nom: ecole.poids for ecole in ecoles})
        eleves = {c.code: sum(par_ecole[e.nom] for e in ecoles if e.commune == c.code) for c in COMMUNES}
        classes = {
            c.code: sum(max(round(par_ecole[e.nom] / ELEVES_PAR_CLASSE), 1) for e in ecoles if e.commune == c.code)
            for c in COMMUNES
        }
        ailleurs = round(petits[DEPARTEMENT] * 0.962)
        comptes: dict[str, tuple[dict[str, float], float]] = {
            "eleves_ecoles": (dict(eleves), ailleurs),
            "classes_ecoles": (dict(classes), round(ailleurs / 22.9)),
        }
        if annee == MILLESIME:
            comptes |= _count_lieux(ecoles)
            comptes["ecoles_eleves"] = comptes["eleves_ecoles"]
        if annee in ANNEES_IPS:
            points: dict[str, float] = {}
            for ecole in ecoles:
                points[ecole.commune] = points.get(ecole.commune, 0.0) + round(par_ecole[ecole.nom] * ecole.ips, 1)
            comptes["ips_ecoles_eleves"] = comptes["eleves_ecoles"]
            comptes["ips_ecoles_points"] = (points, round(ailleurs * IPS_ECOLES_DEPARTEMENT, 1))
            (college,) = (ecole for ecole in ECOLES if ecole.nature == NatureLieu.COLLEGE)
            collegiens = round((sum(grands.values()) - grands[DEPARTEMENT]) * PART_COLLEGIENS)
            partout = round(grands[DEPARTEMENT] * 0.94)
            comptes["ips_colleges_eleves"] = ({college.commune: collegiens}, partout)
            comptes["ips_colleges_points"] = (
                {college.commune: round(collegiens * college.ips, 1)},
                round(partout * IPS_COLLEGES_DEPARTEMENT, 1),
            )
        for nom, (communes, departement) in comptes.items():
            lignes += [build_mesure(Maille.COMMUNE, c.code, nom, annee, communes.get(c.code, 0)) for c in COMMUNES]
            lignes.append(build_mesure(Maille.DEPARTEMENT, DEPARTEMENT, nom, annee, departement))
    return lignes


def _count_lieux(ecoles: Sequence[Ecole]) -> dict[str, tuple[dict[str, float], float]]:
    retenues = {
        "ecoles": ecoles,
        "ecoles_maternelles": [e for e in ecoles if e.maternelle],
        "ecoles_elementaires": [e for e in ecoles if e.elementaire],
        "ecoles_publiques": [e for e in ecoles if e.is_publique],
        "colleges": [e for e in ECOLES if e.nature == NatureLieu.COLLEGE],
        "lycees": [],
        "etablissements_medico_sociaux": [],
    }
    comptes: dict[str, tuple[dict[str, float], float]] = {}
    for nom, liste in retenues.items():
        communes: dict[str, float] = {}
        for ecole in liste:
            communes[ecole.commune] = communes.get(ecole.commune, 0) + 1
        comptes[nom] = (communes, ECOLES_DEPARTEMENT[nom])
    siens: dict[str, float] = {}
    for _, commune, _, _ in FRANCE_SERVICES:
        siens[commune] = siens.get(commune, 0) + 1
    comptes["france_services"] = (siens, FRANCE_SERVICES_DEPARTEMENT)
    comptes["france_services_itinerantes"] = ({}, 2)
    return comptes
