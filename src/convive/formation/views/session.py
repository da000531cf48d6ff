"""The sessions of an organisme, in the order of their life cycle: created, prepared, opened, held, closed."""

from typing import Any

from django.utils import timezone

from convive.espaces.memoire import open_memoire
from convive.espaces.views.page import Formulaire, Gestes, Page
from convive.formation.actions.demi_journee import update_demi_journees
from convive.formation.actions.intervenant import update_intervenants
from convive.formation.actions.session import create_session, create_session_comme, update_etat_session, update_session
from convive.formation.exports.bilan_session import CLE
from convive.formation.forms.session import (
    HorairesForm,
    IntervenantsForm,
    MotifForm,
    OuvrirSessionForm,
    PremierJourForm,
    SessionForm,
)
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer, can_lire_formation, can_organiser
from convive.formation.rules.formation import EtatSession, format_heures
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.rules.session import SUITES
from convive.formation.rules.vie_session import build_maintenant, get_phase, hide_gestes, list_pas
from convive.formation.selectors.bilan_session import build_bilan_session
from convive.formation.selectors.convocation import list_annulations_refusees
from convive.formation.selectors.deroule import build_deroule_session
from convive.formation.selectors.ecarts_session import PAGE_MEMOIRE, get_ecarts
from convive.formation.selectors.preparation import list_phases
from convive.formation.selectors.preparation.session import explain_duree
from convive.formation.selectors.session import list_equipe, list_programmes_ouverts, list_sequences, list_sessions
from convive.formation.selectors.session_lue import SessionLue, read_session
from convive.formation.views.rubrique import (
    BILAN,
    DEROULE,
    FORMATS,
    HORAIRES,
    INTERVENANTS,
    LIEU,
    SESSION,
    attach_session,
    build_pages,
)
from convive.formation.views.valise import ask_valise

pages = build_pages()
session = attach_session(pages)
horaires = session.sous("horaires/", onglet=HORAIRES)
lieu = session.sous("modifier/", onglet=LIEU)
intervenants = session.sous("intervenants/", onglet=INTERVENANTS)
deroule = session.sous("deroule/", onglet=DEROULE)
bilan = session.sous("bilan/", onglet=BILAN)
etat = session.sous("etat/", onglet="formation:session_etat")


@pages.lecture("", droit=can_lire_formation)
def session_list(page: Page) -> dict[str, Any]:
    """The sessions, latest first."""
    return {"sessions": list_sessions(page.membre)}


@pages.ecriture("sessions/nouvelle/", droit=can_organiser)
def session_create(page: Page) -> Formulaire:
    """Create a session from a programme; its demi-journées are proposed from its first day."""
    programmes = list(list_programmes_ouverts(page.membre))
    form = OuvrirSessionForm(page.data, programmes=programmes, choisi=page.request.GET.get("programme", ""))
    return Formulaire(
        form,
        lambda: create_session(
            by=page.compte,
            espace=page.espace,
            programme=form.programme_choisi,
            valeurs=form.get_valeurs(),
            premier=form.cleaned_data["premier"],
            today=page.today,
        ),
        fait="La session est en préparation\u00a0: voici ce qu’il reste à faire.",
        suite=lambda session: page.get_url(SESSION, session.pk),
        contexte={"programmes": programmes},
    )


@session.lecture("", droit=can_lire_formation)
def session_detail(page: Page, session: SessionFormation) -> dict[str, Any]:
    """A session: its stage, what to do now, its dates, place and people."""
    lue = read_session(session, page.today)
    memoire = open_memoire(page.membre, timezone.now(), PAGE_MEMOIRE)
    ecarts = get_ecarts(lue, memoire)
    memoire.save()
    is_annulee = session.etat == EtatSession.ANNULEE
    return _read_vie(page, lue) | {
        "lue": lue,
        "ecarts": ecarts,
        "pas": list_pas(session.etat, session.date_debut, session.date_fin, lue.today),
        "duree": format_heures(lue.minutes),
        "non_prevenues": list_annulations_refusees(session) if is_annulee and can_organiser(page.membre) else [],
    }


def _read_vie(page: Page, lue: SessionLue) -> dict[str, Any]:
    """The three phases with the actions that this membre may do, and what to do now."""
    ouvert = not page.espace.is_expire
    phases = hide_gestes(
        [] if lue.session.etat == EtatSession.ANNULEE else list_phases(lue),
        can_organiser=ouvert and can_organiser(page.membre),
        can_animer=ouvert and can_animer(page.membre),
    )
    phase = get_phase(is_commencee=lue.is_commencee, is_passee=lue.is_passee)
    maintenant = build_maintenant(phases, phase) if lue.is_ouverte and can_animer(page.membre) else None
    return {"phases": phases, "phase": phase, "maintenant": maintenant}


