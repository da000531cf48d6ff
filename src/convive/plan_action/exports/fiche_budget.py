"""The money of an action as tables: what is confirmed and what is hoped for are never added up unseen."""

from collections.abc import Iterator

from convive.documents.rules.blocs import Element, Tableau
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.budget import Sommes
from convive.plan_action.rules.impression import Partie
from convive.plan_action.rules.plan import SensBudget
from convive.plan_action.rules.sections import PAR_CLE, Cle
from convive.plan_action.selectors.lignes_fiche import AnneeBudget, LigneBudgetLue, build_budget
from convive.socle.formats import euros, nombre
from convive.socle.texte import Bloc, NatureBloc

ENTETES = ("Année", "Ligne", "Dépenses", "Recettes confirmées", "Recettes espérées")
NON_DONNE = "nd"


def build_partie_budget(fiche: FicheAction) -> Partie:
    """Empty when nobody wrote any amount."""
    return Partie(PAR_CLE[Cle.BUDGET].titre, tuple(_list_elements(fiche)))


def _list_elements(fiche: FicheAction) -> Iterator[Element]:
    budget = build_budget(fiche.budget.all())
    if not budget.annees:
        return
    rows: list[tuple[str, ...]] = []
    for annee in budget.annees:
        rows += _list_lignes(annee)
        if len(budget.annees) > 1:
            rows.append(_write_sommes(str(annee.annee or "Sans année"), "Total de l’année", annee.sommes))
    rows.append(_write_sommes("Total", "Toutes les années", budget.total))
    entetes = (*ENTETES, "Réalisé") if budget.has_realise else ENTETES
    largeur = len(entetes)
    nombres = tuple(range(2, largeur))
    yield Tableau("Prévu, en euros ; le confirmé est signé", entetes, tuple(row[:largeur] for row in rows), nombres)
    for annee in budget.annees:
        if annee.ecart_phrase:
            yield _say(annee.ecart_phrase)
    if budget.has_realise:
        yield _say(_explain_realise(budget.total))
    if budget.total.espere:
        yield _say(f"{euros(budget.total.espere)} sont espérés : personne ne s’est encore engagé.")
    if any(NON_DONNE in row for row in rows):
        yield _say("« nd » : non renseigné, ce qui n’est pas zéro.")


def _say(phrase: str) -> Bloc:
    return Bloc(NatureBloc.PARAGRAPHE, (phrase,))


def _list_lignes(annee: AnneeBudget) -> Iterator[tuple[str, ...]]:
    for groupe in annee.groupes:
        for ligne in groupe:
            yield _write_ligne(str(annee.annee or "Sans année"), ligne)


def _write_ligne(annee: str, ligne: LigneBudgetLue) -> tuple[str, ...]:
    montant = ligne.montant
    prevu = NON_DONNE if montant.prevu is None else nombre(montant.prevu)
    libelle = ", ".join(filter(None, (ligne.libelle, ligne.precision, ligne.commentaire)))
    realise = NON_DONNE if montant.realise is None else nombre(montant.realise)
    if montant.sens == SensBudget.CHARGE:
        return annee, libelle, prevu, "", "", realise
    return annee, libelle, "", prevu if montant.confirme else "", "" if montant.confirme else prevu, realise


def _write_sommes(annee: str, libelle: str, sommes: Sommes) -> tuple[str, ...]:
    """What was spent and what was received are not added up: a sentence under the table says both."""
    return annee, libelle, nombre(sommes.depenses), nombre(sommes.confirme), nombre(sommes.espere), ""


def _explain_realise(sommes: Sommes) -> str:
    known = [
        f"{euros(valeur)} de {nom}"
        for nom, valeur in (("dépenses", sommes.depenses_realisees), ("recettes", sommes.recettes_realisees))
        if valeur is not None
    ]
    return f"Réalisé à ce jour : {' et '.join(known)}."
