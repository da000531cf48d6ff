"""The discussions of an espace: the whole list, those about one object, and a single one."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone

from convive.echanges.actions.discussion import close_discussion, create_discussion, create_reponse, reopen_discussion
from convive.echanges.actions.suivi import update_suivi
from convive.echanges.forms.commentaire import CommentaireForm
from convive.echanges.lecture import VueDiscussion, build_vue
from convive.echanges.panneau import (
    TEMPLATE,
    build_cle_commentaire,
    build_contexte_panneau,
    build_formulaire,
    build_panneau,
    get_carnet,
)
from convive.echanges.permissions import (
    can_close_discussion,
    can_create_commentaire,
    can_list_echanges,
    can_list_echanges_internes,
)
from convive.echanges.rules import EchangeRefuse
from convive.echanges.selectors.discussion import Vue, get_discussion, get_objet_resolu, list_discussions
from convive.echanges.selectors.membre import Assistance, get_assistance
from convive.echanges.views.commentaire import INTROUVABLE, get_objet_or_404, refuse_sans_ecriture
from convive.echanges.views.rubrique import DISCUSSIONS, ECHANGES
from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Pages, Rendu
from convive.socle.objets import Reference
from convive.socle.requetes import get_htmx
from convive.ui.onglets import OngletPage
from convive.ui.pagination import build_parametres

MAX_SUR_SA_PAGE = 100
LIBELLES = {
    Vue.OUVERTES: ("Ouvertes", "message-circle"),
    Vue.POUR_MOI: ("Pour moi", "user"),
    Vue.INTERNES: ("Internes", "lock"),
    Vue.REGLEES: ("Réglées", "check"),
}
SUIVRE = {"suivre": True, "ne-plus-suivre": False}
ANNONCES = {
    "repondre": "Votre réponse est publiée.",
    "regler": "La discussion est réglée.",
    "rouvrir": "La discussion est rouverte.",
}

pages = Pages(ECHANGES, "echanges/")


@pages.lecture("", droit=can_list_echanges)
def discussion_list(page: Page) -> dict[str, Any]:
    """Every discussion that the person may read, whatever it is about."""
    membre, vue = page.membre, _get_vue(page)
    liste, lignes = list_discussions(membre, vue, page.request.GET.get("page", "1"))
    nouveau = page.get_url("echanges:discussion_create", "espace", page.espace.pk)
    return {
        "vue": vue.value,
        "liste": liste,
        "lignes": lignes,
        "parametres": build_parametres(page.request.GET),
        "onglets": _build_onglets(page, vue),
        "url_nouveau": nouveau if can_create_commentaire(membre) else "",
    }


@pages.ecriture("discussions/<uuid:discussion_uuid>/", droit=can_list_echanges)
def discussion_detail(page: Page, discussion_uuid: UUID) -> Rendu:
    """Read a discussion, reply, settle or reopen it."""
    vue, objet = _get_discussion_or_404(page.membre, discussion_uuid)
    resolu, assistance = get_objet_resolu(objet), get_assistance(page.membre, objet, vue.discussion.reference)
    form = _build_reponse(page, vue, assistance)
    if page.is_envoi:
        annonce = _submit(page, vue, resolu.libelle, form)
        clos = vue.brouillon if page.geste == "repondre" else ""
        if get_htmx(page.request):
            if annonce:
                return _render_panneau(page, objet, annonce=annonce, brouillon_clos=clos)
            return _render_panneau(page, objet, repondre_a=vue.discussion, reponse=form)
        if annonce:
            return page.redirect(_get_retour_discussion(page, vue, resolu.url), annonce, clos)
    return {"vue": vue, "objet": resolu, "form": form}


@pages.ecriture("<str:objet_type>/<uuid:objet_uuid>/", droit=can_list_echanges)
def discussion_create(page: Page, objet_type: str, objet_uuid: UUID) -> Rendu:
    """The discussions about an object, and a form to open one. The panel on the object's page posts its forms here."""
    membre, reference = page.membre, Reference(objet_type, objet_uuid)
    objet = get_objet_or_404(membre, reference)
    assistance = get_assistance(membre, objet, reference)
    form, annonce, clos = None, "", ""
    if page.geste in SUIVRE:
        update_suivi(by=page.compte, espace=page.espace, reference=reference, is_actif=SUIVRE[page.geste])
        assistance, annonce = get_assistance(membre, objet, reference), "C’est noté."
    elif page.geste == "publier":
        refuse_sans_ecriture(membre, is_interne=False)
        form = build_formulaire(membre, objet, assistance, page.data)
        if _publish(page, objet, form):
            annonce = "La note est gardée." if _is_note(page, form) else "Votre commentaire est publié."
            form = None
            clos = build_cle_commentaire(membre, get_objet_resolu(objet))
    elif page.is_envoi:
        raise Http404("Cette action n’existe pas ici.")
    if annonce and not get_htmx(page.request):
        return page.redirect(_get_retour(page, objet), annonce, clos)
    return _render(page, objet, formulaire=form, assistance=assistance, annonce=annonce, brouillon_clos=clos)


def _get_vue(page: Page) -> Vue:
    try:
        vue = Vue(page.request.GET.get("vue", ""))
    except ValueError:
        return Vue.OUVERTES
    return Vue.OUVERTES if vue is Vue.INTERNES and not can_list_echanges_internes(page.membre) else vue


