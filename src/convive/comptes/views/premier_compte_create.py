"""« Créer le premier compte »: while nobody has one, whoever reads the code in the terminal opens it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from convive.comptes.actions.premier_compte import DEJA_UN_COMPTE, PremierCompteRefuse, create_premier_compte
from convive.comptes.forms import PremierCompteForm
from convive.comptes.selectors.premier_compte import is_installation_neuve

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
def premier_compte_create(request: HttpRequest) -> HttpResponse:
    if not is_installation_neuve():
        if request.method == "POST":
            messages.warning(request, DEJA_UN_COMPTE)
        return redirect(settings.LOGIN_URL)
    data = request.POST if request.method == "POST" else None
    form = PremierCompteForm(data, code=request.GET.get("code", ""))
    if form.is_valid():
        try:
            compte = create_premier_compte(**form.get_compte())
        except PremierCompteRefuse as error:
            form.refuse_code(str(error))
        else:
            login(request, compte, backend=BACKEND)
            messages.success(request, "Votre compte est ouvert. Reste à créer l’espace de votre territoire.")
            return redirect("espaces:espace_create")
    return render(request, "comptes/premier_compte_create.html", {"form": form})
