"""Write what whoever comes next has to know. The journal is written, the texts are not in it."""

from collections.abc import Mapping

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.formation.actions.trace import lock_espace
from convive.formation.models import Passation
from convive.formation.rules.parcours import FormationRefusee
from convive.formation.rules.passation import PHRASE_REFUS, has_secret
from convive.journal.models import Geste

CHANGEE = (
    "Quelqu’un a écrit dans ce dossier entre-temps\u00a0: relisez-le dans un autre onglet, votre saisie est encore là."
)


@transaction.atomic
def update_passation(*, by: Compte, espace: Espace, textes: Mapping[str, str], version: int) -> Passation | None:
    """`version` is 0 while nothing was ever written. The same again changes nothing; None when there is nothing yet.
    Raise FormationRefusee for what looks like a password, or when someone wrote meanwhile."""
    locked = lock_espace(espace)
    if secrets := {champ: PHRASE_REFUS for champ, texte in textes.items() if has_secret(texte)}:
        raise FormationRefusee(champs=secrets)
    current = Passation.objects.filter(espace=locked).first() or Passation(espace=locked, version=0)
    changed = [champ for champ, texte in textes.items() if getattr(current, champ) != texte]
    if not changed:
        return current if current.version else None
    if version != current.version:
        raise FormationRefusee(CHANGEE)
    for champ in changed:
        setattr(current, champ, textes[champ])
    geste = Geste.MODIFIER if current.version else Geste.CREER
    current.version += 1
    current.save()
    record(by, geste, current, locked, champs=changed)
    return current