def _build_onglets(page: Page, courante: Vue) -> list[OngletPage]:
    """The tabs; the one of internal discussions is only shown to those who may read them."""
    vues = [vue for vue in Vue if vue is not Vue.INTERNES or can_list_echanges_internes(page.membre)]
    base = page.get_url(DISCUSSIONS)
    return [OngletPage(LIBELLES[vue][0], f"{base}?vue={vue}", LIBELLES[vue][1], vue is courante) for vue in vues]


def _get_discussion_or_404(membre: Membre, uuid: UUID) -> tuple[VueDiscussion, Any]:
    """A discussion and its object. An internal discussion is a 404 for those who may not read it."""
    fil = get_discussion(membre, uuid)
    if fil is None:
        raise Http404(INTROUVABLE)
    objet = get_objet_or_404(membre, fil.discussion.reference)
    return build_vue(membre, fil, timezone.now()), objet


def _build_reponse(page: Page, vue: VueDiscussion, assistance: Assistance) -> CommentaireForm:
    """The reply form, with the list of people to ask for advice: unlike the panel, the page of a discussion has it."""
    return CommentaireForm(
        page.data if page.geste == "repondre" else None,
        membres=assistance.membres,
        can_choisir=False,
        is_interne=vue.discussion.is_interne,
        prefixe=f"reponse-{vue.discussion.pk}",
    )


def _submit(page: Page, vue: VueDiscussion, libelle: str, form: CommentaireForm) -> str:
    """Perform the submitted action. Return the message to show, or an empty string if the reply must be corrected."""
    discussion = vue.discussion
    if page.geste not in ANNONCES:
        raise Http404("Cette action n’existe pas ici.")
    if page.geste == "repondre":
        refuse_sans_ecriture(page.membre, is_interne=discussion.is_interne)
        if not (form.is_valid() and _repondre(page, discussion, libelle, form)):
            return ""
    else:
        if not can_close_discussion(page.membre, discussion):
            raise PermissionDenied(
                "Une discussion est réglée par la personne qui l’a ouverte, ou par l’équipe de coopération."
            )
        change = close_discussion if page.geste == "regler" else reopen_discussion
        change(by=page.compte, discussion=discussion, libelle=libelle)
    return ANNONCES[page.geste]


def _repondre(page: Page, discussion: Any, libelle: str, form: CommentaireForm) -> bool:
    try:
        create_reponse(
            by=page.compte,
            discussion=discussion,
            libelle=libelle,
            texte=form.cleaned_data["texte"],
            cle=form.cleaned_data["cle"],
            mentions=form.cleaned_data["membres"],
        )
    except EchangeRefuse as error:
        form.add_refus(str(error))
        return False
    return True


def _is_note(page: Page, form: CommentaireForm) -> bool:
    """What is kept with the object; and what is for the team, from who does not read its exchanges."""
    is_reservee = form.cleaned_data["is_interne"] and not can_create_commentaire(page.membre, is_interne=True)
    return form.has_garder and bool(form.cleaned_data["garder"] or is_reservee)


def _publish(page: Page, objet: Any, form: CommentaireForm) -> bool:
    resolu = get_objet_resolu(objet)
    if not form.is_valid():
        return False
    if _is_note(page, form) and (carnet := get_carnet(objet)):
        texte, is_interne = form.cleaned_data["texte"], form.cleaned_data["is_interne"]
        carnet.create(by=page.compte, objet=objet, texte=texte, is_interne=is_interne)
        return True
    try:
        create_discussion(
            by=page.compte,
            espace=page.espace,
            reference=resolu.reference,
            libelle=resolu.libelle,
            texte=form.cleaned_data["texte"],
            is_interne=form.cleaned_data["is_interne"],
            cle=form.cleaned_data["cle"],
            mentions=form.cleaned_data["membres"],
        )
    except EchangeRefuse as error:
        form.add_refus(str(error))
        return False
    return True


def _is_du_panneau(page: Page) -> bool:
    """Whether the panel on the object's page is opened, or sent the form after which the person returns there."""
    return page.request.POST.get("depuis") == "objet" or "ouvrir" in page.request.GET


def _get_retour_discussion(page: Page, vue: VueDiscussion, url_objet: str) -> str:
    if _is_du_panneau(page):
        return f"{url_objet}#discussion-{vue.discussion.pk}"
    return page.get_url("echanges:discussion_detail", vue.discussion.pk) + "#derniers"


def _get_retour(page: Page, objet: Any) -> str:
    return f"{get_objet_resolu(objet).url}#echanges" if _is_du_panneau(page) else page.request.path


def _render_panneau(page: Page, objet: Any, **detail: Any) -> HttpResponse:
    panneau = build_panneau(page.membre, objet, is_sur_objet=_is_du_panneau(page), **detail)
    return page.render(TEMPLATE, build_contexte_panneau(page.membre, panneau))


def _render(page: Page, objet: Any, **detail: Any) -> Rendu:
    """Only the panel for htmx, which replaces it; otherwise the page of the discussions of the object."""
    detail["ouvrir"] = page.request.GET.get("ouvrir", "")
    if get_htmx(page.request):
        return _render_panneau(page, objet, **detail)
    panneau = build_panneau(page.membre, objet, limit=MAX_SUR_SA_PAGE, **detail)
    return build_contexte_panneau(page.membre, panneau)
