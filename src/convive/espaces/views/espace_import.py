"""Take up the copy of an espace: it becomes another espace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.comptes.requetes import get_compte
from convive.espaces.actions.copie import import_copie
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.forms.copie import CopieForm

REPRIS = (
    "«\u00a0{}\u00a0» est repris tel qu’il était. Les personnes n’ont pas voyagé\u00a0: "
    "invitez celles avec qui vous travaillez."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_import(request: HttpRequest) -> HttpResponse:
    form = CopieForm()
    if request.method == "POST":
        form = CopieForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                source = form.cleaned_data["fichier"].file
                espace = import_copie(by=get_compte(request), source=source)
                messages.success(request, REPRIS.format(espace.nom))
                return redirect("espaces:espace_detail", espace.pk)
            except CopieRefusee as error:
                form.add_error("fichier", str(error))
    fil = [("Mes espaces", reverse("espaces:espace_list")), ("Reprendre un espace", "")]
    return render(request, "espaces/espace_import.html", {"form": form, "fil": fil})
