"""Write a line of a register, a new one without its identifier; what it is proved by is attached to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.registres import create_ligne, delete_ligne, update_ligne
from convive.formation.forms.registres import RegistreForm
from convive.formation.models import ActionCompetence, NouvelleVeille, PreuveQualiopi, Reclamation
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.references import Reglages
from convive.formation.selectors.registres import get_ligne, read_etats
from convive.formation.views.registres import Registre, build_contexte_qualite, get_registre_or_404, get_url_registre
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def registre_update(
    request: HttpRequest, espace_uuid: UUID, registre: str, ligne_uuid: UUID | None = None
) -> HttpResponse:
    membre, declare = get_registre_or_404(request, espace_uuid, registre)
    if ligne_uuid is None and not declare.is_ecrit(membre):
        raise PermissionDenied("Votre rôle lit ce registre et n’y écrit pas.")
    ligne = get_ligne(declare.modele, membre.espace, ligne_uuid) if ligne_uuid else None
    if ligne_uuid and ligne is None:
        raise Http404("Cette ligne n’est pas dans ce registre.")
    data = request.POST if request.method == "POST" else None
    form = declare.formulaire(data, espace=membre.espace, ligne=ligne or _begin(request, declare, membre))
    if data is not None:
        try:
            if data.get("geste") == "supprimer" and ligne is not None:
                delete_ligne(by=membre.compte, ligne=ligne)
                messages.success(request, "La ligne est supprimée.")
                return redirect(get_url_registre(membre, declare))
            if form.is_valid():
                return _save(request, membre, declare, ligne, form)
        except FormationRefusee as refus:
            form.explain_refus(refus)
    context = build_contexte_qualite(request, membre, registre, registre=declare, form=form, ligne=ligne)
    context["fil"].append((declare.titre, get_url_registre(membre, declare)))
    lues = read_etats([ligne], Reglages(membre.espace), timezone.localdate()) if ligne and ligne.pk else []
    context["etat"] = lues[0].etat if lues else None
    context["peut_ecrire"] = declare.is_ecrit(membre) and not membre.espace.is_expire
    context["est_supprimable"] = not isinstance(ligne, Reclamation)
    return render(request, "formation/registre_update.html", context)


def _begin(request: HttpRequest, registre: Registre, membre: Membre) -> Any:
    """A new line, dated from today where it is read from today; a proof is of the kind that its link names."""
    today = timezone.localdate()
    depart: dict[Any, dict[str, Any]] = {
        Reclamation: {"recue_le": today},
        NouvelleVeille: {"date": today, "lue_par": str(membre.compte)},
        ActionCompetence: {"annee": today.year},
        PreuveQualiopi: {
            "jour": today,
            "sorte": request.GET.get("sorte", ""),
            "session_id": parse_uuid(request.GET.get("session", "")),
        },
    }
    return registre.modele(espace=membre.espace, **depart.get(registre.modele, {}))


def _save(request: HttpRequest, membre: Membre, registre: Registre, ligne: Any, form: RegistreForm) -> HttpResponse:
    valeurs = form.get_valeurs()
    if ligne is None:
        creee = create_ligne(by=membre.compte, modele=registre.modele, espace=membre.espace, valeurs=valeurs)
        if isinstance(creee, PreuveQualiopi):
            # Its file is attached to the row, which had to be there first.
            messages.success(request, "C’est noté. Si la preuve est un fichier, joignez-le plus bas.")
            return redirect("formation:registre_update", membre.espace_id, registre.cle, creee.pk)
        messages.success(request, "C’est noté.")
    else:
        # The form wrote on the row that it was given: the action reads the one that is kept.
        update_ligne(by=membre.compte, ligne=ligne, valeurs=valeurs, version=form.cleaned_data["version"])
        messages.success(request, "C’est enregistré.")
    return redirect(get_url_registre(membre, registre))
