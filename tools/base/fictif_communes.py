"""The communes of the first fictional intercommunalité: names, sizes and trends written by hand."""

from dataclasses import dataclass

DEPARTEMENT = "99"
DEPARTEMENT_NOM = "Département fictif"
EPCI = "999900017"
EPCI_NOM = "Communauté de communes des Trois Gués"


@dataclass(frozen=True)
class CommuneFictive:
    """The characteristics of a commune; rates are for 2023, and the population of 2014 gives the trend."""

    code: str
    nom: str
    code_postal: str
    population_2014: int
    population_2023: int
    part_0_19: float
    part_65p: float
    part_secondaires: float
    niveau_vie_euros: int


COMMUNES = (
    CommuneFictive("99001", "Montorvelle", "99100", 3_306, 3_140, 0.232, 0.262, 0.03, 20_900),
    CommuneFictive("99002", "Grand-Gué-sur-Orvelle", "99110", 1_922, 1_880, 0.228, 0.248, 0.04, 21_600),
    CommuneFictive("99003", "Vauclarin-le-Gué", "99120", 1_218, 1_260, 0.251, 0.204, 0.03, 23_100),
    CommuneFictive("99004", "Champorvel", "99100", 1_061, 1_015, 0.219, 0.259, 0.06, 21_200),
    CommuneFictive("99005", "Bressolanges", "99110", 862, 880, 0.243, 0.215, 0.04, 22_700),
    CommuneFictive("99006", "Villemorée-des-Prés", "99100", 757, 720, 0.211, 0.271, 0.08, 20_800),
    CommuneFictive("99007", "Rochegivre", "99120", 648, 610, 0.204, 0.288, 0.12, 20_300),
    CommuneFictive("99008", "Petit-Gué-l'Étang", "99120", 535, 540, 0.236, 0.226, 0.05, 22_200),
    CommuneFictive("99009", "Noirépine-en-Bocage", "99110", 498, 470, 0.206, 0.281, 0.10, 20_500),
    CommuneFictive("99010", "Fontorvelle", "99100", 410, 390, 0.215, 0.267, 0.09, 21_000),
    CommuneFictive("99011", "Marsauvel", "99120", 356, 330, 0.194, 0.303, 0.15, 19_900),
    CommuneFictive("99012", "Combelavoye", "99110", 281, 265, 0.198, 0.298, 0.17, 20_100),
    CommuneFictive("99013", "Sourdaille-les-Bois", "99120", 208, 190, 0.184, 0.332, 0.24, 19_700),
    CommuneFictive("99014", "Gué-Perdu", "99100", 122, 110, 0.173, 0.345, 0.31, 19_400),
)
