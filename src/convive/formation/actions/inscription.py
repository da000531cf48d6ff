"""Enrol people, update their data, let them leave, and give a free place to someone on the waiting list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.formation.actions.verrou import lock_inscription, lock_session, refuse_fermee
from convive.formation.models import Inscription, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatInscription
from convive.formation.rules.liste_collee import LigneCollee, read_liste
from convive.formation.rules.session import choose_etat, get_sortie
from convive.journal.models import Geste

DOUBLE = "Cette adresse est déjà inscrite à cette session."
SORTIES = frozenset({EtatInscription.DESISTEMENT.value, EtatInscription.ABANDON.value})


@dataclass(frozen=True, slots=True)
class ListeInscrite:
    """The result of a pasted list: the people enrolled, and the lines that were refused."""

    inscriptions: tuple[Inscription, ...]
    refusees: tuple[LigneCollee, ...]


@transaction.atomic
def create_inscription(*, by: Compte, session: SessionFormation, valeurs: Mapping[str, Any]) -> Inscription:
    """Enrol a person, on the waiting list if the session is full. Raise FormationRefusee for a duplicate address."""
    current = lock_session(session)
    refuse_fermee(current)
    _refuse_double(current, valeurs.get("email", ""))
    inscription = _add(current, valeurs)
    record(by, Geste.CREER, inscription, current.espace, etat=inscription.etat)
    return inscription


@transaction.atomic
def import_inscriptions(*, by: Compte, session: SessionFormation, texte: str) -> ListeInscrite:
    """Enrol a pasted list, one person per line; an invalid line does not stop the others. Raise FormationRefusee if the
    list is empty."""
    current = lock_session(session)
    refuse_fermee(current)
    connues = {email.lower() for email in Inscription.objects.filter(session=current).values_list("email", flat=True)}
    lignes = read_liste(texte, connues)
    if not lignes:
        raise FormationRefusee(champs={"lignes": "Collez au moins une ligne\u00a0: un nom, une adresse."})
    made = []
    for ligne in lignes:
        if not ligne.refus:
            valeurs = {"nom": ligne.nom, "email": ligne.email, "employeur": ligne.employeur}
            made.append(_add(current, valeurs))
            record(by, Geste.CREER, made[-1], current.espace, etat=made[-1].etat)
    return ListeInscrite(tuple(made), tuple(ligne for ligne in lignes if ligne.refus))


@transaction.atomic
def update_inscription(*, by: Compte, inscription: Inscription, saisie: Saisie) -> bool:
    """Return whether something changed. The journal says which fields, but never what an adaptation is.

    Raise FicheChangee if someone else saved it meanwhile, FormationRefusee for a duplicate address.
    """
    ecriture = Ecriture(lock_inscription(inscription), saisie)
    if ecriture.is_changee:
        current = ecriture.objet
        if "email" in ecriture.champs:
            _refuse_double(current.session, current.email, sauf=current)
            current.compte = _find_compte(current.email)
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


@transaction.atomic
def close_inscription(*, by: Compte, inscription: Inscription, motif: str, today: date) -> Inscription:
    """Record that she leaves: a withdrawal before the first day, a drop-out after it. No effect if she has already
    left."""
    current = lock_inscription(inscription)
    if current.etat in SORTIES:
        return current
    if not motif:
        raise FormationRefusee(champs={"motif": "Indiquez pourquoi\u00a0: le bilan en a besoin."})
    return _move(by, current, get_sortie(current.session.date_debut, today), motif)


@transaction.atomic
def reopen_inscription(*, by: Compte, inscription: Inscription) -> Inscription:
    """Give a place to someone on the waiting list, or who comes back. Raise FormationRefusee if the session is full."""
    current = lock_inscription(inscription)
    if current.etat == EtatInscription.INSCRITE:
        return current
    refuse_fermee(current.session)
    if choose_etat(current.session.places, _count(current.session)) != EtatInscription.INSCRITE:
        raise FormationRefusee("La session est complète\u00a0: ajoutez une place, ou attendez qu’une se libère.")
    return _move(by, current, EtatInscription.INSCRITE, "")


def _move(by: Compte, inscription: Inscription, vers: EtatInscription, motif: str) -> Inscription:
    de = inscription.etat
    inscription.etat, inscription.motif = vers.value, motif
    inscription.version += 1
    inscription.save()
    record(by, Geste.MODIFIER, inscription, inscription.espace, de=de, vers=vers.value)
    return inscription


def _add(session: SessionFormation, valeurs: Mapping[str, Any]) -> Inscription:
    etat = choose_etat(session.places, _count(session))
    email = str(valeurs.get("email", "")).lower()
    inscription = Inscription(espace=session.espace, session=session, etat=etat.value, compte=_find_compte(email))
    for champ, valeur in {**valeurs, "email": email}.items():
        setattr(inscription, champ, valeur)
    inscription.save(force_insert=True)
    return inscription


def _count(session: SessionFormation) -> int:
    return Inscription.objects.filter(session=session, etat=EtatInscription.INSCRITE.value).count()


def _find_compte(email: str) -> Compte | None:
    """The compte with this address, only if the address is verified, since anybody can type one."""
    prouvees = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    adresse = prouvees.select_related("user").first() if email else None
    return cast("Compte", adresse.user) if adresse else None


def _refuse_double(session: SessionFormation, email: str, sauf: Inscription | None = None) -> None:
    if not email:
        return
    rows = Inscription.objects.filter(session=session, email__iexact=email)
    if sauf is not None:
        rows = rows.exclude(pk=sauf.pk)
    if rows.exists():
        raise FormationRefusee(champs={"email": DOUBLE})
