"""The seal of a document, which cannot be forged by writing to the database without the secret key."""

import json

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from convive.formation.models import DocumentFormation
from convive.formation.rules.document import compute_empreinte

SEL, SEL_CODE = "convive.formation.document", "convive.formation.code"


def compute_empreinte_code(code: str, cle: str | bytes = "") -> str:
    """The fingerprint by which a code is looked up, so that the duration of the query reveals nothing about codes."""
    return salted_hmac(SEL_CODE, code, secret=cle or None, algorithm="sha256").hexdigest()


def list_empreintes_code(code: str) -> list[str]:
    """The fingerprints of a code with the current secret key and the former ones."""
    return [compute_empreinte_code(code, cle) for cle in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def compute_sceau(document: DocumentFormation, cle: str | bytes = "") -> str:
    parts = [str(document.pk), str(document.espace_id), document.empreinte, document.code]
    return salted_hmac(SEL, json.dumps(parts), secret=cle or None, algorithm="sha256").hexdigest()


def is_intact(document: DocumentFormation) -> bool:
    """Whether the document is still exactly what this installation issued."""
    empreinte = compute_empreinte(
        sorte=document.sorte, numero=document.numero, cible=document.cible, contenu=document.contenu
    )
    if not constant_time_compare(empreinte, document.empreinte):
        return False
    cles = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(document.sceau, compute_sceau(document, cle)) for cle in cles)
