"""Write what whoever comes next has to know. The journal is written, the texts are not in it."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.prise_poste.actions.rubriques import write_rubriques
from convive.prise_poste.models import Passation
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.passation import PHRASE_REFUS, has_secret


@transaction.atomic
def update_passation(*, by: Compte, espace: Espace, saisie: Saisie) -> bool:
    """Whether something changed; the version is 0 while nothing was ever written. Raise PosteRefuse for what looks like
    a password, FicheChangee when someone else wrote meanwhile."""
    locked = lock_espace(espace)
    if secrets := {champ: PHRASE_REFUS for champ, texte in saisie.valeurs.items() if has_secret(texte)}:
        raise PosteRefuse(champs=secrets)
    current = Passation.objects.filter(espace=locked).first() or Passation(espace=locked, version=0)
    return write_rubriques(by, locked, current, saisie)
