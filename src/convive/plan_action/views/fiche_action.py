"""One action: created, copied, read whole and written section by section, followed, its status changed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.espaces.actions.ecriture import FicheChangee
from convive.espaces.forms.reunion import join_forms
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.page import Formulaire, Page, Rendu, ask_choix
from convive.espaces.views.saisie import build_cle_brouillon, build_message
from convive.plan_action.actions.arbre import create_fiche
from convive.plan_action.actions.duplication import create_copie
from convive.plan_action.actions.statuts import record_changement_statut
from convive.plan_action.actions.suivi import create_meteo
from convive.plan_action.forms.arbre import FicheCreateForm, build_choix_places
from convive.plan_action.forms.copie import CopieForm
from convive.plan_action.forms.edition import Edition, build_edition
from convive.plan_action.forms.section import SectionForm
from convive.plan_action.forms.statut import StatutForm
from convive.plan_action.forms.suivi import MeteoForm
from convive.plan_action.models import ChangementStatut, FicheAction, NoeudPlan
from convive.plan_action.permissions import can_list_plan, can_update_fiches
from convive.plan_action.rules.plan import NiveauMeteo, PlanRefuse, Regard
from convive.plan_action.rules.sections import Cle, Section, get_section
from convive.plan_action.rules.statuts import Exigence, Statut, Transition
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.fiche import get_fiche
from convive.plan_action.selectors.page_fiche import PageFiche, get_page_fiche
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.statuts import list_changements, list_manques_fiche, list_transitions_permises
from convive.plan_action.selectors.suivi import get_suivi
from convive.plan_action.views.gestes_arbre import find_element
from convive.plan_action.views.rubrique import FICHE, build_pages, build_pages_ctg, require_dossier
from convive.socle.requetes import get_htmx, is_fragment
from convive.socle.uuids import parse_uuids

ABSENTE = "Cette action n’existe pas, ou vous n’y avez pas accès."
FORMATS_FICHE = ("docx", "odt", "pdf")


def _get_page(membre: Membre, uuid: UUID) -> PageFiche | None:
    """An action with all that its page shows."""
    return get_page_fiche(membre, uuid, timezone.localdate())


pages = build_pages()
ctg = build_pages_ctg(pages)
ADRESSE = "actions/<uuid:fiche_uuid>/"
une_fiche = pages.objet(ADRESSE, get_fiche, ABSENTE)
sa_page = pages.objet(ADRESSE, _get_page, ABSENTE, nom="lue")


@ctg.ecriture("ajouter/", droit=can_update_fiches)
def fiche_action_create(page: Page, dossier: DossierPlan) -> Formulaire:
    """A new action, in half a minute: a title, a place; the rest is written on its page."""
    themes = [(str(thematique.pk), thematique.nom) for thematique in list_choix_thematiques(page.membre)]
    form = FicheCreateForm(
        page.data,
        places=build_choix_places(list_noeuds(dossier), (), "Pas encore classée dans le plan"),
        thematiques=themes,
        initial={"vers": page.request.GET.get("vers", "")},
    )

    def save() -> FicheAction:
        sorte, _, cle = form.cleaned_data["vers"].partition(":")
        noeud = find_element(page.membre, dossier, sorte, cle)
        noeud = noeud if isinstance(noeud, NoeudPlan) else None
        choisies = parse_uuids(form.cleaned_data["thematiques"])
        siennes = page.membre.limites.thematiques
        if siennes and not set(choisies) & siennes:
            dites = "Choisissez une des vôtres\u00a0: sans cela, vous ne liriez pas cette action."
            raise PlanRefuse(champs={"thematiques": dites})
        titre = form.cleaned_data["titre"]
        return create_fiche(by=page.compte, ctg=dossier.ctg, titre=titre, noeud=noeud, thematiques=choisies)

    return Formulaire(
        form,
        save,
        fait="Action créée, à préparer. Complétez-la quand vous voulez.",
        suite=lambda fiche: page.get_url(FICHE, fiche.pk),
    )


@une_fiche.ecriture("copier/", droit=can_update_fiches)
def copie_create(page: Page, fiche: FicheAction) -> Formulaire:
    """An action that starts from another one of the plan: what is taken, what is left, and it opens."""
    dossier = require_dossier(page, fiche.ctg_id)
    fiche.ctg = dossier.ctg
    depart = f"noeud:{fiche.noeud_id}" if fiche.noeud_id else ""
    form = CopieForm(page.data, noeuds=list_noeuds(dossier), initial={"vers": depart})
    return Formulaire(
        form,
        lambda: create_copie(by=page.compte, fiche=fiche, saisie=form.get_saisie()),
        fait="La nouvelle action est prête à être adaptée : seule l’équipe la lit pour l’instant.",
        suite=lambda copie: page.get_url(FICHE, copie.pk),
    )


@sa_page.ecriture("", droit=can_list_plan, garde="fiche_action")
def fiche_action_detail(page: Page, lue: PageFiche) -> HttpResponse:
    """Read whole, written section by section, followed. Its templates call `page` what is read of the action."""
    if page.is_envoi:
        return GESTES.get(page.geste, _submit_section)(page, lue)
    params = page.request.GET
    section = get_section(params.get("section", ""))
    edition = _build_edition(page, lue, section) if section is not None and lue.peut_ecrire else None
    if is_fragment(page.request) and (shown := section or get_section(params.get("lire", ""))):
        response = _render_section(page, lue, shown, edition)
        return response if edition else _leave_section(response, lue)
    return _render_page(page, lue, edition=edition)


def _leave_section(response: HttpResponse, lue: PageFiche) -> HttpResponse:
    """An address that opened a section does not open it again once one has left it."""
    response["HX-Replace-Url"] = lue.url
    return response


def _build_edition(page: Page, lue: PageFiche, section: Section) -> Edition:
    brouillon = build_cle_brouillon(page.compte, f"fiche-action-{section.cle}", lue.fiche.pk)
    return build_edition(section, membre=page.membre, fiche=lue.fiche, brouillon=brouillon, data=page.data)


def _submit_section(page: Page, lue: PageFiche) -> HttpResponse:
    """Write a section. To search, or to ask for one more row, writes nothing and loses nothing."""
    if not lue.peut_ecrire:
        raise PermissionDenied("Vous pouvez lire cette action, mais pas la modifier.")
    data = page.data or page.request.POST
    section = get_section(data.get("section", ""))
    if section is None:
        raise Http404("Cette partie de la fiche n’existe pas.")
    edition = _build_edition(page, lue, section)
    if (cherche := data.get("chercher")) is not None:
        edition.ignore_errors()
        if is_fragment(page.request) and str(get_htmx(page.request).target).startswith("choix-"):
            return _render_liste(page, edition, cherche)
    elif "ajouter" in data:
        edition.add_ligne()
    else:
        try:
            if edition.save(page.compte, lue.fiche):
                return _announce(page, lue, section, edition)
        except FicheChangee as changee:
            return _join(page, lue, section, edition, changee)
    if is_fragment(page.request):
        return _render_section(page, lue, section, edition)
    return _render_page(page, lue, edition=edition)


def _join(page: Page, lue: PageFiche, section: Section, edition: Edition, changee: FicheChangee) -> HttpResponse:
    """Save the section with what someone else saved meanwhile, or ask to choose."""
    fresh = _read_again(page, lue)
    page.data, saisi = None, edition.form
    actuelle = _build_edition(page, fresh, section)
    if not isinstance(saisi, SectionForm) or not isinstance(actuelle.form, SectionForm):
        raise changee
    reunion = join_forms(saisi, actuelle.form, changee.auteur)
    if reunion.fusion.champs:
        response = ask_choix(page, reunion.fusion, reunion.caches)
        response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
        return response
    page.data = reunion.data
    jointe = _build_edition(page, fresh, section)
    try:
        if jointe.save(page.compte, fresh.fiche):
            return _announce(page, fresh, section, jointe, reunion.list_auteurs(saisi, changee))
    except FicheChangee as encore:
        jointe.explain_refus(encore)
    return _render_page(page, fresh, edition=jointe)


def _announce(
    page: Page, lue: PageFiche, section: Section, edition: Edition, auteurs: tuple[str, ...] = ()
) -> HttpResponse:
    phrase = build_message(f"{section.titre}\u00a0: c’est enregistré.", auteurs, page.compte)
    return _conclude(page, lue, f"{phrase}{_remark(page, lue, section)}", section.cle, edition.brouillon)


def _remark(page: Page, lue: PageFiche, section: Section) -> str:
    """What was saved and asks to be looked at again: a budget that does not balance is never saved without a word."""
    if section.cle != Cle.BUDGET:
        return ""
    ecarts = _read_again(page, lue).budget.ecarts
    return f" À regarder\u00a0: {ecarts}" if ecarts else ""


def _render_liste(page: Page, edition: Edition, nom: str) -> HttpResponse:
    """What was found, under the words that are being typed."""
    listes = edition.form.listes if isinstance(edition.form, SectionForm) else []
    liste = next((liste for liste in listes if liste.nom == nom), None)
    if liste is None:
        raise Http404("Cette recherche n’est pas possible ici.")
    return render(page.request, "plan_action/_choix.html", {"liste": liste})


def _build_contexte(page: Page, lue: PageFiche, **contexte: Any) -> dict[str, Any]:
    """`forms` are those that come back to be corrected, by name; the others start empty."""
    forms: dict[str, Any] = contexte.pop("forms", {})
    context: dict[str, Any] = {"fiche": lue.fiche, **contexte}
    regards = lue.regards_permis
    context["form_meteo"] = forms.get("meteo") or (MeteoForm(regards=regards) if regards else None)
    return context | {"page": lue, "formats": FORMATS_FICHE}


def _render_page(page: Page, lue: PageFiche, **contexte: Any) -> HttpResponse:
    """The whole page; for htmx, what is under its title."""
    context = _build_contexte(page, lue, **contexte)
    if is_fragment(page.request):
        response = page.render("plan_action/fiche_action_detail.html#corps", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#corps", "innerHTML"
        return response
    return page.render("plan_action/fiche_action_detail.html", context)


def _conclude(page: Page, lue: PageFiche, phrase: str, ancre: str, brouillon: str = "") -> HttpResponse:
    """After something was written: the page as it is now, where one was."""
    if is_fragment(page.request):
        fresh = _read_again(page, lue)
        response = _render_page(page, fresh, focus=ancre, annonce=phrase, brouillon_clos=brouillon)
        return _leave_section(response, lue)
    url = page.get_url(FICHE, lue.fiche.pk)
    return page.redirect(f"{url}#{f'section-{ancre}' if get_section(ancre) else ancre}", phrase, brouillon)


def _read_again(page: Page, lue: PageFiche) -> PageFiche:
    """The action as it is once something of it was written."""
    fresh = _get_page(page.membre, lue.fiche.pk)
    if fresh is None:
        raise Http404(ABSENTE)
    return fresh


def _render_section(page: Page, lue: PageFiche, section: Section, edition: Edition | None) -> HttpResponse:
    """One section, to put in its place."""
    context = {"page": lue, "fiche": lue.fiche, "espace": page.espace, "section": section}
    context |= {"is_vide": lue.is_vide(section.cle), "edition": edition, "focus": "" if edition else section.cle}
    return render(page.request, "plan_action/_rubrique.html", context)


def _submit_meteo(page: Page, lue: PageFiche) -> HttpResponse:
    if not lue.regards_permis:
        raise PermissionDenied("Vous pouvez lire la météo de cette action, mais pas la donner.")
    form = MeteoForm(page.data, regards=lue.regards_permis)
    if not form.is_valid():
        return _render_page(page, lue, forms={"meteo": form})
    create_meteo(
        by=page.compte,
        fiche=lue.fiche,
        regard=Regard(form.cleaned_data["regard"]),
        niveau=NiveauMeteo(form.cleaned_data["niveau"]),
        phrase=form.cleaned_data["phrase"],
    )
    return _conclude(page, lue, "La météo est donnée.", "meteo")


GESTES: dict[str, Callable[[Page, PageFiche], HttpResponse]] = {
    "meteo": _submit_meteo,
}


@une_fiche.lecture("suivi/", droit=can_list_plan)
def suivi_list(page: Page, fiche: FicheAction) -> dict[str, Any]:
    """All that was said of an action: its notes, its météos, the moves of its status."""
    return {"suivi": get_suivi(page.membre, fiche)}


@une_fiche.ecriture("statut/", droit=can_list_plan)
def statut_update(page: Page, fiche: FicheAction) -> Rendu:
    """Change the status of an action: first the moves that are possible, then what the chosen one asks."""
    transitions = _get_transitions(page.membre, fiche)
    data = page.request.POST if page.is_envoi else page.request.GET
    transition = next((row for row in transitions if row.vers == data.get("vers")), None)
    require_dossier(page, fiche.ctg_id)
    contexte = {
        "transition": transition,
        "transitions": transitions,
        "changements": list_changements(fiche),
        "manques": _list_manques(fiche, transition),
    }
    if transition is None:
        if page.is_envoi:
            phrase = "Ce changement n’est plus possible\u00a0: l’action a changé entre-temps."
            messages.warning(page.request, phrase)
        return contexte | {"form": None}
    form = StatutForm(page.data, transition=transition, fiche=fiche)
    return Formulaire(
        form,
        lambda: record_changement_statut(by=page.compte, fiche=fiche, saisie=form.get_saisie()),
        fait=lambda changement: _tell(fiche, changement),
        suite=page.get_url(FICHE, fiche.pk),
        contexte=contexte,
    )


def _tell(fiche: FicheAction, changement: ChangementStatut | None) -> str:
    if changement is None:
        return ""
    return f"«\u00a0{fiche}\u00a0» est maintenant «\u00a0{Statut(changement.vers).libelle.lower()}\u00a0»."


def _get_transitions(membre: Membre, fiche: FicheAction) -> list[Transition]:
    """The moves that this place may make; none at all is 403."""
    permises = list_transitions_permises(membre, fiche)
    if permises is None:
        raise PermissionDenied("Votre rôle ne permet pas de changer le statut de cette action.")
    return permises


def _list_manques(fiche: FicheAction, transition: Transition | None) -> list[str]:
    """What must be written before this move, when it asks for a complete action."""
    is_demandee = transition is not None and Exigence.COMPLETUDE in transition.exigences
    return list_manques_fiche(fiche) if is_demandee else []
