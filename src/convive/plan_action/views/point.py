"""The point of the quarter: whom one asks where their actions are, who answered, what waits to be read over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Rendu
from convive.espaces.views.public import build_url_lien
from convive.plan_action.actions.point import (
    close_demande,
    record_points,
    refuse_reponse,
    submit_points,
    validate_reponse,
)
from convive.plan_action.forms.point import DemandeForm, PointForm, RelectureForm
from convive.plan_action.models import ReponsePilote
from convive.plan_action.permissions import can_list_page_elu, can_update_fiches, can_update_propres
from convive.plan_action.rules.plan import PlanRefuse, VisibiliteNote
from convive.plan_action.rules.point import format_trimestre, get_debut_trimestre
from convive.plan_action.selectors.catalogue import get_delais
from convive.plan_action.selectors.point import (
    LignePilote,
    get_reponses,
    list_pilotes,
    list_propres,
    list_referees,
    list_reponses_a_relire,
)
from convive.plan_action.views.rubrique import POINTS, build_pages, get_dossier_or_404
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid, parse_uuids


def _get_reponse(membre: Membre, uuid: UUID) -> ReponsePilote | None:
    reponse: ReponsePilote | None = get_reponses(membre).prefetch_related("fiche__etapes").filter(pk=uuid).first()
    return reponse


pages = build_pages()
points = pages.sous("points/", onglet=POINTS)
une_reponse = pages.objet(
    "points/reponses/<uuid:reponse_uuid>/", _get_reponse, "Cette réponse a déjà été relue, ou n’est pas ici."
)


@points.ecriture("", droit=can_update_fiches)
def point_list(page: Page) -> Rendu:
    dossier = get_dossier_or_404(page, None)
    lignes = list_pilotes(page.membre, dossier.ctg, page.today) if dossier else []
    if page.geste == "clore":
        return _close(page, lignes)
    choix = [(str(ligne.personne.pk), str(ligne.personne)) for ligne in lignes if ligne.is_a_demander]
    voulues = set(parse_uuids(page.request.GET.getlist("fiche")))
    form = DemandeForm(page.data, choix=choix, coches=_list_coches(lignes, voulues) if voulues else None)

    def save() -> None:
        chosen = [ligne for ligne in lignes if str(ligne.personne.pk) in form.cleaned_data["personnes"]]
        url, mot = build_url_lien(page.request), form.cleaned_data["mot"]
        _say_made(page, *submit_points(by=page.membre, lignes=chosen, build_url=url, mot=mot))

    contexte = {
        "lignes": lignes,
        "reponses": list_reponses_a_relire(page.membre),
        "trimestre": format_trimestre(get_debut_trimestre(page.today)),
        "relances": get_delais(page.today).jours_relance_point,
        "ecartees": _explain_ecartees(lignes, voulues),
    }
    return Formulaire(form, save, fait="", suite=page.get_url(POINTS), contexte=contexte | _count(lignes))


def _list_coches(lignes: list[LignePilote], voulues: set[UUID]) -> list[str]:
    """Who pilots these actions, and may be asked."""
    rows = [ligne for ligne in lignes if ligne.is_a_demander and voulues & {fiche.pk for fiche in ligne.fiches}]
    return [str(ligne.personne.pk) for ligne in rows]


def _explain_ecartees(lignes: list[LignePilote], voulues: set[UUID]) -> str:
    """Of the actions that were ticked, those for which nobody can be asked: never left out without a word."""
    asked = {fiche.pk for ligne in lignes if ligne.is_a_demander for fiche in ligne.fiches}
    reste = len(voulues - asked)
    if not reste:
        return ""
    combien = nombre_accorde(reste, "action cochée n’a", "actions cochées n’ont")
    return f"{combien} personne à qui demander\u00a0: sans pilote, terminée, ou lien déjà parti ce trimestre."


def _count(lignes: list[LignePilote]) -> dict[str, Any]:
    return {
        "a_demander": sum(ligne.is_a_demander for ligne in lignes),
        "attendues": sum(ligne.is_attendue for ligne in lignes),
        "repondues": sum(ligne.repondu_le is not None for ligne in lignes),
        "sans_adresse": sum(not ligne.personne.email for ligne in lignes),
    }


def _close(page: Page, lignes: list[LignePilote]) -> HttpResponse:
    wanted, fait = parse_uuid(page.request.POST.get("demande", "")), ""
    demande = next((ligne.demande for ligne in lignes if ligne.demande and ligne.demande.pk == wanted), None)
    if demande is not None:
        close_demande(by=page.membre, demande=demande)
        fait = "C’est arrêté\u00a0: le lien ne sert plus, et cette personne n’a plus de rappel."
    return page.redirect(page.get_url(POINTS), fait)


def _say_sent(page: Page, made: int, left: int) -> None:
    if left:
        messages.warning(
            page.request,
            f"Le serveur d’envoi ne répond pas\u00a0: {nombre_accorde(left, 'lien')} à envoyer de nouveau, "
            "depuis les liens envoyés.",
        )
    else:
        messages.success(page.request, f"{nombre_accorde(made, 'lien envoyé', 'liens envoyés')}.")


def _say_made(page: Page, made: int, left: int) -> None:
    """Without a mail server, nothing leaves: each link is copied."""
    if is_courriel_envoye():
        _say_sent(page, made, left)
    elif made + left:
        prets = nombre_accorde(made + left, "lien est prêt", "liens sont prêts")
        messages.warning(
            page.request,
            f"{prets}, aucun n’est parti\u00a0: cette installation n’envoie pas d’e-mail. Copiez chaque lien depuis "
            "«\u00a0Liens envoyés\u00a0», dans les réglages.",
        )


@une_reponse.ecriture("", droit=can_update_fiches)
def reponse_update(page: Page, reponse: ReponsePilote) -> Rendu:
    """Read an answer over: take it into the action, or put it aside."""
    form = RelectureForm(page.data)
    if form.is_valid():
        try:
            if page.geste == "ecarter":
                refuse_reponse(by=page.membre, reponse=reponse)
                fait = "La réponse est écartée\u00a0: rien n’a changé dans l’action."
            else:
                visibilite = form.cleaned_data["visibilite"] or VisibiliteNote.PARTAGEE
                validate_reponse(by=page.membre, reponse=reponse, visibilite=visibilite)
                fait = f"«\u00a0{reponse.fiche.titre}\u00a0» est à jour."
        except PlanRefuse as refus:
            messages.error(page.request, str(refus))
            fait = ""
        return page.redirect(page.get_url(POINTS), fait)
    return {"form": form}


@pages.ecriture("mes-actions/", droit=can_update_propres)
def mes_actions(page: Page) -> Formulaire:
    """« Mes actions » : those that one pilots, on one page, with the three questions of the quarter."""
    fiches = list_propres(page.membre)
    form = PointForm(page.data, fiches=fiches)
    return Formulaire(
        form,
        lambda: record_points(by=page.membre, saisies=form.cleaned_data["saisies"]),
        fait=lambda kept: f"{nombre_accorde(kept, 'action mise', 'actions mises')} à jour.",
        suite=page.get_url("plan_action:mes_actions"),
        contexte={
            "fiches": fiches,
            "peut_repondre": not page.espace.is_expire,
            "today": page.today,
            "est_elu": can_list_page_elu(page.membre),
            "referees": list_referees(page.membre),
        },
    )
