"""What is found under the words that one types to choose an object: shared by decisions and notes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from convive.gouvernance.forms.cibles import find_liste
from convive.gouvernance.forms.decision import DecisionForm
from convive.gouvernance.forms.note import NoteAideForm
from convive.socle.requetes import get_htmx, is_fragment


def render_choix(request: HttpRequest, form: DecisionForm | NoteAideForm) -> HttpResponse | None:
    """None when the whole page comes back, without judging what is typed."""
    if is_fragment(request) and str(get_htmx(request).target).startswith("choix-"):
        liste = find_liste(form.listes, request.POST.get("chercher", ""))
        if liste is None:
            raise Http404("On ne cherche pas cela ici.")
        return render(request, "plan_action/_choix.html", {"liste": liste})
    form.ignore_errors()
    return None
