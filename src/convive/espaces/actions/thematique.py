"""Add, rename, move, archive the thématiques of an espace. Every action writes the journal."""

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace, Thematique
from convive.espaces.rules import MAX_THEMATIQUES, EspaceRefuse, fold_nom
from convive.espaces.selectors.thematique import get_thematiques_utilisees, list_thematiques_a_donner
from convive.journal.models import Geste


def _lock_thematique(thematique: Thematique) -> Espace:
    """The espace of a thématique, both as they are now. Raise EspaceRefuse when it was deleted in the meantime."""
    lock_espace(thematique.espace)
    current = Thematique.objects.filter(pk=thematique.pk).first()
    if current is None:
        raise EspaceRefuse(f"La thématique « {thematique.nom} » vient d’être supprimée.")
    thematique.refresh_from_db()
    return thematique.espace


def _refuse_nom(espace: Espace, nom: str, sauf: Thematique | None = None) -> str:
    """The name as it is kept. Raise EspaceRefuse when another thématique has it, whatever its case."""
    nom = " ".join(nom.split())
    if not nom:
        raise EspaceRefuse("Donnez un nom à la thématique.")
    for other in Thematique.objects.filter(espace=espace):
        if other != sauf and fold_nom(other.nom) == fold_nom(nom):
            if other.date_archivage is None:
                raise EspaceRefuse(f"La thématique « {other.nom} » existe déjà.")
            raise EspaceRefuse(f"La thématique « {other.nom} » est archivée : remettez-la en service.")
    return nom


def _save_ordre(rows: list[Thematique]) -> None:
    for rang, row in enumerate(rows, start=1):
        row.ordre = rang
    Thematique.objects.bulk_update(rows, ["ordre"])


@transaction.atomic
def create_thematique(*, by: Compte, espace: Espace, nom: str) -> Thematique:
    """Add a thématique after the others. Raise EspaceRefuse for a name already taken, or when there are too many."""
    lock_espace(espace)
    nom = _refuse_nom(espace, nom)
    ordres = list(Thematique.objects.filter(espace=espace).values_list("ordre", flat=True))
    if len(ordres) >= MAX_THEMATIQUES:
        raise EspaceRefuse(f"Un espace a {MAX_THEMATIQUES} thématiques au plus : renommez-en une.")
    thematique = Thematique.objects.create(espace=espace, nom=nom, ordre=max(ordres, default=0) + 1)
    record(by, Geste.CREER, thematique, espace)
    return thematique


def create_thematiques_usuelles(espace: Espace) -> list[str]:
    """Give the usual ones to an espace that has none, and name them; the action that calls leaves the trace."""
    noms = list_thematiques_a_donner(espace)
    Thematique.objects.bulk_create(
        Thematique(espace=espace, nom=nom, ordre=rang) for rang, nom in enumerate(noms, start=1)
    )
    return noms


@transaction.atomic
def import_thematiques_usuelles(*, by: Compte, espace: Espace) -> None:
    """Give the usual ones to an espace that has none; nothing when it has some."""
    lock_espace(espace)
    if noms := create_thematiques_usuelles(espace):
        record(by, Geste.IMPORTER, espace, espace, thematiques=noms)


@transaction.atomic
def update_thematique(*, by: Compte, thematique: Thematique, nom: str) -> None:
    """Rename. What bears the thématique follows. Raise EspaceRefuse for a name already taken."""
    espace = _lock_thematique(thematique)
    former, nom = thematique.nom, _refuse_nom(espace, nom, thematique)
    if nom == former:
        return
    thematique.nom = nom
    thematique.save(update_fields=["nom", "updated_at"])
    record(by, Geste.MODIFIER, thematique, espace, avant=former, apres=nom)


@transaction.atomic
def update_ordre_thematique(*, by: Compte, thematique: Thematique, pas: int) -> None:
    """Move one up (-1) or down (1) in the list; at an end, nothing changes."""
    espace = _lock_thematique(thematique)
    rows = list(Thematique.objects.actives().filter(espace=espace))
    rang = next((i for i, row in enumerate(rows) if row.pk == thematique.pk), None)
    if rang is None or not 0 <= rang + pas < len(rows):
        return
    rows.insert(rang + pas, rows.pop(rang))
    _save_ordre(rows)
    record(by, Geste.MODIFIER, thematique, espace, ordre=rang + pas + 1)


@transaction.atomic
def close_thematique(*, by: Compte, thematique: Thematique) -> None:
    """Archive: no form offers it any more, what bears it keeps it, a place limited to it stays limited."""
    espace = _lock_thematique(thematique)
    if thematique.date_archivage is None:
        thematique.date_archivage = timezone.localdate()
        thematique.save(update_fields=["date_archivage", "updated_at"])
        record(by, Geste.CLORE, thematique, espace)


@transaction.atomic
def reopen_thematique(*, by: Compte, thematique: Thematique) -> None:
    """Put an archived thématique back in use, after the others."""
    espace = _lock_thematique(thematique)
    if thematique.date_archivage is not None:
        thematique.date_archivage = None
        thematique.save(update_fields=["date_archivage", "updated_at"])
        others = Thematique.objects.actives().filter(espace=espace).exclude(pk=thematique.pk)
        _save_ordre([*others, thematique])
        record(by, Geste.ROUVRIR, thematique, espace)


@transaction.atomic
def delete_thematique(*, by: Compte, thematique: Thematique) -> None:
    """Delete one that nothing uses. Raise EspaceRefuse otherwise: it is archived."""
    espace = _lock_thematique(thematique)
    if thematique.pk in get_thematiques_utilisees(espace):
        raise EspaceRefuse(f"La thématique « {thematique.nom} » sert déjà : archivez-la, rien ne sera perdu.")
    record(by, Geste.SUPPRIMER, thematique, espace)
    thematique.delete()
