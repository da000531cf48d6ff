"""What the public page shows for a code: that the document is genuine, and only what the person agreed to show."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import constant_time_compare

from convive.formation.models import DocumentFormation
from convive.formation.rules.document import LONGUEUR_CODE, fold_code
from convive.formation.sceau import is_intact, list_empreintes_code


@dataclass(frozen=True, slots=True)
class Verification:
    """`document` is None unless she agreed; `is_intact` is false if the row was tampered with in the database."""

    numero: str
    emis_le: datetime
    annule_le: datetime | None
    is_intact: bool
    document: DocumentFormation | None


def verify_code(texte: str) -> Verification | None:
    """The verification of a code; None if it is unknown. It is looked up by fingerprint, then compared in constant
    time."""
    code = fold_code(texte)
    if len(code) != LONGUEUR_CODE:
        return None
    rows = DocumentFormation.objects.filter(empreinte_code__in=list_empreintes_code(code))
    document = rows.select_related("inscription", "espace").filter(espace__date_suppression__isnull=True).first()
    if document is None or not constant_time_compare(document.code, code):
        return None
    inscription = document.inscription
    is_montre = inscription is not None and inscription.accord_verification and not document.is_annule
    return Verification(
        document.numero,
        document.emis_le,
        document.annule_le,
        is_intact(document),
        document if is_montre else None,
    )
