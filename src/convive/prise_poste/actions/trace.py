"""The trace of what is one’s own: it leaves a line in the journal, which the team of the espace does not read."""

from typing import Any

from convive.comptes.models import Compte
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets


def record_prive(auteur: Compte, geste: Geste, objet: Any, **detail: Any) -> None:
    """Written outside of every espace: « X placed herself on the grid » is already something that she did not share."""
    reference = objets.get_reference(objet)
    record_geste(
        auteur=auteur,
        geste=geste,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=str(objet),
        detail=detail,
    )
