"""The samples of the gallery: invented, and worded as if they were pages."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from convive.ui.onglets import GroupeOnglets, OngletPage


@dataclass(frozen=True, slots=True)
class ExempleChiffre:
    libelle: str
    unite: str
    valeur: float | None = None
    statut: str = "valeur"
    comparaison: str = ""
    limite: str = ""
    source: str = "Source d’exercice"
    millesime: str = "2023"


@dataclass(frozen=True, slots=True)
class ExempleLecture:
    texte: str
    precision: str


@dataclass(frozen=True, slots=True)
class ExempleOnglet:
    libelle: str
    icone: str
    url: str = "#"
    courant: bool = False


@dataclass(frozen=True, slots=True)
class ExempleLigne:
    nom: str
    population: int
    part: float | None
    statut: str = "valeur"


CHIFFRES = (
    ExempleChiffre("Enfants de moins de 3 ans", "enfants", 742, comparaison="2,8 % de la population."),
    ExempleChiffre(
        "Places pour 100 enfants de moins de 3 ans",
        "places",
        52.3,
        comparaison="Département : 57,2 ; France : 60,9.",
        limite="Offre théorique : tous les modes, occupés ou non.",
    ),
    ExempleChiffre("Places en crèche ouvertes après 19 h", "place", 0, comparaison="C’est un vrai zéro."),
    ExempleChiffre("Solde naturel", "habitants", -1204, comparaison="Sur l’année."),
    ExempleChiffre("Enfants bénéficiaires d’une allocation", "enfants", statut="secret"),
    ExempleChiffre("Enfants accueillis, régime agricole", "enfants", statut="non_disponible"),
    ExempleChiffre("Taux de pauvreté", "%", statut="non_publie"),
    ExempleChiffre("Évolution des ménages", "%", statut="non_calculable"),
    ExempleChiffre("Logements vacants", "logements", statut="scission_incomplete"),
    ExempleChiffre("Quartiers prioritaires", "quartiers", statut="non_applicable"),
    ExempleChiffre("Population de moins de 20 ans", "habitants", 6120, "partiel", "34 communes connues sur 35."),
    ExempleChiffre("Chômeurs de 15 à 64 ans", "personnes", 1013, "rupture_de_serie"),
)
LECTURES = (
    ExempleLecture(
        "En six ans, le territoire est passé de 46,8 à 52,3 places pour 100 enfants de moins de 3 ans.",
        "Source d’exercice, 2017-2023. Ce sont des places offertes, pas des enfants accueillis.",
    ),
    ExempleLecture(
        "Une famille sur cinq est monoparentale, jusqu’à 28 % à Aubrelle-le-Pont.",
        "Source d’exercice, 2023 ; trois communes secrètes, une absente.",
    ),
)
ONGLETS = (
    ExempleOnglet("Petite enfance", "baby-carriage", courant=True),
    ExempleOnglet("Enfance", "friends"),
    ExempleOnglet("Jeunesse", "run"),
    ExempleOnglet("Parentalité", "users-group"),
    ExempleOnglet("Vie sociale", "heart-handshake"),
    ExempleOnglet("Accès aux droits", "door-enter"),
    ExempleOnglet("Handicap", "disabled"),
    ExempleOnglet("Logement", "building-cottage"),
    ExempleOnglet("Numérique", "device-laptop"),
)
GROUPES = (
    GroupeOnglets(
        "Travailler",
        "clock",
        (
            OngletPage("Avant la séance", "#c-onglets-groupes", "clock", True, "Ce qui manque le plus, dans l’ordre."),
            OngletPage("Nouvelles des pilotes", "#c-onglets-groupes", "message", False),
        ),
    ),
    GroupeOnglets("Organiser", "adjustments", (OngletPage("Importer", "#c-onglets-groupes", "upload", False),)),
)
LIGNES = (
    ExempleLigne("Aubrelle-le-Pont", 6412, 27.6),
    ExempleLigne("Échaumes", 1530, 24.0),
    ExempleLigne("Combe-Rousse", 311, None, "non_disponible"),
    ExempleLigne("Haut-Lusset", 88, None, "secret"),
    ExempleLigne("Lusset", 812, 0.0),
    ExempleLigne("Vère-Saint-Loup", 2204, 27.3, "partiel"),
)
FIL = (("Comprendre", ""), ("Portraits", "#"), ("Pays d’Aubrelle", ""))
PAGES = {"milieu": Paginator(range(60), 25).get_page(2), "seule": Paginator(range(12), 25).get_page(1)}
