"""One plain French sentence for each gap, never more certain than the figure."""

from dataclasses import dataclass

from convive.diagnostic.rules.accord import accorde, aucun
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Calcul, Indicateur
from convive.donnees.rules import Statut
from convive.socle.formats import arrondi, nombre, nombre_accorde, pluriel

# Units of which « aucun » says nothing.
_SANS_AUCUN = frozenset({"points", "point", "sans", "km²", "années"})


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
    value = arrondi(figure.valeur or 0.0, places)
    return f"{nombre(value, places)}\u00a0{accorde(value, figure.indicateur.unite)}"


def _format_ecart(indicateur: Indicateur, ecart: float) -> str:
    """« 4,2 points de plus », « 20 % de moins », « 3,5 fois plus » beyond the double."""
    size = abs(ecart)
    more = "plus" if ecart > 0 else "moins"
    if not indicateur.ecart_relatif:
        size = float(arrondi(size, indicateur.decimales))
        return f"{nombre(size, indicateur.decimales)}\u00a0{pluriel(size, indicateur.ecart_unite or 'point')} de {more}"
    if ecart > 100:
        times = 1 + ecart / 100
        return f"{nombre(arrondi(times, 1 if times < 10 else 0))}\u00a0fois plus"
    return f"{nombre(size, 0 if size >= 10 else 1)}\u00a0% de {more}"


@dataclass(frozen=True)
class _Reserve:
    """What a reader must know; a fragile gap only « semble » to exist."""

    texte: str
    is_fragile: bool


def _get_base(figure: Figure) -> float | None:
    """The count that a figure rests on: denominator, start population, people of a density; None for the others."""
    if figure.indicateur.calcul is Calcul.EVOLUTION:
        return figure.denominateur
    if figure.indicateur.calcul is Calcul.RATIO:
        # A rate with a threshold of its own is divided by something else than a count (a surface).
        return figure.denominateur if figure.indicateur.seuil_denominateur is None else figure.numerateur
    return None


def _is_lacunaire(reference: Figure, manque_negligeable: float) -> bool:
    """Whether a reference lacks so many of its communes that a gap, or a share, may depend on them."""
    missing = reference.communes_total - reference.communes_connues
    return 100 * missing > manque_negligeable * reference.communes_total


def _build_reserve(
    territoire: Figure, reference: Figure, seuil_prudence: float, manque_negligeable: float, derniere: str
) -> _Reserve:
    parts = []
    if territoire.communes_connues < territoire.communes_total:
        parts.append(
            f"calculé sur {nombre_accorde(territoire.communes_connues, 'commune')} "
            f"sur {nombre(territoire.communes_total, 0)}"
        )
    # A break on both sides of a published figure is that of its producer, in the same year: the two compare.
    is_meme_rupture = territoire.indicateur.calcul is Calcul.PUBLIE and reference.statut is territoire.statut
    if territoire.statut is Statut.RUPTURE_DE_SERIE and not (
        is_meme_rupture and territoire.millesime == reference.millesime
    ):
        parts.append("la série comporte une rupture")
    if territoire.millesime != reference.millesime:
        parts.append(f"années différentes : {territoire.millesime} et {reference.millesime}")
    small = _get_base(territoire)
    if small is not None and small < seuil_prudence:
        parts.append(f"petit effectif ({nombre(small, 0)}) : un écart peut tenir au hasard")
    is_fragile = bool(parts)
    if derniere not in ("", territoire.millesime):
        parts.append(f"comparaison de {territoire.millesime}, la dernière année commune")
    if reference.statut is Statut.PARTIEL:
        missing = reference.communes_total - reference.communes_connues
        if missing > 0:
            parts.append(
                f"comparaison faite sans {nombre_accorde(missing, 'commune')} sur {nombre(reference.communes_total, 0)}"
            )
            is_fragile |= _is_lacunaire(reference, manque_negligeable)
        else:
            parts.append("chiffre de comparaison publié pour une partie de ce territoire seulement")
    return _Reserve(" ; ".join(parts), is_fragile)


