"""Whether the address of a compte is that of the person: anybody may have typed it."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, QuerySet

from convive.comptes.models import Compte


def get_adresse_prouvee(compte: Compte) -> str:
    """Its address, once somebody followed a message sent there; empty until then. One query."""
    return compte.email if _get_preuves(compte).exists() else ""


def build_preuve(compte: Compte) -> Exists:
    """The same as a condition, for a query that finds rows by the address alone."""
    return Exists(_get_preuves(compte))


def _get_preuves(compte: Compte) -> "QuerySet[EmailAddress]":
    rows: QuerySet[EmailAddress] = EmailAddress.objects.filter(
        user=compte.pk, email__iexact=compte.email, verified=True
    )
    return rows
