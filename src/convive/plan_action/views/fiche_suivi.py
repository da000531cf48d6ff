"""What one says of an action beside its sheet: a note, a météo."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from convive.plan_action.actions.suivi import create_meteo, create_note
from convive.plan_action.forms.suivi import MeteoForm, NoteForm
from convive.plan_action.rules.plan import NiveauMeteo, Regard, VisibiliteNote
from convive.plan_action.selectors.page_fiche import PageFiche
from convive.plan_action.views.fiche_rendu import conclude, render_page


def submit_note(request: HttpRequest, page: PageFiche) -> HttpResponse:
    if not page.peut_ecrire:
        raise PermissionDenied("Vous pouvez lire cette action, et non y ajouter de note.")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render_page(request, page, forms={"note": form})
    visibilite = VisibiliteNote(form.cleaned_data["visibilite"])
    create_note(by=page.membre.compte, fiche=page.fiche, texte=form.cleaned_data["texte"], visibilite=visibilite)
    return conclude(request, page, "La note est ajoutée.", "suivi", page.brouillon_note)


def submit_meteo(request: HttpRequest, page: PageFiche) -> HttpResponse:
    if not page.regards_permis:
        raise PermissionDenied("Vous pouvez lire la météo de cette action, et non la donner.")
    form = MeteoForm(request.POST, regards=page.regards_permis)
    if not form.is_valid():
        return render_page(request, page, forms={"meteo": form})
    create_meteo(
        by=page.membre.compte,
        fiche=page.fiche,
        regard=Regard(form.cleaned_data["regard"]),
        niveau=NiveauMeteo(form.cleaned_data["niveau"]),
        phrase=form.cleaned_data["phrase"],
    )
    return conclude(request, page, "La météo est donnée.", "meteo")


GESTES: dict[str, Callable[[HttpRequest, PageFiche], HttpResponse]] = {
    "note": submit_note,
    "meteo": submit_meteo,
}
