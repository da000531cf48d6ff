"""Fill the AFOM of a thématique: add, change, move, take away. Every action writes the journal."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.models import Constat, ElementAfom, Poids
from convive.diagnostic.rules.afom import MAX_ELEMENTS, MAX_TEXTE, Quadrant, move
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.espaces.actions.trace import record
from convive.espaces.models import Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


def _lock(thematique: Thematique) -> None:
    """Ranks are given one after the other: whoever writes in a thématique waits for whoever does already."""
    refuse_espace_expire(thematique.espace)
    Thematique.objects.select_for_update().get(pk=thematique.pk)


def _list_rows(thematique: Thematique, quadrant: str) -> list[ElementAfom]:
    rows = ElementAfom.objects.filter(thematique=thematique, quadrant=quadrant)
    return list(rows.order_by("ordre", "created_at", "pk"))


def _number(rows: list[ElementAfom]) -> None:
    for ordre, row in enumerate(rows, start=1):
        if row.ordre != ordre:
            ElementAfom.objects.filter(pk=row.pk).update(ordre=ordre)


@transaction.atomic
def create_element(
    *, by: Compte, thematique: Thematique, quadrant: str, texte: str, constat: Constat | None = None
) -> ElementAfom:
    """Add a line at the end of a quadrant. Raise DiagnosticRefuse for one that is there, or for too many."""
    _lock(thematique)
    rows = _list_rows(thematique, quadrant)
    libelle = Quadrant(quadrant).libelle.lower()
    if len(rows) >= MAX_ELEMENTS:
        raise DiagnosticRefuse(f"Il y a déjà {MAX_ELEMENTS} {libelle} : réunissez-en avant d’en ajouter.")
    if any(row.texte.casefold() == texte.casefold() for row in rows):
        raise DiagnosticRefuse(f"« {texte} » est déjà parmi les {libelle}.")
    element = ElementAfom.objects.create(
        espace=thematique.espace,
        thematique=thematique,
        quadrant=quadrant,
        texte=texte[:MAX_TEXTE],
        constat=constat,
        ordre=len(rows) + 1,
        created_by=by,
    )
    record(by, Geste.CREER, element, thematique.espace, quadrant=libelle)
    return element


@transaction.atomic
def update_element(*, by: Compte, element: ElementAfom, texte: str, quadrant: str, poids: int) -> None:
    """Say it better, weigh it, or move it to another quadrant, where it comes last. The same again changes nothing."""
    _lock(element.thematique)
    current = ElementAfom.objects.filter(pk=element.pk).first()
    if current is None:
        raise DiagnosticRefuse("Cette ligne vient d’être retirée.")
    if (current.texte, current.quadrant, current.poids) == (texte, quadrant, poids):
        return
    Poids(poids)
    if current.quadrant != quadrant:
        current.ordre = len(_list_rows(element.thematique, quadrant)) + 1
    current.texte, current.quadrant, current.poids = texte, quadrant, poids
    current.save()
    record(by, Geste.MODIFIER, current, element.espace)


@transaction.atomic
def move_element(*, by: Compte, element: ElementAfom, pas: int) -> None:
    """Up or down in its quadrant; at an end, it stays. The order is part of what is decided: the journal has it."""
    _lock(element.thematique)
    rows = _list_rows(element.thematique, element.quadrant)
    if element not in rows:
        raise DiagnosticRefuse("Cette ligne vient d’être retirée ou déplacée.")
    moved = move(rows, element, pas)
    if moved != rows:
        _number(moved)
        record(by, Geste.MODIFIER, element, element.espace, rang=moved.index(element) + 1)


@transaction.atomic
def place_element(*, by: Compte, element: ElementAfom, quadrant: str, rang: int) -> None:
    """Put a line at a rank (from 1) of a quadrant, its own or another. Where it is already, nothing changes.

    Raise DiagnosticRefuse for a line that was taken away, or for a quadrant that has too many or says it already.
    """
    _lock(element.thematique)
    current = ElementAfom.objects.filter(pk=element.pk).first()
    if current is None:
        raise DiagnosticRefuse("Cette ligne vient d’être retirée.")
    others = [row for row in _list_rows(element.thematique, quadrant) if row.pk != current.pk]
    libelle, former = Quadrant(quadrant).libelle.lower(), current.quadrant
    if quadrant != former and len(others) >= MAX_ELEMENTS:
        raise DiagnosticRefuse(f"Il y a déjà {MAX_ELEMENTS} {libelle} : réunissez-en avant d’en ajouter.")
    if any(row.texte.casefold() == current.texte.casefold() for row in others):
        raise DiagnosticRefuse(f"« {current.texte} » est déjà parmi les {libelle}.")
    place = max(0, min(len(others), rang - 1))
    if quadrant == former and _list_rows(element.thematique, quadrant).index(current) == place:
        return
    ElementAfom.objects.filter(pk=current.pk).update(quadrant=quadrant)
    _number([*others[:place], current, *others[place:]])
    ElementAfom.objects.filter(pk=current.pk).update(ordre=place + 1)
    if quadrant != former:
        _number(_list_rows(element.thematique, former))
    record(by, Geste.MODIFIER, current, element.espace, quadrant=libelle, rang=place + 1)


@transaction.atomic
def delete_element(*, by: Compte, element: ElementAfom) -> None:
    """Take a line away; its constat stays. Doing it twice changes nothing."""
    _lock(element.thematique)
    if ElementAfom.objects.filter(pk=element.pk).exists():
        record(by, Geste.SUPPRIMER, element, element.espace)
        ElementAfom.objects.filter(pk=element.pk).delete()
        _number(_list_rows(element.thematique, element.quadrant))
