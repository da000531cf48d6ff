"""A few sentences that one can say aloud, each built another way and about another subject."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from convive.diagnostic.rules.accord import accorde
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Indicateur
from convive.diagnostic.rules.indicateurs import LigneIndicateur, Serie, get_annee_de_reference
from convive.donnees.rules import Statut
from convive.socle.formats import INSECABLE, arrondi, nombre, nombre_accorde

MAX_PHRASES = 5
# Years: a shorter time says little, and nobody remembers a longer one.
DUREE_MIN, DUREE_MAX = 4, 12
# Percent: a smaller change of a count is not worth a sentence.
CHANGEMENT_MIN = 2
# Fewer things counted change by chance.
EFFECTIF_MIN = 30
# « Près d’un sur quatre » is said of a share that is under a quarter by at most this part of it.
PRES_DE = 0.06
UN_SUR_MAX = 20
# The shares said with a plural, between one of two and one of four: « trois familles sur dix ».
PARTS_PLURIELLES = ((3, 10), (2, 5), (3, 5))
MOTS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


class Moule(StrEnum):
    """The ways to build a sentence, in the order in which they are said."""

    EVOLUTION = "evolution"
    UN_SUR = "un_sur"
    ECART = "ecart"
    COMMUNES = "communes"
    POUR = "pour"


@dataclass(frozen=True)
class Patron:
    """How an indicator is said in one of the ways; see `catalogue/phrases.yaml`."""

    indicateur: str
    moule: Moule
    texte: str
    feminin: bool = False
    pluriel: str = ""


@dataclass(frozen=True)
class PhraseDite:
    moule: Moule
    indicateur: str
    sujet: str
    texte: str
    reserve: str = ""


def build_phrases(
    patrons: Sequence[Patron],
    lignes: Mapping[str, LigneIndicateur],
    communes: Mapping[str, Mapping[str, Figure]],
    noms: Mapping[str, str],
    base_min: float,
) -> tuple[PhraseDite, ...]:
    """One of each way, about subjects that differ; fewer rather than two that say the same.

    `communes` and `noms`: figures and name of each commune; `base_min`: under it, a rate of a commune is left out.
    """
    by_moule: dict[Moule, list[PhraseDite]] = {
        Moule.EVOLUTION: list(_list_patrons(patrons, Moule.EVOLUTION, lignes, say_evolution)),
        Moule.UN_SUR: list(_list_patrons(patrons, Moule.UN_SUR, lignes, say_un_sur)),
        Moule.ECART: _list_ecarts(lignes.values()),
        Moule.COMMUNES: list(_list_communes(lignes.values(), communes, noms, base_min)),
        Moule.POUR: list(_list_patrons(patrons, Moule.POUR, lignes, say_pour)),
    }
    chosen: list[PhraseDite] = []
    # What only one subject can say is said first, so that another way does not take it away.
    for moule in sorted(by_moule, key=lambda moule: len({p.sujet for p in by_moule[moule]})):
        taken = {phrase.sujet for phrase in chosen}
        if (phrase := next((p for p in by_moule[moule] if p.sujet not in taken), None)) is not None:
            chosen.append(phrase)
    order = list(Moule)
    return tuple(sorted(chosen, key=lambda phrase: order.index(phrase.moule))[:MAX_PHRASES])


def get_sujet(ligne: LigneIndicateur) -> str:
    """Its thématique; population, ages and births are three subjects."""
    fiche = ligne.fiche
    return f"{fiche.thematique} {fiche.indicateur.theme}"


def _list_patrons(
    patrons: Sequence[Patron],
    moule: Moule,
    lignes: Mapping[str, LigneIndicateur],
    say: Callable[[LigneIndicateur, Patron], str],
) -> Iterator[PhraseDite]:
    for patron in patrons:
        ligne = lignes.get(patron.indicateur)
        if patron.moule is moule and ligne is not None and (texte := say(ligne, patron)):
            yield PhraseDite(moule, patron.indicateur, get_sujet(ligne), texte)


def say_evolution(ligne: LigneIndicateur, patron: Patron) -> str:
    """« En six ans, le territoire a perdu 812 habitants : … »; empty when the years do not compare."""
    fin = get_annee_de_reference(ligne.serie)
    if fin is None:
        return ""
    debuts = [a for a in ligne.serie if DUREE_MIN <= fin - a <= DUREE_MAX and _compares(ligne.serie, a, fin)]
    if not debuts:
        return ""
    debut = min(debuts)
    avant, apres = (float(arrondi(ligne.serie[a].valeur or 0.0, 0)) for a in (debut, fin))
    ecart = apres - avant
    if min(avant, apres) < EFFECTIF_MIN or 100 * abs(ecart) / avant < CHANGEMENT_MIN:
        return ""
    duree = nombre_accorde(fin - debut, "an") if fin - debut >= len(MOTS) else f"{MOTS[fin - debut]}{INSECABLE}ans"
    if patron.indicateur == "population_municipale":
        verbe = "gagné" if ecart > 0 else "perdu"
        return (
            f"En {duree}, le territoire a {verbe} {nombre_accorde(abs(ecart), 'habitant')}{INSECABLE}: "
            f"{nombre(avant, 0)} en {debut}, {nombre(apres, 0)} en {fin}."
        )
    sens = "plus" if ecart > 0 else "moins"
    return (
        f"On compte {nombre(apres, 0)}{INSECABLE}{accorde(apres, patron.texte)} en {fin}, contre {nombre(avant, 0)} "
        f"en {debut}{INSECABLE}: {nombre(100 * abs(ecart) / avant, 0)}{INSECABLE}% de {sens} en {duree}."
    )


def _compares(serie: Serie, debut: int, fin: int) -> bool:
    """Whole at both ends, over the same communes, counted in the same way all along."""
    avant, apres = serie[debut], serie[fin]
    return (
        avant.statut is Statut.VALEUR
        and apres.statut is Statut.VALEUR
        and (avant.communes_connues, avant.communes_total) == (apres.communes_connues, apres.communes_total)
        and not any(debut <= a <= fin and f.statut is Statut.RUPTURE_DE_SERIE for a, f in serie.items())
    )


def say_un_sur(ligne: LigneIndicateur, patron: Patron) -> str:
    """« Plus d’un habitant sur quatre a 65 ans ou plus : 29,8 % en 2021 »: always true of the figure that follows."""
    figure = ligne.figure
    if figure.valeur is None or figure.statut is not Statut.VALEUR:
        return ""
    valeur = float(arrondi(figure.valeur, figure.indicateur.decimales))
    if not 100 / UN_SUR_MAX <= valeur < 60:
        return ""
    parts = [(1, n) for n in range(2, UN_SUR_MAX + 1)] + list(PARTS_PLURIELLES if patron.pluriel else ())
    # Never « près de » from far: what is said stays close to the figure.
    said = [(k, n) for k, n in parts if 100 * k / n - valeur <= PRES_DE * 100 * k / n]
    compte, combien = min(said, key=lambda part: abs(valeur - 100 * part[0] / part[1]))
    ecart = valeur - 100 * compte / combien
    sujet, suite = (part.strip() for part in (patron.texte if compte == 1 else patron.pluriel).split("|"))
    mot_compte, de = ("une" if patron.feminin else "un", "d’") if compte == 1 else (MOTS[compte], "de ")
    debut = mot_compte.capitalize() if abs(ecart) < 0.05 else f"{'Près' if ecart < 0 else 'Plus'} {de}{mot_compte}"
    mot = MOTS[combien] if combien < len(MOTS) else nombre(combien, 0)
    chiffres = f"{_format(figure.indicateur, valeur)} en {figure.millesime}"
    return f"{debut} {sujet} sur {mot} {suite}{INSECABLE}: {chiffres}{_say_reference(ligne)}."


def say_pour(ligne: LigneIndicateur, patron: Patron) -> str:
    figure = ligne.figure
    # Under two, what is counted would be said in the singular.
    if (figure.valeur or 0) < 2 or figure.valeur is None or figure.statut is not Statut.VALEUR:
        return ""
    valeur = nombre(arrondi(figure.valeur, figure.indicateur.decimales), figure.indicateur.decimales)
    return f"En {figure.millesime}, {patron.texte.format(v=valeur)}{_say_reference(ligne)}."


def _say_reference(ligne: LigneIndicateur) -> str:
    """« , contre 22,5 % dans le département (Vienne) », of the same year and whole; empty otherwise."""
    for reference, other in ligne.comparaisons:
        if other.valeur is None or other.statut is not Statut.VALEUR or other.millesime != ligne.figure.millesime:
            continue
        lieu = "en France" if reference.article == "la France" else f"dans {reference.article}"
        return f", contre {_format(other.indicateur, other.valeur)} {lieu}"
    return ""


def _format(indicateur: Indicateur, valeur: float) -> str:
    sign = f"{INSECABLE}%" if indicateur.unite == "%" else ""
    return f"{nombre(arrondi(valeur, indicateur.decimales), indicateur.decimales)}{sign}"


def _list_ecarts(lignes: Iterable[LigneIndicateur]) -> list[PhraseDite]:
    """The gaps that stand out most, without reservation; all on one scale by what is notable for each indicator."""
    ranked = []
    for ligne in lignes:
        lecture, notable = ligne.lecture, ligne.fiche.indicateur.ecart_notable
        if lecture is None or lecture.ecart is None or not lecture.is_notable or lecture.reserve or not notable:
            continue
        phrase = PhraseDite(Moule.ECART, ligne.fiche.identifiant, get_sujet(ligne), lecture.phrase)
        ranked.append((-abs(lecture.ecart) / notable, phrase))
    return [phrase for _, phrase in sorted(ranked, key=lambda entry: entry[0])]


def _list_communes(
    lignes: Iterable[LigneIndicateur],
    communes: Mapping[str, Mapping[str, Figure]],
    noms: Mapping[str, str],
    base_min: float,
) -> Iterator[PhraseDite]:
    """« D’une commune à l’autre… », of shares that are known and stand on enough people."""
    ranked = []
    for ligne in lignes:
        indicateur = ligne.fiche.indicateur
        if indicateur.unite != "%" or not indicateur.ecart_notable:
            continue
        found = [
            (figure.valeur, noms[code])
            for code, figures in communes.items()
            if (figure := figures.get(indicateur.identifiant)) is not None
            and figure.valeur is not None
            and figure.statut is Statut.VALEUR
            and (figure.denominateur or 0) >= base_min
        ]
        if len(found) < max(3, len(communes) / 2):
            continue
        (bas, nom_bas), (haut, nom_haut) = min(found), max(found)
        reste = len(communes) - len(found)
        petite = "petite" if reste == 1 else "petites"
        petites = f", sans compter {nombre_accorde(reste, 'commune')} sans valeur ou trop {petite} pour un taux"
        texte = (
            f"D’une commune à l’autre, {indicateur.sujet} va de {_format(indicateur, bas)} ({nom_bas}) "
            f"à {_format(indicateur, haut)} ({nom_haut}){petites if reste else ''}."
        )
        phrase = PhraseDite(Moule.COMMUNES, indicateur.identifiant, get_sujet(ligne), texte)
        ranked.append((-(haut - bas) / indicateur.ecart_notable, phrase))
    yield from (phrase for _, phrase in sorted(ranked, key=lambda entry: entry[0]))
