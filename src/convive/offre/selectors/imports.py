"""Read the imports of an inventory: one’s own while they are being checked, those of everyone once done."""

from uuid import UUID

from django.db.models import Q, QuerySet

from convive.acteurs.models import StatutImport
from convive.espaces.models import Membre
from convive.offre.models import ImportServices

MAX_IMPORTS = 20


def get_imports(membre: Membre) -> QuerySet[ImportServices]:
    """A limited place sees its own alone: a file may name what the limit hides."""
    rows = ImportServices.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    mine, rows = Q(created_by=membre.compte_id), rows.select_related("created_by")
    return rows.filter(mine) if membre.limites.is_limitee else rows.filter(mine | ~Q(statut=StatutImport.PREPARE))


def list_imports(membre: Membre) -> list[ImportServices]:
    """The last ones, without their rows; one query."""
    return list(get_imports(membre).defer("lignes", "ecrits", "restes").order_by("-created_at", "pk")[:MAX_IMPORTS])


def get_import(membre: Membre, uuid: UUID) -> ImportServices | None:
    found = get_imports(membre).filter(pk=uuid).first()
    if found is not None:
        found.espace = membre.espace
    return found
