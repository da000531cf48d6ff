"""The trace that every gesture on a document leaves in the journal of its espace."""

from typing import Any
from uuid import UUID

from convive.comptes.models import Compte
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets


def record(by: Compte | None, geste: Geste, objet: Any, espace_uuid: UUID | None, **detail: Any) -> None:
    reference = objets.get_reference(objet)
    record_geste(
        auteur=by,
        geste=geste,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=str(objet),
        espace_uuid=espace_uuid,
        detail=detail,
    )
