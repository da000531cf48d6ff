"""The fictional intercommunality of the demo and of the practice spaces, in the packaged base."""

from convive.donnees.sources.declaration import LICENCE_OUVERTE, Source

QUANTITES_FICTIVES = (
    "population_municipale",
    "superficie_km2",
    "population_0_19",
    "population_20_64",
    "population_65p",
    "logements",
    "residences_principales",
    "residences_secondaires",
    "logements_vacants",
    "population_rp",
    "population_reference",
    "naissances_domiciliees",
    "deces_domicilies",
    "menages",
    "residences_principales_rp",
    "proprietaires_occupants",
    "chomeurs_15_64",
    "actifs_15_64",
    "niveau_vie_median",
    "taux_pauvrete",
)
"""What is invented, over ten years; the other quantities are « not available » there."""

SOURCE = Source(
    identifiant="fictif",
    titre="Territoire fictif de démonstration",
    producteur="Convive (données inventées)",
    licence=LICENCE_OUVERTE,
    url="",
    motifs=(),
    quantites=QUANTITES_FICTIVES,
    limite="Chiffres inventés : ils ne décrivent aucune collectivité et n’entrent dans aucun total réel.",
    priorite=99,
)
