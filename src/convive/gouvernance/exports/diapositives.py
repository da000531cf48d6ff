"""The slides of a séance: what was decided last time, where the plan is, one slide by point, what comes next."""

import re
from collections.abc import Iterable, Iterator, Sequence

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, get_cadre
from convive.documents.rules import (
    Contenu,
    Diaporama,
    Diapositive,
    Encadre,
    Famille,
    Graphe,
    Grille,
    Points,
    Serie,
    Ton,
)
from convive.documents.rules.diaporama import (
    CARACTERES_POINT,
    CARACTERES_SURTITRE,
    CARACTERES_TITRE,
    CATEGORIES_GRAPHE,
    COLONNES_DIAPOSITIVE,
    POINTS_DIAPOSITIVE,
    TEXTES_ENCADRE,
    number_diapositives,
    split_lignes,
)
from convive.espaces.models import Membre
from convive.gouvernance.exports.documents_seance import get_lue
from convive.gouvernance.exports.exemple_seance import SEANCE_EXEMPLE
from convive.gouvernance.exports.lecture import Lue
from convive.gouvernance.rules.dossier import DocumentSeance
from convive.gouvernance.rules.impression import (
    AlerteImprimee,
    ChiffreImprime,
    PlanImprime,
    PointImprime,
    SeanceImprimee,
    SuiteImprimee,
)
from convive.gouvernance.rules.seances import NaturePoint
from convive.socle.formats import cut, nombre_accorde

MAX_ANCIENNES = 5
MAX_CRITERES = 5
"""The comparison whole is in the note: a room reads the first lines."""
CARACTERES_CELLULE = 110
METEO_TONS = (Ton.PRINCIPAL, Ton.SECOND, Ton.ATTENTION, Ton.ALERTE)
ENCADRES = {
    NaturePoint.DECISION: "Décision attendue",
    NaturePoint.AVIS: "Avis demandé",
}
CODE_ACTION = re.compile(r"\d+(?:\.\d+)+ ")