def compute_lecture(
    territoire: Figure,
    reference: Figure,
    article_reference: str,
    *,
    seuil_prudence: float,
    manque_negligeable: float,
    derniere: str = "",
) -> Lecture | None:
    """Write the gap between a territory and a reference; None when either has no value or no comparison makes sense.

    `article_reference` names the reference with its article, « le département (Vienne) ». A count is read as a share
    of the reference, a rate as a gap in points or in percent. Below `ecart_notable`, the two are « du même ordre ».
    `manque_negligeable`: percentage of its communes that a reference may lack without making the gap fragile.
    `derniere`: the year of the latest figure of the territory, when an older one is read for being of the same year as
    the reference.
    """
    indicateur = territoire.indicateur
    if territoire.valeur is None or reference.valeur is None:
        return None
    reserve = _build_reserve(territoire, reference, seuil_prudence, manque_negligeable, derniere)
    if territoire.is_minimum:
        return _read_minimum(territoire, reserve.texte)
    if indicateur.calcul is Calcul.SOMME:
        return _read_part(
            territoire, reference, article_reference, reserve.texte, _is_lacunaire(reference, manque_negligeable)
        )
    if indicateur.ecart_notable is None:
        return None
    # The gap of the figures as they are shown: a reader who subtracts finds the sentence right.
    own, other = (float(arrondi(value, indicateur.decimales)) for value in (territoire.valeur, reference.valeur))
    if indicateur.ecart_relatif:
        if other <= 0:
            return None
        ecart = 100 * (own - other) / other
        if territoire.valeur:
            # « 100 % de moins » would say that there is nobody.
            ecart = max(ecart, -99.0)
    else:
        ecart = own - other
    # « contre 24,1 % », « contre 62,4 »: the short sign is said again, a unit in words is not.
    sign = indicateur.unite[0] if indicateur.unite[0] in "%€" else ""
    compared = f"{nombre(other, indicateur.decimales)}\u00a0{sign}".rstrip("\u00a0")
    is_aucun = not territoire.valeur and _is_compte(indicateur)
    figures = f"{aucun(indicateur.unite) if is_aucun else format_figure(territoire)}, contre {compared}"
    than = "qu’en France" if article_reference == "la France" else f"que dans {article_reference}"
    subject = indicateur.sujet[0].upper() + indicateur.sujet[1:]
    verb = "semble" if reserve.is_fragile else "est"
    if abs(ecart) < indicateur.ecart_notable:
        phrase = f"{subject} {verb} du même ordre {than}\u00a0: {figures}."
        return Lecture(indicateur.identifiant, phrase, reserve.texte, ecart)
    direction = (
        ("plus élevée" if ecart > 0 else "plus basse")
        if _is_feminine(indicateur)
        else ("plus élevé" if ecart > 0 else "plus bas")
    )
    # « aucune place, soit 100 % de moins » would say it twice.
    soit = "" if is_aucun else f", soit {_format_ecart(indicateur, ecart)}"
    phrase = f"{subject} {verb} {direction} {than}\u00a0: {figures}{soit}."
    return Lecture(indicateur.identifiant, phrase, reserve.texte, ecart, is_notable=True)


def _is_compte(indicateur: Indicateur) -> bool:
    """Whether its unit is a thing that one counts, and not a sign, an index or points."""
    return indicateur.unite[0].isalpha() and indicateur.unite.split(" ")[0] not in _SANS_AUCUN


def _is_feminine(indicateur: Indicateur) -> bool:
    return indicateur.sujet.startswith(("la ", "l’évolution", "l’accessibilité"))


def _read_part(
    territoire: Figure, reference: Figure, article_reference: str, reserve: str, is_lacunaire: bool
) -> Lecture | None:
    if not reference.valeur or territoire.valeur is None or territoire.valeur > reference.valeur:
        return None
    if is_lacunaire or not territoire.valeur:
        # A share of what is known of the reference is not a share of the reference; none has no share.
        return Lecture(territoire.indicateur.identifiant, f"{_say_count(territoire)}.")
    share = 100 * territoire.valeur / reference.valeur
    shown = f"{nombre(share, 1 if share >= 0.1 else 2)}\u00a0%" if share >= 0.01 else "moins de 0,01\u00a0%"
    whole = f"du {article_reference[3:]}" if article_reference.startswith("le ") else f"de {article_reference}"
    kind = "de la superficie" if territoire.indicateur.unite == "km²" else "du total"
    phrase = f"{_say_count(territoire)}, soit {shown} {kind} {whole}."
    return Lecture(territoire.indicateur.identifiant, phrase, reserve)


def _read_minimum(territoire: Figure, reserve: str) -> Lecture:
    """A count of a part of the communes is not that of the territory, and has no share of anything."""
    return Lecture(territoire.indicateur.identifiant, f"{_say_count(territoire, 'au moins ')}.", reserve)


def _say_count(figure: Figure, moins: str = "") -> str:
    indicateur = figure.indicateur
    if indicateur.unite == "km²":
        return f"Le territoire s’étend sur {moins}{format_figure(figure)}"
    count = arrondi(figure.valeur or 0.0, indicateur.decimales)
    if not figure.valeur and not moins:
        return f"Le territoire ne compte {aucun(indicateur.designation or indicateur.unite)} en {figure.millesime}"
    counted = accorde(count, indicateur.designation or indicateur.unite)
    return f"Le territoire compte {moins}{nombre(count, indicateur.decimales)}\u00a0{counted} en {figure.millesime}"
