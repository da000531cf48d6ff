"""The fictional intercommunality of the demo and of the practice spaces, in the packaged base."""

from convive.donnees.quantites import QUANTITES
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Source

SOURCE = Source(
    identifiant="fictif",
    titre="Territoire fictif de démonstration",
    producteur="Convive (données inventées)",
    licence=LICENCE_OUVERTE,
    url="",
    motifs=(),
    quantites=tuple(QUANTITES),
    limite="Chiffres inventés : ils ne décrivent aucune collectivité et n’entrent dans aucun total réel.",
    priorite=99,
)
