"""The addresses that want no more letters."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.envoi_lettre_groupe import read_jeton
from convive.acteurs.actions.lettre_groupe import create_opposition, delete_opposition
from convive.acteurs.forms.opposition import OppositionForm
from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.selectors.lettre_groupe import list_oppositions
from convive.acteurs.views.rubrique import ACTEURS, LETTRES
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu

pages = Pages(ACTEURS, "acteurs/lettres/ne-plus-ecrire/", onglet=LETTRES)


@pages.ecriture("", droit=can_create_lettre)
def opposition_list(page: Page) -> Rendu:
    """Say it for somebody who asked by telephone, or take it back."""
    oppositions, ici = list_oppositions(page.membre), page.get_url("acteurs:opposition_list")
    if page.geste == "retirer":
        for opposition in oppositions:
            if str(opposition.pk) == page.request.POST.get("objet"):
                opposition.espace = page.espace
                delete_opposition(by=page.compte, opposition=opposition)
                return page.redirect(ici, f"{opposition.email} recevra de nouveau les lettres.")
        return page.redirect(ici)
    form = OppositionForm(page.data)

    def save() -> str:
        email: str = form.cleaned_data["email"]
        create_opposition(by=page.compte, espace=page.espace, email=email)
        return email

    return Formulaire(
        form,
        save,
        fait=lambda email: f"{email} ne recevra plus de lettres.",
        suite=ici,
        contexte={"oppositions": oppositions},
    )


# The signed address is what proves the gesture: mail software sends it by itself, without our cookies (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opposition_create(request: HttpRequest, jeton: str) -> HttpResponse:
    """From the link that each letter holds, without logging in: opening it changes nothing."""
    lu = read_jeton(jeton)
    if lu is None:
        raise Http404("Ce lien ne mène à rien\u00a0: reprenez-le dans l’e-mail, en entier.")
    espace, email = lu
    if request.method == "POST":
        create_opposition(by=None, espace=espace, email=email)
    context = {"email": email, "nom_espace": espace.nom, "is_fait": request.method == "POST"}
    return render(request, "acteurs/opposition_create.html", context)


urls = [
    *pages.urls,
    path("lettres/<str:jeton>/ne-plus-recevoir/", opposition_create, name="opposition_create"),
]
