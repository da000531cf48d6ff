"""Go back to a former version of a long text."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import save_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, TexteVersionne
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.selectors.texte import get_textes
from convive.journal.models import Geste
from convive.socle.formats import date_longue


@transaction.atomic
def restore_version(*, by: Compte, espace: Espace, objet: TexteVersionne, version: Any) -> bool:
    """Put the texts back as they were in `version`: what is there today stays, as the version before.

    False when the texts are already those.
    """
    refuse_espace_expire(espace)
    current = type(objet)._default_manager.select_for_update().get(pk=objet.pk)
    textes = get_textes(version)
    if textes == get_textes(current):
        return False
    for champ, texte in textes.items():
        setattr(current, champ, texte)
    jour = date_longue(timezone.localtime(version.history_date).date())
    save_fiche(current, by, textes, raison=f"Rétablit la version du {jour}")
    record(by, Geste.RESTAURER, current, espace, version=current.version, depuis=version.version)
    return True
