"""The gestures of the page of a séance, each a button: one word, what it changes, where the page comes back to."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from convive.espaces.models import Membre
from convive.espaces.views.page import GESTE_INCONNU
from convive.gouvernance.actions.modele_seance import create_points_usuels, delete_ordre_usuel, record_ordre_usuel
from convive.gouvernance.actions.point import (
    attach_point,
    create_point,
    delete_point,
    detach_point,
    update_ordre,
    update_point,
)
from convive.gouvernance.actions.propositions import attach_propositions, refuse_proposition, reopen_propositions
from convive.gouvernance.forms.seance import PointForm
from convive.gouvernance.models import PointOrdreDuJour
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.propositions import Proposition, choose
from convive.gouvernance.selectors.seance import PageSeance
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

AGENDA, PROPOSE, USUEL = "#ordre-du-jour", "#propose", "#instance"
TOUTES = "propositions"
"""In the address, when the list of proposals is unfolded."""
PARTI = "Ce point n’est plus à l’ordre du jour\u00a0: quelqu’un l’a retiré."


def do_geste(request: HttpRequest, membre: Membre, page: PageSeance, form: PointForm) -> str | None:
    """The anchor of the page that comes back; None when the form has to be corrected. Raise GouvernanceRefusee."""
    geste = GESTES.get(request.POST.get("geste", ""))
    if geste is None:
        raise GouvernanceRefusee(GESTE_INCONNU)
    return geste(request, membre, page, form)


def _get_point(request: HttpRequest, page: PageSeance) -> PointOrdreDuJour:
    wanted = parse_uuid(request.POST.get("uuid", ""))
    point = next((ligne.point for ligne in page.lignes if ligne.point.pk == wanted), None)
    if point is None:
        raise GouvernanceRefusee(PARTI)
    return point


def _get_attente(request: HttpRequest, page: PageSeance) -> PointOrdreDuJour:
    wanted = parse_uuid(request.POST.get("uuid", ""))
    point = next((point for point in page.attente if point.pk == wanted), None)
    if point is None:
        raise GouvernanceRefusee("Ce point n’attend plus.")
    return point


def _get_proposition(request: HttpRequest, page: PageSeance) -> Proposition:
    wanted = request.POST.get("cle", "")
    row = next((row for row in page.propositions if row.cle == wanted), None)
    if row is None:
        raise GouvernanceRefusee("Cela ne se propose plus\u00a0: la situation a changé.")
    return row


def _anchor(point: PointOrdreDuJour) -> str:
    return f"#point-{point.pk}"


def _add(_request: HttpRequest, membre: Membre, page: PageSeance, form: PointForm) -> str | None:
    if not form.is_valid():
        return None
    seance = page.seance
    point = create_point(by=membre.compte, instance=seance.instance, seance=seance, saisie=form.get_saisie())
    return _anchor(point)


def _update(request: HttpRequest, membre: Membre, page: PageSeance, form: PointForm) -> str | None:
    point = _get_point(request, page)
    if not form.is_valid():
        return None
    version = form.cleaned_data["version"] or 0
    return _anchor(update_point(by=membre.compte, point=point, saisie=form.get_saisie(), version=version))


def _build_move(step: int) -> Callable[[HttpRequest, Membre, PageSeance, PointForm], str]:
    def move(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
        point = _get_point(request, page)
        ordre = [ligne.point.pk for ligne in page.lignes]
        rang = ordre.index(point.pk)
        ordre.insert(max(rang + step, 0), ordre.pop(rang))
        update_ordre(by=membre.compte, seance=page.seance, ordre=ordre)
        return _anchor(point)

    return move


def _place(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    """Dropped on another line: it takes its place."""
    point, cible = _get_point(request, page), parse_uuid(request.POST.get("cible", ""))
    ordre: list[UUID] = [ligne.point.pk for ligne in page.lignes]
    if cible in ordre and cible != point.pk:
        rang = ordre.index(cible)
        ordre.remove(point.pk)
        ordre.insert(rang, point.pk)
        update_ordre(by=membre.compte, seance=page.seance, ordre=ordre)
    return _anchor(point)


def _put_aside(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    point = detach_point(by=membre.compte, point=_get_point(request, page))
    messages.success(request, f"«\u00a0{point}\u00a0» attend la prochaine séance.")
    return AGENDA


def _start(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    made = create_points_usuels(by=membre.compte, seance=page.seance)
    messages.success(request, f"{nombre_accorde(len(made), 'point ajouté', 'points ajoutés')}.")
    return AGENDA


def _keep_usuel(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    usuel = record_ordre_usuel(by=membre.compte, seance=page.seance)
    combien = nombre_accorde(len(usuel.points), "point gardé", "points gardés")
    messages.success(request, f"{combien}\u00a0: les prochaines séances de ce type en partiront.")
    return USUEL


def _delete_usuel(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    delete_ordre_usuel(by=membre.compte, seance=page.seance)
    messages.success(request, "L’ordre du jour usuel est de nouveau celui de Convive.")
    return USUEL


def _delete(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    point = _get_point(request, page)
    delete_point(by=membre.compte, point=point)
    messages.success(request, f"«\u00a0{point}\u00a0» est supprimé.")
    return AGENDA


def _take(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    return _anchor(attach_point(by=membre.compte, point=_get_attente(request, page), seance=page.seance))


def _go_on(request: HttpRequest, page: PageSeance, row: Proposition) -> str:
    """Where the page comes back to once a proposal is settled: the next one, with the list as open as it was."""
    suivante = page.get_suivante(row.cle)
    requete = f"?{TOUTES}=toutes" if TOUTES in request.GET else ""
    return f"{requete}#{suivante.ancre if suivante else PROPOSE.removeprefix('#')}"


def _accept(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    row = _get_proposition(request, page)
    attach_propositions(by=membre.compte, seance=page.seance, propositions=[row])
    messages.success(request, f"«\u00a0{row.titre}\u00a0» est à l’ordre du jour.")
    return _go_on(request, page, row)


def _accept_all(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    rows = choose(page.pressantes, page.minutage.reste_minutes)
    attach_propositions(by=membre.compte, seance=page.seance, propositions=rows)
    messages.success(request, f"{nombre_accorde(len(rows), 'point ajouté', 'points ajoutés')}.")
    return AGENDA


def _refuse(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    row = _get_proposition(request, page)
    refuse_proposition(by=membre.compte, seance=page.seance, proposition=row)
    messages.success(request, f"«\u00a0{row.titre}\u00a0» ne se propose plus pour cette séance.")
    return _go_on(request, page, row)


def _propose_again(request: HttpRequest, membre: Membre, page: PageSeance, _form: PointForm) -> str:
    count = reopen_propositions(by=membre.compte, seance=page.seance)
    messages.success(request, f"{nombre_accorde(count, 'proposition revient', 'propositions reviennent')}.")
    return PROPOSE


GESTES: dict[str, Callable[[HttpRequest, Membre, PageSeance, PointForm], str | None]] = {
    "ajouter": _add,
    "modifier": _update,
    "monter": _build_move(-1),
    "descendre": _build_move(1),
    "placer": _place,
    "attendre": _put_aside,
    "usuel": _start,
    "garder_usuel": _keep_usuel,
    "rendre_usuel": _delete_usuel,
    "supprimer": _delete,
    "prendre": _take,
    "accepter": _accept,
    "tout_accepter": _accept_all,
    "ecarter": _refuse,
    "proposer_encore": _propose_again,
}
