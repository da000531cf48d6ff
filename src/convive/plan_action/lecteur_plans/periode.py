"""The years of a convention, as its plan says them, and the actions whose dates stand outside. Pure Python."""

import re
from collections.abc import Iterable

from convive.plan_action.lecteur_plans.modele import ActionLue, Avertissement, Document, Paragraphe, PlanLu
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold

PERIODE = re.compile(r"(?<!\d)(?P<debut>20\d\d)\s?(?:-|–|/|a|au|_)\s?(?P<fin>20\d\d)(?!\d)")
MOTS = re.compile(
    r"\bctg\b|convention|plan d'action|feuille de route|projet (?:social|de territoire)|programme d'action"
)
MAX_ANNEES = 8
# How far from the top the title of a document is looked for.
MAX_LIGNES = 6


def find_periode(document: Document, nom_fichier: str) -> tuple[int, int] | None:
    """From the title of the document, the names of its sheets, or the name of the file; nothing when two disagree."""
    found = {periode for texte in _iter_titres(document, nom_fichier) if (periode := _parse(texte)) is not None}
    return found.pop() if len(found) == 1 else None


def _iter_titres(document: Document, nom_fichier: str) -> Iterable[str]:
    for grille in document.grilles[:3]:
        for rangee in grille.rangees[:MAX_LIGNES]:
            remplies = [cellule.texte for cellule in rangee.cellules if cellule]
            # A row that says one thing: a title, not an action.
            if len(remplies) == 1:
                yield remplies[0]
        yield grille.nom
    for bloc in document.blocs[:MAX_LIGNES]:
        if isinstance(bloc, Paragraphe):
            yield bloc.texte
    yield from document.marges
    yield nom_fichier


def _parse(texte: str) -> tuple[int, int] | None:
    folded = fold(clean_ligne(texte.replace("_", " ")))
    found = PERIODE.search(folded)
    if found is None or len(folded) > 150 or MOTS.search(folded) is None:
        return None
    debut, fin = int(found["debut"]), int(found["fin"])
    return (debut, fin) if 0 < fin - debut < MAX_ANNEES else None


def list_hors_convention(actions: Iterable[ActionLue], debut: int, fin: int) -> list[Avertissement]:
    found = []
    for action in actions:
        annees = [int(borne[:4]) for borne in (action.calendrier.debut, action.calendrier.fin) if borne]
        dehors = sorted({annee for annee in annees if not debut <= annee <= fin})
        if dehors:
            quand = " et ".join(map(str, dehors))
            phrase = f"«\u00a0{action.titre[:60]}\u00a0»\u00a0: {quand} est hors de la convention ({debut}-{fin})."
            lieu = {**action.source, "numero": action.numero, "titre": action.titre}
            found.append(Avertissement("date_hors_convention", phrase, {c: v for c, v in lieu.items() if v}))
    return found


def say_hors_convention(plan: PlanLu, debut: int, fin: int) -> None:
    """With the years of the CTG where the plan is brought in, when the file does not say its own."""
    if plan.periode is None:
        plan.avertissements += list_hors_convention(plan.actions, debut, fin)
