"""Write in a chapter; compose the table of contents. Every action writes the journal."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.actions.diagnostic import lock_diagnostic
from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.rules.sommaire import LIBRE, MAX_CHAPITRES, SOURCES, THEMATIQUE, move
from convive.espaces.actions.ecriture import Saisie, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Thematique
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste


@transaction.atomic
def update_chapitre(*, by: Compte, chapitre: Chapitre, saisie: Saisie) -> bool:
    """Save the title and the three texts; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile, EspaceRefuse when the diagnosis was validated.
    """
    diagnostic = lock_diagnostic(chapitre.diagnostic)
    current = Chapitre.objects.select_for_update().select_related(None).get(pk=chapitre.pk)
    current.diagnostic = diagnostic
    return update_fiche(current, saisie, by=by)


@transaction.atomic
def create_chapitre(
    *, by: Compte, diagnostic: Diagnostic, titre: str = "", thematique: Thematique | None = None
) -> Chapitre:
    """Add a chapter before the sources: that of a thématique, or a free one. Twice the same thématique gives the one
    that is there. Raise EspaceRefuse when there are too many, or when it has no name."""
    current = lock_diagnostic(diagnostic)
    rows = list(Chapitre.objects.filter(diagnostic=current))
    present = next((row for row in rows if thematique is not None and row.thematique_id == thematique.pk), None)
    if present is not None:
        return present
    if len(rows) >= MAX_CHAPITRES:
        raise EspaceRefuse(f"Un diagnostic a {MAX_CHAPITRES} chapitres au plus.")
    titre = " ".join(titre.split()) or (thematique.nom if thematique else "")
    if not titre:
        raise EspaceRefuse("Donnez un titre au chapitre.")
    chapitre = Chapitre.objects.create(
        espace_id=current.espace_id,
        diagnostic=current,
        cle=THEMATIQUE if thematique else LIBRE,
        thematique=thematique,
        titre=titre,
        ordre=max((row.ordre for row in rows if row.cle != SOURCES), default=0) + 1,
        created_by=by,
        updated_by=by,
    )
    record(by, Geste.CREER, chapitre, current.espace)
    return chapitre


@transaction.atomic
def update_ordre_chapitre(*, by: Compte, chapitre: Chapitre, pas: int) -> None:
    """Move a chapter up (-1) or down (1); at an end, nothing changes. The sources stay last."""
    current = lock_diagnostic(chapitre.diagnostic)
    rows = [row for row in Chapitre.objects.filter(diagnostic=current).order_by("ordre", "uuid") if row.cle != SOURCES]
    rang = next((i for i, row in enumerate(rows) if row.pk == chapitre.pk), None)
    moved = move(rows, rang, pas) if rang is not None else None
    if moved is None:
        return
    for ordre, row in enumerate(moved, 1):
        if row.ordre != ordre:
            Chapitre.objects.filter(pk=row.pk).update(ordre=ordre)
    record(by, Geste.MODIFIER, chapitre, current.espace, ordre=moved.index(chapitre) + 1)


@transaction.atomic
def update_masque_chapitre(*, by: Compte, chapitre: Chapitre, is_masque: bool) -> None:
    """Hide a chapter from the reading and the documents, or show it again; its words stay. Raise EspaceRefuse for the
    sources: a figure is never without its pedigree."""
    current = lock_diagnostic(chapitre.diagnostic)
    if chapitre.cle == SOURCES and is_masque:
        raise EspaceRefuse("Le chapitre des sources ne se masque pas\u00a0: un chiffre dit toujours d’où il vient.")
    if Chapitre.objects.filter(pk=chapitre.pk).exclude(is_masque=is_masque).update(is_masque=is_masque):
        record(by, Geste.MODIFIER, chapitre, current.espace, masque=is_masque)
