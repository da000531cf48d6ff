"""Invented figures of each field of a convention: families, childcare, school, benefits, housing, rights.

A field is derived from the census counts of `fictif_mesures`, so that a part is never larger than its whole. The CNAF
is imitated: counts rounded to 5, at least two small ones hidden together, places published only for the EPCI and the
département.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from convive.donnees.rules import Maille, Mesure, Statut
from tools.base.fictif_communes import DEPARTEMENT
from tools.base.fictif_epci import TROIS_GUES, EpciFictif
from tools.base.fictif_outils import build_mesure, get_alea, list_secrets, share_total

DERNIERE = 2023
RECENSEMENTS = tuple(range(2017, DERNIERE + 1))
CAF = tuple(range(2018, DERNIERE + 1))
EQUIPEMENTS = (2019, 2021, 2023)
APL = (2022, 2023)

AGES = {
    # The share of each age in those under 20: in the commune, in the département.
    "population_0_2": (0.116, 0.127),
    "population_3_5": (0.134, 0.139),
    "population_6_10": (0.254, 0.250),
    "population_11_14": (0.221, 0.214),
    "population_15_17": (0.168, 0.161),
    "population_18_19": (0.107, 0.109),
}
FAMILLES = {"couples_avec_enfants": (0.384, 0.401), "couples_sans_enfant": (0.452, 0.428)}
MONOPARENTALES = "familles_monoparentales"
INTERMEDIAIRES = frozenset({"population_18_19", "population_15p"})
"""Only used to derive the others, and published by nobody."""


@dataclass(frozen=True)
class Derivee:
    """A count that is a share of another one. `part` is the share in 2023, `pente` how much larger it was for each
    earlier year.

    `departement` is the share in the whole département, `pas` the producer's rounding, `seuil` its secrecy threshold.
    """

    indicateur: str
    base: str
    part: float
    departement: float
    pente: float = 0.0
    annees: tuple[int, ...] = RECENSEMENTS
    alea: float = 0.06
    pas: int = 1
    seuil: int = 0

    def compute(self, base: float, annee: int, alea: float, *, is_departement: bool = False) -> int:
        part = (self.departement if is_departement else self.part) + self.pente * (DERNIERE - annee)
        nombre = round(base * max(part, 0.0) * alea / self.pas) * self.pas
        return min(nombre, int(base) // self.pas * self.pas) if part < 1 else nombre


DERIVEES = (
    Derivee("population_2_5", "population_0_5", 0.805, 0.800, alea=0.01),
    Derivee("scolarises_2_5", "population_2_5", 0.792, 0.771, alea=0.02),
    Derivee("population_18_24", "population_18_29", 0.520, 0.560, alea=0.03),
    Derivee("scolarises_15_17", "population_15_17", 0.952, 0.958, alea=0.01),
    Derivee("scolarises_18_24", "population_18_24", 0.362, 0.451),
    Derivee("population_15_24", "population_15_24", 1.0, 1.0, alea=0.0),
    Derivee("jeunes_non_inseres_15_24", "population_15_24", 0.168, 0.152, pente=0.001, seuil=5),
    Derivee("actifs_15_24", "population_15_24", 0.434, 0.418, alea=0.04),
    Derivee("chomeurs_15_24", "actifs_15_24", 0.236, 0.218, pente=0.004, seuil=5),
    Derivee("population_75p", "population_65p", 0.452, 0.447, alea=0.04),
    Derivee("personnes_80p", "population_75p", 0.582, 0.571, alea=0.04),
    Derivee("personnes_80p_seules", "personnes_80p", 0.421, 0.436, pente=-0.002),
    Derivee("femmes_25_54", "population_20_64", 0.338, 0.346, alea=0.02),
    Derivee("femmes_actives_25_54", "femmes_25_54", 0.862, 0.881, pente=-0.003, alea=0.02),
    Derivee("menages_rp", "menages", 1.0, 1.0, alea=0.0),
    Derivee("menages_une_personne", "menages", 0.338, 0.352, pente=-0.003),
    Derivee("familles", "menages", 0.619, 0.612, alea=0.02),
    Derivee("familles_3_enfants_ou_plus", "familles_enfants", 0.158, 0.171, pente=0.002, alea=0.12),
    Derivee("population_15p", "population_15p", 1.0, 1.0, alea=0.0),
    Derivee("non_scolarises_15p", "population_15p", 0.912, 0.899, alea=0.01),
    Derivee("non_scolarises_sans_diplome", "non_scolarises_15p", 0.251, 0.232, pente=0.008),
    Derivee("residences_hors_studio", "residences_principales_rp", 0.985, 0.974, alea=0.005),
    Derivee("residences_suroccupees", "residences_hors_studio", 0.019, 0.027, alea=0.2),
    Derivee("menages_sans_voiture", "residences_principales_rp", 0.086, 0.112, alea=0.15),
    Derivee("menages_emmenages_2_ans", "residences_principales_rp", 0.104, 0.118, alea=0.12),
    Derivee("enfants_0_2_en_famille", "population_0_2", 0.985, 0.983, alea=0.005),
    Derivee("enfants_0_2_parents_actifs", "enfants_0_2_en_famille", 0.612, 0.588, pente=-0.005),
    Derivee("enfants_3_5_en_famille", "population_3_5", 0.987, 0.985, alea=0.005),
    Derivee("enfants_3_5_parents_actifs", "enfants_3_5_en_famille", 0.651, 0.634, pente=-0.006),
    Derivee("foyers_allocataires", "menages", 0.402, 0.431, pente=-0.002, annees=CAF, pas=5, seuil=5),
    Derivee("foyers_rsa", "menages", 0.041, 0.046, pente=0.0006, annees=CAF, alea=0.2, pas=5, seuil=5),
    Derivee("foyers_prime_activite", "menages", 0.162, 0.155, pente=-0.002, annees=CAF, alea=0.1, pas=5, seuil=5),
    Derivee("foyers_aides_logement", "menages", 0.118, 0.146, pente=0.002, annees=CAF, alea=0.15, pas=5, seuil=5),
    Derivee("foyers_asf", MONOPARENTALES, 0.312, 0.341, pente=-0.004, annees=CAF, alea=0.12, pas=5, seuil=5),
    Derivee("foyers_cmg", "population_0_2", 0.342, 0.358, pente=0.006, annees=CAF, alea=0.1, pas=5, seuil=5),
    Derivee("foyers_prepare", "population_0_2", 0.071, 0.064, pente=0.006, annees=CAF, alea=0.2, pas=5, seuil=5),
    Derivee("beneficiaires_aah", "population_20_64", 0.034, 0.037, pente=-0.001, annees=CAF, alea=0.2, pas=5, seuil=5),
    Derivee("foyers_qf_connu", "foyers_allocataires", 0.955, 0.951, annees=CAF, alea=0.01, pas=5, seuil=5),
    Derivee("foyers_qf_moins_400", "foyers_qf_connu", 0.128, 0.151, pente=0.001, annees=CAF, alea=0.12, pas=5, seuil=5),
    Derivee("foyers_qf_400_799", "foyers_qf_connu", 0.287, 0.281, annees=CAF, pas=5, seuil=5),
    Derivee("demandeurs_emploi_abc", "actifs_15_64", 0.104, 0.113, pente=0.003, annees=CAF, alea=0.1, pas=5, seuil=5),
    Derivee(
        "demandeurs_emploi_abc_moins_25", "demandeurs_emploi_abc", 0.152, 0.144, annees=CAF, alea=0.12, pas=5, seuil=5
    ),
    Derivee("locaux", "logements", 1.084, 1.091, annees=CAF, alea=0.005),
    Derivee("locaux_fibre", "locaux", 0.878, 0.913, pente=-0.148, annees=CAF, alea=0.05),
    Derivee("associations_actives", "population_municipale", 0.0168, 0.0151, annees=(2021, 2023), alea=0.2),
    Derivee("population_standardisee_infirmiers", "population_municipale", 1.092, 1.064, annees=APL, alea=0.01),
    Derivee("apl_infirmiers_ponderee", "population_standardisee_infirmiers", 118, 131, pente=2, annees=APL, alea=0.25),
)
GROUPES_SECRETS = (("foyers_qf_moins_400", "foyers_qf_400_799", "foyers_qf_800_ou_plus"),)
"""Parts whose sum is published: they are hidden together, otherwise subtraction would reveal them."""

PLACES_DEPARTEMENT = {
    # In 2023; other years follow the trend of the Trois Gués, in proportion.
    "places_eaje_psu": 402,
    "places_eaje_hors_psu": 148,
    "places_assistants_maternels": 1_015,
    "places_garde_domicile": 31,
    "places_prescolarisation": 74,
}
AEEH_DEPARTEMENT = 1.1
"""The rate of the département as a multiple of that of the Trois Gués; not published by commune."""
PLACES_HANDICAP_DEPARTEMENT = 262
POPULATION_QPV_DEPARTEMENT = 4_320

EQUIPES_DEPARTEMENT = {
    "relais_petite_enfance": 9,
    "points_pmi": 11,
    "centres_sociaux": 8,
    "pharmacies": 38,
    "equipements_culture_sport": 104,
    "lieux_mediation_numerique": 46,
}
LOGEMENTS_SOCIAUX_DEPARTEMENT = 4_410

type Cellules = dict[str, dict[str, int]]
"""Quantity → commune → count, for one year; the département has its own code as key."""


def build_domaines(
    communales: Mapping[tuple[str, int], Mapping[str, int]],
    departementales: Mapping[int, Mapping[str, int]],
    epci: EpciFictif = TROIS_GUES,
) -> tuple[list[Mesure], dict[int, Cellules]]:
    """The rows of every field, for communes, the département and, if the producer publishes it, the EPCI; and the
    counts by year before secrecy.
    """
    lignes: list[Mesure] = []
    par_annee: dict[int, Cellules] = {}
    for annee in RECENSEMENTS:
        cellules = par_annee[annee] = _build_annee(epci, communales, departementales[annee], annee)
        for derivee in (*DERIVEES, *_list_partages()):
            if annee in derivee.annees and derivee.indicateur not in INTERMEDIAIRES:
                lignes += _list_lignes(epci, cellules, derivee, annee)
        lignes += _list_accueil(epci, cellules, annee)
        lignes += _list_equipements(epci, annee)
    return lignes, par_annee


def _list_partages() -> Iterable[Derivee]:
    """The quantities that are shares of a whole, in the form of derived ones, only for their years and their
    secrecy."""
    for indicateur in (*AGES, *FAMILLES, MONOPARENTALES):
        yield Derivee(indicateur, "", 0, 0)
    yield Derivee("foyers_qf_800_ou_plus", "", 0, 0, annees=CAF, pas=5, seuil=5)


def _build_annee(
    epci: EpciFictif,
    communales: Mapping[tuple[str, int], Mapping[str, int]],
    departementale: Mapping[str, int],
    annee: int,
) -> Cellules:

    cellules: Cellules = {}
    codes = [*(commune.code for commune in epci.communes), DEPARTEMENT]
    for code in codes:
        rang = int(code == DEPARTEMENT)
        connues = dict(departementale if rang else communales[code, annee])

        def get_bruit(sujet: str, ampleur: float, code: str = code) -> float:
            return 1.0 if code == DEPARTEMENT else get_alea(code, annee, sujet).uniform(1 - ampleur, 1 + ampleur)

        poids = {nom: parts[rang] * get_bruit(nom, 0.08) for nom, parts in AGES.items()}
        connues |= share_total(connues["population_0_19"], poids)
        connues["population_0_5"] = connues["population_0_2"] + connues["population_3_5"]
        connues["population_18_29"] = connues["population_18_19"] + round(0.2 * connues["population_20_64"])
        moins_15 = sum(connues[nom] for nom in list(AGES)[:4])
        connues["population_15p"] = connues["population_municipale"] - moins_15
        for derivee in DERIVEES:
            if derivee.indicateur == "population_15_24":
                connues["population_15_24"] = connues["population_15_17"] + connues["population_18_24"]
                continue
            if derivee.indicateur == "familles_3_enfants_ou_plus":
                poids = {nom: parts[rang] * get_bruit(nom, 0.06) for nom, parts in FAMILLES.items()}
                reste = max(1 - sum(parts[rang] for parts in FAMILLES.values()), 0.05) * get_bruit(MONOPARENTALES, 0.12)
                connues |= share_total(connues["familles"], poids | {MONOPARENTALES: reste})
                connues["familles_enfants"] = connues["couples_avec_enfants"] + connues[MONOPARENTALES]
            bruit = get_bruit(derivee.indicateur, derivee.alea)
            connues[derivee.indicateur] = derivee.compute(
                connues[derivee.base], annee, bruit, is_departement=bool(rang)
            )
        connues["foyers_qf_800_ou_plus"] = max(
            connues["foyers_qf_connu"] - connues["foyers_qf_moins_400"] - connues["foyers_qf_400_799"], 0
        )
        for nom, nombre in connues.items():
            cellules.setdefault(nom, {})[code] = nombre
    return cellules


def _list_lignes(epci: EpciFictif, cellules: Cellules, derivee: Derivee, annee: int) -> list[Mesure]:

    nom = derivee.indicateur
    secrets = _list_secrets(cellules, derivee)
    lignes = [
        build_mesure(Maille.COMMUNE, code, nom, annee, nombre, Statut.SECRET if code in secrets and nombre else None)
        for code, nombre in cellules[nom].items()
        if code != DEPARTEMENT
    ]
    lignes.append(build_mesure(Maille.DEPARTEMENT, DEPARTEMENT, nom, annee, cellules[nom][DEPARTEMENT]))
    if secrets:
        # The producer knows the hidden counts, and publishes the total.
        total = sum(nombre for code, nombre in cellules[nom].items() if code != DEPARTEMENT)
        lignes.append(build_mesure(Maille.EPCI, epci.code, nom, annee, total))
    return lignes


def _list_secrets(cellules: Cellules, derivee: Derivee) -> set[str]:

    if not derivee.seuil:
        return set()
    groupe = next((g for g in GROUPES_SECRETS if derivee.indicateur in g), (derivee.indicateur,))
    return {
        code
        for nom in groupe
        for code in list_secrets(
            # A rounded count of 5 stands for 3 to 7, so it is small too.
            {code: n for code, n in cellules[nom].items() if code != DEPARTEMENT},
            derivee.seuil + 1,
        )
    }


def _list_accueil(epci: EpciFictif, cellules: Cellules, annee: int) -> list[Mesure]:
    """Places for young children and children with a disability: for the EPCI and the département only."""

    rang = annee - RECENSEMENTS[0]
    places = {nom: serie[rang] for nom, serie in epci.places.items()}
    # The département follows the same trend, in proportion.
    departement = {
        nom: round(fin * TROIS_GUES.places[nom][rang] / TROIS_GUES.places[nom][-1])
        for nom, fin in PLACES_DEPARTEMENT.items()
    }
    lignes = []
    for maille, code, nombres in ((Maille.EPCI, epci.code, places), (Maille.DEPARTEMENT, DEPARTEMENT, departement)):
        nombres["places_eaje"] = nombres["places_eaje_psu"] + nombres["places_eaje_hors_psu"]
        nombres["places_accueil_individuel"] = nombres["places_assistants_maternels"] + nombres["places_garde_domicile"]
        nombres["places_accueil_jeune_enfant"] = (
            nombres["places_eaje"] + nombres["places_accueil_individuel"] + nombres["places_prescolarisation"]
        )
        enfants = cellules["population_0_2"]
        total = enfants[code] if maille == Maille.DEPARTEMENT else sum(enfants.values()) - enfants[DEPARTEMENT]
        lignes += [build_mesure(maille, code, nom, annee, nombre) for nom, nombre in nombres.items()]
        for nom, nombre in nombres.items():
            taux = nom.replace("places_accueil_jeune_enfant", "taux_couverture_petite_enfance")
            taux = taux.replace("places_", "taux_couverture_")
            lignes.append(build_mesure(maille, code, taux, annee, round(100 * nombre / total, 1)))
    if annee in CAF:
        jeunes = cellules["population_0_19"]
        ensemble = sum(jeunes.values()) - jeunes[DEPARTEMENT]
        autres = round(epci.beneficiaires_aeeh[rang] * AEEH_DEPARTEMENT * jeunes[DEPARTEMENT] / ensemble / 5) * 5
        lignes.append(build_mesure(Maille.EPCI, epci.code, "beneficiaires_aeeh", annee, epci.beneficiaires_aeeh[rang]))
        lignes.append(build_mesure(Maille.DEPARTEMENT, DEPARTEMENT, "beneficiaires_aeeh", annee, autres))
    return lignes


def _list_equipements(epci: EpciFictif, annee: int) -> list[Mesure]:
    """The counts of facilities; zero for a commune that has none."""

    comptes: list[tuple[str, Mapping[str, int], int]] = []
    if annee in EQUIPEMENTS:
        comptes += [(nom, communes, EQUIPES_DEPARTEMENT[nom]) for nom, communes in epci.equipes.items()]
        comptes.append(("places_enfants_handicapes", {}, PLACES_HANDICAP_DEPARTEMENT))
        comptes.append(("population_qpv", {}, POPULATION_QPV_DEPARTEMENT))
    if annee in CAF:
        # Two dwellings fewer for each earlier year, in the two largest communes.
        recul = DERNIERE - annee
        grandes = {commune.code for commune in epci.communes[:2]}
        parc = {code: n - 2 * recul if code in grandes else n for code, n in epci.logements_sociaux.items()}
        comptes.append(("logements_sociaux", parc, LOGEMENTS_SOCIAUX_DEPARTEMENT - 31 * recul))
    return [
        ligne
        for nom, communes, departement in comptes
        for ligne in (
            *(build_mesure(Maille.COMMUNE, c.code, nom, annee, communes.get(c.code, 0)) for c in epci.communes),
            build_mesure(Maille.DEPARTEMENT, DEPARTEMENT, nom, annee, departement),
        )
    ]
