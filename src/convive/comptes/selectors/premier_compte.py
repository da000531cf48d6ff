"""Whether somebody has a compte here."""

from convive.comptes.models import Compte

SANS_PERSONNE = ".invalid"
"""How the addresses end of those who are nobody: the invented people of the demonstration, and erased comptes."""


def is_installation_neuve() -> bool:
    """No real person has a compte yet."""
    return not Compte.objects.exclude(email__endswith=SANS_PERSONNE).exists()
