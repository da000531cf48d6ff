"""The gestures of the page of a séance, each a button: one word, what it changes, where the page comes back to."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages

from convive.espaces.views.page import GESTE_INCONNU, Page
from convive.gouvernance.actions.modele_seance import create_points_usuels, delete_ordre_usuel, record_ordre_usuel
from convive.gouvernance.actions.point import (
    attach_point,
    create_point,
    delete_point,
    detach_point,
    update_ordre,
    update_point,
)
from convive.gouvernance.actions.propositions_ordre_du_jour import (
    attach_propositions,
    refuse_proposition,
    reopen_propositions,
)
from convive.gouvernance.forms.seance import PointForm
from convive.gouvernance.models import PointOrdreDuJour
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.propositions_ordre_du_jour import Proposition, choose
from convive.gouvernance.rules.seances import format_duree
from convive.gouvernance.selectors.seance import PageSeance
from convive.socle.formats import liste_fr, nombre_accorde
from convive.socle.uuids import parse_uuid

AGENDA, PROPOSE, USUEL = "#ordre-du-jour", "#propose", "#instance"
TOUTES = "propositions"
"""In the address, when the list of proposals is unfolded."""
TENIR = "tenir"
"""In the address that a button is sent to, from the page of a séance that is held."""
PARTI = "Ce point n’est plus à l’ordre du jour\u00a0: quelqu’un l’a retiré."


def do_geste(page: Page, lue: PageSeance, form: PointForm) -> str | None:
    """The anchor of the page that comes back; None when the form has to be corrected. Raise GouvernanceRefusee."""
    geste = GESTES.get(page.geste)
    if geste is None:
        raise GouvernanceRefusee(GESTE_INCONNU)
    return geste(page, lue, form)


def _get_point(page: Page, lue: PageSeance) -> PointOrdreDuJour:
    wanted = parse_uuid(page.request.POST.get("uuid", ""))
    point = next((ligne.point for ligne in lue.lignes if ligne.point.pk == wanted), None)
    if point is None:
        raise GouvernanceRefusee(PARTI)
    return point


def _get_attente(page: Page, lue: PageSeance) -> PointOrdreDuJour:
    wanted = parse_uuid(page.request.POST.get("uuid", ""))
    point = next((point for point in lue.attente if point.pk == wanted), None)
    if point is None:
        raise GouvernanceRefusee("Ce point n’attend plus.")
    return point


def _get_proposition(page: Page, lue: PageSeance) -> Proposition:
    wanted = page.request.POST.get("cle", "")
    row = next((row for row in lue.propositions if row.cle == wanted), None)
    if row is None:
        raise GouvernanceRefusee("Cette proposition n’est plus valable\u00a0: la situation a changé.")
    return row


def save_point(page: Page, form: PointForm) -> PointOrdreDuJour:
    """Change the point of the form."""
    if form.point is None:
        raise GouvernanceRefusee(PARTI)
    version = form.cleaned_data["version"] or 0
    return update_point(by=page.compte, point=form.point, saisie=form.get_saisie(), version=version)


def anchor_point(point: PointOrdreDuJour) -> str:
    return f"#point-{point.pk}"


def _add(page: Page, lue: PageSeance, form: PointForm) -> str | None:
    if not form.is_valid():
        return None
    seance = lue.seance
    point = create_point(by=page.compte, instance=seance.instance, seance=seance, saisie=form.get_saisie())
    return anchor_point(point)


def _build_move(step: int) -> Callable[[Page, PageSeance, PointForm], str]:
    def move(page: Page, lue: PageSeance, _form: PointForm) -> str:
        point = _get_point(page, lue)
        ordre = [ligne.point.pk for ligne in lue.lignes]
        rang = ordre.index(point.pk)
        ordre.insert(max(rang + step, 0), ordre.pop(rang))
        update_ordre(by=page.compte, seance=lue.seance, ordre=ordre)
        return anchor_point(point)

    return move


def _place(page: Page, lue: PageSeance, _form: PointForm) -> str:
    """Dropped on another line: it takes its place."""
    point, cible = _get_point(page, lue), parse_uuid(page.request.POST.get("cible", ""))
    ordre: list[UUID] = [ligne.point.pk for ligne in lue.lignes]
    if cible in ordre and cible != point.pk:
        rang = ordre.index(cible)
        ordre.remove(point.pk)
        ordre.insert(rang, point.pk)
        update_ordre(by=page.compte, seance=lue.seance, ordre=ordre)
    return anchor_point(point)


def _put_aside(page: Page, lue: PageSeance, _form: PointForm) -> str:
    point = detach_point(by=page.compte, point=_get_point(page, lue))
    messages.success(page.request, f"«\u00a0{point}\u00a0» attend la prochaine séance.")
    return AGENDA


def _start(page: Page, lue: PageSeance, _form: PointForm) -> str:
    made, left_out = create_points_usuels(by=page.compte, seance=lue.seance)
    total = format_duree(sum(point.duree_minutes for point in made))
    said = f"{nombre_accorde(len(made), 'point ajouté', 'points ajoutés')}{f', {total} en tout' if made else ''}."
    if left_out:
        noms = liste_fr([f"«\u00a0{row.titre}\u00a0»" for row in left_out])
        said += f" Sans place dans le temps prévu\u00a0: {noms}."
    messages.success(page.request, said)
    return AGENDA


def _keep_usuel(page: Page, lue: PageSeance, _form: PointForm) -> str:
    usuel = record_ordre_usuel(by=page.compte, seance=lue.seance)
    combien = nombre_accorde(len(usuel.points), "point gardé", "points gardés")
    messages.success(page.request, f"{combien}\u00a0: les prochaines séances de ce type en partiront.")
    return USUEL


def _delete_usuel(page: Page, lue: PageSeance, _form: PointForm) -> str:
    delete_ordre_usuel(by=page.compte, seance=lue.seance)
    messages.success(page.request, "L’ordre du jour type est de nouveau celui de Convive.")
    return USUEL


def _delete(page: Page, lue: PageSeance, _form: PointForm) -> str:
    point = _get_point(page, lue)
    delete_point(by=page.compte, point=point)
    messages.success(page.request, f"«\u00a0{point}\u00a0» est supprimé.")
    return AGENDA


def _take(page: Page, lue: PageSeance, _form: PointForm) -> str:
    return anchor_point(attach_point(by=page.compte, point=_get_attente(page, lue), seance=lue.seance))


def _go_on(page: Page, lue: PageSeance, row: Proposition) -> str:
    """Where the page comes back to once a proposal is settled: the next one, with the list as open as it was."""
    suivante = lue.get_suivante(row.cle)
    requete = f"?{TOUTES}=toutes" if TOUTES in page.request.GET else ""
    return f"{requete}#{suivante.ancre if suivante else PROPOSE.removeprefix('#')}"


def _accept(page: Page, lue: PageSeance, _form: PointForm) -> str:
    row = _get_proposition(page, lue)
    attach_propositions(by=page.compte, seance=lue.seance, propositions=[row])
    messages.success(page.request, f"«\u00a0{row.titre}\u00a0» est à l’ordre du jour.")
    return _go_on(page, lue, row)


def _accept_all(page: Page, lue: PageSeance, _form: PointForm) -> str:
    rows = choose(lue.pressantes, lue.minutage.reste_minutes)
    attach_propositions(by=page.compte, seance=lue.seance, propositions=rows)
    messages.success(page.request, f"{nombre_accorde(len(rows), 'point ajouté', 'points ajoutés')}.")
    return AGENDA


def _refuse(page: Page, lue: PageSeance, _form: PointForm) -> str:
    row = _get_proposition(page, lue)
    refuse_proposition(by=page.compte, seance=lue.seance, proposition=row)
    messages.success(page.request, f"«\u00a0{row.titre}\u00a0» n’est plus proposé pour cette séance.")
    return _go_on(page, lue, row)


def _propose_again(page: Page, lue: PageSeance, _form: PointForm) -> str:
    count = reopen_propositions(by=page.compte, seance=lue.seance)
    messages.success(page.request, f"{nombre_accorde(count, 'proposition revient', 'propositions reviennent')}.")
    return PROPOSE


GESTES: dict[str, Callable[[Page, PageSeance, PointForm], str | None]] = {
    "ajouter": _add,
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
