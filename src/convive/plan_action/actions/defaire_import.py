"""Undo an import: the one deletion that a plan allows, for what nobody has touched since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convive.acteurs.actions.annulation import explain_restes, split_crees
from convive.acteurs.actions.fichier_importe import list_utilises
from convive.acteurs.models import Organisation, Personne
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import save_fiche
from convive.espaces.models import Thematique
from convive.plan_action.actions.ecriture_import import CHAMPS_SIMPLES, dump_fiche
from convive.plan_action.models import (
    EcritImportPlan,
    FicheAction,
    IndicateurFiche,
    LigneBudget,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
    ValeurIndicateurFiche,
)

MODELES: dict[str, Any] = {
    "fiche_action": FicheAction,
    "noeud_plan": NoeudPlan,
    "niveau_plan": NiveauPlan,
    "personne": Personne,
    "organisation": Organisation,
}


@dataclass(frozen=True, slots=True)
class Propres:
    """What the gesture wrote itself, and which goes with the rows: only what came after it counts. `lignes` are the
    models of the rows of an action, with the path to it; `liens` are tables without a date; `indifferents` make no use
    of any row."""

    lignes: Mapping[Any, str]
    liens: tuple[Any, ...]
    indifferents: tuple[Any, ...] = ()


IMPORT = Propres(
    {
        **dict.fromkeys((PartenaireFiche, LigneBudget, IndicateurFiche, NoteSuivi), "fiche"),
        ValeurIndicateurFiche: "indicateur__fiche",
    },
    (FicheAction.pilotes.through, FicheAction.thematiques.through),
)
ANNULE = "Annule l’import d’un plan"


def delete_crees(cle: str, ecrits: list[EcritImportPlan], fait_le: datetime, propres: Propres = IMPORT) -> list[str]:
    """Delete what nobody touched since; the names of what stays, with the reason. `propres`: what came with it."""
    modele = MODELES[cle]
    rows = {row.pk: row for row in modele.objects.filter(pk__in=[ecrit.objet_uuid for ecrit in ecrits])}
    touched = _list_touches(modele, list(rows), fait_le, propres)
    gardes = _list_dessus(touched, set(rows)) if modele is NoeudPlan else set()
    presents = [(rows[ecrit.objet_uuid], ecrit.apres.get("version", 1)) for ecrit in ecrits if ecrit.objet_uuid in rows]
    changes = {row.pk for row, version in presents if getattr(row, "version", version) != version}
    going, restes = split_crees([row for row, _ in presents], changes=changes, used=touched | gardes)
    modele.objects.filter(pk__in=going).delete()
    return restes


def _list_touches(modele: Any, pks: list[UUID], fait_le: datetime, propres: Propres) -> set[UUID]:
    """Those that a row points at, in any package, those of the import itself apart unless they changed since."""
    if modele is NoeudPlan:
        mesures = IndicateurFiche.objects.filter(noeud__in=pks, updated_at__gt=fait_le).values_list("noeud", flat=True)
        return list_utilises(NoeudPlan, pks, sauf=[IndicateurFiche, *propres.liens]) | set(mesures)
    if modele is not FicheAction:
        return list_utilises(modele, pks, sauf=propres.indifferents)
    touched = list_utilises(FicheAction, pks, sauf=[*propres.lignes, *propres.liens, *propres.indifferents])
    for propre, chemin in propres.lignes.items():
        depuis = propre._default_manager.filter(**{f"{chemin}__in": pks}, updated_at__gt=fait_le)
        touched |= set(depuis.order_by().values_list(chemin, flat=True))
    return touched


def _list_dessus(touched: set[UUID], crees: set[UUID]) -> set[UUID]:
    """The elements above one that stays: deleting them would take it away."""
    enfants = NoeudPlan.objects.filter(parent__in=crees).values_list("pk", "parent_id")
    restants = set(touched)
    # An element that the import did not create holds those above it too.
    restants |= {pk for pk, _ in enfants if pk not in crees}
    gardes: set[UUID] = set()
    parents = dict(enfants)
    for pk in restants:
        dessus = parents.get(pk)
        while dessus is not None and dessus not in gardes:
            gardes.add(dessus)
            dessus = parents.get(dessus)
    return gardes


def restore_fiche(ecrit: EcritImportPlan, by: Compte) -> list[str]:
    """Give back what an action had, field by field, except what someone has changed since."""
    fiche = FicheAction.objects.select_for_update().filter(pk=ecrit.objet_uuid).first()
    if fiche is None:
        return []
    courant, avant, apres = dump_fiche(fiche), ecrit.avant, ecrit.apres
    restes = []
    for champ in CHAMPS_SIMPLES:
        if avant.get(champ) == apres.get(champ):
            continue
        field: Any = FicheAction._meta.get_field(champ.removesuffix("_id"))
        if courant[champ] != apres.get(champ):
            restes.append(str(field.verbose_name))
            continue
        valeur = avant.get(champ)
        if champ == "noeud_id" and valeur and not NoeudPlan.objects.filter(pk=valeur).exists():
            # The element where it stood was deleted since: it stays where it is.
            restes.append(str(field.verbose_name))
            continue
        setattr(fiche, champ, (UUID(valeur) if valeur else None) if champ.endswith("_id") else field.to_python(valeur))
    save_fiche(fiche, by, FicheAction.CHAMPS_TEXTES, raison=ANNULE)
    fiche.pilotes.add(*Personne.objects.filter(pk__in=_list_ajoutes(apres, avant, "pilotes")))
    fiche.thematiques.remove(*Thematique.objects.filter(pk__in=_list_ajoutes(avant, apres, "thematiques")))
    fiche.thematiques.add(*Thematique.objects.filter(pk__in=_list_ajoutes(apres, avant, "thematiques")))
    fiche.pilotes.remove(*Personne.objects.filter(pk__in=_list_ajoutes(avant, apres, "pilotes")))
    fiche.partenaires.filter(organisation__in=_list_ajoutes(avant, apres, "partenaires")).delete()
    fiche.indicateurs.filter(pk__in=_list_ajoutes(avant, apres, "indicateurs")).delete()
    if avant.get("budget") != apres.get("budget"):
        if courant["budget"] == apres.get("budget"):
            fiche.budget.all().delete()
            LigneBudget.objects.bulk_create([LigneBudget(fiche=fiche, **ligne) for ligne in avant.get("budget", [])])
        else:
            restes.append("budget")
    return explain_restes(fiche, restes)


def _list_ajoutes(avant: dict[str, Any], apres: dict[str, Any], champ: str) -> Iterable[UUID]:
    return [UUID(pk) for pk in apres.get(champ, []) if pk not in avant.get(champ, [])]
