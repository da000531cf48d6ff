"""What the two pages where one signs share: read what was sent, answer a person or a script."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from convive.formation.actions.signature import TropDeSignatures
from convive.formation.refus import FormationRefusee
from convive.formation.rules.presence import MAX_TRACE, Signature
from convive.socle.requetes import is_fragment

MARQUE = "X-Emargement"
"""Tells the script that this answer is about its signature, and not a page that took its place."""


@dataclass(frozen=True, slots=True)
class FormulaireSigner:
    """What `_signer.html` shows. `cle` serves who has no script; `retour` leads back to the names."""

    moyen: str
    personne: UUID | str = ""
    nom: str = ""
    action: str = "?"
    retour: str = ""
    refus: str = ""
    dialogue: bool = False
    demi_journee: UUID | str = ""
    cle: str = field(default_factory=lambda: str(uuid4()))


def read_signature(request: HttpRequest, moyen: str) -> Signature:
    data = request.POST
    return Signature(
        cle=data.get("cle", ""),
        moyen=moyen,
        trace=data.get("trace", "")[: MAX_TRACE + 1],
        texte=data.get("texte", ""),
        signe_le=_read_instant(data.get("le", "")),
    )


def respond_refus(request: HttpRequest, refus: FormationRefusee) -> HttpResponse | None:
    """For a script, which keeps the signature: a sentence. None for a person, who gets the page again."""
    if not is_fragment(request):
        return None
    return HttpResponse(str(refus), status=get_status(refus), content_type="text/plain; charset=utf-8")


def get_status(refus: FormationRefusee) -> int:
    return 429 if isinstance(refus, TropDeSignatures) else 422


def _read_instant(texte: str) -> datetime | None:
    """The clock of the device, in our time zone; None when it says nothing that can be read."""
    try:
        instant = parse_datetime(texte)
    except ValueError:
        return None
    return timezone.localtime(instant) if instant is not None and timezone.is_aware(instant) else None
