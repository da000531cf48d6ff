"""Shape the tree of a plan: add, rename, move, renumber, undo. Every action writes the journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.diagnostic.models import Enjeu
from convive.espaces.actions.trace import record
from convive.espaces.models import Thematique
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import DISPARU, DISPARUE, lock_noeud, lock_plan
from convive.plan_action.models import ChangementStatut, FicheAction, NiveauPlan, NoeudPlan
from convive.plan_action.rules.numerotation import STYLE_FICHES, Element, compute_codes, explain_style, propose_code
from convive.plan_action.rules.places import FICHE, NOEUD, Changement, move_in
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.plan import sort_noeuds

FIN = -1


@dataclass(frozen=True, slots=True)
class EnjeuxChoisis:
    """Of an element: those chosen among those proposed; one that was not proposed stays as it is."""

    choisis: frozenset[UUID]
    proposes: frozenset[UUID]


CODE_PRIS = "Ce numéro est déjà celui d’un autre élément du plan."


@transaction.atomic
def create_noeud(*, by: Compte, ctg: Ctg, parent: NoeudPlan | None, libelle: str) -> NoeudPlan:
    """Add an element at the end, one rank below its parent, with the next number of its level.

    Raise PlanRefuse when the plan has no such level.
    """
    current = lock_plan(ctg)
    rang = parent.niveau.rang + 1 if parent else 1
    niveau = NiveauPlan.objects.filter(ctg=current, rang=rang).first()
    if niveau is None:
        raise PlanRefuse("Le plan n’a pas de niveau en dessous : nommez-le d’abord.")
    siblings = NoeudPlan.objects.filter(ctg=current, parent=parent)
    code = ""
    if niveau.numerotation:
        pris = NoeudPlan.objects.filter(ctg=current).exclude(code="").values_list("code", flat=True)
        rang_code = siblings.count() + 1
        code = propose_code(niveau.numerotation, parent_code=parent.code if parent else "", pris=pris, rang=rang_code)
    noeud = NoeudPlan.objects.create(
        espace=current.espace,
        ctg=current,
        niveau=niveau,
        parent=parent,
        libelle=libelle,
        code=code,
        ordre=_get_dernier(siblings) + 1,
    )
    record(by, Geste.CREER, noeud, current.espace, niveau=niveau.nom_singulier)
    return noeud


@transaction.atomic
def update_noeud(
    *,
    by: Compte,
    noeud: NoeudPlan,
    libelle: str,
    code: str,
    description: str,
    version: int,
    enjeux: EnjeuxChoisis | None = None,
) -> bool:
    """Rename, give another number by hand, say to which enjeux it answers. Raise PlanRefuse for a number already taken,
    or a form that is too old."""
    lock_plan(noeud.ctg)
    current = lock_noeud(noeud)
    valeurs = {"libelle": libelle, "code": code, "description": description}
    changed = [champ for champ, valeur in valeurs.items() if getattr(current, champ) != valeur]
    if enjeux is not None and _set_enjeux(current, enjeux) and not changed:
        record(by, Geste.MODIFIER, current, current.espace, champs=["enjeux"])
        return True
    if not changed:
        return False
    if version != current.version:
        raise PlanRefuse(
            f"Quelqu’un d’autre l’a changé pendant que vous écriviez ; on y lit maintenant « {current} ». "
            "Enregistrez de nouveau pour garder ce que vous avez écrit."
        )
    if code and NoeudPlan.objects.filter(ctg=current.ctg_id, code=code).exclude(pk=current.pk).exists():
        raise PlanRefuse(champs={"code": CODE_PRIS})
    for champ in changed:
        setattr(current, champ, valeurs[champ])
    current.version += 1
    current.save()
    record(by, Geste.MODIFIER, current, current.espace, champs=changed)
    return True


@transaction.atomic
def delete_noeud(*, by: Compte, noeud: NoeudPlan) -> None:
    """Take an empty element away. Raise PlanRefuse as long as something hangs on it."""
    lock_plan(noeud.ctg)
    current = lock_noeud(noeud)
    if NoeudPlan.objects.filter(parent=current).exists() or FicheAction.objects.filter(noeud=current).exists():
        raise PlanRefuse("Il reste des éléments ou des actions dessous : déplacez-les d’abord.")
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


@transaction.atomic
def create_fiche(
    *,
    by: Compte,
    ctg: Ctg,
    titre: str,
    noeud: NoeudPlan | None = None,
    parente: FicheAction | None = None,
    thematiques: Iterable[UUID] = (),
) -> FicheAction:
    """A new action, to prepare, at the end of its place; under another one it is a sub-action, at the same place.

    Raise PlanRefuse for a sub-action of a sub-action.
    """

    current = lock_plan(ctg)
    if parente is not None:
        _refuse_parente(parente, None)
        noeud = parente.noeud
    code, ordre = propose_place(current, noeud, parente)
    fiche = FicheAction.objects.create(
        espace=current.espace,
        ctg=current,
        noeud=noeud,
        fiche_parente=parente,
        titre=titre,
        code=code,
        ordre=ordre,
        created_by=by,
        updated_by=by,
    )
    fiche.thematiques.set(Thematique.objects.filter(espace=current.espace, pk__in=list(thematiques)))
    update_calculs([fiche.pk])
    record(by, Geste.CREER, fiche, current.espace)
    return fiche


def propose_place(ctg: Ctg, noeud: NoeudPlan | None, parente: FicheAction | None = None) -> tuple[str, int]:
    """The number and the rank of an action that comes last at this place of a plan that is locked. No number where
    what is above it has none."""
    siblings = FicheAction.objects.filter(ctg=ctg, noeud=noeud, fiche_parente=parente)
    above = parente.code if parente else (noeud.code if noeud else "")
    code = ""
    if above:
        pris = FicheAction.objects.filter(ctg=ctg).exclude(code="").values_list("code", flat=True)
        code = propose_code(STYLE_FICHES, parent_code=above, pris=pris, rang=siblings.count() + 1)
    return code, _get_dernier(siblings) + 1


@transaction.atomic
def delete_fiche(*, by: Compte, fiche: FicheAction) -> None:
    """Take away an action that nobody validated. Raise PlanRefuse for any other: it is abandoned, with its reason."""
    ctg = lock_plan(fiche.ctg)
    current = FicheAction.objects.select_for_update().select_related(None).filter(pk=fiche.pk).first()
    if current is None:
        raise PlanRefuse(DISPARUE)
    if not current.is_brouillon or ChangementStatut.objects.filter(fiche=current).exists():
        raise PlanRefuse("Une action qui a été validée ne se supprime plus : abandonnez-la, avec sa raison.")
    record(by, Geste.SUPPRIMER, current, ctg.espace)
    current.delete()


@transaction.atomic
def move_noeud(*, by: Compte, noeud: NoeudPlan, parent: NoeudPlan | None, position: int) -> list[Changement]:
    """Put an element elsewhere among those of its rank. What is under it follows; numbers stay.

    Raise PlanRefuse for a parent that is not of the rank just above.
    """
    ctg = lock_plan(noeud.ctg)
    current = lock_noeud(noeud)
    rang = NiveauPlan.objects.get(pk=current.niveau_id).rang
    if (parent.niveau.rang if parent else 0) != rang - 1 or (parent and parent.ctg_id != ctg.pk):
        raise PlanRefuse("Un élément se place sous un élément du niveau juste au-dessus.")
    siblings = list(NoeudPlan.objects.filter(ctg=ctg, parent=parent).order_by("ordre", "created_at", "pk"))
    changes = _write_places(siblings, current, position, {"parent_id": parent.pk if parent else None}, NOEUD)
    if changes:
        record(by, Geste.MODIFIER, current, ctg.espace, place=str(parent or ""))
    return changes


@transaction.atomic
def move_fiche(
    *, by: Compte, fiche: FicheAction, noeud: NoeudPlan | None, parente: FicheAction | None = None, position: int = FIN
) -> list[Changement]:
    """Put an action elsewhere, or under another one. Its sub-actions follow it; numbers stay.

    Raise PlanRefuse for two floors of sub-actions.
    """
    ctg = lock_plan(fiche.ctg)
    current = FicheAction.objects.select_for_update().select_related(None).filter(pk=fiche.pk).first()
    if current is None:
        raise PlanRefuse(DISPARUE)
    if parente is not None:
        _refuse_parente(parente, current)
        noeud = parente.noeud
    if noeud is not None and noeud.ctg_id != ctg.pk:
        raise PlanRefuse(DISPARU)
    siblings = list(
        FicheAction.objects.filter(ctg=ctg, noeud=noeud, fiche_parente=parente).order_by("ordre", "created_at", "pk")
    )
    place = {"noeud_id": noeud.pk if noeud else None, "fiche_parente_id": parente.pk if parente else None}
    changes = _write_places(siblings, current, position, place, FICHE)
    for sous in FicheAction.objects.filter(fiche_parente=current).exclude(noeud=noeud):
        changes += _write(sous, {"noeud_id": place["noeud_id"]}, FICHE)
    if changes:
        update_calculs([UUID(change.uuid) for change in changes if change.sorte == FICHE])
        record(by, Geste.MODIFIER, current, ctg.espace, place=str(parente or noeud or ""))
    return changes


@transaction.atomic
def update_numeros(*, by: Compte, ctg: Ctg, style_fiches: str) -> list[Changement]:
    """Number the whole plan again, in the order of the tree: an explicit act, that can be undone.

    A level without a style keeps its codes. Raise PlanRefuse for a style that numbers nothing.
    """
    current = lock_plan(ctg)
    if refus := explain_style(style_fiches):
        raise PlanRefuse(champs={"style_fiches": refus})
    niveaux = {niveau.pk: niveau for niveau in NiveauPlan.objects.filter(ctg=current)}
    rows = NoeudPlan.objects.filter(ctg=current).order_by("ordre", "created_at", "pk")
    noeuds = [noeud for _, noeud in sort_noeuds(list(rows))]
    fiches = _list_fiches_ordonnees(current, noeuds)
    elements = _build_elements(noeuds, fiches, niveaux, style_fiches)
    codes = compute_codes(elements)
    for rows_ in (noeuds, fiches):
        _refuse_doublons([codes.get(row.pk, row.code) for row in rows_])
    changes = _write_codes([*noeuds, *fiches], codes)
    if changes:
        record(by, Geste.MODIFIER, current, current.espace, numeros=len(changes))
    return changes


@transaction.atomic
def restore_places(*, by: Compte, ctg: Ctg, changements: Sequence[Changement]) -> list[str]:
    """Undo a gesture; the names of what someone changed since, which stays as it is."""
    current = lock_plan(ctg)
    kept: list[str] = []
    to_write: list[tuple[Any, Changement]] = []
    for change in changements:
        modele: Any = NoeudPlan if change.sorte == NOEUD else FicheAction
        row = modele.objects.filter(ctg=current, pk=change.uuid).first()
        if row is None or any(_dump(getattr(row, champ)) != valeur for champ, valeur in change.apres.items()):
            kept.append(str(row) if row is not None else "un élément supprimé depuis")
        else:
            to_write.append((row, change))
    # Codes are unique: they all step aside before they come back.
    for row, change in to_write:
        if "code" in change.avant:
            type(row).objects.filter(pk=row.pk).update(code="")
    for row, change in to_write:
        type(row).objects.filter(pk=row.pk).update(**change.avant)
    if to_write:
        record(by, Geste.RESTAURER, current, current.espace, plan=len(to_write))
    return kept


def _set_enjeux(noeud: NoeudPlan, liens: EnjeuxChoisis) -> bool:
    actuels = frozenset(noeud.enjeux.order_by().values_list("pk", flat=True))
    kept = (actuels - liens.proposes) | (liens.choisis & liens.proposes)
    if kept != actuels:
        noeud.enjeux.set(Enjeu.objects.filter(espace=noeud.espace, pk__in=kept))
    return kept != actuels


def _refuse_parente(parente: FicheAction, fiche: FicheAction | None) -> None:
    if parente.fiche_parente_id is not None:
        raise PlanRefuse("Une sous-action ne peut pas contenir d’autres actions.")
    if fiche is not None and fiche.pk == parente.pk:
        raise PlanRefuse("Une action ne fait pas partie d’elle-même.")
    if fiche is not None and FicheAction.objects.filter(fiche_parente=fiche).exists():
        raise PlanRefuse("Cette action contient déjà des sous-actions\u00a0: sortez-les d’abord.")


def _get_dernier(rows: Any) -> int:
    return int(rows.order_by("-ordre").values_list("ordre", flat=True).first() or 0)


def _write_places(
    siblings: Sequence[Any], element: Any, position: int, place: dict[str, Any], sorte: str
) -> list[Changement]:
    """Write the place of the element, then the order of those it is now among."""
    by_pk = {row.pk: row for row in [*siblings, element]}
    by_pk[element.pk] = element
    changes: list[Changement] = []
    for ordre, pk in enumerate(move_in([row.pk for row in siblings], element.pk, position), start=1):
        valeurs = {"ordre": ordre} | (place if pk == element.pk else {})
        changes += _write(by_pk[pk], valeurs, sorte)
    return changes


def _write(row: Any, valeurs: dict[str, Any], sorte: str) -> list[Changement]:
    """One row, when something changes. Places and numbers are no version of the texts."""
    avant = {champ: getattr(row, champ) for champ, valeur in valeurs.items() if getattr(row, champ) != valeur}
    if not avant:
        return []
    apres = {champ: valeurs[champ] for champ in avant}
    type(row).objects.filter(pk=row.pk).update(**apres)
    dumped = ({champ: _dump(valeur) for champ, valeur in valeurs_.items()} for valeurs_ in (avant, apres))
    return [Changement(sorte, str(row.pk), *dumped)]


def _dump(valeur: Any) -> Any:
    return str(valeur) if isinstance(valeur, UUID) else valeur


def _list_fiches_ordonnees(ctg: Ctg, noeuds: Sequence[NoeudPlan]) -> list[FicheAction]:
    """In the order of the page: by node, each followed by its sub-actions."""
    rangs = {noeud.pk: rang for rang, noeud in enumerate(noeuds)}
    fiches = list(FicheAction.objects.filter(ctg=ctg).order_by("ordre", "created_at", "pk"))
    meres = [fiche for fiche in fiches if fiche.fiche_parente_id is None]
    meres.sort(key=lambda fiche: rangs.get(fiche.noeud_id, len(rangs)))  # type: ignore[arg-type]  # None is not there
    ordered: list[FicheAction] = []
    for mere in meres:
        ordered += [mere, *(fiche for fiche in fiches if fiche.fiche_parente_id == mere.pk)]
    return ordered


def _build_elements(
    noeuds: Sequence[NoeudPlan], fiches: Sequence[FicheAction], niveaux: dict[UUID, NiveauPlan], style_fiches: str
) -> list[Element]:
    """Nodes first, then actions: a parent is numbered before what is under it. What has no style keeps its code."""
    elements = [
        Element(noeud.pk, noeud.parent_id, niveaux[noeud.niveau_id].numerotation or noeud.code) for noeud in noeuds
    ]
    # A node without a place gives no number to its actions, which then keep theirs.
    return elements + [
        Element(fiche.pk, fiche.fiche_parente_id or fiche.noeud_id, style_fiches)
        for fiche in fiches
        if fiche.noeud_id is not None
    ]


def _refuse_doublons(codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in filter(None, codes):
        if code in seen:
            raise PlanRefuse(f"Deux éléments porteraient le numéro « {code} » : changez le style d’un niveau.")
        seen.add(code)


def _write_codes(rows: Sequence[Any], codes: dict[object, str]) -> list[Changement]:
    changed = [row for row in rows if row.pk in codes and row.code != codes[row.pk]]
    # Codes are unique: they all step aside first.
    for modele in (NoeudPlan, FicheAction):
        modele.objects.filter(pk__in=[row.pk for row in changed if isinstance(row, modele)]).update(code="")
    changes = []
    for row in changed:
        sorte = NOEUD if isinstance(row, NoeudPlan) else FICHE
        type(row).objects.filter(pk=row.pk).update(code=codes[row.pk])
        changes.append(Changement(sorte, str(row.pk), {"code": row.code}, {"code": codes[row.pk]}))
    return changes
