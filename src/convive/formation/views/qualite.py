"""The quality of an organisme, and of one session: each indicator with its proofs, and what is missing."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone

from convive.documents.actions.travail import submit_travail
from convive.documents.refus import TravailRefuse
from convive.espaces.memoire import open_memoire
from convive.espaces.views.page import Page, Rendu
from convive.formation.actions.organisme import update_date_audit
from convive.formation.exports.qualiopi import TRAVAIL_QUALIOPI
from convive.formation.forms.audit import AuditForm
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_lire_formation, can_organiser
from convive.formation.rules.qualiopi import Indicateur
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.ecarts_session import PAGE_MEMOIRE, list_audits, list_sessions_auditees, read_ecarts
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.qualiopi import Audit, get_referentiel, read_audit
from convive.formation.selectors.registres import read_etats
from convive.formation.selectors.resultats import add_resultats, read_resultats
from convive.formation.views.registres import REGISTRES, Registre, place_qualite
from convive.formation.views.rubrique import (
    LIGNE,
    QUALITE,
    QUALITE_SESSION,
    REGISTRE,
    attach_session,
    build_pages,
)

MAX_SESSIONS = 20
MAX_JETON = 64

pages = build_pages(onglet=QUALITE)
organisme = pages.sous("qualite/", autour=place_qualite)
une_session = attach_session(pages, "qualite/", QUALITE_SESSION)


@organisme.ecriture("", droit=can_lire_formation, ecrit=can_organiser)
def qualite_detail(page: Page) -> Rendu:
    """Sessions, indicators and registers, with what needs action in each."""
    lecture = LectureQualiopi(page.espace, list_sessions_auditees(page.espace, page.today), page.today)
    form = AuditForm(page.data if page.geste == "audit" else None, date_audit=lecture.date_audit)
    if page.is_envoi and not form.is_bound:
        return _submit_dossier(page, None, lecture)
    if form.is_valid():
        return _choose_date(page, form)
    audit = read_audit(page.espace, None, page.today, lecture)
    registres = _list_registres(page, lecture)
    memoire = open_memoire(page.membre, timezone.now(), PAGE_MEMOIRE)
    sessions = list_audits(lecture, memoire, MAX_SESSIONS)
    chiffres = memoire.get("resultats", lambda: read_resultats(lecture))
    memoire.save()
    return _read_audit(page, audit, None) | {
        "form_audit": form,
        "registres": registres,
        "sessions": sessions,
        "resultats": [(row, chiffres[row.pk]) for row in lecture.sessions if row.pk in chiffres],
        "totaux": add_resultats(chiffres.values()),
        "jour": page.today,
        "seuil": SEUIL_PERSONNES,
    }


def _choose_date(page: Page, form: AuditForm) -> HttpResponse:
    update_date_audit(by=page.compte, espace=page.espace, jour=form.cleaned_data["date_audit"])
    return page.redirect(f"{page.request.path}#indicateurs", "Le jour de l’audit est enregistré.")


def _list_registres(page: Page, lecture: LectureQualiopi) -> list[tuple[Registre, str, int, int]]:
    """The registers that this membre may read: (register, URL, number of lines, number that need action)."""
    rows = []
    for row in REGISTRES:
        if row.is_lu(page.membre):
            lues = read_etats(lecture.list_registre(row.modele), lecture.reglages, lecture.today)
            attendues = sum(lue.etat.is_attendu for lue in lues)
            rows.append((row, page.get_url(REGISTRE, row.cle), len(lues), attendues))
    return rows


@une_session.ecriture("", droit=can_lire_formation, ecrit=can_organiser)
def qualite_session(page: Page, session: SessionFormation) -> Rendu:
    lecture = LectureQualiopi(page.espace, [session], page.today)
    if page.is_envoi:
        return _submit_dossier(page, session, lecture)
    audit = read_audit(page.espace, session, page.today, lecture)
    return _read_audit(page, audit, session) | {"ecarts": read_ecarts(lecture, session)}


def _read_audit(page: Page, audit: Audit, session: SessionFormation | None) -> dict[str, Any]:
    """The context of an audit. `ajouts`: kind of proof → URL to add one by hand."""
    base = page.get_url(LIGNE, "preuves")
    peut = can_organiser(page.membre)
    commun = {"session": str(session.pk)} if session else {}
    cles = {lue.sorte.cle for lu in audit.indicateurs for lue in lu.sortes}
    is_ouvert = peut and not page.espace.is_expire
    return {
        "audit": audit,
        "ajouts": {cle: f"{base}?{urlencode({'sorte': cle} | commun)}" for cle in cles} if is_ouvert else {},
        "peut_emporter": peut,
        "jeton": uuid4().hex,
    }


def _submit_dossier(page: Page, session: SessionFormation | None, lecture: LectureQualiopi) -> HttpResponse:
    """Start the job that builds an archive for one indicator or for all; it changes nothing."""
    indicateur = _get_indicateur(page, lecture.jour_audit)
    quoi = f"Indicateur {indicateur.numero}, {indicateur.titre}" if indicateur else "Toutes les preuves Qualiopi"
    try:
        travail = submit_travail(
            by=page.compte,
            type_travail=TRAVAIL_QUALIOPI,
            espace=page.espace,
            arguments={
                "session": str(session.pk) if session else "",
                "indicateur": indicateur.numero if indicateur else 0,
            },
            libelle=f"{quoi} – {session or page.espace}"[:200],
            jeton=page.request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex,
        )
    except TravailRefuse as refus:
        messages.warning(page.request, str(refus))
        return page.redirect(page.request.path)
    return page.redirect(
        travail.get_absolute_url(), "Les preuves se rassemblent\u00a0: l’archive arrive ici dans quelques secondes."
    )


def _get_indicateur(page: Page, jour: date) -> Indicateur | None:
    """The requested indicator, or None for all. Raise Http404."""
    numero = page.request.POST.get("indicateur", "")
    if numero == "tous":
        return None
    indicateur = get_referentiel(jour).get(int(numero)) if numero.isdecimal() and len(numero) < 4 else None
    if indicateur is None:
        raise Http404("Cet indicateur n’est pas dans le référentiel.")
    return indicateur
