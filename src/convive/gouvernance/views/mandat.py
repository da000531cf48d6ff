"""The mandates of those who sit: ended together after an election, and what was decided meanwhile."""

from typing import Any
from uuid import UUID

from django.http import Http404

from convive.espaces.views.page import Formulaire, Page, Pages
from convive.gouvernance.actions.elections import close_mandats, reopen_mandats
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.selectors.elections import Renouvellement, get_renouvellement
from convive.gouvernance.selectors.mandat import get_suivi_mandat
from convive.gouvernance.views.rubrique import DECISIONS, FORMATS, GOUVERNANCE
from convive.socle.formats import nombre_accorde

pages = Pages(GOUVERNANCE, "instances/")
suivis = pages.sous("", onglet=DECISIONS)


@pages.ecriture("apres-une-election/", droit=can_update_instances)
def mandat_list(page: Page) -> Formulaire:
    """After an election: the seats that it renews, ended together, and how to undo it."""
    renouvellement = get_renouvellement(page.membre, page.today)
    return Formulaire(
        None,
        lambda: _renew(page, renouvellement),
        fait=lambda phrase: phrase,
        suite=page.get_url("gouvernance:mandat_list"),
        contexte={"renouvellement": renouvellement},
    )


def _renew(page: Page, renouvellement: Renouvellement) -> str:
    """What was done, in one sentence; nothing without an election."""
    scrutin = renouvellement.scrutin
    if scrutin is None:
        return ""
    if page.geste == "annuler":
        count = reopen_mandats(by=page.compte, sieges=renouvellement.finis, jour=scrutin.jour)
        return f"{nombre_accorde(count, 'siège se poursuit', 'sièges se poursuivent')}."
    wanted = set(page.request.POST.getlist("sieges"))
    sieges = [row.membre for row in renouvellement.a_finir if str(row.membre.pk) in wanted]
    count = close_mandats(by=page.compte, sieges=sieges, jour=scrutin.jour)
    return f"{nombre_accorde(count, 'mandat clos', 'mandats clos')}."


def mandat_detail(page: Page, personne_uuid: UUID | None = None) -> dict[str, Any]:
    """What was decided since someone sits, and what became of it. One’s own; with an identifier, that of someone of the
    directory, for the team."""
    suivi = get_suivi_mandat(page.membre, personne_uuid)
    if suivi is None:
        raise Http404("Cette personne n’est pas dans l’annuaire.")
    return {"suivi": suivi, "formats": FORMATS, "is_soi": personne_uuid is None, "choix": personne_uuid or ""}


suivis.lecture("mon-mandat/", droit=can_list_instances)(mandat_detail)
suivis.lecture("mandats/<uuid:personne_uuid>/", droit=can_update_instances)(mandat_detail)
