"""Three people look at one action: what their judgements say together. Pure Python."""

from collections.abc import Mapping
from itertools import combinations

from convive.plan_action.rules.plan import NiveauMeteo, Regard
from convive.socle.formats import liste_fr

ICONES_METEO = {
    NiveauMeteo.OBJECTIFS_SECURISES: "sun",
    NiveauMeteo.ATTEIGNABLES: "sun-wind",
    NiveauMeteo.APPUIS_NECESSAIRES: "cloud-rain",
    NiveauMeteo.COMPROMIS: "cloud-storm",
}
"""Names of the sprite: the word always stands beside."""
PHRASES_METEO = {
    NiveauMeteo.OBJECTIFS_SECURISES.value: "ce qui était prévu se fera, tout est en place",
    NiveauMeteo.ATTEIGNABLES.value: "ce qui était prévu peut se faire, il reste du travail",
    NiveauMeteo.APPUIS_NECESSAIRES.value: "ce qui était prévu se fera si l’on aide",
    NiveauMeteo.COMPROMIS.value: "ce qui était prévu ne se fera pas en l’état",
    "": "la ou le pilote ne l’a pas encore donnée",
}
"""What each word asks of the others; "" is no météo yet."""
RANGS = {niveau: rang for rang, niveau in enumerate(NiveauMeteo)}
QUI = {Regard.PILOTE: "la ou le pilote", Regard.CAF: "la Caf", Regard.ELU: "l’élu·e"}
ECART_DESACCORD = 2
"""« Atteignables » and « compromis » are two steps apart: that is no longer a nuance."""


def get_ecart(niveaux: Mapping[Regard, NiveauMeteo]) -> int:
    """How many steps part the most confident from the most worried; 0 for one regard or none."""
    rangs = [RANGS[niveau] for niveau in niveaux.values()]
    return max(rangs) - min(rangs) if rangs else 0


def explain_titre(niveaux: Mapping[Regard, NiveauMeteo]) -> str:
    """The heading over the météos, as a finding."""
    count, ecart = len(niveaux), get_ecart(niveaux)
    if count == 0:
        return "Météo : personne ne s’est encore prononcé"
    if count == 1:
        return "Météo : un seul regard pour l’instant"
    regards = "deux regards" if count == 2 else "trois regards"
    if ecart == 0:
        return f"Météo : {regards}, le même avis"
    if ecart < ECART_DESACCORD:
        return f"Météo : {regards} qui se nuancent"
    return f"Météo : {regards}, un désaccord à mettre sur la table"


def explain_desaccord(niveaux: Mapping[Regard, NiveauMeteo]) -> str:
    """Who sees what, when two regards are far from one another; empty otherwise."""
    far = [
        (left, right)
        for left, right in combinations(niveaux, 2)
        if abs(RANGS[niveaux[left]] - RANGS[niveaux[right]]) >= ECART_DESACCORD
    ]
    if not far:
        return ""
    seen: dict[NiveauMeteo, list[str]] = {}
    for regard in sorted({regard for pair in far for regard in pair}, key=lambda r: -RANGS[niveaux[r]]):
        seen.setdefault(niveaux[regard], []).append(QUI[regard])
    parts = [
        f"{liste_fr(noms)} {'dit' if len(noms) == 1 else 'disent'} « {niveau.libelle.lower()} »"
        for niveau, noms in seen.items()
    ]
    phrase = ", ".join(parts)
    return f"{phrase[0].upper()}{phrase[1:]} : parlez-en avant la prochaine séance, chacun sait ce que l’autre ignore."
