"""Keep a way to see the plan under a name, for oneself or for the espace; rename it, open the plan on it, forget it.

A view of one’s own is nobody else’s business: only those of the espace leave a line in the journal.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import lock_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.plan_action.models import ColonnesPlan, VuePlan
from convive.plan_action.rules.liste import HABITUELLES, Colonne, format_colonnes
from convive.plan_action.rules.plan import PlanRefuse

DEJA = "Une de vos vues porte déjà ce nom."
DISPARUE = "Cette vue vient d’être supprimée."
MAX_VUES = 30
TROP = f"Vous avez déjà {MAX_VUES} vues : supprimez-en une d’abord."


@transaction.atomic
def create_vue(
    *, by: Compte, espace: Espace, nom: str, parametres: Mapping[str, str], partagee: bool, par_defaut: bool
) -> VuePlan:
    """Sent twice, it is kept once. Raise PlanRefuse for a name already taken by another view of hers, or too many."""
    refuse_espace_expire(espace)
    mine = VuePlan.objects.filter(espace=espace, auteur=by)
    present = mine.filter(nom=nom).first()
    if present is not None:
        if (present.parametres, present.partagee) == (dict(parametres), partagee):
            return present
        raise PlanRefuse(champs={"nom": DEJA})
    if mine.count() >= MAX_VUES:
        raise PlanRefuse(TROP)
    vue = VuePlan(espace=espace, auteur=by, nom=nom, parametres=dict(parametres), partagee=partagee)
    _set_defaut(vue, par_defaut)
    vue.save()
    _record(by, Geste.CREER, vue)
    return vue


@transaction.atomic
def update_vue(*, by: Compte, vue: VuePlan, nom: str, partagee: bool, par_defaut: bool) -> None:
    """Raise PlanRefuse for a name already taken by another view of its author."""
    current = _lock(vue)
    valeurs = {"nom": nom, "partagee": partagee, "par_defaut": par_defaut}
    if all(getattr(current, champ) == valeur for champ, valeur in valeurs.items()):
        return
    same = VuePlan.objects.filter(espace=current.espace, auteur=current.auteur_id, nom=nom).exclude(pk=current.pk)
    if current.auteur_id and same.exists():
        raise PlanRefuse(champs={"nom": DEJA})
    was_partagee, current.nom, current.partagee = current.partagee, nom, partagee
    _set_defaut(current, par_defaut)
    current.save()
    _record(by, Geste.MODIFIER, current, force=was_partagee)


@transaction.atomic
def delete_vue(*, by: Compte, vue: VuePlan) -> None:
    """Gone already: nothing to do."""
    refuse_espace_expire(vue.espace)
    current = VuePlan.objects.select_for_update().select_related(None).filter(pk=vue.pk).first()
    if current is None:
        return
    current.espace = vue.espace
    _record(by, Geste.SUPPRIMER, current)
    current.delete()


@transaction.atomic
def update_colonnes(*, by: Compte, espace: Espace, colonnes: Sequence[Colonne]) -> None:
    """Show these columns to this person from now on; the usual ones, or none, forget the choice. Nobody else sees it:
    the journal has no line about it."""
    refuse_espace_expire(espace)
    kept = ColonnesPlan.objects.filter(espace=espace, compte=by)
    if not colonnes or tuple(colonnes) == HABITUELLES:
        kept.delete()
        return
    ColonnesPlan.objects.update_or_create(espace=espace, compte=by, defaults={"colonnes": format_colonnes(colonnes)})


def _lock(vue: VuePlan) -> VuePlan:
    return lock_fiche(vue, PlanRefuse(DISPARUE))


def _set_defaut(vue: VuePlan, par_defaut: bool) -> None:
    """The plan opens on one view of each kind: the former one steps aside."""
    if par_defaut:
        others: Any = VuePlan.objects.filter(espace=vue.espace, partagee=vue.partagee, par_defaut=True)
        if not vue.partagee:
            others = others.filter(auteur=vue.auteur_id)
        others.exclude(pk=vue.pk).update(par_defaut=False)
    vue.par_defaut = par_defaut


def _record(by: Compte, geste: Geste, vue: VuePlan, *, force: bool = False) -> None:
    if vue.partagee or force:
        record(by, geste, vue, vue.espace, choix=vue.parametres)
