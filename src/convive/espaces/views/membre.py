"""The places of an espace: offered, changed, confirmed each year, ended."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from convive.comptes.adapters import record_email_invite
from convive.comptes.selectors.adresse import get_adresse_a_prouver
from convive.espaces.actions.confirmation import validate_place
from convive.espaces.actions.invitation import (
    PlaceProposee,
    close_invitation,
    create_compte_invite,
    refuse_invitation,
    submit_invitation,
    validate_invitation,
)
from convive.espaces.actions.membre import close_membre, update_membre
from convive.espaces.forms.confirmation import ConfirmationForm
from convive.espaces.forms.invitation import CompteInviteForm, InvitationForm
from convive.espaces.forms.membre import MembreForm
from convive.espaces.gestes import MERCIS, get_contexte, submit_liens_de_confirmation
from convive.espaces.models import Invitation, Membre, ReponsePlace
from convive.espaces.permissions import (
    can_close_membre,
    can_list_membres,
    can_submit_invitation,
    can_update_membre,
    can_validate_place,
)
from convive.espaces.rules import EspaceRefuse, fold_email
from convive.espaces.selectors.confirmation import list_places_a_confirmer, list_reponses_a_traiter
from convive.espaces.selectors.invitation import (
    get_invitation,
    get_invitation_in_espace,
    has_compte,
    list_invitations,
)
from convive.espaces.selectors.limites import ChoixLimites, build_limites_en_mots, get_choix_limites
from convive.espaces.selectors.membre import get_membre_in_espace, list_membres, list_places_passees
from convive.espaces.views.acces import explain_expire
from convive.espaces.views.lien_a_copier import is_parti, keep_lien, show_liens
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu, Rubrique
from convive.espaces.views.public import build_url_lien
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import avec_de

MEMBRES = "espaces:membre_list"
MA_PLACE = "espaces:confirmation_create"
INVITATION = "espaces/invitation_detail.html"
ENVOYEES = "Les demandes de confirmation sont parties\u00a0: chacune a son lien dans cette liste."
PREPAREES = "Les demandes de confirmation sont prêtes\u00a0: aucun e-mail ne part, chacune a son lien dans cette liste."
REFUS = "Votre rôle dans cet espace ne permet pas cette action."
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _get_autre(membre: Membre, uuid: object) -> Membre | None:
    autre = get_membre_in_espace(membre.espace, str(uuid))
    return autre if autre is not None and autre.is_en_cours else None


pages = Pages(Rubrique(MEMBRES), "membres/")
autre = pages.objet("<uuid:membre_uuid>/", _get_autre, "Cette personne n’est pas membre de l’espace.", nom="autre")
ma_place = Pages(Rubrique(MA_PLACE), "ma-place/")


@pages.ecriture("", droit=can_list_membres)
def membre_list(page: Page) -> Rendu:
    """Those who may, invite and end memberships here."""
    peut_inviter = can_submit_invitation(page.membre)
    form, erreur = None, ""
    choix = get_choix_limites(page.espace) if peut_inviter else ChoixLimites([], [])
    if peut_inviter:
        form = InvitationForm(page.data if page.geste == "inviter" else None, choix=choix)
    if page.is_envoi:
        try:
            if page.geste == "inviter":
                if (url := _invite(page, form)) is not None:
                    return page.redirect(url)
            else:
                # The browser would come back to the row, under what is said.
                return page.redirect(f"{page.get_url(MEMBRES)}#contenu", _submit(page, form))
        except EspaceRefuse as error:
            erreur = str(error)
    envoyee = get_invitation_in_espace(page.espace, page.request.GET.get("envoyee", "")) if peut_inviter else None
    contexte = {"form": form, "erreur": erreur, "envoyee": None if page.is_envoi else envoyee}
    return contexte | _build_listes(page, peut_inviter, dict(choix.communes))


def _invite(page: Page, form: InvitationForm | None) -> str | None:
    """Send what was filled: where to go, beside the form, where it is said; None when the form has to be corrected."""
    if form is None:
        raise PermissionDenied(REFUS)
    if not form.is_valid():
        return None
    invitation = _submit_invitation(page, **form.cleaned_data)
    url = page.get_url(MEMBRES)
    # The browser puts the focus on what the address names.
    return f"{url}?envoyee={invitation.pk}#envoyee" if is_parti(invitation) else f"{url}#invitations"


def _build_listes(page: Page, peut_inviter: bool, noms: dict[str, str]) -> dict[str, Any]:
    """The places, with their limits in plain words; and for those who invite, what waits and what has ended."""
    espace = page.espace
    membres: list[Membre] = list_membres(espace)
    invitations = list_invitations(espace) if peut_inviter else []
    show_liens(page.request, invitations)
    passees = list_places_passees(espace, page.today) if peut_inviter else []
    mots = build_limites_en_mots(espace, [*membres, *invitations, *passees], noms)

    def add[P: (Membre, Invitation)](places: list[P]) -> list[tuple[P, str]]:
        return [(place, mots[place.pk]) for place in places]

    return {
        "membres": add(membres),
        "invitations": add(invitations),
        "passees": add(passees),
        "peut_inviter": peut_inviter,
        "peut_changer": can_update_membre(page.membre),
        "peut_fermer": can_close_membre(page.membre),
    }


def _submit(page: Page, form: InvitationForm | None) -> str:
    """Do the gesture and tell it. A row of another espace is not found here."""
    geste = page.geste
    if form is None or (geste == "fermer" and not can_close_membre(page.membre)):
        raise PermissionDenied(REFUS)
    objet = page.request.POST.get("objet", "")
    if geste == "fermer" and (autre := get_membre_in_espace(page.espace, objet)):
        close_membre(by=page.compte, membre=autre)
        return f"{autre.compte} n’a plus accès à l’espace."
    if geste == "reproposer" and (autre := get_membre_in_espace(page.espace, objet)):
        return _tell(_submit_invitation(page, autre.compte.email, autre.role, limites=autre.limites))
    if geste == "annuler" and (invitation := get_invitation_in_espace(page.espace, objet)):
        close_invitation(by=page.compte, invitation=invitation)
        return f"L’invitation de {invitation.email} est annulée."
    if geste == "renvoyer" and (invitation := get_invitation_in_espace(page.espace, objet)):
        place = {"nom": invitation.nom, "dernier_jour": invitation.dernier_jour, "limites": invitation.limites}
        return _tell(_submit_invitation(page, invitation.email, invitation.role, **place))
    raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")


def _submit_invitation(page: Page, email: str, role: str, **place: Any) -> Invitation:
    invitation = submit_invitation(
        by=page.compte,
        espace=page.espace,
        email=email,
        place=PlaceProposee(role, **place),
        build_url=lambda secret: page.request.build_absolute_uri(reverse("espaces:invitation_detail", args=[secret])),
    )
    return keep_lien(page.request, invitation)


def _tell(invitation: Invitation) -> str:
    """Nothing when the message has not left, which its row says with what to do."""
    return f"L’invitation est envoyée à {invitation.email}." if is_parti(invitation) else ""


@autre.ecriture("", droit=can_update_membre)
def membre_update(page: Page, autre: Membre) -> Formulaire:
    """The role of a member, and the end of the mandate."""
    form = MembreForm(page.data, membre=autre)
    return Formulaire(
        form,
        lambda: update_membre(by=page.compte, membre=autre, **form.cleaned_data),
        fait=f"L’accès {avec_de(str(autre.compte))} est modifié.",
        # Whoever changes her own role may no longer open the list of members.
        suite=reverse("espaces:espace_list") if autre == page.membre else page.get_url(MEMBRES),
    )


@ma_place.ecriture("", droit=can_validate_place)
def confirmation_create(page: Page) -> Formulaire:
    """« Mon accès »: what one holds in the espace, and the yearly question."""
    form = ConfirmationForm(page.data)
    return Formulaire(
        form,
        lambda: validate_place(by=page.compte, membre=page.membre, **form.cleaned_data),
        fait=lambda _: MERCIS[ReponsePlace(form.cleaned_data["reponse"])],
        suite=page.get_url(MA_PLACE),
        contexte=get_contexte(page.membre),
    )


@pages.ecriture("a-confirmer/", droit=can_update_membre)
def confirmation_list(page: Page) -> Formulaire:
    """Places that nobody confirmed for a year, and what people answered: ask them all in one click."""
    places = list_places_a_confirmer(page.espace, page.today)

    def ask() -> int:
        chosen = [place for place in places if str(place.pk) in page.request.POST.getlist("place")]
        submit_liens_de_confirmation(by=page.membre, places=chosen, build_url=build_url_lien(page.request))
        return len(chosen)

    contexte = {"places": places, "reponses": list_reponses_a_traiter(page.espace)}
    return Formulaire(
        None,
        ask,
        fait=lambda nombre: (ENVOYEES if is_courriel_envoye() else PREPAREES) if nombre else "",
        suite=page.get_url("espaces:lien_list"),
        contexte=contexte,
    )


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def invitation_detail(request: HttpRequest, cle: str) -> HttpResponse:
    """The page of an invitation: opening it changes nothing, a button accepts or declines."""
    invitation = get_invitation(cle)
    if invitation is None:
        return render(request, INVITATION, {"invitation": None}, status=404)
    form, erreur = CompteInviteForm(initial={"nom_affiche": invitation.nom}), ""
    if request.method == "POST":
        if request.POST.get("geste") == "creer":
            form = CompteInviteForm(request.POST)
        try:
            if response := _answer(request, invitation, form):
                return response
        except EspaceRefuse as error:
            erreur = str(error)
    context = _build_contexte(request, invitation) | {"form": form, "erreur": erreur}
    return render(request, INVITATION, context, status=200 if invitation.is_en_attente else 410)


def _build_contexte(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    email = request.user.email if request.user.is_authenticated else ""
    return {
        "invitation": invitation,
        "limites": build_limites_en_mots(invitation.espace, [invitation])[invitation.pk],
        "etat": invitation.get_etat().value,
        "is_autre_adresse": bool(email) and fold_email(email) != invitation.email,
        "a_un_compte": has_compte(invitation.email),
        "url_connexion": _build_url_connexion(request),
        "adresse_a_prouver": get_adresse_a_prouver(request.user) if request.user.is_authenticated else "",
    }


def _build_url_connexion(request: HttpRequest) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"


def _answer(request: HttpRequest, invitation: Invitation, form: CompteInviteForm) -> HttpResponse | None:
    """Do what the button says; None when the form has to be corrected, or when no button was pressed."""
    geste = request.POST.get("geste")
    if geste == "refuser":
        refuse_invitation(invitation=invitation)
        return render(request, INVITATION, {"invitation": invitation, "etat": "declinee"})
    if geste == "externe" and settings.OIDC_ACTIF and invitation.is_en_attente:
        # The link proves the address: the provider may open a compte for it, and for it alone.
        record_email_invite(request, invitation.email)
        return redirect(_build_url_connexion(request))
    if geste == "accepter" and request.user.is_authenticated:
        validate_invitation(by=request.user, invitation=invitation)
        return _welcome(request, invitation)
    if geste == "creer" and not request.user.is_authenticated and form.is_valid():
        login(request, create_compte_invite(invitation=invitation, **form.cleaned_data), backend=BACKEND)
        return _welcome(request, invitation)
    return None


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Lead the newcomer into the espace, with a word on what comes first."""
    messages.success(
        request,
        f"Bienvenue dans « {invitation.espace.nom} ». Cette page rassemble ce qui vous attend et ce qui a bougé.",
    )
    return redirect("espaces:espace_detail", invitation.espace_id)


pages.urls += [
    *ma_place.urls,
    path("espaces/invitation/<str:cle>/", invitation_detail, name="invitation_detail"),
]
