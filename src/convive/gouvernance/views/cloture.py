"""The end of a séance: it is closed, its documents are taken away and sent."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from convive.documents.actions.travail import submit_travail
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentInvalide
from convive.documents.views.emport import MAX_JETON, respond_document
from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Pages, Rendu
from convive.gouvernance.actions.cloture import close_seance, reopen_seance, validate_decision
from convive.gouvernance.actions.compte_rendu import record_compte_rendu, submit_compte_rendu
from convive.gouvernance.actions.verrou import CHANGEE
from convive.gouvernance.exports.documents_seance import INEXISTANT
from convive.gouvernance.exports.dossier import TRAVAIL_DOSSIER
from convive.gouvernance.forms.cloture import DecisionPorteeForm
from convive.gouvernance.forms.notes import MotifForm
from convive.gouvernance.models import Decision, Seance
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.dossier import BUREAUTIQUES, USAGES, list_documents
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.rules.temps import join_avertissements, list_avertissements
from convive.gouvernance.selectors.convocation import list_refuses
from convive.gouvernance.selectors.dossier import (
    build_envoi_participants,
    get_seance_document,
    is_equipe_de,
    read_envois_compte_rendu,
)
from convive.gouvernance.selectors.suite import (
    build_cloture,
    get_decision,
    has_presence,
    is_ouverte,
    list_responsables,
)
from convive.gouvernance.selectors.temps import describe_documents
from convive.gouvernance.views.gestes_convocation import send_de_nouveau
from convive.gouvernance.views.rubrique import (
    CLOTURE,
    COMPTE_RENDU,
    DOSSIER,
    SEANCE_ABSENTE,
    SEANCES,
    get_seance_equipe,
    place_seance,
)
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import nombre_accorde
from convive.socle.formulaires import explain_refus
from convive.socle.uuids import parse_uuid

type Saisies = dict[UUID, DecisionPorteeForm]

pages = Pages(SEANCES, "instances/seances/", onglet=CLOTURE, autour=place_seance)
seance = pages.objet("<uuid:seance_uuid>/", get_seance_equipe, SEANCE_ABSENTE)
dossier = pages.sous("", onglet=DOSSIER).objet("<uuid:seance_uuid>/", get_seance_document, SEANCE_ABSENTE)


@seance.ecriture("cloture/", droit=can_update_instances)
def seance_cloture(page: Page, seance: Seance) -> Rendu:
    """What is missing is asked kindly, what was not treated waits for the next one."""
    motif, geste = MotifForm(), page.geste
    saisies: Saisies = {}
    url = page.get_url(CLOTURE, seance.pk)
    try:
        if geste in ("clore", "decision"):
            # The page is one form: whatever its button, what was written of each decision is kept.
            saisies = _validate_decisions(page, seance)
        if geste == "clore" and not saisies and not _is_a_confirmer(page, seance):
            close_seance(by=page.membre, seance=seance, traites=_read_traites(page.request))
            fait = "La séance est close, et sa version est gardée\u00a0: le compte rendu est prêt."
            return page.redirect(f"{url}#envoyer", fait)
        if geste == "decision" and not saisies:
            # Said beside the decision, where one looks.
            faite = parse_uuid(page.request.GET.get("decision", ""))
            return page.redirect(f"{url}?fait={faite}#decision-{faite}" if faite else f"{url}#decisions")
        if geste in ("envoyer", "renvoyer"):
            return page.redirect(f"{url}#envoyer", _send(page, seance))
        if geste == "rouvrir":
            motif = MotifForm(page.data)
            if motif.is_valid():
                reopen_seance(by=page.compte, seance=seance, motif=motif.cleaned_data["motif"])
                fait = "La séance est rouverte. La version gardée à la première clôture reste."
                return page.redirect(page.get_url(COMPTE_RENDU, seance.pk), fait)
    except GouvernanceRefusee as refus:
        messages.error(page.request, str(refus))
    contexte = _build_cloture(page, seance, motif, saisies)
    return page.render("gouvernance/seance_cloture.html", contexte, 422 if page.is_envoi else 200)


def _build_cloture(page: Page, seance: Seance, motif: MotifForm, saisies: Saisies) -> dict[str, Any]:
    cloture, personnes = build_cloture(seance), list_responsables(seance)
    is_close = seance.statut == StatutSeance.CLOSE
    envois = read_envois_compte_rendu(seance) if is_close else None
    decisions = [
        (row, saisies.get(row.decision.pk) or DecisionPorteeForm(decision=row.decision, personnes=personnes))
        for row in cloture.decisions
    ]
    return {
        "cloture": cloture,
        "decisions": decisions,
        "traites": _read_traites(page.request) if page.is_envoi else None,
        "form_motif": motif,
        "fait": parse_uuid(page.request.GET.get("fait", "")),
        "avertissement": join_avertissements(_list_avertissements(page, seance)),
        "is_a_confirmer": page.geste == "clore" and not saisies and _is_a_confirmer(page, seance),
        "is_ouverte": is_ouverte(seance),
        "is_close": is_close,
        "envois": envois,
        "envoi": build_envoi_participants(envois.a_ecrire) if envois else None,
        "refuses": list_refuses(seance) if is_close else [],
    }


def _list_avertissements(page: Page, seance: Seance) -> list[str]:
    if not is_ouverte(seance):
        return []
    return list_avertissements(seance.date, page.today, has_presence=has_presence(seance))


def _is_a_confirmer(page: Page, seance: Seance) -> bool:
    """Closing cannot be undone: before its day, or when nobody is noted as there, one says that one means it. What
    keeps it from being closed is said first."""
    if page.request.POST.get("confirme") or not _list_avertissements(page, seance):
        return False
    return not build_cloture(seance).incompletes


def _read_traites(request: HttpRequest) -> set[UUID]:
    return {uuid for raw in request.POST.getlist("traite") if (uuid := parse_uuid(raw))}


def _validate_decisions(page: Page, seance: Seance) -> Saisies:
    """Keep what was written of each decision; the forms to correct, none when all is kept."""
    personnes, refusees = list_responsables(seance), {}
    for row in build_cloture(seance).decisions:
        form = DecisionPorteeForm(page.request.POST, decision=row.decision, personnes=personnes)
        if form.add_prefix("version") not in page.request.POST or not form.has_changed():
            continue
        if not form.is_valid() or not _validate_decision(page, seance, row.decision, form):
            refusees[row.decision.pk] = form
    return refusees


def _validate_decision(page: Page, seance: Seance, decision: Decision, form: DecisionPorteeForm) -> bool:
    try:
        validate_decision(by=page.compte, decision=decision, **form.cleaned_data)
    except GouvernanceRefusee as refus:
        if CHANGEE in refus.messages and (current := get_decision(seance, decision.pk)) is not None:
            form.explain_conflit(current)
        else:
            explain_refus(form, refus)
        return False
    return True


# Taking a document away is a button, not a link: it leaves a line in the journal, and changes nothing else.
@dossier.ecriture("dossier/", droit=can_list_instances, is_lecture=True)
def seance_dossier(page: Page, seance: Seance) -> Rendu:
    """The documents of a séance on one page: each in any format, or all of them in one archive."""
    erreur, statut = "", 200
    if page.is_envoi:
        try:
            return _do(page, seance)
        except DocumentInconnu as error:
            erreur, statut = str(error), 404
        except (DocumentInvalide, TravailRefuse, GouvernanceRefusee) as error:
            erreur, statut = str(error), 422
    contexte = {"erreur": erreur, "jeton": uuid4().hex, **_build_dossier(page.membre, seance)}
    return page.render("gouvernance/seance_dossier.html", contexte, statut)


def _do(page: Page, seance: Seance) -> HttpResponse:
    if bureautique := page.request.POST.get("dossier", ""):
        return _submit(page, seance, bureautique)
    cle, format = page.request.POST.get("document", ""), page.request.POST.get("format", "")
    if cle not in list_documents(seance.statut, is_equipe=is_equipe_de(page.membre)):
        raise DocumentInconnu(INEXISTANT)
    return respond_document(page.request, page.membre, types_documents.get(cle), format, str(seance.pk))


def _send(page: Page, seance: Seance) -> str:
    """What was done, in one sentence."""
    if page.geste == "renvoyer":
        return send_de_nouveau(page, seance)
    if not is_courriel_envoye():
        made = record_compte_rendu(by=page.compte, seance=seance)
        return f"C’est noté\u00a0: {nombre_accorde(made, 'personne l’a reçu', 'personnes l’ont reçu')} de vous."
    made = submit_compte_rendu(by=page.compte, seance=seance)
    partent = nombre_accorde(made, "message part", "messages partent")
    return f"{partent}, avec le relevé et le compte rendu." if made else "Chacun l’a déjà reçu."


def _submit(page: Page, seance: Seance, bureautique: str) -> HttpResponse:
    if bureautique not in BUREAUTIQUES:
        raise DocumentInconnu(INEXISTANT)
    travail = submit_travail(
        by=page.compte,
        type_travail=TRAVAIL_DOSSIER,
        espace=page.espace,
        arguments={"seance": str(seance.pk), "bureautique": bureautique},
        libelle=f"Le dossier de séance, {seance}"[:200],
        jeton=page.request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex,
    )
    return page.redirect(travail.get_absolute_url())


def _build_dossier(membre: Membre, seance: Seance) -> dict[str, Any]:
    is_equipe, is_close = is_equipe_de(membre), seance.statut == StatutSeance.CLOSE
    is_apres = seance.statut in (StatutSeance.EN_COURS, StatutSeance.CLOSE)
    ouverts = list_documents(seance.statut, is_equipe=is_equipe)
    return {
        "premiers": describe_documents(d for d in ouverts if USAGES[d].is_apres == is_apres),
        "autres": describe_documents(d for d in ouverts if USAGES[d].is_apres != is_apres),
        "is_apres": is_apres,
        "is_close": is_close,
    }
