"""What a chart shows, in a few words for the title of its slide: nothing unless every figure it says is whole."""

from collections.abc import Mapping, Sequence

from convive.diagnostic.rules.calcul import Figure
from convive.documents.graphiques import Part, Zone
from convive.documents.graphiques.rules.formats import format_valeur
from convive.donnees.rules import Statut
from convive.socle.formats import INSECABLE, nombre_accorde, pourcentage

COURTES = ("%", "€")
"""Units that a number bears as a sign; the rest of them, « par an », is said too."""


def explain_comparaison(figures: Sequence[tuple[str, Figure]]) -> str:
    """« 21 420 € par an, contre 22 150 € (Vienne) », the territory first; « » when one of the two is not whole."""
    connues = [(nom, figure) for nom, figure in figures if _is_entiere(figure)]
    if not figures or len(connues) < 2 or connues[0] != figures[0]:
        return ""
    (_, figure), (autre, reference) = connues[:2]
    unite, decimales = figure.indicateur.unite, figure.indicateur.decimales
    valeurs = [format_valeur(f.valeur or 0, decimales, unite) for f in (figure, reference)]
    return f"{write_unite(valeurs[0], unite)}, contre {valeurs[1]} ({autre})"


def explain_evolution(series: Mapping[str, Mapping[int, Figure]], unite: str) -> str:
    """« de 12 184 habitants en 2014 à 11 800 en 2023 », with its name when there are several series; « » when the
    way of counting changed, or when an end is not whole."""
    phrases = []
    for nom, points in series.items():
        connues = sorted(annee for annee, figure in points.items() if figure.has_valeur)
        if len(connues) < 2 or any(f.statut is Statut.RUPTURE_DE_SERIE for f in points.values()):
            return ""
        debut, fin = points[connues[0]], points[connues[-1]]
        if not (_is_entiere(debut) and _is_entiere(fin)) or connues[-1] != max(points):
            return ""
        premier, dernier = (format_valeur(f.valeur or 0, 0, unite) for f in (debut, fin))
        if len(series) == 1:
            return f"de {write_unite(premier, unite)} en {connues[0]} à {dernier} en {connues[-1]}"
        phrases.append(f"{nom.lower()}, de {premier} en {connues[0]} à {dernier} en {connues[-1]}")
    return f"{INSECABLE}; ".join(phrases)


def explain_repartition(parts: Sequence[Part]) -> str:
    """« surtout 20 à 64 ans, 52 % » ; « » when a part is unknown, for the whole then is."""
    if any(part.valeur is None or part.statut is not Statut.VALEUR for part in parts):
        return ""
    total = sum(part.valeur or 0 for part in parts)
    if total <= 0:
        return ""
    grande = max(parts, key=lambda part: part.valeur or 0)
    return f"surtout {grande.libelle}, {pourcentage((grande.valeur or 0) / total * 100, 0)}"


def explain_carte(zones: Sequence[Zone], decimales: int, unite: str) -> str:
    """« de 20,4 % (Vauclarin) à 34,5 % (Gué-Perdu) », then how many communes have no figure to be read."""
    connues = [(zone.valeur, zone.nom) for zone in zones if zone.valeur is not None and zone.statut is Statut.VALEUR]
    if len(connues) < 2 or min(connues)[0] == max(connues)[0]:
        return ""
    (bas, nom_bas), (haut, nom_haut) = min(connues), max(connues)
    textes = [format_valeur(valeur, decimales, unite) for valeur in (bas, haut)]
    reste = len(zones) - len(connues)
    suite = f", hors {nombre_accorde(reste, 'commune')}" if reste else ""
    return f"de {textes[0]} ({nom_bas}) à {write_unite(textes[1], unite)} ({nom_haut}){suite}"


def write_unite(texte: str, unite: str) -> str:
    """A number with its unit: « 21 420 € par an », « 38 habitants par km² », « 25,5 % »."""
    signe = next((signe for signe in COURTES if unite.startswith(signe)), "")
    reste = unite.removeprefix(signe).strip()
    return f"{texte}{INSECABLE}{reste}" if reste else texte


def _is_entiere(figure: Figure) -> bool:
    return figure.has_valeur and figure.statut is Statut.VALEUR and not figure.is_minimum and figure.etendue is None
