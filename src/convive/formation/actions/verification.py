"""Someone checks the code of a document; so many unknown ones from one address, then she waits."""

from django.db import transaction

from convive.espaces.actions.lien import compute_empreinte_adresse
from convive.espaces.models import SorteTentative, TentativeLien
from convive.espaces.selectors.lien import is_visiteur_bloque
from convive.formation.selectors.verification import Verification, verify_code


class VerificationBloquee(Exception):
    """Too many from this address."""


@transaction.atomic
def record_verification(*, code: str, adresse_ip: str) -> Verification | None:
    """None for a code that proves nothing. Nothing is written, nor read, while the visitor is blocked."""
    empreinte = compute_empreinte_adresse(adresse_ip)
    if is_visiteur_bloque(None, empreinte):
        raise VerificationBloquee
    found = verify_code(code)
    sorte = SorteTentative.ENVOI if found else SorteTentative.INCONNU
    TentativeLien.objects.create(sorte=sorte, empreinte_adresse=empreinte)
    return found
