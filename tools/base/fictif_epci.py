"""The fictional intercommunalités, one per case study, and the basis of their invented figures.

Names, sizes and trends are written by hand, and checked against the real code list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from convive.territoires.rules import TypeTerritoire
from convive.territoires.rules.noms import fold_nom
from tools.base.fictif_communes import COMMUNES, DEPARTEMENT, DEPARTEMENT_NOM, EPCI, EPCI_NOM, CommuneFictive
from tools.base.fictif_trait import Point
from tools.base.territoires import Ligne, build_ligne, sort_territoires

ZONE = "fictif"


@dataclass(frozen=True)
class EpciFictif:
    """`naissances` and `deces` from 2014 to 2023, `places` and `beneficiaires_aeeh` from 2017 to 2023; `equipes` and
    `logements_sociaux` by commune. `centre` and `bourgs` are in km, the latter from the centre, in order of
    communes."""

    code: str
    nom: str
    communes: tuple[CommuneFictive, ...]
    naissances: tuple[int, ...]
    deces: tuple[int, ...]
    niveau_vie_euros: int
    pauvrete: float
    places: Mapping[str, tuple[int, ...]]
    beneficiaires_aeeh: tuple[int, ...]
    equipes: Mapping[str, Mapping[str, int]]
    logements_sociaux: Mapping[str, int]
    centre: Point = (0.0, 0.0)
    rayon_km: float = 0.0
    graine: int = 0
    bourgs: tuple[Point, ...] = ()


TROIS_GUES = EpciFictif(
    EPCI,
    EPCI_NOM,
    COMMUNES,
    # From 122 births in 2015 to 100 in 2023: 18 % fewer over eight years.
    naissances=(125, 122, 119, 117, 114, 111, 107, 109, 104, 100),
    deces=(131, 128, 134, 130, 133, 132, 141, 138, 140, 136),
    niveau_vie_euros=21_420,
    pauvrete=13.9,
    places={
        # As in the inventory of services of the demonstration.
        "places_eaje_psu": (24, 24, 24, 24, 34, 34, 34),
        "places_eaje_hors_psu": (0, 0, 0, 0, 0, 12, 12),
        "places_assistants_maternels": (124, 121, 117, 112, 106, 99, 92),
        "places_garde_domicile": (2, 2, 2, 3, 3, 3, 3),
        "places_prescolarisation": (12, 11, 11, 9, 9, 8, 8),
    },
    beneficiaires_aeeh=(14, 15, 15, 16, 18, 20, 22),
    equipes={
        # By commune, as counted in the register of facilities.
        "relais_petite_enfance": {"99001": 1},
        "points_pmi": {"99002": 1},
        "centres_sociaux": {"99001": 1},
        "pharmacies": {"99001": 2, "99002": 1, "99003": 1},
        "equipements_culture_sport": {"99001": 4, "99002": 2, "99003": 2, "99004": 1, "99005": 1, "99009": 1},
        "lieux_mediation_numerique": {"99001": 2, "99003": 1, "99009": 1},
    },
    logements_sociaux={"99001": 132, "99002": 61, "99003": 34, "99004": 12, "99005": 14, "99006": 6, "99008": 4},
)
RIVES_YSOLE = EpciFictif(
    "999900025",
    "Communauté d’agglomération Rives d’Ysole",
    (
        CommuneFictive("99101", "Montfaubert", "99200", 11_850, 12_400, 0.246, 0.196, 0.02, 20_700),
        CommuneFictive("99102", "Ysole", "99210", 9_620, 9_800, 0.239, 0.201, 0.02, 21_300),
        CommuneFictive("99103", "Port-Nivelle", "99220", 6_540, 6_900, 0.241, 0.203, 0.05, 22_100),
        CommuneFictive("99104", "Brévannes-le-Lac", "99220", 3_890, 4_100, 0.233, 0.222, 0.11, 23_400),
        CommuneFictive("99105", "La Tuilerie", "99210", 3_310, 3_600, 0.262, 0.171, 0.02, 23_900),
        CommuneFictive("99106", "Sainte-Colombelle", "99200", 2_610, 2_700, 0.244, 0.194, 0.03, 22_600),
        CommuneFictive("99107", "Villers-aux-Saules", "99210", 2_150, 2_200, 0.238, 0.208, 0.03, 22_900),
        CommuneFictive("99108", "Noirlac", "99220", 1_640, 1_600, 0.219, 0.244, 0.09, 21_500),
        CommuneFictive("99109", "Champvert-sur-Ysole", "99200", 1_260, 1_300, 0.247, 0.198, 0.04, 23_100),
        CommuneFictive("99110", "Le Moulin-Haut", "99220", 925, 900, 0.214, 0.251, 0.12, 21_000),
        CommuneFictive("99111", "Aigues-Basses", "99210", 520, 500, 0.206, 0.262, 0.14, 20_800),
    ),
    naissances=(548, 541, 536, 528, 524, 519, 507, 512, 503, 497),
    deces=(402, 398, 409, 411, 407, 415, 441, 432, 436, 429),
    niveau_vie_euros=21_900,
    pauvrete=14.8,
    places={
        # As in the case study: two crèches of the city, then two micro-crèches funded by the Paje.
        "places_eaje_psu": (75, 75, 75, 75, 75, 75, 75),
        "places_eaje_hors_psu": (0, 0, 0, 0, 12, 24, 24),
        "places_assistants_maternels": (812, 798, 781, 759, 737, 716, 694),
        "places_garde_domicile": (14, 14, 15, 16, 16, 17, 17),
        "places_prescolarisation": (48, 47, 45, 44, 41, 40, 39),
    },
    beneficiaires_aeeh=(68, 71, 74, 77, 83, 90, 96),
    equipes={
        "relais_petite_enfance": {"99102": 1},
        "points_pmi": {"99101": 1, "99103": 1},
        "centres_sociaux": {"99101": 1, "99102": 1},
        "pharmacies": {"99101": 5, "99102": 4, "99103": 3, "99104": 1, "99105": 1, "99106": 1},
        "equipements_culture_sport": {"99101": 14, "99102": 11, "99103": 8, "99104": 5, "99105": 3, "99106": 3},
        "lieux_mediation_numerique": {"99101": 3, "99102": 2, "99103": 1},
    },
    logements_sociaux={"99101": 1_240, "99102": 860, "99103": 410, "99104": 96, "99105": 118, "99106": 62, "99107": 34},
    centre=(28.0, 2.0),
    rayon_km=11.5,
    graine=23,
    bourgs=(
        (0.6, 0.4),
        (4.9, 2.8),
        (-4.4, 1.9),
        (-7.2, 5.6),
        (3.4, -4.3),
        (-1.5, -5.2),
        (7.9, -1.4),
        (-8.1, -2.2),
        (1.1, 6.6),
        (-3.6, 8.3),
        (5.8, 8.0),
    ),
)
AMBRELUNE = EpciFictif(
    "999900033",
    "Communauté de communes du Pays d’Ambrelune",
    (
        CommuneFictive("99201", "Ambrelune-le-Bourg", "99300", 6_420, 6_340, 0.2192, 0.251, 0.03, 21_100),
        CommuneFictive("99202", "Orsevaux", "99310", 3_690, 3_720, 0.223, 0.238, 0.03, 21_800),
        CommuneFictive("99203", "Vaudorelle", "99320", 2_910, 2_880, 0.216, 0.249, 0.04, 21_400),
        CommuneFictive("99204", "Pierrelonde", "99300", 2_190, 2_240, 0.229, 0.221, 0.04, 22_500),
        CommuneFictive("99205", "Clairambre", "99310", 1_930, 1_950, 0.224, 0.229, 0.05, 22_200),
        CommuneFictive("99206", "Ferrecombe", "99320", 1_690, 1_640, 0.213, 0.261, 0.06, 20_900),
        CommuneFictive("99207", "Sauvelonge", "99300", 1_480, 1_460, 0.219, 0.243, 0.05, 21_600),
        CommuneFictive("99208", "Montabrielle", "99310", 1_320, 1_330, 0.226, 0.232, 0.05, 22_000),
        CommuneFictive("99209", "Lunebrise", "99300", 1_150, 1_170, 0.231, 0.219, 0.04, 22_700),
        CommuneFictive("99210", "Roquesable", "99320", 1_060, 1_020, 0.206, 0.272, 0.09, 20_600),
        CommuneFictive("99211", "Valombrette", "99310", 930, 920, 0.215, 0.248, 0.07, 21_300),
        CommuneFictive("99212", "Bruyambre", "99300", 870, 860, 0.218, 0.246, 0.06, 21_500),
        CommuneFictive("99213", "Corvelune", "99320", 830, 790, 0.204, 0.276, 0.10, 20_400),
        CommuneFictive("99214", "Tournelune", "99310", 720, 720, 0.217, 0.244, 0.07, 21_700),
        CommuneFictive("99215", "Rivambre", "99300", 650, 660, 0.228, 0.226, 0.05, 22_300),
        CommuneFictive("99216", "Noirambre", "99320", 640, 610, 0.202, 0.279, 0.11, 20_500),
        CommuneFictive("99217", "Les Essarvelles", "99310", 560, 560, 0.211, 0.257, 0.08, 21_200),
        CommuneFictive("99218", "Malvelonge", "99300", 500, 490, 0.209, 0.259, 0.09, 21_000),
        CommuneFictive("99219", "Aubrelune", "99320", 460, 440, 0.201, 0.281, 0.13, 20_300),
        CommuneFictive("99220", "Sombrelac", "99320", 430, 400, 0.193, 0.296, 0.18, 20_100),
        CommuneFictive("99221", "Hautambre", "99330", 380, 350, 0.186, 0.312, 0.24, 19_700),
        CommuneFictive("99222", "Froidambre", "99330", 280, 260, 0.181, 0.325, 0.29, 19_500),
        CommuneFictive("99223", "Cimelune", "99330", 210, 190, 0.174, 0.339, 0.34, 19_300),
    ),
    naissances=(296, 291, 287, 279, 274, 268, 259, 263, 254, 247),
    deces=(318, 321, 326, 319, 330, 333, 351, 344, 349, 341),
    niveau_vie_euros=21_350,
    pauvrete=14.2,
    places={
        "places_eaje_psu": (58, 58, 58, 68, 68, 68, 68),
        "places_eaje_hors_psu": (0, 0, 0, 0, 10, 10, 10),
        "places_assistants_maternels": (486, 474, 461, 449, 431, 418, 402),
        "places_garde_domicile": (5, 5, 6, 6, 6, 7, 7),
        "places_prescolarisation": (31, 30, 29, 27, 26, 25, 24),
    },
    beneficiaires_aeeh=(41, 43, 44, 47, 51, 55, 58),
    equipes={
        "relais_petite_enfance": {"99201": 1, "99202": 1},
        "points_pmi": {"99201": 1, "99203": 1},
        "centres_sociaux": {"99201": 1},
        "pharmacies": {"99201": 3, "99202": 2, "99203": 1, "99204": 1, "99206": 1},
        "equipements_culture_sport": {"99201": 9, "99202": 6, "99203": 5, "99204": 3, "99205": 2, "99206": 2},
        "lieux_mediation_numerique": {"99201": 2, "99203": 1, "99221": 1},
    },
    logements_sociaux={"99201": 318, "99202": 121, "99203": 84, "99204": 46, "99205": 31, "99206": 28, "99207": 12},
    centre=(5.0, 34.0),
    rayon_km=17.0,
    graine=41,
    bourgs=(
        (0.5, -0.5),
        (8.4, 1.1),
        (-3.1, -9.4),
        (4.2, -5.0),
        (8.0, -4.4),
        (-8.2, -6.1),
        (-4.8, -3.4),
        (12.1, 3.9),
        (4.0, 4.4),
        (-7.6, -11.6),
        (12.6, -2.3),
        (-0.7, 5.2),
        (2.3, -13.2),
        (7.5, 6.9),
        (-5.2, 1.7),
        (-12.4, -5.0),
        (9.3, -9.6),
        (-9.1, -1.2),
        (-1.2, -14.6),
        (-12.6, 1.4),
        (-4.5, 10.6),
        (1.8, 12.0),
        (-9.3, 7.0),
    ),
)
AUTRES_EPCI = (RIVES_YSOLE, AMBRELUNE)
TOUS = (TROIS_GUES, *AUTRES_EPCI)


def validate_noms(noms_reels: Iterable[str]) -> None:
    """Refuse an invented name that a real territory has, ignoring case, accents and hyphens."""
    reels = {fold_nom(nom) for nom in noms_reels}
    noms = [nom for epci in TOUS for nom in (epci.nom, *(commune.nom for commune in epci.communes))]
    portes = [nom for nom in noms if fold_nom(nom) in reels]
    if portes:
        raise ValueError(f"Ces noms existent vraiment : {', '.join(portes)}.")


def build_territoires_fictifs(population_departement: int) -> list[Ligne]:
    """Rows of the fictional territoires.parquet; the département has communes that are not listed."""
    communes = [
        build_ligne(
            TypeTerritoire.COMMUNE,
            commune.code,
            commune.nom,
            zone=ZONE,
            departement=DEPARTEMENT,
            epci=epci.code,
            codes_postaux=[commune.code_postal],
            population_municipale=commune.population_2023,
        )
        for epci in TOUS
        for commune in epci.communes
    ]
    return sort_territoires(
        [
            *communes,
            *(
                build_ligne(
                    TypeTerritoire.EPCI,
                    epci.code,
                    epci.nom,
                    zone=ZONE,
                    departement=DEPARTEMENT,
                    siren=epci.code,
                    population_municipale=sum(commune.population_2023 for commune in epci.communes),
                )
                for epci in TOUS
            ),
            build_ligne(
                TypeTerritoire.DEPARTEMENT,
                DEPARTEMENT,
                DEPARTEMENT_NOM,
                zone=ZONE,
                departement=DEPARTEMENT,
                population_municipale=population_departement,
            ),
        ]
    )
