r"""What the forms of decisions and notes share\: an object is searched by its words."""

from django.http import Http404

from convive.espaces.views.page import Formulaire, Page, Rendu, read_contexte
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.forms.cibles import find_liste
from convive.gouvernance.forms.decision import DecisionForm
from convive.gouvernance.forms.note import NoteAideForm
from convive.socle.objets import Reference
from convive.socle.requetes import get_htmx, is_fragment
from convive.socle.uuids import parse_uuid


def read_porte_sur(page: Page) -> list[Reference]:
    """What the page that led here is about: « ?porte_sur=fiche_action:… »."""
    sorte, _, identifiant = page.request.GET.get("porte_sur", "").partition(":")
    uuid = parse_uuid(identifiant)
    return [Reference(sorte, uuid)] if uuid and not page.is_envoi else []


def with_recherche(page: Page, form: DecisionForm | NoteAideForm, formulaire: Formulaire) -> Rendu:
    """The form; or, to whom types words to choose an object, what is found under them. Without script the whole page
    comes back, without judging what is typed."""
    if "chercher" not in page.request.POST:
        return formulaire
    if is_fragment(page.request) and str(get_htmx(page.request).target).startswith("choix-"):
        liste = find_liste(form.listes, page.request.POST.get("chercher", ""))
        if liste is None:
            raise Http404("Cette recherche n’est pas possible ici.")
        return page.render("plan_action/_choix.html", {"liste": liste})
    form.ignore_errors()
    brouillon = build_cle_brouillon(page.compte, formulaire.brouillon, page.identifiant)
    return {"form": form, "brouillon": brouillon, **read_contexte(formulaire.contexte)}
