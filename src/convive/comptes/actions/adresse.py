"""Verification of an e-mail address by other means than the confirmation message."""

from allauth.account.models import EmailAddress
from django.db.models import Exists

from convive.comptes.models import Compte


def validate_adresse(compte: Compte) -> None:
    """Mark the address of a compte as verified: the person holds a secret that was sent only to that address.

    One query. Do nothing if another compte has already verified the address.
    """
    siennes = EmailAddress.objects.filter(email__iexact=compte.email)
    autres = siennes.filter(verified=True).exclude(user=compte)
    siennes.filter(~Exists(autres), user=compte, verified=False).update(verified=True)
