"""What a training body prints of itself, and what it corrects of the references."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from convive.acteurs.actions.conflit import FicheEnConflit
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.formation.actions.trace import lock_espace
from convive.formation.models import OrganismeFormation, ReglageFormation
from convive.formation.rules.fusion import fuse_saisie
from convive.formation.rules.parcours import FormationRefusee
from convive.formation.rules.references import Reference
from convive.journal.models import Geste

TEXTES = frozenset({"reglement_interieur"})


@transaction.atomic
def create_organisme(*, by: Compte, espace: Espace) -> OrganismeFormation:
    """The body of an espace, made once."""
    espace = lock_espace(espace)
    organisme, created = OrganismeFormation.objects.get_or_create(
        espace=espace, defaults={"raison_sociale": espace.nom}
    )
    organisme.espace = espace
    if created:
        record(by, Geste.CREER, organisme, espace)
    return organisme


@transaction.atomic
def update_organisme(
    *, by: Compte, espace: Espace, valeurs: Mapping[str, Any], version: int, depart: Mapping[str, Any]
) -> OrganismeFormation:
    """Save the settings, joined with what someone else saved meanwhile. The same again changes nothing.

    Raise FicheEnConflit when a field, or a line of the règlement, was changed twice.
    """
    create_organisme(by=by, espace=espace)
    current = OrganismeFormation.objects.select_for_update().get(espace=espace)
    current.espace = espace
    actuelles = {champ: getattr(current, champ) for champ in valeurs}
    depart = actuelles if version == current.version else depart
    reunies = fuse_saisie(depart=depart, actuelles=actuelles, saisies=valeurs, textes=TEXTES)
    if reunies.conflits:
        raise FicheEnConflit(reunies.conflits, reunies.valeurs, current.version)
    changed = [champ for champ, valeur in reunies.valeurs.items() if valeur != actuelles[champ]]
    if changed:
        for champ in changed:
            setattr(current, champ, reunies.valeurs[champ])
        current.version += 1
        current.save()
        record(by, Geste.MODIFIER, current, espace, champs=changed)
    return current


@transaction.atomic
def update_reference(
    *, by: Compte, espace: Espace, reference: Reference, date_debut: date, texte: str, valeur: int, source: str
) -> None:
    """Correct a reference from a day on; the same day again replaces it. Raise FormationRefusee."""
    organisme = create_organisme(by=by, espace=espace)
    if reference.is_duree and not reference.minimum <= valeur <= reference.maximum:
        raise FormationRefusee(champs={"valeur": f"Entre {reference.minimum} et {reference.maximum}."})
    if not reference.is_duree and not texte:
        raise FormationRefusee(champs={"texte": "Écrivez ce que le document imprimera."})
    valeurs = {
        "texte": "" if reference.is_duree else texte,
        "valeur": valeur if reference.is_duree else 0,
        "source": source,
    }
    ReglageFormation.objects.update_or_create(espace=espace, cle=reference.cle, date_debut=date_debut, defaults=valeurs)
    record(by, Geste.MODIFIER, organisme, espace, reference=reference.nom, depuis=date_debut.isoformat())


@transaction.atomic
def delete_reference(*, by: Compte, espace: Espace, reference: Reference) -> None:
    """Go back to what ships with Convive, in the past as well. Without a correction, nothing happens."""
    organisme = create_organisme(by=by, espace=espace)
    if ReglageFormation.objects.filter(espace=espace, cle=reference.cle).delete()[0]:
        record(by, Geste.RESTAURER, organisme, espace, reference=reference.nom)
