"""Look at what a file would do, correct how it is read and who its names are, import it, undo it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.acteurs.models import StatutImport
from convive.acteurs.selectors.imports import get_import
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.archive import is_archive
from convive.plan_action.actions.imports import delete_import, import_plan, restore_import, update_choix, update_lecture
from convive.plan_action.forms.imports import ActionsForm, LectureForm, NomsForm
from convive.plan_action.forms.titres import TitresForm
from convive.plan_action.lecteur_plans import group_remarques
from convive.plan_action.models import ImportPlan
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.prevision_import import build_prevision
from convive.plan_action.selectors.prevue_import import Prevision
from convive.plan_action.views.acces import build_contexte_plan

MAX_MONTRES = 60
FAITS = {
    "importer": "Plan importé.",
    "annuler": "Import annulé.",
    "abandonner": "Ce fichier n’a pas été importé.",
    "lecture": "Fichier relu avec ces corrections\u00a0; elles serviront aux fichiers de la même forme.",
    "titres": "Fichier relu avec ces titres\u00a0; ils serviront aux fichiers de la même forme.",
    "noms": "Choix gardés.",
    "a_relire": "Vos choix sont gardés, rien n’est encore importé\u00a0: relisez ce que le fichier ferait.",
    "noms_creer": "Chaque nom aura sa fiche dans l’annuaire, à l’import.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_plan_detail(request: HttpRequest, espace_uuid: UUID, import_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    fichier = get_import(membre, ImportPlan, import_uuid)
    if fichier is None:
        raise Http404("Cet import n’existe pas ici, ou ne vous concerne pas.")
    if is_archive(fichier) and fichier.statut == StatutImport.PREPARE:
        return redirect("plan_action:archive_detail", espace_uuid, import_uuid)
    prevision = build_prevision(membre, fichier) if fichier.statut == StatutImport.PREPARE else None
    erreur = ""
    if request.method == "POST":
        geste = request.POST.get("geste", "")
        try:
            fait = _do(request, membre, fichier, geste, prevision)
            messages.success(request, FAITS[fait])
            if geste == "abandonner":
                return redirect("plan_action:import_plan_list", espace_uuid)
            return redirect("plan_action:import_plan_detail", espace_uuid, import_uuid)
        except PlanRefuse as error:
            erreur = str(error)
    context = build_contexte_plan(request, membre, fichier=fichier, erreur=erreur, prevision=prevision)
    context["is_archive"] = is_archive(fichier)
    args = [espace_uuid, fichier.ctg_id]
    context["fil"] = [
        *context["fil"][:-1],
        (membre.espace.nom, reverse("espaces:espace_detail", args=[espace_uuid])),
        ("Plan d’actions", reverse("plan_action:plan_detail", args=args)),
        ("Importer", reverse("plan_action:import_plan_list", args=args)),
    ]
    if prevision is not None:
        context |= _build_apercu(fichier, prevision)
    return render(request, "plan_action/import_plan_detail.html", context)


def _build_apercu(fichier: ImportPlan, prevision: Prevision) -> dict[str, Any]:
    corrections = fichier.lecture.get("corrections", {})
    remarques = group_remarques(prevision.plan.avertissements)
    return {
        "lecture_form": LectureForm(plan=prevision.plan, corrections=corrections),
        "noms_form": NomsForm(prevision=prevision),
        "actions_form": ActionsForm(prevision=prevision),
        "titres_form": TitresForm(plan=prevision.plan),
        "montrees": [*prevision.changees, *prevision.creees][:MAX_MONTRES],
        "nombre": len(prevision.changees) + len(prevision.creees),
        "douteuses": [groupe for groupe in remarques if not groupe.is_laisse],
        "laissees": [groupe for groupe in remarques if groupe.is_laisse],
        "nombre_laisse": sum(len(groupe.remarques) for groupe in remarques if groupe.is_laisse),
    }


def _do(request: HttpRequest, membre: Membre, fichier: ImportPlan, geste: str, prevision: Prevision | None) -> str:
    """The key of what was done."""
    by = membre.compte
    if geste == "annuler":
        restore_import(by=by, fichier=fichier)
    elif geste == "abandonner":
        delete_import(by=by, fichier=fichier)
    elif geste == "titres" and prevision is not None:
        form = TitresForm(request.POST, plan=prevision.plan)
        if not form.is_valid():
            raise PlanRefuse("Choisissez une ligne, une colonne ou un libellé parmi ceux qui sont montrés.")
        update_lecture(by=by, fichier=fichier, corrections=form.get_corrections(fichier.lecture.get("corrections", {})))
    elif geste in ("lecture", "noms", "noms_creer") and prevision is not None:
        _update(request, by, fichier, geste, prevision)
    elif geste == "importer":
        if prevision is not None and "page" in request.POST and _update(request, by, fichier, geste, prevision):
            return "a_relire"
        import_plan(membre=membre, fichier=fichier)
    else:
        raise PlanRefuse("Choisissez l’un des boutons de la page.")
    return geste


def _update(request: HttpRequest, by: Any, fichier: ImportPlan, geste: str, prevision: Prevision) -> bool:
    """What a person says of the names, of the titles and of the words of status; whether it differs from what was kept.

    The page is one form: whatever its button, what was chosen in its other parts is kept too.
    """
    is_page = "page" in request.POST
    corrections = fichier.lecture.get("corrections", {})
    lecture = LectureForm(request.POST, plan=prevision.plan, corrections=corrections)
    noms = NomsForm(request.POST, prevision=prevision)
    actions = ActionsForm(request.POST, prevision=prevision)
    is_lecture, is_noms = is_page or geste == "lecture", is_page or geste in ("noms", "noms_creer")
    remplis = [*([lecture] if is_lecture else []), *([noms] if is_noms else []), *([actions] if is_page else [])]
    if not all(form.is_valid() for form in remplis):
        raise PlanRefuse("Un de ces choix n’est pas dans sa liste\u00a0: rien n’a changé.")
    is_lecture, is_noms = (
        is_lecture and lecture.has_changed(),
        is_noms and (noms.has_changed() or geste == "noms_creer"),
    )
    if is_lecture:
        update_lecture(by=by, fichier=fichier, corrections=lecture.get_corrections())
    is_actions = is_page and actions.has_changed()
    choix = fichier.lecture.get("choix", {})
    if is_noms:
        choix = noms.get_choix(choix, is_creer=geste == "noms_creer")
    if is_actions:
        choix = choix | {"actions": actions.get_choix()}
    if is_noms or is_actions:
        update_choix(by=by, fichier=fichier, choix=choix)
    return is_lecture or is_noms or is_actions
