"""Whether the address of a compte is verified: anybody may have typed it.

Data about a person that refers to no compte is found by her address, to be shown or erased, but only if the address is
verified. Inside an espace, pages match the address of a membre without this check: becoming a membre takes an
invitation followed from that address, which verifies it (`actions/adresse.py`), and a verified address can only be
replaced by another verified one.
"""

from allauth.account.models import EmailAddress
from django.db.models import Exists, Q, QuerySet

from convive.comptes.models import Compte
from convive.comptes.registre import Effacement


def get_adresse_prouvee(compte: Compte) -> str:
    """The address of the compte if it is verified; otherwise empty. One query."""
    return compte.email if _get_preuves(compte).exists() else ""


def get_adresse_a_prouver(compte: Compte) -> str:
    """The address of the compte if it is not verified yet, for pages that must say so; otherwise empty. One query."""
    return "" if get_adresse_prouvee(compte) else compte.email


def build_filtre_adresse(compte: Compte, champ: str = "email") -> Q:
    """The condition for rows with the address of the compte in this column, if it is verified; adds no query."""
    return Q(Exists(_get_preuves(compte)), **{f"{champ}__iexact": compte.email})


def build_filtre_effacement(effacement: Effacement, champ: str = "email") -> Q:
    """The same during an erasure, when the record of the verification may already be deleted."""
    return Q(**{f"{champ}__iexact": effacement.adresse}) if effacement.adresse else Q(pk__in=[])


def _get_preuves(compte: Compte) -> "QuerySet[EmailAddress]":
    rows: QuerySet[EmailAddress] = EmailAddress.objects.filter(
        user=compte.pk, email__iexact=compte.email, verified=True
    )
    return rows
