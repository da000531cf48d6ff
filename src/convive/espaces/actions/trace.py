"""The trace that every action of an espace leaves in the journal."""

from typing import Any

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets


def record(auteur: Compte | None, geste: Geste, objet: Any, espace: Espace, **detail: Any) -> None:
    reference = objets.get_reference(objet)
    record_geste(
        auteur=auteur,
        geste=geste,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=str(objet),
        espace_uuid=espace.pk,
        detail=detail,
    )
