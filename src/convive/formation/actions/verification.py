"""Check the code of a document, with a limit on unknown codes per network address."""

from django.db import transaction

from convive.espaces.actions.lien_magique import compute_empreinte_adresse
from convive.espaces.models import SorteTentative, TentativeLien
from convive.espaces.selectors.lien_magique import is_visiteur_bloque
from convive.formation.selectors.verification import Verification, verify_code


class VerificationBloquee(Exception):
    """Too many unknown codes from this network address."""


@transaction.atomic
def record_verification(*, code: str, adresse_ip: str) -> Verification | None:
    """The verified document, or None for an unknown code. Raise VerificationBloquee, without checking the code, while
    the visitor is blocked."""
    empreinte = compute_empreinte_adresse(adresse_ip)
    if is_visiteur_bloque(None, empreinte):
        raise VerificationBloquee
    found = verify_code(code)
    sorte = SorteTentative.ENVOI if found else SorteTentative.INCONNU
    TentativeLien.objects.create(sorte=sorte, empreinte_adresse=empreinte)
    return found
