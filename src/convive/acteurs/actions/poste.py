"""Write the coordination posts. Every action writes the journal."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.fonction import SaisieFonction, create_fonction
from convive.acteurs.actions.personne import create_personne
from convive.acteurs.models import Personne, PosteCooperation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import (
    Ecriture,
    Saisie,
    create_fiche,
    lock_fiche,
    refuse_ailleurs,
    save_ecriture,
    save_fiche,
)
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste

CHAMPS = (
    *("intitule", "employeur_id", "personne_id", "etp_total", "quotite_ctg", "date_debut", "dernier_jour"),
    *("financement_caf", "financement_precision"),
)


@transaction.atomic
def create_poste(*, by: Compte, espace: Espace, saisie: Saisie, titulaire: Saisie | None = None) -> PosteCooperation:
    """`titulaire` is whoever holds the post and has no card yet.

    Raise ActeurRefuse for figures or dates that contradict one another, or a card of another espace.
    """
    refuse_espace_expire(espace)
    saisie, personne = _add_titulaire(by, espace, saisie, titulaire)
    poste = create_fiche(PosteCooperation, by=by, espace=espace, saisie=saisie, refuse=_refuse)
    _create_fonction(by, poste, personne)
    return poste


@transaction.atomic
def update_poste(*, by: Compte, poste: PosteCooperation, saisie: Saisie, titulaire: Saisie | None = None) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile, ActeurRefuse as `create_poste` does.
    """
    current = lock_fiche(poste)
    saisie, personne = _add_titulaire(by, current.espace, saisie, titulaire)
    ecriture = Ecriture(current, saisie)
    if ecriture.is_changee:
        _refuse(current)
        save_ecriture(ecriture, by=by)
        _create_fonction(by, current, personne)
    return ecriture.is_changee


@transaction.atomic
def close_poste(*, by: Compte, poste: PosteCooperation) -> None:
    """Archive: it is no longer counted nor drawn. Doing it twice changes nothing."""
    current = lock_fiche(poste)
    if current.archive_le is None:
        current.archive_le = timezone.now()
        save_fiche(current, by)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_poste(*, by: Compte, poste: PosteCooperation) -> None:
    """Bring back a post that was archived."""
    current = lock_fiche(poste)
    if current.archive_le is not None:
        current.archive_le = None
        save_fiche(current, by)
        record(by, Geste.ROUVRIR, current, current.espace)


def _add_titulaire(
    by: Compte, espace: Espace, saisie: Saisie, titulaire: Saisie | None
) -> tuple[Saisie, Personne | None]:
    """What is typed, with the key of whoever had no card, and her new card."""
    if titulaire is None:
        return saisie, None
    personne = create_personne(by=by, espace=espace, saisie=titulaire)
    return replace(saisie, valeurs={**saisie.valeurs, "personne_id": personne.pk}), personne


def _create_fonction(by: Compte, poste: PosteCooperation, titulaire: Personne | None) -> None:
    """Her post says what she does, and for whom."""
    if titulaire is not None:
        saisie = SaisieFonction(poste.employeur, poste.intitule, date_debut=poste.date_debut, date_fin=poste.date_fin)
        create_fonction(by=by, personne=titulaire, saisie=saisie)


def _refuse(poste: PosteCooperation) -> None:
    if not 0 <= poste.quotite_ctg <= poste.etp_total or not poste.etp_total:
        raise ActeurRefuse("L’ETP pour la CTG ne peut pas dépasser celui du poste.")
    if poste.date_debut and poste.date_fin and poste.date_fin <= poste.date_debut:
        raise ActeurRefuse("Le dernier jour vient avant le premier : corrigez l’une des deux dates.")
    refuse_ailleurs(poste, "employeur", ActeurRefuse("Cet employeur n’est pas de cet espace."))
    refuse_ailleurs(poste, "personne", ActeurRefuse("Cette personne n’est pas de cet espace."))
