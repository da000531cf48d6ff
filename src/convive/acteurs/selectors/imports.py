"""Read the imports of an espace: one’s own while they are being checked, those of everyone once done."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from convive.acteurs.models import FichierImporte, StatutImport
from convive.espaces.models import Membre

MAX_IMPORTS = 20


def get_imports(membre: Membre, modele: type[FichierImporte]) -> Any:
    """A limited place sees its own alone: a file may name what the limit hides."""
    visible: Any = modele._default_manager.all()
    rows = visible.visible_to(membre.compte).filter(espace_id=membre.espace_id).select_related("created_by")
    mine = Q(created_by=membre.compte_id)
    return rows.filter(mine) if membre.limites.is_limitee else rows.filter(mine | ~Q(statut=StatutImport.PREPARE))


def list_imports[F: FichierImporte](membre: Membre, modele: type[F]) -> list[F]:
    """The last ones, without what was read, written or left of them; one query."""
    kept = ("fichier_nom", "statut", "bilan", "fait_le", "annule_le", "created_at", "created_by", "espace")
    return list(get_imports(membre, modele).only(*kept).order_by("-created_at", "pk")[:MAX_IMPORTS])


def get_import[F: FichierImporte](membre: Membre, modele: type[F], uuid: UUID) -> F | None:
    found: Any = get_imports(membre, modele).filter(pk=uuid).first()
    if found is not None:
        found.espace = membre.espace
    return found  # type: ignore[no-any-return]  # the manager of `modele` gives its rows
