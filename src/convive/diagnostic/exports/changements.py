"""What changed, in the words and formats of a reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from convive.diagnostic.exports.presentation import format_valeur
from convive.diagnostic.rules.accord import accorde
from convive.diagnostic.rules.changements import Certitude, Changement
from convive.socle.formats import INSECABLE, nombre_signe, pluriel

# What may well be nothing is not offered as a constat.
SANS_CONSTAT = frozenset({Certitude.HASARD, Certitude.MINCE, Certitude.INCOMPARABLE})
TENDANCES = {1: "en hausse", -1: "en baisse", 0: "sans tendance nette"}


@dataclass(frozen=True)
class LigneChangement:
    libelle: str
    url: str
    avant: str
    annee_avant: str
    apres: str
    annee_apres: str
    ecart: str
    certitude: Certitude
    mot: str
    tendance: str
    url_constat: str = ""


def build_lignes(
    changements: Sequence[Changement],
    get_url: Callable[[str], str],
    get_url_constat: Callable[[str, str], str] | None = None,
) -> list[LigneChangement]:
    """`get_url_constat` makes the address where a change becomes a constat, for who may write one."""
    return [
        LigneChangement(
            libelle=c.fiche.indicateur.libelle,
            url=get_url(c.fiche.identifiant),
            avant=format_valeur(c.avant),
            annee_avant=c.avant.millesime,
            apres=format_valeur(c.apres),
            annee_apres=c.apres.millesime,
            ecart=format_ecart(c),
            certitude=c.certitude,
            mot=c.certitude.libelle,
            tendance=TENDANCES[c.tendance],
            url_constat=get_url_constat(c.fiche.identifiant, c.avant.millesime)
            if get_url_constat and c.certitude not in SANS_CONSTAT
            else "",
        )
        for c in changements
    ]


def format_ecart(changement: Changement) -> str:
    """« −8 naissances », « +1,4 point », « −3,2 % » where the gap is read in percent."""
    indicateur = changement.fiche.indicateur
    if indicateur.ecart_relatif and changement.ecart_pourcent is not None:
        return f"{nombre_signe(changement.ecart_pourcent, 1)}{INSECABLE}%"
    unite = indicateur.unite
    if indicateur.ecart_notable is not None:
        unite = pluriel(abs(changement.ecart), indicateur.ecart_unite or "point")
    return f"{nombre_signe(changement.ecart, indicateur.decimales)}{INSECABLE}{accorde(abs(changement.ecart), unite)}"
