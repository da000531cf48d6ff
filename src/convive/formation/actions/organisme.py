"""The data that an organisme prints about itself, and its corrections of the references."""

from datetime import date

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Saisie, save_fiche, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.formation.models import OrganismeFormation, ReglageFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import explain_rappel_tardif
from convive.formation.rules.references import (
    CHAMPS_RAPPELS,
    Correction,
    GroupeReferences,
    Reference,
    explain_correction,
    read_jours,
)
from convive.formation.selectors.references import Reglages
from convive.journal.models import Geste


@transaction.atomic
def create_organisme(*, by: Compte, espace: Espace) -> OrganismeFormation:
    """The organisme of an espace, created if needed."""
    espace = lock_espace(espace)
    organisme, created = OrganismeFormation.objects.get_or_create(
        espace=espace, defaults={"raison_sociale": espace.nom}
    )
    organisme.espace = espace
    if created:
        record(by, Geste.CREER, organisme, espace)
    return organisme


@transaction.atomic
def update_organisme(*, by: Compte, espace: Espace, saisie: Saisie) -> bool:
    """Save the settings. Return whether something changed. Raise FicheChangee if someone else saved them meanwhile."""
    create_organisme(by=by, espace=espace)
    current = OrganismeFormation.objects.select_for_update().get(espace=espace)
    current.espace = espace
    return update_fiche(current, saisie, by=by)


@transaction.atomic
def update_date_audit(*, by: Compte, espace: Espace, jour: date | None) -> bool:
    """Choose the day of the next audit, or none. Return whether it changed."""
    create_organisme(by=by, espace=espace)
    current = OrganismeFormation.objects.select_for_update().get(espace=espace)
    current.espace = espace
    if current.date_audit == jour:
        return False
    current.date_audit = jour
    save_fiche(current, by)
    record(by, Geste.MODIFIER, current, espace)
    return True


@transaction.atomic
def update_reference(
    *, by: Compte, espace: Espace, reference: Reference, date_debut: date, texte: str, valeur: int, source: str
) -> None:
    """Correct a reference from a given date; a second correction for the same date replaces the first. For reminders,
    `texte` lists their days. Raise FormationRefusee."""
    organisme = create_organisme(by=by, espace=espace)
    if reference.is_duree:
        texte = ""
    else:
        valeur = 0
    if refus := explain_correction(reference, texte, valeur):
        raise FormationRefusee(champs=refus)
    if reference.groupe is GroupeReferences.QUESTIONNAIRES:
        reglages, change = Reglages(espace), Correction(reference.cle, date_debut, texte, valeur)
        tardif = explain_rappel_tardif(reglages.get_delais_enquetes(date_debut, change))
        # Only refuse a reminder that this change makes too late, not one that already was.
        if tardif and not explain_rappel_tardif(reglages.get_delais_enquetes(date_debut)):
            raise FormationRefusee(champs={_get_champ(reference, texte): tardif})
    valeurs = {"texte": texte, "valeur": valeur, "source": source}
    ReglageFormation.objects.update_or_create(espace=espace, cle=reference.cle, date_debut=date_debut, defaults=valeurs)
    record(by, Geste.MODIFIER, organisme, espace, reference=reference.nom, depuis=date_debut.isoformat())


def _get_champ(reference: Reference, texte: str) -> str:
    """The form field with the delay that is too long; for reminders, the last one."""
    return "valeur" if reference.is_duree else CHAMPS_RAPPELS[max(len(read_jours(texte)) - 1, 0)]


@transaction.atomic
def delete_reference(*, by: Compte, espace: Espace, reference: Reference) -> None:
    """Restore the value that ships with Convive, for the past as well; no effect if there is no correction."""
    organisme = create_organisme(by=by, espace=espace)
    if ReglageFormation.objects.filter(espace=espace, cle=reference.cle).delete()[0]:
        record(by, Geste.RESTAURER, organisme, espace, reference=reference.nom)
