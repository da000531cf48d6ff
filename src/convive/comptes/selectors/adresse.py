"""Whether the address of a compte is that of the person: anybody may have typed it.

What concerns a person and names no compte is found by her address, to be shown and to be erased: only once it is
proved. Within an espace the pages match the address of a member as it is: a place comes from an invitation followed at
this very address, which proves it (`actions/adresse.py`), and an address that is proved only gives way to another.
"""

from allauth.account.models import EmailAddress
from django.db.models import Exists, Q, QuerySet

from convive.comptes.models import Compte
from convive.comptes.registre import Effacement


def get_adresse_prouvee(compte: Compte) -> str:
    """Its address, once somebody followed a message sent there; empty until then. One query."""
    return compte.email if _get_preuves(compte).exists() else ""


def get_adresse_a_prouver(compte: Compte) -> str:
    """Its address while nothing proves it, for the pages that must say so; empty once it is proved. One query."""
    return "" if get_adresse_prouvee(compte) else compte.email


def build_filtre_adresse(compte: Compte, champ: str = "email") -> Q:
    """Rows that bear its address in this column, once it is proved; no query of its own."""
    return Q(Exists(_get_preuves(compte)), **{f"{champ}__iexact": compte.email})


def build_filtre_effacement(effacement: Effacement, champ: str = "email") -> Q:
    """The same while an erasure runs, when the proof may be gone already."""
    return Q(**{f"{champ}__iexact": effacement.adresse}) if effacement.adresse else Q(pk__in=[])


def _get_preuves(compte: Compte) -> "QuerySet[EmailAddress]":
    rows: QuerySet[EmailAddress] = EmailAddress.objects.filter(
        user=compte.pk, email__iexact=compte.email, verified=True
    )
    return rows
