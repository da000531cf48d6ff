"""Change the types of services of an espace. Every action writes to the journal."""

from django.db import transaction
from django.utils.text import slugify

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.offre.models import TypeService
from convive.offre.rules.offre import MAX_CLE, OffreRefusee
from convive.offre.selectors.catalogue import get_types_usuels, list_types


@transaction.atomic
def create_type(*, by: Compte, espace: Espace, nom: str, thematique: Thematique | None) -> TypeService:
    """Raise OffreRefusee if a type already has this name."""
    refuse_espace_expire(espace)
    types = list_types(espace)
    if any(lu.nom.casefold() == nom.casefold() for lu in types.values()):
        raise OffreRefusee("Un type porte déjà ce nom.")
    # The key derives from the name, so that types with the same name in two installations match in copies.
    start = slugify(nom).replace("-", "_")[: MAX_CLE - 4] or "type"
    taken = {*types, *get_types_usuels()}
    cle = next(cle for rang in range(len(taken) + 2) if (cle := f"{start}_{rang}" if rang else start) not in taken)
    row = TypeService.objects.create(espace=espace, cle=cle, nom=nom, thematique=thematique)
    record(by, Geste.CREER, row, espace)
    return row


@transaction.atomic
def update_type(
    *, by: Compte, espace: Espace, cle: str, nom: str, thematique: Thematique | None, is_cache: bool
) -> None:
    """Raise OffreRefusee for a type that this espace does not have, or for a name already taken."""
    refuse_espace_expire(espace)
    types = list_types(espace)
    if cle not in types:
        raise OffreRefusee("Ce type n’est pas de cet espace.")
    if any(lu.nom.casefold() == nom.casefold() for lu in types.values() if lu.cle != cle):
        raise OffreRefusee("Un type porte déjà ce nom.")
    lu = types[cle]
    if (lu.nom, lu.thematique, lu.is_cache) == (nom, thematique, is_cache):
        return
    row, _ = TypeService.objects.update_or_create(
        espace=espace, cle=cle, defaults={"nom": nom, "thematique": thematique, "is_cache": is_cache}
    )
    record(by, Geste.MODIFIER, row, espace)
