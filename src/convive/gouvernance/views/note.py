"""The notes that help to decide: the question, what to know, the scenarios side by side, how it was settled."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.arbitrage import close_note, reopen_note
from convive.gouvernance.actions.note import (
    create_avis,
    create_note,
    create_scenario,
    delete_avis,
    delete_note,
    delete_scenario,
    record_mon_avis,
    update_note,
    update_scenario,
)
from convive.gouvernance.actions.point import SaisiePoint, create_point
from convive.gouvernance.forms.arbitrage import ArbitrageForm, ReprendreForm
from convive.gouvernance.forms.note import (
    AvisForm,
    MonAvisForm,
    NoteAideForm,
    ScenarioForm,
)
from convive.gouvernance.models import ArbitrageNote, NoteDecision, ScenarioDecision
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.notes import MAX_SCENARIOS
from convive.gouvernance.rules.seances import DUREES_USUELLES, NaturePoint
from convive.gouvernance.selectors.note import (
    PageNote,
    find_mon_avis,
    get_note,
    get_page_note,
    get_siege_avis,
    list_notes,
    list_seances_possibles,
)
from convive.gouvernance.views.rubrique import FORMATS, GOUVERNANCE, NOTE, NOTES
from convive.gouvernance.views.saisie import read_porte_sur, with_recherche
from convive.plan_action.views.elu import ICI as SA_PAGE
from convive.socle.formats import avec_de
from convive.socle.formulaires import explain_refus
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuid

MON_AVIS = "mon_avis"
ABSENTE = "Cette note n’existe pas, ou vous n’y avez pas accès."


def _get_note_ecrite(membre: Membre, uuid: UUID) -> NoteDecision | None:
    """A page that only writes is not for those who read."""
    note = get_note(membre, uuid)
    if note is not None and not can_update_instances(membre):
        raise PermissionDenied("Seule l’équipe de coopération peut écrire cette note.")
    return note


pages = Pages(GOUVERNANCE, "decisions/notes/", onglet=NOTES)
une_note = pages.objet("<uuid:note_uuid>/", get_note, ABSENTE)
ecrite = pages.objet("<uuid:note_uuid>/", _get_note_ecrite, ABSENTE)


@pages.lecture("", droit=can_list_instances)
def note_list(page: Page) -> dict[str, Any]:
    """Those to settle, those that were."""
    lignes = list_notes(page.membre)
    return {"lignes": lignes, "a_arbitrer": sum(ligne.arbitrage is None for ligne in lignes)}


@pages.ecriture("ouvrir/", droit=can_update_instances)
def note_create(page: Page) -> Rendu:
    """Ask a question: the note opens with « ne rien changer », the other scenarios come next. « ?instance=… » is the
    body, « ?porte_sur=fiche_action:… » what it is about."""
    initial = {"instance": str(parse_uuid(page.request.GET.get("instance", "")) or "")}
    form = NoteAideForm(page.data, membre=page.membre, sources=read_porte_sur(page), initial=initial)
    formulaire = Formulaire(
        form,
        lambda: create_note(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="La note est ouverte\u00a0: écrivez ses scénarios.",
        suite=lambda note: page.get_url(NOTE, note.pk),
        brouillon="note_decision",
        contexte={"adresse": {"url": page.request.path}},
    )
    return with_recherche(page, form, formulaire)


@une_note.ecriture("", droit=can_list_instances)
def note_detail(page: Page, note: NoteDecision) -> Rendu:
    """Its views and its settling are noted here; whoever is asked for her view gives it."""
    if page.geste == MON_AVIS:
        return _say_mon_avis(page, note)
    if page.is_envoi:
        if not can_update_instances(page.membre):
            raise PermissionDenied("Vous pouvez lire cette note\u00a0; seule l’équipe de coopération peut la modifier.")
        if page.geste not in GESTES:
            raise Http404("Cette action n’existe pas.")
    lue, geste = get_page_note(page.membre, note), page.geste
    contexte = _build_contexte(page, lue)
    avis, reprendre = contexte["avis"], contexte["reprendre"]
    if page.is_envoi:
        try:
            if (answer := GESTES[geste](page, lue, avis)) is not None:
                return answer
        except GouvernanceRefusee as refus:
            form = {"avis": avis, "reprendre": reprendre}.get(geste)
            if form is not None and form.is_valid():
                explain_refus(form, refus)
            else:
                messages.warning(page.request, str(refus))
    return contexte


def _build_contexte(page: Page, lue: PageNote) -> dict[str, Any]:
    peut_ecrire, geste = page.contexte["peut_ecrire"], page.geste
    return {
        "page": lue,
        "avis": _build_avis(page, lue) if peut_ecrire else None,
        "reprendre": ReprendreForm(page.data if geste == "reprendre" else None) if peut_ecrire else None,
        "formats": FORMATS,
        "seances": list_seances_possibles(page.membre, lue.note) if peut_ecrire and lue.arbitrage is None else [],
        "place_scenario": len(lue.scenarios) < MAX_SCENARIOS,
        "brouillon": build_cle_brouillon(page.compte, "avis_note", lue.note.pk),
        **_build_mon_avis(page, lue),
    }


def _build_avis(page: Page, lue: PageNote) -> AvisForm:
    return AvisForm(page.data if page.geste == "avis" else None, membre=page.membre, scenarios=lue.scenarios)


def _build_mon_avis(page: Page, lue: PageNote) -> dict[str, Any]:
    """The form of whoever is asked for her view, with what she said already; nothing once the note is settled."""
    siege = None if lue.arbitrage or page.espace.is_expire else get_siege_avis(page.membre, lue.note)
    if siege is None:
        return {"mon_avis": None, "mon_siege": None, "avis_donne": None, "depuis": ""}
    donne = find_mon_avis(page.membre, siege, lue.avis)
    form = MonAvisForm(page.data if page.geste == MON_AVIS else None, donne=donne, scenarios=lue.scenarios)
    depuis = page.request.POST.get("depuis", page.request.GET.get("depuis", ""))
    return {"mon_avis": form, "mon_siege": siege, "avis_donne": donne, "depuis": depuis}


def _say_mon_avis(page: Page, note: NoteDecision) -> Rendu:
    contexte = _build_contexte(page, get_page_note(page.membre, note))
    form = contexte["mon_avis"]
    if form is None:
        raise PermissionDenied("Votre avis n’est pas demandé sur cette note.")
    if not form.is_valid():
        return page.render("gouvernance/note_detail.html", contexte, status=422)
    dit = {"position": form.cleaned_data["position"], "phrase": form.cleaned_data["phrase"]}
    record_mon_avis(by=page.compte, note=note, siege=contexte["mon_siege"], scenario=form.get_scenario(), **dit)
    fait = "Votre avis est noté. Vous pouvez le modifier jusqu’à la séance."
    if page.request.POST.get("depuis") == "elu":
        return page.redirect(f"{page.get_url(SA_PAGE)}#a-prendre", fait)
    return _back(page, note, fait, "#mon-avis")


def _back(page: Page, note: NoteDecision, fait: str, ancre: str = "", brouillon: str = "") -> HttpResponse:
    return page.redirect(f"{page.get_url(NOTE, note.pk)}{ancre}", fait, brouillon)


def _add_avis(page: Page, lue: PageNote, form: AvisForm | None) -> HttpResponse | None:
    if form is None or not form.is_valid():
        return None
    avis = create_avis(by=page.compte, note=lue.note, saisie=form.get_saisie())
    cle = build_cle_brouillon(page.compte, "avis_note", lue.note.pk)
    return _back(page, lue.note, f"L’avis {avec_de(avis.nom)} est noté.", "#avis", cle)


def _drop_avis(page: Page, lue: PageNote, _form: AvisForm | None) -> HttpResponse:
    wanted = parse_uuid(page.request.POST.get("avis", ""))
    avis = next((row for row in lue.avis if row.pk == wanted), None)
    if avis is None:
        raise Http404("Cet avis n’est plus là.")
    avis.note = lue.note
    delete_avis(by=page.compte, avis=avis)
    return _back(page, lue.note, f"L’avis {avec_de(avis.nom)} est retiré.", "#avis")


def _put_on_agenda(page: Page, lue: PageNote, _form: AvisForm | None) -> HttpResponse:
    wanted = parse_uuid(page.request.POST.get("seance", ""))
    seance = next((row for row in list_seances_possibles(page.membre, lue.note) if row.pk == wanted), None)
    if seance is None:
        raise GouvernanceRefusee("Choisissez une séance qui se prépare.")
    nature = NaturePoint.DECISION
    saisie = SaisiePoint(lue.note.question, nature.value, DUREES_USUELLES[nature])
    cible = Reference(TYPE_NOTE, lue.note.pk)
    seance.espace = seance.instance.espace = page.espace
    create_point(by=page.compte, instance=seance.instance, seance=seance, saisie=saisie, cible=cible)
    return _back(page, lue.note, f"Elle est à l’ordre du jour\u00a0: {seance}.", "#suite")


def _take_back(page: Page, lue: PageNote, _form: AvisForm | None) -> HttpResponse:
    if lue.arbitrage is None:
        raise Http404("Cette note n’est pas arbitrée.")
    lue.arbitrage.note = lue.note
    motif = " ".join(page.request.POST.get("motif", "").split())
    reopen_note(by=page.compte, arbitrage=lue.arbitrage, motif=motif)
    return _back(
        page,
        lue.note,
        "L’arbitrage est repris\u00a0: la note peut de nouveau être modifiée, et l’historique est gardé.",
    )


def _delete(page: Page, lue: PageNote, _form: AvisForm | None) -> HttpResponse:
    delete_note(by=page.compte, note=lue.note)
    return page.redirect(page.get_url(NOTES), "La note est supprimée.")


GESTES: dict[str, Callable[[Page, PageNote, AvisForm | None], HttpResponse | None]] = {
    "avis": _add_avis,
    "retirer_avis": _drop_avis,
    "inscrire": _put_on_agenda,
    "reprendre": _take_back,
    "supprimer": _delete,
}


@ecrite.ecriture("modifier/", droit=can_list_instances)
def note_update(page: Page, note: NoteDecision) -> Rendu:
    """While it is not settled."""
    sources = [row.reference for row in note.sources.all()]
    form = NoteAideForm(page.data, membre=page.membre, note=note, sources=sources)
    contexte: dict[str, Any] = {"adresse": {"url": page.request.path}}

    def save() -> None:
        update_note(by=page.compte, note=note, saisie=form.get_saisie(), version=form.cleaned_data["version"])

    formulaire = Formulaire(
        form,
        save,
        fait="Note enregistrée.",
        suite=page.get_url(NOTE, note.pk),
        brouillon="note_decision",
        contexte=contexte,
    )
    return with_recherche(page, form, formulaire)


@ecrite.ecriture("scenarios/ajouter/", droit=can_list_instances)
def scenario_create(page: Page, note: NoteDecision) -> Formulaire:
    """One more to compare."""
    form = ScenarioForm(page.data)
    return Formulaire(
        form,
        lambda: create_scenario(by=page.compte, note=note, saisie=form.get_saisie()),
        fait=lambda scenario: f"«\u00a0{scenario}\u00a0» est ajouté.",
        suite=page.get_url(NOTE, note.pk),
        brouillon="scenario",
    )


@ecrite.ecriture("scenarios/<uuid:scenario_uuid>/", droit=can_list_instances)
def scenario_update(page: Page, note: NoteDecision, scenario_uuid: UUID) -> Formulaire:
    """Change it, or take it out."""
    scenario = _find_scenario(note, scenario_uuid)
    if scenario is None:
        raise Http404("Ce scénario n’est pas de cette note.")
    scenario.note, page.identifiant = note, scenario.pk
    is_retrait = page.geste == "supprimer"
    form = ScenarioForm(None if is_retrait else page.data, scenario=scenario)
    contexte: dict[str, Any] = {"scenario": scenario, "form": form}

    def save() -> None:
        version = form.cleaned_data["version"]
        update_scenario(by=page.compte, scenario=scenario, saisie=form.get_saisie(), version=version)

    return Formulaire(
        None if is_retrait else form,
        (lambda: delete_scenario(by=page.compte, scenario=scenario)) if is_retrait else save,
        fait=f"«\u00a0{scenario}\u00a0» est retiré." if is_retrait else "Scénario enregistré.",
        suite=page.get_url(NOTE, note.pk),
        brouillon="scenario",
        contexte=contexte,
    )


def _find_scenario(note: NoteDecision, uuid: UUID) -> ScenarioDecision | None:
    """As it is saved now."""
    return next((row for row in note.scenarios.all() if row.pk == uuid), None)


@ecrite.ecriture("arbitrage/", droit=can_list_instances)
def note_arbitrage(page: Page, note: NoteDecision) -> Formulaire:
    """Note how a body settled a note: it writes the decision in the register, and freezes the note as presented."""
    lue = get_page_note(page.membre, note)
    form = ArbitrageForm(page.data, membre=page.membre, note=note, page=lue)

    def explain(arbitrage: ArbitrageNote) -> str:
        code = arbitrage.decision.code if arbitrage.decision else ""
        return f"C’est noté\u00a0: décision {code}, et la note ne se modifie plus."

    return Formulaire(
        form,
        lambda: close_note(by=page.membre, note=note, saisie=form.get_saisie()),
        fait=explain,
        suite=page.get_url(NOTE, note.pk),
        brouillon="arbitrage",
        contexte={"page": lue},
    )