@lieu.ecriture("", droit=can_organiser)
def session_update(page: Page, session: SessionFormation) -> Formulaire:
    """Edit the venue, how to get there, and the number of places."""
    form = SessionForm(page.data, session=session)
    return Formulaire(
        form,
        lambda: update_session(by=page.compte, session=session, saisie=form.get_saisie()),
        fait="C’est enregistré.",
        suite=page.get_url(SESSION, session.pk),
        brouillon="session",
    )


@horaires.ecriture("", droit=can_organiser)
def session_horaires(page: Page, session: SessionFormation) -> Formulaire:
    """Edit the demi-journées: dates, hours, séquences."""
    lue = read_session(session, page.today)
    sequences = list(list_sequences(session))
    form = HorairesForm(page.data, session=session, demi_journees=lue.demi_journees, sequences=sequences)
    return Formulaire(
        form,
        lambda: update_demi_journees(
            by=page.compte, session=session, lignes=form.get_lignes(), version=form.cleaned_data["version"]
        ),
        fait="Les horaires sont enregistrés.",
        suite=page.get_url(SESSION, session.pk),
        contexte=lambda: {"ecart": explain_duree(lue), "lue": lue},
    )


@intervenants.ecriture("", droit=can_organiser)
def session_intervenants(page: Page, session: SessionFormation) -> Formulaire:
    """Edit who teaches, and which séquences."""
    form = IntervenantsForm(
        page.data,
        session=session,
        intervenants=read_session(session, page.today).intervenants,
        personnes=list_equipe(page.membre),
        sequences=list(list_sequences(session)),
    )
    return Formulaire(
        form,
        lambda: update_intervenants(
            by=page.compte, session=session, lignes=form.get_lignes(), version=form.cleaned_data["version"]
        ),
        fait="C’est enregistré.",
        suite=page.get_url(SESSION, session.pk),
    )


@etat.ecriture("", droit=can_organiser)
def session_etat(page: Page, session: SessionFormation) -> Formulaire | Gestes:
    """Open, close, cancel, resume or duplicate the session."""
    motif = MotifForm(page.data if page.geste == "annuler" else None, prefix="annuler")
    comme = PremierJourForm(page.data if page.geste == "dupliquer" else None, prefix="comme")
    suite = page.get_url(SESSION, session.pk)

    def move(vers: EtatSession) -> SessionFormation:
        texte = motif.get_motif() if motif.is_bound else ""
        return update_etat_session(by=page.compte, session=session, vers=vers.value, motif=texte)

    def read() -> dict[str, Any]:
        return {"motif": motif, "comme": comme, **_read_suites(page, session)}

    if comme.is_bound:
        return Formulaire(
            comme,
            lambda: create_session_comme(by=page.compte, modele=session, premier=comme.cleaned_data["premier"]),
            fait="La nouvelle session est en préparation.",
            suite=lambda nouvelle: page.get_url(SESSION, nouvelle.pk),
            contexte=read,
        )
    if motif.is_bound:
        return Formulaire(motif, lambda: move(EtatSession.ANNULEE), "La session est annulée.", suite, read)
    gestes = {
        "ouvrir": (lambda: move(EtatSession.OUVERTE), "Les inscriptions sont ouvertes."),
        "preparer": (lambda: move(EtatSession.PREPARATION), "La session est de nouveau en préparation."),
        "clore": (lambda: move(EtatSession.TERMINEE), "La session est close."),
    }
    return Gestes(gestes, suite, read)


def _read_suites(page: Page, session: SessionFormation) -> dict[str, Any]:
    """The transitions possible today."""
    attend_programme = session.etat == EtatSession.PREPARATION and not session.programme.is_lisible
    return {
        "suites": SUITES[EtatSession(session.etat)] - ({EtatSession.OUVERTE} if attend_programme else set()),
        "attend_programme": attend_programme,
        "lue": read_session(session, page.today),
    }


@deroule.ecriture("", droit=can_lire_formation, ecrit=can_animer)
def session_deroule(page: Page, session: SessionFormation) -> Formulaire:
    """The schedule for trainers, at the hours of its own demi-journées, and everything to give it."""
    demi_journees, absentes = build_deroule_session(session)
    contexte = {
        "demi_journees": demi_journees,
        "absentes": absentes,
        "programme": session.programme,
        "formats": FORMATS,
    }
    return ask_valise(page, session.pk, str(session), contexte, personnes=getattr(session, "inscrites", 0))


@bilan.lecture("", droit=can_lire_formation)
def session_bilan(page: Page, session: SessionFormation) -> dict[str, Any]:
    """The report on screen; « Documents » exports it."""
    return {
        "bilan": build_bilan_session(session, page.today),
        "seuil": SEUIL_PERSONNES,
        "document": CLE,
        "formats": FORMATS,
    }
