"""Save a long text that others may have changed meanwhile, and go back to a former version of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, TexteVersionne
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.selectors.texte import get_textes, get_version_depart, list_auteurs_depuis
from convive.journal.models import Geste
from convive.socle.formats import date_longue
from convive.socle.fusion import Fusion, fuse_textes


@dataclass(frozen=True, slots=True)
class TextesPrets:
    """What can be saved. `auteurs` are those whose writing was joined, none when nobody wrote meanwhile."""

    textes: Mapping[str, str]
    auteurs: tuple[str, ...] = ()


class TexteEnConflit(Exception):
    """Two people changed the same passage differently: nothing was saved, someone has to choose.

    `version` is the number of what is saved today, from which the choice starts; `auteurs` wrote it, `date` is its own.
    """

    def __init__(self, fusions: Mapping[str, Fusion], version: int, auteurs: tuple[str, ...], date: datetime) -> None:
        self.fusions, self.version, self.auteurs, self.date = fusions, version, auteurs, date
        super().__init__("Un passage a été changé par deux personnes.")


def prepare_textes(objet: TexteVersionne, *, version: int, saisie: Mapping[str, str]) -> TextesPrets:
    """Join what was typed, from `version` on, with what is saved now; `objet` is locked by the caller.

    Raise TexteEnConflit when a passage was changed on both sides.
    """
    actuels = get_textes(objet)
    if version == objet.version or all(saisie[champ] == texte for champ, texte in actuels.items()):
        return TextesPrets({champ: saisie[champ] for champ in actuels})
    depart = get_version_depart(objet, version)
    fusions = {
        # A form older than the first version that is kept here (the espace came from a copy) starts from nothing.
        champ: fuse_textes(getattr(depart, champ) if depart else "", saisie[champ], texte)
        for champ, texte in actuels.items()
    }
    auteurs = list_auteurs_depuis(objet, min(version, depart.version if depart else 0))
    if any(not fusion.is_complete for fusion in fusions.values()):
        raise TexteEnConflit(fusions, objet.version, auteurs, objet.updated_at)
    joined = {champ: fusion.texte for champ, fusion in fusions.items()}
    # Someone may have changed only whom the object concerns: then there was nothing to join.
    return TextesPrets(joined, auteurs if joined != dict(saisie) else ())


def update_textes(
    objet: TexteVersionne, *, by: Compte, prets: TextesPrets, raison: str = "", is_fusion: bool = False
) -> None:
    """Write the texts as a new version. `is_fusion`: someone chose between two texts, on the page that shows them."""
    for champ, texte in prets.textes.items():
        setattr(objet, champ, texte)
    objet.updated_by = by
    objet.version += 1
    # No name of a person here: it would outlive her erasure.
    raison = "Réunit deux textes écrits en même temps" if prets.auteurs or is_fusion else raison
    objet._change_reason = raison or None  # type: ignore[attr-defined]  # read by simple-history
    objet.save()


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
    jour = date_longue(timezone.localtime(version.history_date).date())
    update_textes(current, by=by, prets=TextesPrets(textes), raison=f"Rétablit la version du {jour}")
    record(by, Geste.RESTAURER, current, espace, version=current.version, depuis=version.version)
    return True
