"""Save who does what in a CTG, the whole table at once."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.journal.models import Geste
from convive.prise_poste.models import LigneRaci
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.raci import MAX_LIGNES, LigneLue, explain_lignes

CHANGEE = "Quelqu’un a changé ce tableau pendant que vous écriviez\u00a0: relisez-le, votre saisie est encore là."


def compute_empreinte(lignes: Sequence[LigneLue]) -> str:
    """What the table said when the form was opened."""
    return hashlib.sha256(repr([(li.activite, li.parts, li.precision) for li in lignes]).encode()).hexdigest()[:16]


@transaction.atomic
def update_raci(
    *, by: Compte, ctg: Ctg, lignes: Sequence[LigneLue], empreinte: str, depart: Sequence[LigneLue]
) -> None:
    """Replace the lines of this CTG; `depart` are those that hold while it has none: saved as they are,
    they are adopted. The same again changes nothing."""
    lock_espace(ctg.espace)
    current = [row.lue for row in LigneRaci.objects.filter(ctg=ctg)]
    if list(lignes) == current:
        return
    if compute_empreinte(current or depart) != empreinte:
        # The whole table is replaced: a line that is not sent is a line that goes, so that two of them do not join.
        raise PosteRefuse(CHANGEE)
    if len(lignes) > MAX_LIGNES:
        raise PosteRefuse(f"{MAX_LIGNES} lignes au plus\u00a0: au-delà, personne ne lit.")
    if phrases := explain_lignes(lignes):
        raise PosteRefuse(*phrases)
    LigneRaci.objects.filter(ctg=ctg).delete()
    LigneRaci.objects.bulk_create(
        LigneRaci(ctg=ctg, ordre=rang, activite=ligne.activite, precision=ligne.precision, **ligne.get_parts())
        for rang, ligne in enumerate(lignes)
    )
    record(by, Geste.MODIFIER, ctg, ctg.espace, champs=["qui fait quoi"])
