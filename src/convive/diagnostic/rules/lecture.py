"""One plain French sentence for each gap, never more certain than the figure."""

from dataclasses import dataclass

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Calcul, Indicateur
from convive.donnees.rules import Statut
from convive.socle.formats import nombre


@dataclass(frozen=True)
class Lecture:
    """A sentence that one can say aloud, and the reservation that goes with it (empty when there is none)."""

    indicateur: str
    phrase: str
    reserve: str = ""
    ecart: float | None = None
    is_notable: bool = False


def format_figure(figure: Figure, decimales: int | None = None) -> str:
    """Value and unit as read in a sentence, « 26,3 % »; the figure must have a value."""
    places = figure.indicateur.decimales if decimales is None else decimales
    return f"{nombre(figure.valeur or 0.0, places)}\u00a0{figure.indicateur.unite}"


def _format_ecart(indicateur: Indicateur, ecart: float) -> str:
    size = abs(ecart)
    if indicateur.ecart_relatif:
        return f"{nombre(size, 0 if size >= 10 else 1)}\u00a0%"
    text = nombre(size, indicateur.decimales)
    return f"{text}\u00a0point{'s' if size >= 2 else ''}"


def _build_reserve(territoire: Figure, reference: Figure, seuil_prudence: float) -> str:
    parts = []
    if territoire.communes_connues < territoire.communes_total:
        parts.append(
            f"calculé sur {nombre(territoire.communes_connues, 0)} communes sur {nombre(territoire.communes_total, 0)}"
        )
    if territoire.statut is Statut.RUPTURE_DE_SERIE:
        parts.append("la série a une rupture")
    if reference.statut is Statut.PARTIEL:
        parts.append("comparaison calculée sans toutes les communes")
    if territoire.millesime != reference.millesime:
        parts.append(f"millésimes différents : {territoire.millesime} et {reference.millesime}")
    small = territoire.denominateur
    if territoire.indicateur.calcul is Calcul.RATIO and small is not None and 0 < small < seuil_prudence and (
        territoire.indicateur.seuil_denominateur is None
    ):
        parts.append(f"petit effectif ({nombre(small, 0)}) : un écart peut tenir au hasard")
    return " ; ".join(parts)


def compute_lecture(territoire: Figure, reference: Figure, article_reference: str, *, seuil_prudence: float) -> Lecture | None:
    """Write the gap between a territory and a reference; None when either has no value or no comparison makes sense.

    `article_reference` names the reference with its article, « le département de la Vienne ». A count is read as a share
    of the reference, a rate as a gap in points or in percent. Below `ecart_notable`, the two are « du même ordre ».
    """
    indicateur = territoire.indicateur
    if territoire.valeur is None or reference.valeur is None:
        return None
    reserve = _build_reserve(territoire, reference, seuil_prudence)
    if indicateur.calcul is Calcul.SOMME:
        return _read_part(territoire, reference, article_reference, reserve)
    if indicateur.ecart_notable is None:
        return None
    if indicateur.ecart_relatif:
        if reference.valeur <= 0:
            return None
        ecart = 100 * (territoire.valeur - reference.valeur) / reference.valeur
    else:
        ecart = territoire.valeur - reference.valeur
    figures = f"{format_figure(territoire)}, contre {nombre(reference.valeur, indicateur.decimales)} pour {article_reference}"
    subject = indicateur.sujet[0].upper() + indicateur.sujet[1:]
    # Rounded as shown, two figures may be equal while their gap is not: the sentence follows what the reader sees.
    if abs(ecart) < indicateur.ecart_notable:
        return Lecture(indicateur.identifiant, f"{subject} est du même ordre : {figures}.", reserve, ecart)
    direction = "plus élevée" if _is_feminine(indicateur) else "plus élevé"
    if ecart < 0:
        direction = "plus basse" if _is_feminine(indicateur) else "plus bas"
    verb = "semble" if reserve else "est"
    phrase = f"{subject} {verb} {direction}, de {_format_ecart(indicateur, ecart)} : {figures}."
    return Lecture(indicateur.identifiant, phrase, reserve, ecart, is_notable=True)


def _is_feminine(indicateur: Indicateur) -> bool:
    return indicateur.sujet.startswith(("la ", "l’évolution"))


def _read_part(territoire: Figure, reference: Figure, article_reference: str, reserve: str) -> Lecture | None:
    if not reference.valeur or territoire.valeur is None or territoire.valeur > reference.valeur:
        return None
    share = 100 * territoire.valeur / reference.valeur
    decimals = 1 if share >= 0.1 else 2
    shown = f"{nombre(share, decimals)}\u00a0%" if share >= 0.01 else "moins de 0,01\u00a0%"
    phrase = f"Le territoire compte {format_figure(territoire)}, soit {shown} de ce que compte {article_reference}."
    if territoire.indicateur.unite == "km²":
        phrase = f"Le territoire s’étend sur {format_figure(territoire)}, soit {shown} de la superficie pour {article_reference}."
    return Lecture(territoire.indicateur.identifiant, phrase, reserve)
