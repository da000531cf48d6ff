"""Write the headings of a handover or of a report: what the espace keeps beside what it counts."""

from collections.abc import Mapping

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.journal.models import Geste
from convive.prise_poste.models import Passation, RapportActivite
from convive.prise_poste.refus import PosteRefuse


def write_rubriques[M: (Passation, RapportActivite)](
    by: Compte, espace: Espace, current: M, textes: Mapping[str, str], *, version: int, conflit: str
) -> M | None:
    """Inside the transaction of the caller, under the lock of the espace. `current` has a version of 0 while nothing
    was ever written. The same again changes nothing; None when there is nothing yet. Raise PosteRefuse with
    `conflit` when someone wrote meanwhile."""
    changed = [champ for champ, texte in textes.items() if getattr(current, champ) != texte]
    if not changed:
        return current if current.version else None
    if version != current.version:
        raise PosteRefuse(conflit)
    for champ in changed:
        setattr(current, champ, textes[champ])
    geste = Geste.MODIFIER if current.version else Geste.CREER
    current.version += 1
    current.save()
    record(by, geste, current, espace, champs=changed)
    return current
