"""The lines of an action that a file says again, money and indicators, without losing what the file leaves out."""

from decimal import Decimal

from convive.plan_action.lecteur_plans import IndicateurLu
from convive.plan_action.models import FicheAction, IndicateurFiche, LigneBudget
from convive.plan_action.rules import plan as regles
from convive.plan_action.selectors.existant_import import LigneLue, build_ligne_lue


def put_indicateur(row: IndicateurFiche, lu: IndicateurLu) -> None:
    """What the file says of it; what it does not say stays."""
    if lu.unite:
        row.unite = lu.unite[: regles.MAX_UNITE]
    if lu.role:
        row.role = lu.role
    if isinstance(lu.reference, float):
        row.reference = Decimal(str(lu.reference))
    if isinstance(lu.cible, float):
        row.cible, row.cible_texte = Decimal(str(lu.cible)), ""
    elif lu.cible is not None:
        row.cible, row.cible_texte = None, str(lu.cible)[: regles.MAX_TEXTE_COURT]


def update_budget(fiche: FicheAction, lues: list[LigneBudget]) -> None:
    """The lines that the file says. One that is here keeps all that a workbook does not carry (its nature, what was
    really spent); one without any planned amount is in no workbook, and stays."""
    libres = [ligne for ligne in fiche.budget.select_related("financeur") if ligne.montant_prevu is not None]
    restantes = []
    for lue in lues:
        ici = next((ligne for ligne in libres if _get_cle(ligne) == _get_cle(lue)), None)
        if ici is None:
            restantes.append(lue)
        else:
            libres.remove(ici)
    neuves = []
    for lue in restantes:
        # Of this year and of this funder, with another amount: the same line, corrected.
        ici = next((ligne for ligne in libres if _get_cle(ligne)[:-1] == _get_cle(lue)[:-1]), None)
        if ici is None:
            neuves.append(lue)
            continue
        libres.remove(ici)
        ici.montant_prevu = lue.montant_prevu
        ici.save()
    LigneBudget.objects.filter(pk__in=[ligne.pk for ligne in libres]).delete()
    LigneBudget.objects.bulk_create(neuves)


def _get_cle(ligne: LigneBudget) -> LigneLue:
    nom = ligne.financeur_texte or (ligne.financeur.nom if ligne.financeur is not None else "")
    return build_ligne_lue(ligne.annee, ligne.sens, nom, float(ligne.montant_prevu or 0))
