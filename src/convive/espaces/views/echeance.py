"""The deadlines of an espace, month by month, and the address by which one’s own calendar reads them."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.actions.agenda import create_flux, delete_flux
from convive.espaces.exports.agenda import render_agenda
from convive.espaces.permissions import can_list_echeances
from convive.espaces.selectors.echeance import get_membre_du_flux, group_mois, has_flux, list_echeances
from convive.espaces.views.page import Page, Pages, Rendu, Rubrique
from convive.espaces.views.public import without_trace
from convive.ui.onglets import OngletPage

PAGE = "espaces:echeance_list"
CLE_SESSION = "agenda_cle"
TYPE = "text/calendar; charset=utf-8"

pages = Pages(Rubrique(PAGE), "echeances/")


# An address is one’s own: it changes nothing of an espace that is closed.
@pages.ecriture("", droit=can_list_echeances, is_lecture=True)
def echeance_list(page: Page) -> Rendu:
    if page.is_envoi:
        return _change_flux(page)
    url, is_miennes = page.request.path, page.request.GET.get("miennes") == "1"
    rows = list_echeances(page.membre, page.today)
    shown = [row for row in rows if row.is_mienne] if is_miennes else rows
    return {
        "passees": [row for row in shown if row.jour < page.today],
        "mois": group_mois(row for row in shown if row.jour >= page.today),
        "is_miennes": is_miennes,
        "nombre": len(rows),
        "nombre_miennes": sum(row.is_mienne for row in rows),
        "adresse": _get_adresse(page.request, str(page.membre.pk)),
        "a_un_flux": has_flux(page.membre),
        "onglets": [
            OngletPage("Toutes", url, "calendar-event", not is_miennes),
            OngletPage("Les miennes", f"{url}?miennes=1", "user", is_miennes),
        ],
    }


def _change_flux(page: Page) -> HttpResponse:
    url, session, membre = f"{page.get_url(PAGE)}#agenda", page.request.session, page.membre
    if page.geste == "arreter":
        delete_flux(by=page.compte, membre=membre)
        session.pop(CLE_SESSION, None)
        return page.redirect(url, "L’adresse ne sert plus\u00a0: votre agenda n’y lira plus rien.")
    session[CLE_SESSION] = [str(membre.pk), create_flux(by=page.compte, membre=membre)]
    return page.redirect(url)


def _get_adresse(request: HttpRequest, membre: str) -> str:
    """The address made since one logged in; empty afterwards: only its print is kept."""
    pending = request.session.get(CLE_SESSION)
    if not pending or pending[0] != membre:
        return ""
    return request.build_absolute_uri(reverse("espaces:agenda_export", args=[pending[1]]))


@require_safe
@without_trace
def agenda_export(request: HttpRequest, cle: str) -> HttpResponse:
    """The calendar of a member, read by a program that has the address: no cookie, nothing is changed."""
    membre = get_membre_du_flux(cle)
    if membre is None or not can_list_echeances(membre):
        return HttpResponseNotFound("Cette adresse d’agenda n’existe pas, ou ne sert plus.", content_type="text/plain")
    is_miennes = request.GET.get("miennes") == "1"
    rows = list_echeances(membre, timezone.localdate(), miennes=is_miennes)
    nom = f"{membre.espace.nom} – {'mes échéances' if is_miennes else 'échéances'}"
    content = render_agenda(nom, rows, request.build_absolute_uri, timezone.now())
    return HttpResponse(content, content_type=TYPE)


pages.urls.append(path("espaces/agenda/<str:cle>.ics", agenda_export, name="agenda_export"))
