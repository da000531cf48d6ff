"""Choose whom a letter goes to: many people at once, or one by one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.lettre import DEJA_PARTIE, attach_destinataires, detach_destinataire
from convive.acteurs.forms.lettre import SourceForm
from convive.acteurs.models import LettreGroupe
from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.lettre import Cible, list_cibles_choisies, list_plis, search_cibles
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.lettre_acces import PAGE_LETTRES, get_lettre_or_404
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.formats import nombre_accorde

MAX_Q = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lettre_destinataires(request: HttpRequest, espace_uuid: UUID, lettre_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_lettre)
    lettre = get_lettre_or_404(membre, lettre_uuid)
    if not lettre.is_brouillon:
        messages.info(request, DEJA_PARTIE)
        return redirect("acteurs:lettre_detail", espace_uuid, lettre_uuid)
    if request.method == "POST":
        _change(request, membre, lettre)
        return redirect("acteurs:lettre_destinataires", espace_uuid, lettre_uuid)
    q = request.GET.get("q", "").strip()[:MAX_Q]
    context = build_contexte_acteurs(request, membre, PAGE_LETTRES, lettre=lettre, plis=list_plis(lettre), q=q)
    context |= {
        "source": SourceForm(membre=membre, is_facultative=False),
        "trouvees": search_cibles(membre, q) if q else None,
    }
    return render(request, "acteurs/lettre_destinataires.html", context)


def _change(request: HttpRequest, membre: Membre, lettre: LettreGroupe) -> None:
    if request.POST.get("geste") == "retirer":
        for pli in list_plis(lettre):
            if str(pli.destinataire.pk) == request.POST.get("objet"):
                detach_destinataire(by=membre.compte, lettre=lettre, destinataire=pli.destinataire)
                messages.success(request, f"{pli.nom} n’est plus dans la liste.")
        return
    try:
        added = attach_destinataires(by=membre.compte, lettre=lettre, cibles=_read_cibles(request, membre))
    except ActeurRefuse as error:
        messages.error(request, " ".join(error.messages))
    else:
        phrase = f"{nombre_accorde(added, 'destinataire ajouté', 'destinataires ajoutés')}."
        messages.success(request, phrase if added else "Personne de plus\u00a0: ils étaient déjà dans la liste.")


def _read_cibles(request: HttpRequest, membre: Membre) -> list[Cible]:
    cibles = list_cibles_choisies(membre, request.POST.getlist("objet"))
    form = SourceForm(request.POST, membre=membre)
    return cibles + (form.list_cibles() if form.is_valid() else [])
