"""What comes into a plan: a file of an existing one, looked at and corrected first; the archive of another one."""

from typing import Any
from uuid import UUID

from convive.acteurs.models import StatutImport
from convive.acteurs.selectors.imports import get_import, list_imports
from convive.acteurs.views.pages_import import respond_fichier
from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Rendu
from convive.plan_action.actions.archive import create_archive, get_archive, import_archive, is_archive, is_plan_vide
from convive.plan_action.actions.imports import (
    create_import,
    delete_import,
    import_plan,
    record_export,
    restore_import,
    update_choix,
    update_lecture,
)
from convive.plan_action.exports.plan_tableur import FORMATS_EXPORT, render_plan
from convive.plan_action.forms.archive import ArchivePlanForm, CartesForm
from convive.plan_action.forms.imports import ActionsForm, BrouillonsForm, ImportPlanForm, LectureForm, NomsForm
from convive.plan_action.forms.titres import TitresForm
from convive.plan_action.lecteur_plans import group_remarques
from convive.plan_action.models import ImportPlan
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.prevision_archive import build_prevision_archive
from convive.plan_action.selectors.prevision_import import build_prevision
from convive.plan_action.selectors.prevue_import import Prevision
from convive.plan_action.views.rubrique import CTG, IMPORTS, PLAN, build_pages, build_pages_ctg, get_dossier_or_404
from convive.socle.formats import nombre_accorde
from convive.socle.televersement import get_plafond_depasse

IMPORT = "plan_action:import_plan_detail"
ARCHIVE = "plan_action:archive_detail"
MAX_MONTRES = 60
HORS_LISTE = "Un de ces choix n’est pas dans sa liste\u00a0: rien n’a changé."
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


def _get_import(membre: Membre, uuid: UUID) -> ImportPlan | None:
    return get_import(membre, ImportPlan, uuid)


def _get_archive(membre: Membre, uuid: UUID) -> ImportPlan | None:
    """An archive that waits to be taken up."""
    fichier = get_import(membre, ImportPlan, uuid)
    if fichier is None or fichier.statut != StatutImport.PREPARE or not is_archive(fichier):
        return None
    fichier.espace = membre.espace
    return fichier


pages = build_pages()
ctg = build_pages_ctg(pages)
un_import = pages.objet(
    "imports/<uuid:import_uuid>/",
    _get_import,
    "Cet import n’existe pas ici, ou vous n’y avez pas accès.",
    nom="fichier",
)
une_archive = pages.objet(
    "archives/<uuid:import_uuid>/",
    _get_archive,
    "Cette archive n’existe pas, ou vous n’y avez pas accès.",
    nom="fichier",
)


@pages.sous("", onglet=IMPORTS).ecriture("imports/", f"{CTG}imports/", droit=can_update_plan)
def import_plan_list(page: Page, ctg_uuid: UUID | None = None) -> Rendu:
    """Bring an existing plan in, take this one away as a workbook, and see what was imported."""
    dossier = get_dossier_or_404(page, ctg_uuid)
    imports = list_imports(page.membre, ImportPlan)
    contexte = {"imports": imports, "page_import": IMPORT, "formats": FORMATS_EXPORT.items()}
    if dossier is None:
        return contexte | {"form": ImportPlanForm()}
    data, format = page.request.POST, page.request.POST.get("format", "")
    if format in FORMATS_EXPORT:
        nom, rendu = render_plan(page.membre, dossier, format)
        record_export(by=page.compte, ctg=dossier.ctg, format=format)
        return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)
    plafond = get_plafond_depasse(page.request)
    form = ImportPlanForm(data, page.request.FILES, plafond=plafond) if page.is_envoi else ImportPlanForm()

    def save() -> ImportPlan:
        return create_import(by=page.compte, ctg=dossier.ctg, fichier=form.cleaned_data["fichier"], is_page=True)

    return Formulaire(
        form,
        save,
        fait="Fichier lu\u00a0: rien n’est encore écrit.",
        suite=lambda recu: page.get_url(IMPORT, recu.pk),
        contexte=contexte,
        champ="fichier",
    )


@un_import.ecriture("", droit=can_update_plan)
def import_plan_detail(page: Page, fichier: ImportPlan) -> Rendu:
    """Look at what a file would do, correct how it is read and who its names are, import it, undo it."""
    is_prepare, erreur = fichier.statut == StatutImport.PREPARE, ""
    if is_archive(fichier) and is_prepare:
        return page.redirect(page.get_url(ARCHIVE, fichier.pk))
    prevision = build_prevision(page.membre, fichier) if is_prepare else None
    if page.is_envoi:
        try:
            fait = FAITS[_do(page, fichier, prevision)]
            suite = page.get_url(IMPORTS) if page.geste == "abandonner" else page.get_url(IMPORT, fichier.pk)
            return page.redirect(suite, fait)
        except PlanRefuse as error:
            erreur = str(error)
    page.fil[1:] = [
        ("Plan d’actions", page.get_url(PLAN, fichier.ctg_id)),
        ("Importer", page.get_url(IMPORTS, fichier.ctg_id)),
    ]
    contexte = {"erreur": erreur, "prevision": prevision, "is_archive": is_archive(fichier)}
    return contexte | (_build_apercu(fichier, prevision) if prevision is not None else {})


