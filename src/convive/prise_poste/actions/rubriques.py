"""Write the headings of a handover or of a report: what the espace keeps beside what it counts."""

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.journal.models import Geste
from convive.prise_poste.models import Passation, RapportActivite


def write_rubriques(by: Compte, espace: Espace, current: Passation | RapportActivite, saisie: Saisie) -> bool:
    """Inside the transaction of the caller, under the lock of the espace; whether something changed. `current` has a
    version of 0 while nothing was ever written. Raise FicheChangee when someone else wrote meanwhile."""
    current.espace = espace
    ecriture = Ecriture(current, saisie)
    if ecriture.is_changee and current.version:
        save_ecriture(ecriture, by=by)
    elif ecriture.is_changee:
        ecriture.write(by)
        record(by, Geste.CREER, current, espace, champs=ecriture.champs)
    return ecriture.is_changee
