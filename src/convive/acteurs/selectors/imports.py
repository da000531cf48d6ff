"""Read the imports of an espace: one’s own while they are being checked, those of everyone once done."""

from uuid import UUID

from django.db.models import Q, QuerySet

from convive.acteurs.models import Import, StatutImport
from convive.espaces.models import Membre

MAX_IMPORTS = 20


def get_imports(membre: Membre) -> QuerySet[Import]:
    """A limited place sees its own alone: a file may name what the limit hides."""
    rows = Import.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id).select_related("created_by")
    mine = Q(created_by=membre.compte_id)
    return rows.filter(mine) if membre.limites.is_limitee else rows.filter(mine | ~Q(statut=StatutImport.PREPARE))


def list_imports(membre: Membre) -> list[Import]:
    """The last ones, without their rows; one query."""
    return list(get_imports(membre).defer("lignes", "restes").order_by("-created_at", "pk")[:MAX_IMPORTS])


def get_import(membre: Membre, uuid: UUID) -> Import | None:
    found = get_imports(membre).filter(pk=uuid).first()
    if found is not None:
        found.espace = membre.espace
    return found
