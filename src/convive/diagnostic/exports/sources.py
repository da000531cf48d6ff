"""How a figure names where it comes from, and what to do when its source is not loaded."""

from collections.abc import Iterable

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Indicateur
from convive.donnees.rules import Statut
from convive.donnees.sources.declaration import Source
from convive.donnees.sources.registre import SOURCES
from convive.socle.formats import nombre, nombre_accorde


def get_sources(figures: Iterable[Figure]) -> list[Source]:
    """Declared sources of some figures, each once, in order of appearance."""
    identifiants = dict.fromkeys(source for figure in figures for source in figure.sources)
    return [SOURCES[identifiant] for identifiant in identifiants if identifiant in SOURCES]


def get_libelle_sources(figures: Iterable[Figure]) -> str:
    """« Insee, Comparateur de territoires » ; empty sources give « source non chargée »."""
    return " ; ".join(f"{source.producteur}, {source.titre}" for source in get_sources(figures)) or "source non chargée"


def get_sources_manquantes(indicateur: Indicateur) -> list[Source]:
    """Sources of the dépôt that would give the quantities of an indicator."""
    wanted = set(indicateur.composantes)
    return [source for source in SOURCES.values() if source.motifs and wanted & set(source.quantites)]


def get_motif(figure: Figure) -> str:
    """Why a figure has no value, and how to get one; empty when it has one."""
    if figure.has_valeur:
        return ""
    if figure.motif:
        return figure.motif
    if figure.statut is Statut.NON_DISPONIBLE and not figure.sources:
        sources = get_sources_manquantes(figure.indicateur)
        if sources:
            names = " ou ".join(f"« {source.titre} » ({source.motifs[0]})" for source in sources)
            return (
                f"Source non chargée. Pour l’obtenir : déposez {names} dans le dossier des fichiers officiels "
                "(CONVIVE_DEPOT), puis lancez « ./run convive donnees build »."
            )
    return MOTIFS.get(figure.statut, "")


MOTIFS = {
    Statut.SECRET: "Secret statistique : l’effectif existe, il est trop petit pour être publié.",
    Statut.NON_DISPONIBLE: "La source ne donne pas ce chiffre pour ce territoire.",
    Statut.NON_PUBLIE: "Non publié pour ce territoire.",
    Statut.NON_CALCULABLE: "Ne se calcule pas pour ce territoire.",
    Statut.SCISSION_INCOMPLETE: "La commune s’est divisée après cette année-là : l’ancienne valeur ne se partage pas.",
    Statut.NON_APPLICABLE: "Sans objet ici.",
}


def get_limite(figure: Figure) -> str:
    """Reading limits of a figure: those of the indicator, of the measure, of its coverage."""
    parts = [figure.indicateur.limite] if figure.indicateur.limite else []
    if figure.has_valeur and figure.communes_connues < figure.communes_total:
        parts.append(
            f"Calculé sur {nombre_accorde(figure.communes_connues, 'commune')} sur {nombre(figure.communes_total, 0)}."
        )
    if figure.statut is Statut.RUPTURE_DE_SERIE:
        parts.append("Rupture de série : à ne pas comparer aux autres années sans précaution.")
    if motif := get_motif(figure):
        parts.append(motif)
    if figure.etendue:
        low, high = figure.etendue
        shown = [nombre(value, figure.indicateur.decimales) for value in (low, high)]
        parts.append(f"Dans les communes où il est publié, de {shown[0]} à {shown[1]}\u00a0{figure.indicateur.unite}.")
    return " ".join(parts)
