"""What the portrait shows of each thématique of a CTG, as its catalogue says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import CatalogueInvalide
from convive.diagnostic.rules.coeur import Coeur
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.donnees.rules import Statut

MAX_CLES = 3
# Percent of a count.
CHANGEMENT_VISIBLE = 5
# What a reader must be told even without a number; a figure that nobody gave is only missing.
PARLANTS = frozenset({Statut.SECRET, Statut.NON_CALCULABLE, Statut.SCISSION_INCOMPLETE})


@dataclass(frozen=True)
class ThemePortrait:
    """`cles`: indicators in order of preference; `dessins`: names of charts, in the same way."""

    identifiant: str
    cles: tuple[str, ...]
    dessins: tuple[str, ...]
    manque: str
    aupres: str


def build_themes(entries: Mapping[str, Mapping[str, Any]], coeur: Coeur) -> Mapping[str, ThemePortrait]:
    """One by thématique; raise CatalogueInvalide for one that is missing, or for an unknown indicator."""
    themes = {}
    for thematique in coeur.thematiques:
        nom = thematique.identifiant
        if nom not in entries:
            raise CatalogueInvalide(f"{nom}\u00a0: le portrait ne dit pas quoi montrer.")
        entry = entries[nom]
        if inconnus := [cle for cle in entry["cles"] if cle not in coeur.by_identifiant]:
            raise CatalogueInvalide(f"{nom}\u00a0: indicateur inconnu «\u00a0{inconnus[0]}\u00a0».")
        dessins = tuple(entry.get("dessins", ()))
        themes[nom] = ThemePortrait(nom, tuple(entry["cles"]), dessins, entry["manque"], entry["aupres"])
    return themes


def choose_lignes(
    theme: ThemePortrait, coeur: Coeur, lignes: Mapping[str, LigneIndicateur], deja: frozenset[str] = frozenset()
) -> tuple[LigneIndicateur, ...]:
    """The key figures: those with a value first, then those of which one can say why there is none.

    None when no value is known: what is secret is then said with what is missing. `deja`: shown by another theme.
    """
    propres = [fiche.identifiant for fiche in coeur.for_thematique(theme.identifiant)]
    noms = [nom for nom in dict.fromkeys((*theme.cles, *propres)) if nom not in deja]
    connues = [lignes[nom] for nom in noms if lignes[nom].figure.has_valeur]
    if not connues:
        return ()
    dites = [lignes[nom] for nom in noms if lignes[nom].figure.statut in PARLANTS]
    return tuple([*connues, *dites][:MAX_CLES])


def has_message(ligne: LigneIndicateur) -> bool:
    """Whether its years are worth a curve: they moved, or stand apart from the territory compared. An axis cut to a
    change that does not count would make one see it."""
    indicateur = ligne.fiche.indicateur
    valeurs = [figure.valeur for figure in ligne.serie.values() if figure.valeur is not None]
    if len(valeurs) < 3 or not max(valeurs):
        return False
    if ligne.lecture is not None and ligne.lecture.is_notable:
        return True
    etendue = max(valeurs) - min(valeurs)
    relative = 100 * etendue / abs(max(valeurs))
    if indicateur.ecart_notable is None:
        return relative >= CHANGEMENT_VISIBLE
    return (relative if indicateur.ecart_relatif else etendue) >= 2 * indicateur.ecart_notable


def explain_manque(theme: ThemePortrait, figures: Sequence[Figure], is_chargee: bool) -> str:
    """One line when no value is known: why, or what is missing and who can give it.

    A secret, and a rate that cannot be computed here, are not something missing. `is_chargee`: every source is there.
    """
    if any(figure.statut is Statut.SECRET for figure in figures):
        return "Secret statistique\u00a0: ces chiffres existent, mais ils portent sur trop peu de personnes."
    motifs = [figure.motif for figure in figures if figure.statut in PARLANTS and figure.motif]
    if motifs:
        return motifs[0]
    phrase = f"Il manque ici {theme.manque}\u00a0: à demander {theme.aupres}."
    return f"{phrase} La source est bien dans Convive, mais ne dit rien de ce territoire." if is_chargee else phrase
