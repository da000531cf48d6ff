"""An address proves itself elsewhere than by the message of confirmation."""

from allauth.account.models import EmailAddress
from django.db.models import Exists

from convive.comptes.models import Compte


def validate_adresse(compte: Compte) -> None:
    """The person holds a secret that was sent to the address of her compte alone: the address is hers.

    One query. Nothing happens to an address that another compte proved.
    """
    siennes = EmailAddress.objects.filter(email__iexact=compte.email)
    autres = siennes.filter(verified=True).exclude(user=compte)
    siennes.filter(~Exists(autres), user=compte, verified=False).update(verified=True)
