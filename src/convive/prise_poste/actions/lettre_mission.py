"""Write a lettre de mission from a post, follow its objectives."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, lock_fiche, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.journal.models import Geste
from convive.prise_poste.models import LettreMission, ObjectifMission
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.lettre_mission import MAX_OBJECTIFS, refuse_objectif

REPRIS = ("rattachement", "perimetre", "missions", "hors_mission", "instances", "moyens", "contacts")
"""What a new year takes over from the last lettre of the same agent."""


@transaction.atomic
def create_lettre(*, by: Compte, espace: Espace, annee: int, valeurs: Mapping[str, Any]) -> LettreMission:
    """`valeurs` come from the post; what the last lettre of the same agent said fills the rest. One a year."""
    espace = lock_espace(espace)
    agent = valeurs["agent"]
    if LettreMission.objects.filter(espace=espace, annee=annee, agent=agent).exists():
        raise PosteRefuse(champs={"annee": f"{agent} a déjà une lettre de mission pour {annee}."})
    dernieres = LettreMission.objects.filter(espace=espace, agent=agent, annee__lt=annee)
    derniere = dernieres.order_by("-annee").first()
    repris = {nom: getattr(derniere, nom) for nom in REPRIS if getattr(derniere, nom)} if derniere else {}
    dates = {"date_debut": date(annee, 1, 1), "date_fin": date(annee, 12, 31)}
    lettre = LettreMission.objects.create(espace=espace, annee=annee, **(dates | dict(valeurs) | repris))
    record(by, Geste.CREER, lettre, espace)
    return lettre


@transaction.atomic
def update_lettre(*, by: Compte, lettre: LettreMission, saisie: Saisie) -> bool:
    """Whether something changed. Raise FicheChangee when someone else saved it meanwhile."""
    ecriture = Ecriture(lock_lettre(lettre), saisie)
    if ecriture.is_changee:
        if ecriture.objet.date_fin < ecriture.objet.date_debut:
            raise PosteRefuse(champs={"date_fin": "Elle finit avant de commencer."})
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


@transaction.atomic
def delete_lettre(*, by: Compte, lettre: LettreMission) -> None:
    """Raise PosteRefuse once it is signed: it is an act."""
    current = lock_lettre(lettre)
    if current.date_signature is not None:
        raise PosteRefuse(
            "Elle est signée\u00a0: elle reste. Effacez d’abord la date de signature si c’était une erreur."
        )
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


@transaction.atomic
def create_objectif(*, by: Compte, lettre: LettreMission, saisie: Saisie) -> ObjectifMission:
    current = lock_lettre(lettre)
    rows = ObjectifMission.objects.filter(lettre=current)
    if rows.count() >= MAX_OBJECTIFS:
        raise PosteRefuse(f"{MAX_OBJECTIFS} objectifs au plus\u00a0: au-delà, on n’en tient aucun.")
    ordre = (rows.aggregate(n=Max("ordre"))["n"] or 0) + 1
    objectif = ObjectifMission(lettre=current, ordre=ordre, **saisie.valeurs)
    _refuse(objectif)
    objectif.save()
    record(by, Geste.MODIFIER, current, current.espace, objectif=str(objectif))
    return objectif


@transaction.atomic
def update_objectif(*, by: Compte, objectif: ObjectifMission, saisie: Saisie) -> bool:
    """Whether something changed. Raise FicheChangee when someone else saved it meanwhile."""
    lettre = lock_lettre(objectif.lettre)
    current = ObjectifMission.objects.filter(pk=objectif.pk, lettre=lettre).first()
    if current is None:
        raise PosteRefuse("Cet objectif vient d’être supprimé par quelqu’un d’autre.")
    current.lettre = lettre
    ecriture = Ecriture(current, saisie)
    if ecriture.is_changee:
        _refuse(current)
        save_ecriture(ecriture, by=by, sur=lettre, objectif=str(current))
    return ecriture.is_changee


@transaction.atomic
def delete_objectif(*, by: Compte, objectif: ObjectifMission) -> None:
    """Gone already, nothing happens."""
    lettre = lock_lettre(objectif.lettre)
    if ObjectifMission.objects.filter(pk=objectif.pk, lettre=lettre).delete()[0]:
        record(by, Geste.MODIFIER, lettre, lettre.espace, objectif=str(objectif))


def lock_lettre(lettre: LettreMission) -> LettreMission:
    """As it is now, with its espace, kept until the end of the transaction."""
    return lock_fiche(lettre, PosteRefuse("Cette lettre vient d’être supprimée par quelqu’un d’autre."))


def _refuse(objectif: ObjectifMission) -> None:
    lettre = objectif.lettre
    erreurs = refuse_objectif(
        objectif.etat, objectif.preuve, objectif.echeance, debut=lettre.date_debut, fin=lettre.date_fin
    )
    if erreurs:
        raise PosteRefuse(champs=erreurs)
