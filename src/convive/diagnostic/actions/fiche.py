"""What the actions on paroles, constats and enjeux share: keep a row, say whom it concerns, refuse a stale form."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from convive.comptes.models import Compte
from convive.diagnostic.models.fiche import Fiche
from convive.diagnostic.rules.fiches import DiagnosticRefuse, FicheEnConflit
from convive.espaces.actions.note import fuse_listes
from convive.espaces.actions.trace import record
from convive.espaces.models import Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.formats import date_longue

DISPARUE = "Cette fiche a été mise à la corbeille entre-temps."


class Portee:
    """Whom a card concerns: the boxes ticked, and those that were when the page was opened."""

    __slots__ = ("communes", "communes_depart", "thematiques", "thematiques_depart")

    def __init__(
        self,
        thematiques: Iterable[UUID] = (),
        communes: Iterable[str] = (),
        thematiques_depart: Iterable[UUID] = (),
        communes_depart: Iterable[str] = (),
    ) -> None:
        self.thematiques, self.communes = frozenset(thematiques), frozenset(communes)
        self.thematiques_depart, self.communes_depart = frozenset(thematiques_depart), frozenset(communes_depart)


def lock_fiche[F: Fiche](fiche: F, *, with_supprimees: bool = False) -> F:
    """The row as it is now, kept until the end of the transaction. Raise DiagnosticRefuse when it was put aside."""
    refuse_espace_expire(fiche.espace)
    locked = type(fiche)._default_manager.select_for_update().filter(pk=fiche.pk).first()
    if locked is None or (locked.date_suppression is not None and not with_supprimees):
        raise DiagnosticRefuse(DISPARUE)
    locked.espace = fiche.espace
    return locked


def set_thematiques(fiche: Fiche, thematiques: Iterable[UUID]) -> None:
    fiche.thematiques.set(Thematique.objects.filter(espace=fiche.espace_id, pk__in=list(thematiques)))


def save_fiche(*, by: Compte, fiche: Fiche, valeurs: dict[str, object], portee: Portee, version: int) -> bool:
    """Write a locked row and leave its trace; False when nothing changes.

    Boxes ticked by two people are joined. Raise FicheEnConflit when a field was changed meanwhile by someone else.
    """
    changed = [champ for champ, valeur in valeurs.items() if getattr(fiche, champ) != valeur]
    if changed and version != fiche.version:
        auteur, day = fiche.updated_by or "Quelqu’un", date_longue(timezone.localtime(fiche.updated_at).date())
        raise FicheEnConflit(
            f"{auteur} a enregistré cette fiche le {day}, pendant que vous écriviez. "
            f"On y lit maintenant : « {fiche} ». "
            "Ce que vous avez écrit est ci-dessous : enregistrez de nouveau pour le garder.",
            fiche.version,
        )
    avant = frozenset(fiche.thematiques.values_list("pk", flat=True))
    thematiques = fuse_listes(avant, portee.thematiques_depart, portee.thematiques)
    communes = sorted(fuse_listes(fiche.communes, portee.communes_depart, portee.communes))
    if not changed and thematiques == avant and communes == sorted(fiche.communes):
        return False
    for champ in changed:
        setattr(fiche, champ, valeurs[champ])
    fiche.communes, fiche.updated_by, fiche.version = communes, by, fiche.version + 1
    fiche.save()
    if thematiques != avant:
        set_thematiques(fiche, thematiques)
    record(by, Geste.MODIFIER, fiche, fiche.espace, champs=changed)
    return True
