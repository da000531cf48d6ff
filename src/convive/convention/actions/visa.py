"""Keep the texts that a convention quotes, and choose what its annexes hold. Every action writes the journal."""

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.actions.verrou import lock_ctg
from convive.convention.models import ChoixAnnexe, Ctg, Visa
from convive.convention.rules.articles import MAX_VISAS
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.catalogue import list_visas_communs
from convive.convention.selectors.visa import get_annexe
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.rules import fold_nom
from convive.journal.models import Geste


def create_visas_usuels(ctg: Ctg) -> int:
    """Give the usual visas to a convention that has none; the action that calls keeps the CTG and leaves the trace.

    One whose text nobody has sourced is marked to check.
    """
    if Visa.objects.filter(ctg=ctg).exists():
        return 0
    rows = list_visas_communs(timezone.localdate())
    Visa.objects.bulk_create(
        Visa(
            ctg=ctg,
            ordre=rang,
            texte=row["texte"],
            url_source=row["url_source"] or "",
            is_a_verifier=not row["url_source"],
        )
        for rang, row in enumerate(rows, start=1)
    )
    return len(rows)


@transaction.atomic
def import_visas_usuels(*, by: Compte, ctg: Ctg) -> None:
    """The same from the page of the visas."""
    ctg = lock_ctg(ctg)
    if added := create_visas_usuels(ctg):
        record(by, Geste.MODIFIER, ctg, ctg.espace, visas=added)


@transaction.atomic
def create_visa(*, by: Compte, ctg: Ctg, saisie: Saisie) -> Visa:
    """Add a visa after the others. Raise ConventionRefusee for one that is there already."""
    ctg = lock_ctg(ctg)
    visas = _list_visas(ctg)
    visa = Visa(ctg=ctg, ordre=max((visa.ordre for visa in visas), default=0) + 1, **saisie.valeurs)
    _refuse_double(visas, visa)
    if len(visas) >= MAX_VISAS:
        raise ConventionRefusee(f"Une convention cite {MAX_VISAS} textes au plus.")
    visa.save()
    record(by, Geste.MODIFIER, ctg, ctg.espace, visa=visa.texte)
    return visa


@transaction.atomic
def update_visa(*, by: Compte, visa: Visa, saisie: Saisie) -> bool:
    """Whether something changed. Raise FicheChangee when someone else changed it meanwhile."""
    ctg = lock_ctg(visa.ctg)
    visas = _list_visas(ctg)
    current = next((other for other in visas if other.pk == visa.pk), None)
    if current is None:
        raise ConventionRefusee("Ce visa vient d’être supprimé.")
    ecriture = Ecriture(current, saisie)
    if ecriture.is_changee:
        _refuse_double(visas, current)
        save_ecriture(ecriture, by=by, sur=ctg, visa=current.texte)
    return ecriture.is_changee


@transaction.atomic
def update_ordre_visa(*, by: Compte, visa: Visa, pas: int) -> None:
    """Move a visa one place up (-1) or down (1)."""
    ctg = lock_ctg(visa.ctg)
    visas = _list_visas(ctg)
    place = next((rang for rang, other in enumerate(visas) if other.pk == visa.pk), None)
    if place is None or not 0 <= place + pas < len(visas):
        return
    visas.insert(place + pas, visas.pop(place))
    for rang, other in enumerate(visas, start=1):
        other.ordre = rang
    Visa.objects.bulk_update(visas, ["ordre"])
    record(by, Geste.MODIFIER, ctg, ctg.espace, visa=visa.texte)


@transaction.atomic
def delete_visa(*, by: Compte, visa: Visa) -> None:
    """The journal keeps its text."""
    ctg = lock_ctg(visa.ctg)
    if Visa.objects.filter(pk=visa.pk).delete()[0]:
        record(by, Geste.MODIFIER, ctg, ctg.espace, visa_supprime=visa.texte)


@transaction.atomic
def update_annexe(*, by: Compte, ctg: Ctg, numero: int, saisie: Saisie) -> bool:
    """Choose what an annex holds; whether something changed. What was typed for another choice stays.

    Raise ConventionRefusee when the file is missing, FicheChangee when someone else chose meanwhile.
    """
    ctg = lock_ctg(ctg)
    ecriture = Ecriture(get_annexe(ctg, numero), saisie)
    if ecriture.is_changee:
        if ecriture.objet.choix == ChoixAnnexe.PIECE and ecriture.objet.piece is None:
            raise ConventionRefusee(champs={"piece": "Choisissez le fichier, ou joignez-le d’abord à la CTG."})
        save_ecriture(ecriture, by=by, sur=ctg, annexe=numero, contenu=ecriture.objet.choix)
    return ecriture.is_changee


def _list_visas(ctg: Ctg) -> list[Visa]:
    return list(Visa.objects.filter(ctg=ctg))


def _refuse_double(visas: list[Visa], visa: Visa) -> None:
    if any(other.pk != visa.pk and fold_nom(other.texte) == fold_nom(visa.texte) for other in visas):
        raise ConventionRefusee(champs={"texte": "La convention cite déjà ce texte."})