def _build_apercu(fichier: ImportPlan, prevision: Prevision) -> dict[str, Any]:
    corrections = fichier.lecture.get("corrections", {})
    remarques = group_remarques(prevision.plan.avertissements)
    return {
        "lecture_form": LectureForm(plan=prevision.plan, corrections=corrections),
        "noms_form": NomsForm(prevision=prevision),
        "actions_form": ActionsForm(prevision=prevision),
        "brouillons_form": BrouillonsForm(prevision=prevision),
        "titres_form": TitresForm(plan=prevision.plan),
        "montrees": [*prevision.changees, *prevision.creees][:MAX_MONTRES],
        "nombre": len(prevision.changees) + len(prevision.creees),
        "douteuses": [groupe for groupe in remarques if not groupe.is_laisse],
        "laissees": [groupe for groupe in remarques if groupe.is_laisse],
        "nombre_laisse": sum(len(groupe.remarques) for groupe in remarques if groupe.is_laisse),
    }


def _do(page: Page, fichier: ImportPlan, prevision: Prevision | None) -> str:
    """The key of what was done."""
    by, geste, data = page.compte, page.geste, page.request.POST
    if geste == "annuler":
        restore_import(by=by, fichier=fichier)
    elif geste == "abandonner":
        delete_import(by=by, fichier=fichier)
    elif geste == "titres" and prevision is not None:
        form = TitresForm(data, plan=prevision.plan)
        if not form.is_valid():
            raise PlanRefuse("Choisissez une ligne, une colonne ou un libellé parmi ceux qui sont montrés.")
        update_lecture(by=by, fichier=fichier, corrections=form.get_corrections(fichier.lecture.get("corrections", {})))
    elif geste in ("lecture", "noms", "noms_creer") and prevision is not None:
        _update(page, fichier, prevision)
    elif geste == "importer":
        if prevision is not None and "page" in data and _update(page, fichier, prevision):
            return "a_relire"
        import_plan(membre=page.membre, fichier=fichier)
    else:
        raise PlanRefuse("Choisissez l’un des boutons de la page.")
    return geste


def _update(page: Page, fichier: ImportPlan, prevision: Prevision) -> bool:
    """Keep what a person says of the names, titles and words of status; whether she is asked to look again. The page is
    one form: whatever its button, its other parts are kept too. What becomes of drafts asks for no second look."""
    by, geste, data = page.compte, page.geste, page.request.POST
    is_page = "page" in data
    corrections = fichier.lecture.get("corrections", {})
    lecture = LectureForm(data, plan=prevision.plan, corrections=corrections)
    noms = NomsForm(data, prevision=prevision)
    actions, brouillons = ActionsForm(data, prevision=prevision), BrouillonsForm(data, prevision=prevision)
    is_lecture, is_noms = is_page or geste == "lecture", is_page or geste in ("noms", "noms_creer")
    remplis: list[Any] = [*([lecture] if is_lecture else []), *([noms] if is_noms else [])]
    remplis += [actions, brouillons] if is_page else []
    if not all(form.is_valid() for form in remplis):
        raise PlanRefuse(HORS_LISTE)
    is_lecture &= lecture.has_changed()
    is_noms &= noms.has_changed() or geste == "noms_creer"
    if is_lecture:
        update_lecture(by=by, fichier=fichier, corrections=lecture.get_corrections())
    is_actions = is_page and actions.has_changed()
    choix = fichier.lecture.get("choix", {})
    if is_noms:
        choix = noms.get_choix(choix, is_creer=geste == "noms_creer")
    if is_actions:
        choix = choix | {"actions": actions.get_choix()}
    if is_page and brouillons.has_changed():
        choix = choix | brouillons.get_choix()
    if choix != fichier.lecture.get("choix", {}):
        update_choix(by=by, fichier=fichier, choix=choix)
    return is_lecture or is_noms or is_actions


@ctg.ecriture("archive/", droit=can_update_plan)
def archive_create(page: Page, dossier: DossierPlan) -> Formulaire:
    """Bring the archive of a plan into a CTG whose plan is empty: it is read first, nothing is written."""
    data, plafond = page.request.POST, get_plafond_depasse(page.request)
    form = ArchivePlanForm(data, page.request.FILES, plafond=plafond) if page.is_envoi else ArchivePlanForm()
    return Formulaire(
        form,
        lambda: create_archive(by=page.compte, ctg=dossier.ctg, fichier=form.cleaned_data["fichier"]),
        fait="Archive lue\u00a0: rien n’est encore écrit.",
        suite=lambda fichier: page.get_url(ARCHIVE, fichier.pk),
        contexte={"is_vide": is_plan_vide(dossier.ctg)},
        champ="fichier",
    )


@une_archive.ecriture("", droit=can_update_plan)
def archive_detail(page: Page, fichier: ImportPlan) -> Rendu:
    """Look at what the archive of a plan would become, say who its people are, take it up or not."""
    if page.geste == "abandonner":
        delete_import(by=page.compte, fichier=fichier)
        return page.redirect(page.get_url(IMPORTS), "Cette archive n’a pas été reprise.")
    prevision, erreur = build_prevision_archive(page.espace, get_archive(fichier), {}), ""
    form = CartesForm(page.data, prevision=prevision)
    if form.is_valid():
        try:
            faite = import_archive(by=page.compte, fichier=fichier, choix=form.get_choix())
            reprises = nombre_accorde(faite.nb_fiches, "action")
            fait = f"Plan repris : {reprises}. La page des imports l’annule au besoin."
            return page.redirect(page.get_url(PLAN, fichier.ctg_id), fait)
        except PlanRefuse as error:
            erreur = str(error)
    return {"prevision": prevision, "form": form, "erreur": erreur}
