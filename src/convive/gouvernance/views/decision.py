"""The register of decisions: what was decided, who does it, what it changed, what happened since."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from convive.acteurs.views.pages_import import respond_fichier
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.fiche import list_thematiques
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.decision import create_decision, update_decision, update_statut_decision
from convive.gouvernance.actions.effet import reopen_effet
from convive.gouvernance.actions.suivi_decision import create_suivi_decision
from convive.gouvernance.exports.deliberation import CLE_DELIBERATION, SEPARATEUR, build_projet
from convive.gouvernance.exports.registre_decisions import FORMATS_EXPORT, render_registre
from convive.gouvernance.forms.decision import DecisionForm, NoteDecisionForm, StatutDecisionForm, parse_cadre
from convive.gouvernance.forms.effet import SORTES, get_effet
from convive.gouvernance.forms.filtres import FiltresDecisionsForm
from convive.gouvernance.models import Decision
from convive.gouvernance.permissions import can_list_instances, can_update_instances, can_update_suivi
from convive.gouvernance.rules.deliberation import write_brut
from convive.gouvernance.rules.effets import get_libelle
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.suivi import AU_PORTEUR, MOTIVES, VERBES, list_suites
from convive.gouvernance.selectors.decision import get_decision, get_page_decision
from convive.gouvernance.selectors.decisions import (
    BilanDecisions,
    get_bilan,
    list_decisions,
    list_noms_instances,
    list_proposees,
    list_responsables,
)
from convive.gouvernance.selectors.deliberation import list_assemblees
from convive.gouvernance.selectors.mandat import get_avis_public
from convive.gouvernance.views.gestes_voix import GESTES_VOIX, build_contexte_voix
from convive.gouvernance.views.rubrique import DECISION, DECISIONS, FORMATS, GOUVERNANCE
from convive.gouvernance.views.saisie import read_porte_sur, with_recherche
from convive.journal.selectors import get_journal_objet
from convive.socle.formulaires import explain_refus
from convive.socle.objets import objets
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

MAX_LIGNES = 10

pages = Pages(GOUVERNANCE, "decisions/", onglet=DECISIONS)
decision = pages.objet(
    "<uuid:decision_uuid>/", get_decision, "Cette décision n’existe pas, ou vous n’y avez pas accès."
)


@pages.lecture("", droit=can_list_instances)
def decision_list(page: Page) -> dict[str, Any]:
    bilan = get_bilan(page.membre)
    form = _build_filtres(page, bilan)
    criteres, parametres = form.get_criteres(), build_parametres(page.request.GET)
    return {
        "bilan": bilan,
        "form": form,
        "proposees": list_proposees(page.membre) if criteres.is_vide else [],
        "page": list_decisions(page.membre, criteres, page.request.GET.get("page", "")),
        "formats": FORMATS_EXPORT,
        "is_filtree": not criteres.is_vide,
        "parametres": parametres,
        "requete": parametres.rstrip("&"),
    }


@pages.lecture("fichier/<slug:format>/", droit=can_list_instances)
def decision_export(page: Page, format: str) -> HttpResponse:
    """The register as a workbook, with the filters of the page."""
    if format not in FORMATS_EXPORT:
        raise Http404(f"Le registre n’existe pas au format «\u00a0{format}\u00a0».")
    criteres = _build_filtres(page, get_bilan(page.membre)).get_criteres()
    nom, rendu = render_registre(page.membre, criteres, format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)


def _build_filtres(page: Page, bilan: BilanDecisions) -> FiltresDecisionsForm:
    return FiltresDecisionsForm(
        page.request.GET,
        instances=list_noms_instances(page.membre),
        annees=bilan.annees,
        responsables=list_responsables(page.membre),
        thematiques=list_thematiques(page.membre),
        communes=get_noms_perimetre(page.membre),
    )


@pages.ecriture("noter/", droit=can_update_instances)
def decision_create(page: Page) -> Rendu:
    """At a séance, of a body, or between two. « ?porte_sur=fiche_action:… » is what it is about."""
    initial = {"date": page.today, "cadre": parse_cadre(page.request.GET.get("cadre", ""))}
    form = DecisionForm(page.data, membre=page.membre, cibles=read_porte_sur(page), initial=initial)
    formulaire = Formulaire(
        form,
        lambda: create_decision(
            by=page.compte,
            espace=page.espace,
            saisie=form.get_saisie(),
            instance=form.get_instance(),
            seance=form.get_seance(),
        ),
        fait=lambda notee: f"Décision {notee.code} notée.",
        suite=lambda notee: page.get_url(DECISION, notee.pk),
        brouillon="decision",
        contexte={"adresse": {"url": page.request.path}},
    )
    return with_recherche(page, form, formulaire)


@decision.ecriture("", droit=can_list_instances)
def decision_detail(page: Page, decision: Decision) -> Rendu:
    """What it says, what it is about, what it changed, what happened since."""
    membre = page.membre
    peut_suivre = not page.espace.is_expire and can_update_suivi(membre, decision)
    formulaires: dict[str, Any] = {"note": NoteDecisionForm()}
    if page.is_envoi:
        if page.geste not in GESTES_VOIX and not peut_suivre:
            raise PermissionDenied("Vous pouvez lire cette décision, mais pas indiquer son avancement.")
        geste = (GESTES | GESTES_VOIX).get(page.geste)
        if geste is None:
            raise Http404("Cette action n’existe pas.")
        if (answer := geste(page, decision, formulaires)) is not None:
            return answer
    peut_ecrire, contexte = page.contexte["peut_ecrire"], dict[str, Any]()
    if peut_suivre:
        contexte["suites"] = [
            (vers.value, VERBES[vers], vers in MOTIVES)
            for vers in ([] if decision.is_proposee else list_suites(decision.statut))
            if vers in AU_PORTEUR or peut_ecrire
        ]
        contexte["brouillon"] = build_cle_brouillon(page.compte, "suivi", decision.pk)
    if can_get_journal(membre):
        contexte["journal"] = get_journal_objet(objets.get_reference(decision), MAX_LIGNES)
    return contexte | {
        "formulaires": formulaires,
        "page": get_page_decision(membre, decision),
        "peut_suivre": peut_suivre,
        "changeables": SORTES,
        **build_contexte_voix(page, decision, formulaires),
        "avis_public": get_avis_public(decision) if peut_ecrire else "",
    }


def _back(page: Page, decision: Decision, fait: str = "", brouillon: str = "") -> HttpResponse:
    return page.redirect(page.get_url(DECISION, decision.pk), fait, brouillon)


def _add_note(page: Page, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse | None:
    form = formulaires["note"] = NoteDecisionForm(page.data)
    if not form.is_valid():
        return None
    create_suivi_decision(by=page.compte, decision=decision, texte=form.cleaned_data["texte"])
    return _back(page, decision, "Note ajoutée.", build_cle_brouillon(page.compte, "suivi", decision.pk))


def _move(page: Page, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse | None:
    form = formulaires["statut"] = StatutDecisionForm(page.data)
    if not form.is_valid():
        return None
    vers = form.cleaned_data["vers"]
    if vers not in AU_PORTEUR and not can_update_instances(page.membre):
        raise PermissionDenied("Seule l’équipe peut reporter une décision, ou indiquer qu’elle n’a plus lieu d’être.")
    try:
        update_statut_decision(by=page.compte, decision=decision, statut=vers, motif=form.cleaned_data["motif"])
    except GouvernanceRefusee as refus:
        explain_refus(form, refus)
        return None
    return _back(page, decision, "C’est noté.")


def _take_back(page: Page, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse:
    if not can_update_instances(page.membre):
        raise PermissionDenied("Seule l’équipe peut annuler ce qui a été noté par erreur.")
    uuid = parse_uuid(page.request.POST.get("effet", ""))
    effet = decision.effets.filter(pk=uuid).first() if uuid else None
    if effet is None:
        raise Http404("Cette décision n’a rien changé de tel.")
    try:
        reopen_effet(by=page.membre, effet=effet, motif=" ".join(page.request.POST.get("motif", "").split())[:500])
    except GouvernanceRefusee as refus:
        for message in refus.messages:
            messages.warning(page.request, message)
        return _back(page, decision)
    return _back(page, decision, "C’est annulé\u00a0: tout est revenu comme avant. Le journal garde la trace des deux.")


GESTES = {"note": _add_note, "statut": _move, "defaire": _take_back}


@decision.ecriture("modifier/", droit=can_update_instances)
def decision_update(page: Page, decision: Decision) -> Rendu:
    cibles = [cible.reference for cible in decision.cibles.all()]
    form = DecisionForm(page.data, membre=page.membre, decision=decision, cibles=cibles)
    contexte: dict[str, Any] = {"adresse": {"url": page.request.path}}

    def save() -> None:
        update_decision(
            by=page.compte,
            decision=decision,
            saisie=form.get_saisie(),
            version=form.cleaned_data["version"],
            cadre=form.get_cadre(),
        )

    formulaire = Formulaire(
        form,
        save,
        fait="Décision enregistrée.",
        suite=page.get_url(DECISION, decision.pk),
        brouillon="decision",
        contexte=contexte,
    )
    return with_recherche(page, form, formulaire)


@decision.lecture("deliberation/", droit=can_update_instances)
def deliberation_detail(page: Page, decision: Decision) -> dict[str, Any]:
    """The draft of the délibération that a decision calls for: choose the assembly, copy, or take it away."""
    assemblees = list_assemblees(page.membre)
    wanted = page.request.GET.get("assemblee", "")
    assemblee = next((row for row in assemblees if row.cle == wanted), assemblees[0])
    brut = write_brut(build_projet(page.membre, decision, assemblee).corps_html)
    return {
        "brut": brut,
        "formats": FORMATS,
        "assemblees": assemblees,
        "assemblee": assemblee,
        "document": CLE_DELIBERATION,
        "choix": f"{decision.pk}{SEPARATEUR}{assemblee.cle}",
        "lignes": brut.count("\n") + 8,
    }


@decision.ecriture("effets/<slug:objet_type>/<uuid:objet_uuid>/", droit=can_update_instances)
def effet_create(page: Page, decision: Decision, objet_type: str, objet_uuid: UUID) -> Rendu:
    """Note what a decision changes: validate an action, keep an enjeu, freeze a diagnosis."""
    effet = get_effet(page.membre, decision, objet_type, objet_uuid)
    if effet is None:
        raise Http404("Une décision ne change pas cela, ou ce n’est pas ici.")
    if not effet.peut:
        raise PermissionDenied("Votre rôle ne permet pas de noter ce qu’une instance en a décidé.")
    vers = (page.request.POST if page.is_envoi else page.request.GET).get("vers")
    mouvement = next((row for row in effet.mouvements if row.vers == vers), None)
    contexte = {"effet": effet, "mouvement": mouvement}
    if mouvement is None:
        if page.is_envoi:
            messages.warning(page.request, "Ce changement n’est plus possible\u00a0: quelqu’un l’a fait entre-temps.")
        return contexte | {"form": None, "manques": []}
    form = effet.build_form(mouvement.vers, page.data)
    return Formulaire(
        form,
        lambda: effet.save(mouvement.vers, form),
        fait=lambda row: f"C’est noté\u00a0: {get_libelle(row.objet_type, row.vers).lower()}.",
        suite=page.get_url(DECISION, decision.pk),
        contexte=contexte | {"manques": effet.list_manques(mouvement.vers)},
    )
