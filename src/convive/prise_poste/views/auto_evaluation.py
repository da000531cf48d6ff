"""Where one is on the grid of competences: fill it, compare, share what one was that day."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu
from convive.prise_poste.actions.evaluation import (
    close_evaluation,
    create_evaluation,
    delete_evaluation,
    reopen_evaluation,
    update_partage_evaluation,
    update_reponses,
)
from convive.prise_poste.forms.evaluation import GrilleForm
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.apprentissages import list_entraides
from convive.prise_poste.selectors.competences import EvaluationLue, build_comparaison, get_evaluation, list_siennes
from convive.prise_poste.selectors.contenus import get_grille
from convive.prise_poste.views.rubrique import ABSENTE, EVALUATIONS, POSTE
from convive.socle.formulaires import explain_refus
from convive.socle.requetes import is_fragment

DETAIL = "prise_poste:auto_evaluation_detail"
REMPLIR = "prise_poste:auto_evaluation_update"
TERMINEE = "Votre auto-évaluation est terminée. Elle n’est visible que par vous."
EN_COURS = "Elle n’est pas terminée\u00a0: la voici."
CHEMIN = "<uuid:evaluation_uuid>/"


def _get_sienne(membre: Membre, uuid: UUID) -> EvaluationLue | None:
    """One’s own: what another shares is only read."""
    lue = get_evaluation(membre, uuid)
    return lue if lue is not None and lue.evaluation.compte_id == membre.compte_id else None


pages = Pages(POSTE, "prise-de-poste/ou-j-en-suis/", onglet=EVALUATIONS)
evaluation = pages.objet(CHEMIN, get_evaluation, ABSENTE, nom="lue")
sienne = pages.objet(CHEMIN, _get_sienne, ABSENTE, nom="lue")


@pages.ecriture("", droit=can_follow_parcours)
def auto_evaluation_list(page: Page) -> Formulaire:
    """The last times side by side, the widest gaps and where to work on them."""
    return Formulaire(
        None,
        lambda: create_evaluation(by=page.compte, espace=page.espace),
        fait="La grille est ouverte\u00a0: elle s’enregistre au fur et à mesure.",
        suite=lambda evaluation: page.get_url(REMPLIR, evaluation.pk),
        contexte=lambda: _build_liste(page),
    )


@evaluation.ecriture("", droit=can_follow_parcours)
def auto_evaluation_detail(page: Page, lue: EvaluationLue) -> Rendu:
    """As it was that day: its author shares it, takes it back, erases it; who it is shared with reads it."""
    by, evaluation = page.compte, lue.evaluation
    is_sienne = evaluation.compte_id == by.pk
    if page.is_envoi and not is_sienne:
        raise PermissionDenied("Seule la personne qui l’a faite la partage ou la supprime.")
    if is_sienne and not evaluation.is_terminee and page.geste != "supprimer":
        return page.redirect(page.get_url(REMPLIR, evaluation.pk), EN_COURS if page.is_envoi else "")
    suites = {"supprimer": page.get_url(EVALUATIONS), "rouvrir": page.get_url(REMPLIR, evaluation.pk)}
    return Gestes(
        {
            "partager": (
                lambda: update_partage_evaluation(by=by, evaluation=evaluation, is_partage=True),
                "La direction peut la lire.",
            ),
            "reprendre": (
                lambda: update_partage_evaluation(by=by, evaluation=evaluation, is_partage=False),
                "Elle n’est plus partagée.",
            ),
            "rouvrir": (lambda: reopen_evaluation(by=by, evaluation=evaluation), "Elle est rouverte."),
            "supprimer": (
                lambda: delete_evaluation(by=by, evaluation=evaluation),
                "L’auto-évaluation est effacée, pour tout le monde.",
            ),
        },
        suite=suites.get(page.geste) or page.get_url(DETAIL, evaluation.pk),
        contexte=lambda: {"is_sienne": is_sienne, "comparaison": build_comparaison([lue])},
    )


@sienne.ecriture("remplir/", droit=can_follow_parcours)
def auto_evaluation_update(page: Page, lue: EvaluationLue) -> Rendu:
    """The grid: it is saved as one goes, line by line, and finished when one says so."""
    if lue.evaluation.is_terminee:
        return page.redirect(page.get_url(DETAIL, lue.evaluation.pk))
    form = GrilleForm(page.data, lue=lue)
    if page.is_envoi and is_fragment(page.request):
        return _keep(page, lue, form)
    is_fin = page.geste == "terminer"
    return Formulaire(
        form,
        lambda: _save(page, lue, form),
        fait=TERMINEE if is_fin else "Vos réponses sont enregistrées.",
        suite=page.get_url(EVALUATIONS) if is_fin else page.get_url(REMPLIR, lue.evaluation.pk),
        contexte=lambda: _build_grille(page, lue),
    )


def _build_liste(page: Page) -> dict[str, Any]:
    siennes = list_siennes(page.membre)
    return {
        "grille": get_grille(),
        "brouillon": next((lue for lue in siennes if not lue.evaluation.is_terminee), None),
        "finies": [lue for lue in reversed(siennes) if lue.evaluation.is_terminee],
        "entraides": list_entraides(page.membre, page.today),
        "comparaison": build_comparaison(siennes),
    }


def _build_grille(page: Page, lue: EvaluationLue) -> dict[str, Any]:
    grille = get_grille()
    return {"lue": lue, "grille": grille, "total": len(grille.items), "url": page.request.path, "is_garde": False}


def _save(page: Page, lue: EvaluationLue, form: GrilleForm) -> None:
    update_reponses(by=page.compte, evaluation=lue.evaluation, reponses=form.get_reponses())
    if page.geste == "terminer":
        close_evaluation(by=page.compte, evaluation=lue.evaluation)


def _keep(page: Page, lue: EvaluationLue, form: GrilleForm) -> HttpResponse:
    """A line, by the page itself, which stays where it is."""
    is_garde = False
    if form.is_valid():
        try:
            update_reponses(by=page.compte, evaluation=lue.evaluation, reponses=form.get_reponses())
            is_garde, lue = True, get_evaluation(page.membre, lue.evaluation.pk) or lue
        except PosteRefuse as refus:
            explain_refus(form, refus)
    contexte = {"form": form, **_build_grille(page, lue), "is_garde": is_garde}
    return page.render("prise_poste/auto_evaluation_update.html#etat", contexte)
