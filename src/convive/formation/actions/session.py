"""Create a session from a programme, edit, open, close or cancel it, and duplicate it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.formation.actions.convocation import notify_annulation
from convive.formation.actions.verrou import lock_session, refuse_fermee, set_dates
from convive.formation.models import DemiJournee, Intervenant, Programme, SequenceProgramme, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatProgramme, EtatSession, ModeSession
from convive.formation.rules.session import (
    SequencePrevue,
    build_numero,
    explain_ouverture,
    explain_suite,
    list_jours_ouvres,
    propose_demi_journees,
)
from convive.gouvernance.rules.calendrier import list_feries
from convive.journal.models import Geste

REPRIS = (
    *("titre", "mode", "lieu", "adresse", "acces", "equipement", "visio", "assistance_distance"),
    *("contact_handicap", "places"),
)
"""The fields copied when a session is duplicated."""
GESTES = {EtatSession.TERMINEE: Geste.CLORE, EtatSession.PREPARATION: Geste.ROUVRIR}


def list_jours_chomes(premier: date) -> set[date]:
    """The public holidays of the year of `premier`, and of the next year."""
    return {jour for annee in (premier.year, premier.year + 1) for jour in list_feries(annee)}


@transaction.atomic
def create_session(
    *, by: Compte, espace: Espace, programme: Programme, valeurs: Mapping[str, Any], premier: date | None, today: date
) -> SessionFormation:
    """Create a draft session, with the demi-journées that the programme needs from the first day. Raise
    FormationRefusee for an archived programme."""
    espace = lock_espace(espace)
    if programme.etat == EtatProgramme.ARCHIVE:
        raise FormationRefusee(champs={"programme": "Ce programme est archivé\u00a0: remettez-le en service d’abord."})
    session = _create(espace, programme, dict(valeurs), (premier or today).year)
    if premier is not None:
        sequences = [
            SequencePrevue(row.cle, row.titre, row.jour, row.moment, row.minutes)
            for row in SequenceProgramme.objects.filter(programme=programme)
        ]
        is_distance = session.mode == ModeSession.DISTANCE
        prevues = propose_demi_journees(sequences, premier, list_jours_chomes(premier), is_distance=is_distance)
        DemiJournee.objects.bulk_create(
            DemiJournee(
                session=session,
                **{n: getattr(p, n) for n in p.__slots__ if n != "sequences"},
                sequences=list(p.sequences),
            )
            for p in prevues
        )
        set_dates(session)
    record(by, Geste.CREER, session, espace)
    return session


@transaction.atomic
def create_session_comme(*, by: Compte, modele: SessionFormation, premier: date) -> SessionFormation:
    """Duplicate a session from another first day, with its venue, hours and trainers but no inscription."""
    espace = lock_espace(modele.espace)
    session = _create(espace, modele.programme, {nom: getattr(modele, nom) for nom in REPRIS}, premier.year)
    lignes = list(DemiJournee.objects.filter(session=modele))
    anciens = sorted({ligne.date for ligne in lignes})
    dates = dict(zip(anciens, list_jours_ouvres(premier, len(anciens), list_jours_chomes(premier)), strict=True))
    DemiJournee.objects.bulk_create(
        DemiJournee(
            session=session,
            date=dates[ligne.date],
            **{n: getattr(ligne, n) for n in ("moment", "debut", "fin", "titre", "sequences", "is_distance")},
        )
        for ligne in lignes
    )
    noms = ("compte_id", "nom", "email", "role", "sequences", "ordre")
    Intervenant.objects.bulk_create(
        Intervenant(session=session, **{n: getattr(row, n) for n in noms})
        for row in Intervenant.objects.filter(session=modele)
    )
    set_dates(session)
    record(by, Geste.CREER, session, espace, comme=str(modele))
    return session


@transaction.atomic
def update_session(*, by: Compte, session: SessionFormation, saisie: Saisie) -> bool:
    """Return whether something changed. Raise FicheChangee if someone else saved it meanwhile, FormationRefusee if it
    is closed."""
    ecriture = Ecriture(lock_session(session), saisie)
    if ecriture.is_changee:
        refuse_fermee(ecriture.objet)
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


@transaction.atomic
def update_etat_session(*, by: Compte, session: SessionFormation, vers: str, motif: str = "") -> SessionFormation:
    """Change the state of a session; no effect if it is already in it. A cancellation is e-mailed to everyone, with its
    reason. Raise FormationRefusee for an impossible transition, for opening a session without dates or a published
    programme, or for cancelling without a reason."""
    current = lock_session(session)
    if current.etat == vers:
        return current
    if refus := explain_suite(current.etat, vers):
        raise FormationRefusee(refus)
    if vers == EtatSession.ANNULEE and not motif:
        raise FormationRefusee(champs={"motif": "Indiquez pourquoi\u00a0: les personnes inscrites le liront."})
    de = current.etat
    is_ouverture = de == EtatSession.PREPARATION and vers == EtatSession.OUVERTE
    is_lisible = not is_ouverture or current.programme.is_lisible
    if vers in (EtatSession.OUVERTE, EtatSession.TERMINEE) and (
        refus := explain_ouverture(has_dates=current.date_debut is not None, is_programme_publie=is_lisible)
    ):
        raise FormationRefusee(refus)
    current.etat, current.motif_annulation = vers, motif if vers == EtatSession.ANNULEE else ""
    current.version += 1
    current.save()
    prevenues = notify_annulation(current) if vers == EtatSession.ANNULEE else 0
    record(
        by,
        GESTES.get(EtatSession(vers), Geste.MODIFIER),
        current,
        current.espace,
        de=de,
        vers=vers,
        motif=motif,
        prevenues=prevenues,
    )
    return current


def _create(espace: Espace, programme: Programme, valeurs: dict[str, Any], annee: int) -> SessionFormation:
    pris = SessionFormation.objects.filter(espace=espace).values_list("numero", flat=True)
    valeurs["titre"] = valeurs.get("titre") or programme.titre
    if valeurs.get("places") is None:
        valeurs["places"] = programme.effectif_max
    session = SessionFormation(espace=espace, programme=programme, numero=build_numero(annee, pris), **valeurs)
    session.save(force_insert=True)
    return session
