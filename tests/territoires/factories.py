"""A country in miniature: every kind of territory, homonyms, mergers, a split, a fictional commune."""

from datetime import date

from convive.territoires.actions import import_passages, import_territoires
from convive.territoires.rules import BilanImport, LignePassage, LigneTerritoire

MILLESIME = 2026
CIVRAISIEN = "200070035"
PARIS_METROPOLE = "200054781"
FICTIF = "999900017"


def build_commune(code: str, nom: str, **champs: object) -> LigneTerritoire:
    """A commune of Vienne, unless told otherwise."""
    valeurs: dict[str, object] = {
        "type": "commune",
        "zone": "metro",
        "departement": "86",
        "region": "75",
        "population_municipale": 100,
    }
    return LigneTerritoire(code=code, nom=nom, **(valeurs | champs))  # type: ignore[arg-type]  # fields given by the test


def build_lignes() -> list[LigneTerritoire]:
    return [
        LigneTerritoire("75", "Nouvelle-Aquitaine", "region"),
        LigneTerritoire("11", "Île-de-France", "region"),
        LigneTerritoire("86", "Vienne", "departement", region="75"),
        LigneTerritoire("16", "Charente", "departement", region="75"),
        LigneTerritoire("75", "Paris", "departement", region="11"),
        LigneTerritoire("93", "Seine-Saint-Denis", "departement", region="11"),
        LigneTerritoire("99", "Département fictif", "departement"),
        LigneTerritoire(CIVRAISIEN, "CC du Civraisien en Poitou", "epci"),
        LigneTerritoire("200069854", "CU du Grand Poitiers", "epci", departement="86"),
        LigneTerritoire(PARIS_METROPOLE, "Métropole du Grand Paris", "epci", departement="75", population_municipale=7),
        LigneTerritoire("200057867", "Plaine Commune", "ept", departement="93"),
        LigneTerritoire(FICTIF, "CC fictive des Trois Rivières", "epci", departement="99"),
        build_commune(
            "86078",
            "Civray",
            epci=CIVRAISIEN,
            siren="218600781",
            codes_postaux=("86400",),
            population_municipale=2607,
        ),
        build_commune("86024", "Blanzay", epci=CIVRAISIEN, codes_postaux=("86400",), population_municipale=785),
        build_commune(
            "86082",
            "Valence-en-Poitou",
            epci=CIVRAISIEN,
            codes_postaux=("86700",),
            anciens_codes=("86067", "86043"),
            population_municipale=4439,
        ),
        build_commune("86194", "Poitiers", epci="200069854", codes_postaux=("86000",), population_municipale=90240),
        build_commune("86085", "L’Île-Jourdain", departement="86", population_municipale=1100),
        build_commune("16106", "Confolens", departement="16", population_municipale=None),
        build_commune("16140", "Civray", departement="16", population_municipale=50),
        build_commune("01001", "Abergement", departement=None, region=None),
        LigneTerritoire("86082", "Couhé", "commune_deleguee", departement="86", parent="86082"),
        LigneTerritoire("86067", "Ceaux-en-Couhé", "commune_deleguee", departement="86", parent="86082"),
        LigneTerritoire("86194", "Poitiers", "commune_associee", departement="86", parent="86194"),
        build_commune(
            "75056", "Paris", departement="75", region="11", epci=PARIS_METROPOLE, population_municipale=2103778
        ),
        LigneTerritoire(
            "75115",
            "Paris 15e Arrondissement",
            "arrondissement_municipal",
            departement="75",
            region="11",
            parent="75056",
            codes_postaux=("75015",),
            population_municipale=229713,
        ),
        build_commune(
            "93066",
            "Saint-Denis",
            departement="93",
            region="11",
            epci=PARIS_METROPOLE,
            ept="200057867",
            codes_postaux=("93200", "93210"),
            population_municipale=149077,
        ),
        build_commune("86221", "Saint-Denis", departement="86", population_municipale=10),
        build_commune("99001", "Fictiville", departement="99", region=None, epci=FICTIF, population_municipale=5000),
    ]


PASSAGES = (
    LignePassage("86024", "86221", "scission", date(2025, 1, 1), "https://www.insee.fr/fr/information/2028028"),
    LignePassage("86900", "86024", "scission", date(2025, 1, 1), "https://www.insee.fr/fr/information/2028028"),
    LignePassage("86900", "86221", "scission", date(2025, 1, 1), "https://www.insee.fr/fr/information/2028028"),
)


def create_pays() -> BilanImport:
    bilan = import_territoires(lignes=build_lignes(), millesime=MILLESIME)
    import_passages(lignes=PASSAGES)
    return bilan