def build_diapositives(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu."""
    _, lue = get_lue(membre, DocumentSeance.DIAPOSITIVES, choix, with_plan=True)
    return write_diapositives(get_cadre(membre.espace), lue)


def build_exemple_diapositives(_famille: Famille) -> Contenu:
    return write_diapositives(CADRE_EXEMPLE, Lue(SEANCE_EXEMPLE, "", is_brouillon=False))


def write_diapositives(cadre: Cadre, lue: Lue) -> Diaporama:
    """Slides from what was read."""
    seance = lue.seance
    titre = f"{seance.instance}, {seance.jour}" if seance.jour else seance.instance
    parties = filter(None, (seance.objet, seance.horaires, seance.lieu, cadre.nom, lue.mention, cadre.fictif))
    pages = [
        *_list_ordre(seance),
        *_list_precedentes(seance),
        *(_list_plan(seance.plan) if seance.plan else ()),
        *(page for point in seance.points for page in _list_point(point)),
        *_list_points_nus(seance.points),
        *_list_suite(seance),
    ]
    return Diaporama(
        cut(titre, CARACTERES_TITRE),
        " · ".join(parties),
        number_diapositives(pages),
        build_metadonnees(cadre, f"Séance\u00a0: {seance.titre}"),
    )


# --- before -------------------------------------------------------------------------------------------------------
def _list_ordre(seance: SeanceImprimee) -> Iterator[Diapositive]:
    lignes = [
        (point.heure or str(point.rang), point.titre, point.libelle_nature, point.rapporteur or "–")
        for point in seance.points
    ]
    yield from _list_grilles("Ordre du jour", ("Heure", "Point", "Nature", "Présenté par"), lignes)


def _list_precedentes(seance: SeanceImprimee) -> Iterator[Diapositive]:
    """What was decided last time, and what became of it; then what is still open from before."""
    faits = sum(not suite.is_ouverte for suite in seance.precedentes)
    reglees = nombre_accorde(faits, "réglée", "réglées")
    titre = f"Nos décisions du {seance.precedente_le}\u00a0: {reglees} sur {len(seance.precedentes)}"
    yield from _list_suites(titre, seance.precedentes)
    known = {suite.code for suite in seance.precedentes}
    yield from _list_suites(
        "Plus anciennes, encore ouvertes",
        [suite for suite in seance.suites if suite.code not in known][:MAX_ANCIENNES],
    )


def _list_suites(titre: str, suites: Sequence[SuiteImprimee]) -> Iterator[Diapositive]:
    lignes = [(suite.code, suite.libelle, suite.qui or "–", _capitalise(suite.etat)) for suite in suites]
    yield from _list_grilles(titre, ("N°", "Décision", "Qui", "Où elle en est"), lignes)


def _capitalise(texte: str) -> str:
    return f"{texte[:1].upper()}{texte[1:]}"


# --- the plan -----------------------------------------------------------------------------------------------------
def _list_plan(plan: PlanImprime) -> Iterator[Diapositive]:
    hors = nombre_accorde(plan.non_partagees, "action à préparer ou interne", "actions à préparer ou internes")
    source = f"plan d’actions, {plan.ctg}, état du {plan.jour}{f', hors {hors}' if plan.non_partagees else ''}"
    axes = plan.axes[:CATEGORIES_GRAPHE]
    series = [
        ("Terminées", [axe.terminees for axe in axes], Ton.PRINCIPAL),
        ("En cours", [axe.en_cours for axe in axes], Ton.SECOND),
        ("À venir", [axe.a_venir for axe in axes], Ton.NEUTRE),
        ("Arrêtées", [axe.arretees for axe in axes], Ton.ALERTE),
    ]
    dit = " ; ".join(
        f"{axe.libelle}, {axe.terminees} terminées, {axe.en_cours} en cours, {axe.a_venir} à venir, "
        f"{axe.arretees} arrêtées"
        for axe in axes
    )
    yield Diapositive(
        _explain_plan(plan),
        _build_graphe([axe.libelle for axe in axes], series, f"Barres, en actions\u00a0: {dit}.", source),
        "Terminées\u00a0: réalisées ou pérennisées. Arrêtées\u00a0: en pause, bloquées, reportées ou abandonnées.",
        encadre=Encadre("À retenir", [cut(p, CARACTERES_POINT) for p in plan.phrases[:TEXTES_ENCADRE]]),
    )
    if plan.meteos:
        yield _build_meteo(plan, source)
    entetes = ("Action", "Ce qui bloque", "Qui peut débloquer")
    bloquees = nombre_accorde(len(plan.bloquees), "action bloquée", "actions bloquées")
    yield from _list_alertes(bloquees, entetes, plan.bloquees, source)
    entetes = ("Action", "Échéance", "Axe")
    retards = nombre_accorde(len(plan.retards), "action en retard", "actions en retard")
    yield from _list_alertes(retards, entetes, plan.retards, source)
    mesures = nombre_accorde(len(plan.chiffres), "résultat mesuré", "résultats mesurés")
    yield from _list_chiffres(f"Ce que cela change\u00a0: {mesures}", plan.chiffres)


def _explain_plan(plan: PlanImprime) -> str:
    """The plan in one sentence, from the bars that the slide shows."""
    finies = sum(axe.terminees for axe in plan.axes)
    total = sum(axe.terminees + axe.en_cours + axe.a_venir + axe.arretees for axe in plan.axes)
    terminees = nombre_accorde(finies, "action terminée", "actions terminées")
    return f"Le plan\u00a0: {terminees} sur {total}, axe par axe"


def _explain_meteo(plan: PlanImprime) -> str:
    """Which regard worries the most, from the same bars."""
    inquiets = [sum(meteo.comptes[rang] for meteo in plan.meteos[2:]) for rang in range(len(plan.regards))]
    if not any(inquiets):
        return "Météo\u00a0: aucune action en difficulté, qui que ce soit qui la donne"
    combien = max(inquiets)
    actions = nombre_accorde(combien, "action demande un appui", "actions demandent un appui")
    return f"Météo\u00a0: {actions}, vu par «\u00a0{plan.regards[inquiets.index(combien)]}\u00a0»"


def _build_graphe(
    categories: Sequence[str], series: Iterable[tuple[str, Sequence[int], Ton]], alternative: str, source: str
) -> Graphe:
    """Without the series that are nowhere."""
    kept = [Serie(nom, valeurs, ton) for nom, valeurs, ton in series if any(valeurs)]
    return Graphe([cut(c, 60) for c in categories], kept, alternative, source)


def _build_meteo(plan: PlanImprime, source: str) -> Diapositive:
    series = [(meteo.niveau, list(meteo.comptes), ton) for meteo, ton in zip(plan.meteos, METEO_TONS, strict=True)]
    dit = " ; ".join(
        f"{regard}, {', '.join(f'{meteo.comptes[rang]} {meteo.niveau.lower()}' for meteo in plan.meteos)}"
        for rang, regard in enumerate(plan.regards)
    )
    return Diapositive(
        _explain_meteo(plan),
        _build_graphe(plan.regards, series, f"Barres, en actions\u00a0: {dit}.", source),
        "Une action peut avoir une, deux ou trois météos\u00a0: les barres ne s’additionnent pas.",
    )


def _list_alertes(
    titre: str, entetes: Sequence[str], alertes: Sequence[AlerteImprimee], source: str
) -> Iterator[Diapositive]:
    lignes = [(row.action, row.pourquoi, row.qui) for row in alertes]
    yield from _list_grilles(titre, entetes, lignes, source)


def _list_chiffres(titre: str, chiffres: Sequence[ChiffreImprime]) -> Iterator[Diapositive]:
    lignes = [(row.libelle, row.depart, row.derniere, row.cible, row.source) for row in chiffres]
    entetes = ("Indicateur", "Départ", "Dernière valeur", "Cible", "Source")
    yield from _list_grilles(titre, entetes, lignes)


def _list_grilles(
    titre: str, colonnes: Sequence[str], lignes: Sequence[Sequence[str]], source: str = ""
) -> Iterator[Diapositive]:
    """As many slides as there are rows for; what is cut on the slide is whole in the notes of the speaker."""
    fait = 0
    for page in split_lignes(colonnes, [[cut(cellule, CARACTERES_CELLULE) for cellule in ligne] for ligne in lignes]):
        entieres = lignes[fait : fait + len(page)]
        fait += len(page)
        notes = [" – ".join(ligne) for ligne in entieres if any(len(cellule) > CARACTERES_CELLULE for cellule in ligne)]
        yield Diapositive(titre, Grille(colonnes, page, source), "\n".join(notes))


# --- points -------------------------------------------------------------------------------------------------------
def _list_point(point: PointImprime) -> Iterator[Diapositive]:
    """One slide, unless there is nothing to show; one more for its figures when there are several."""
    dits = [*point.situation, *([_write_chiffre(point.chiffres[0])] if len(point.chiffres) == 1 else [])]
    dits += [f"Déjà décidé ({suite.code})\u00a0: {suite.libelle} {_capitalise(suite.etat)}." for suite in point.suites]
    is_information = point.nature == NaturePoint.INFORMATION
    if _is_nu(point):
        return
    encadre = None if is_information else Encadre(ENCADRES[NaturePoint(point.nature)], [point.demande])
    dits = dits or [point.objet]
    textes = [cut(texte, CARACTERES_POINT) for texte in dits[:POINTS_DIAPOSITIVE]]
    notes = [texte for texte in dits if len(texte) > CARACTERES_POINT] + dits[POINTS_DIAPOSITIVE:]
    surtitre = " · ".join(filter(None, (point.libelle_nature, point.heure, point.duree, point.rapporteur)))
    yield Diapositive(
        _name_point(point),
        Points(textes),
        "\n".join(notes),
        cut(surtitre, CARACTERES_SURTITRE),
        encadre,
    )
    if len(point.chiffres) > 1:
        yield from _list_chiffres(f"{point.rang}. Les chiffres", point.chiffres)
    if point.criteres:
        lignes = [(critere.titre, *critere.cellules) for critere in point.criteres[:MAX_CRITERES]]
        colonnes = ("", *point.scenarios)
        if len(colonnes) <= COLONNES_DIAPOSITIVE:
            yield from _list_grilles(f"{point.rang}. Les scénarios, côte à côte", colonnes, lignes)


def _name_point(point: PointImprime) -> str:
    """« 2. Quel bâtiment ? »; an action bears its own number, « 1.1.4 Ouvrir une maison »: one is enough."""
    return point.titre if CODE_ACTION.match(point.titre) else f"{point.rang}. {point.titre}"


def _is_nu(point: PointImprime) -> bool:
    """Nothing was written of it but its title: a slide of its own would say nothing."""
    return not (point.situation or point.chiffres or point.suites or point.objet or point.criteres)


def _list_points_nus(points: Sequence[PointImprime]) -> Iterator[Diapositive]:
    """Those on one slide; one alone is on the agenda already."""
    nus = [point for point in points if _is_nu(point)]
    if len(nus) > 1:
        lignes = [(point.heure or str(point.rang), point.titre, point.libelle_nature) for point in nus]
        titre = f"{len(nus)} points à traiter, sans document préparé"
        yield from _list_grilles(titre, ("Heure", "Point", "Nature"), lignes)


def _write_chiffre(chiffre: ChiffreImprime) -> str:
    return (
        f"{chiffre.libelle}\u00a0: {chiffre.derniere} (départ\u00a0: {chiffre.depart} ; cible\u00a0: {chiffre.cible}). "
        f"Source\u00a0: {chiffre.source}."
    )


def _list_suite(seance: SeanceImprimee) -> Iterator[Diapositive]:
    if seance.decisions:
        lignes = [(row.code, row.libelle, row.qui or "–", row.echeance or "–") for row in seance.decisions]
        yield from _list_grilles("Ce que nous avons décidé", ("N°", "Décision", "Qui", "Avant le"), lignes)
    if seance.prochaines:
        yield Diapositive("Les dates suivantes", Points([cut(p, CARACTERES_POINT) for p in seance.prochaines]))
