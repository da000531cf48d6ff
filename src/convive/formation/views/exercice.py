"""The practice territories of a session: create some, see the state of each; then one of them, with what people did
there and its actions."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse

from convive.documents.actions.travail import submit_travail
from convive.documents.models import Travail
from convive.espaces.views.page import Formulaire, Gestes, Page
from convive.formation.actions.exercice import (
    create_exercices,
    delete_exercice,
    invite_stagiaire,
    join_exercice,
    reset_exercice,
)
from convive.formation.exports.exercices import TRAVAIL_EXERCICES
from convive.formation.forms.exercice import ExercicesForm, InviterForm
from convive.formation.models import SessionFormation, TerritoireExercice
from convive.formation.permissions import can_animer, can_lire_formation
from convive.formation.rules.exercice import EtatExercice, GesteExercice, compute_expiration
from convive.formation.selectors.exercice import (
    DUREE,
    DUREE_LECTURE,
    get_effacement,
    get_exercice,
    list_ateliers_groupes,
    list_derniers_gestes,
    list_exercices,
    list_sans_exercice,
    list_sources,
    list_stagiaires,
    name_groupes,
    read_exercices,
)
from convive.formation.selectors.references import Reglages, get_duree
from convive.formation.views.rubrique import EXERCICES, attach_session, build_pages, place_session
from convive.socle.formats import nombre_accorde


def _place(page: Page) -> None:
    place_session(page)
    page.lead("Territoires", page.get_url(EXERCICES, page.contexte["session"].pk))


pages = build_pages()
exercices = attach_session(pages, "territoires/", EXERCICES)
exercice = exercices.objet(
    "<uuid:exercice_uuid>/",
    get_exercice,
    "Ce territoire d’exercice n’est pas dans cette session.",
    dans="session",
    autour=_place,
)


@exercices.ecriture("", droit=can_lire_formation, ecrit=can_animer)
def exercice_list(page: Page, session: SessionFormation) -> Formulaire:
    sources = list_sources(page.compte) if can_animer(page.membre) else []
    ateliers = list_ateliers_groupes(session) if sources else []
    groupes = name_groupes(ateliers, page.request.GET.get("atelier", ""))
    form = ExercicesForm(page.data, sources=sources, stagiaires=list_sans_exercice(session), groupes=groupes)
    return Formulaire(
        form,
        lambda: _submit(page, session, form),
        fait=lambda travail: (
            "Ils se préparent\u00a0: trois ou quatre secondes chacun." if travail else "Ces territoires sont déjà là."
        ),
        suite=lambda travail: travail.get_absolute_url() if travail else page.request.path,
        contexte=lambda: (
            _read(page, session) | {"ateliers": ateliers, "is_repris": bool(groupes), "jeton": uuid4().hex}
        ),
    )


def _read(page: Page, session: SessionFormation) -> dict[str, Any]:
    lus, reglages = list_exercices(session), Reglages(session.espace)
    return {
        "lus": [lu for lu in lus if lu.exercice.etat != EtatExercice.EFFACE],
        "effaces": [lu.exercice for lu in lus if lu.exercice.etat == EtatExercice.EFFACE],
        "jours": reglages.get_duree(DUREE, page.today),
        "jours_lecture": reglages.get_duree(DUREE_LECTURE, page.today),
    }


def _submit(page: Page, session: SessionFormation, form: ExercicesForm) -> Travail | None:
    """Create the rows at once, and start a job that creates their espaces and retries those that failed. None if there
    is nothing to create."""
    create_exercices(by=page.compte, session=session, demandes=form.get_demandes())
    attendus = [
        str(lu.exercice.pk)
        for lu in list_exercices(session)
        if lu.exercice.etat in (EtatExercice.A_CREER, EtatExercice.ECHEC)
    ]
    if not attendus:
        return None
    return submit_travail(
        by=page.compte,
        type_travail=TRAVAIL_EXERCICES,
        espace=page.espace,
        arguments={
            "session": str(session.pk),
            "source": form.cleaned_data["source"],
            "exercices": attendus,
            "expire_le": compute_expiration(page.today, get_duree(session.espace, DUREE, page.today)).isoformat(),
        },
        libelle=f"{nombre_accorde(len(attendus), 'territoire')} d’exercice, {session}"[:200],
        jeton=page.request.POST.get("jeton", "")[:64] or uuid4().hex,
    )


@exercice.ecriture("", droit=can_lire_formation, ecrit=can_animer)
def exercice_detail(page: Page, session: SessionFormation, exercice: TerritoireExercice) -> Formulaire | Gestes:
    quoi: dict[str, Any] = {"by": page.compte, "exercice": exercice}
    ici = page.request.path
    stagiaires, is_invitation = list_stagiaires(session), page.geste == GesteExercice.INVITER
    form = InviterForm(page.data if is_invitation else None, stagiaires=stagiaires)
    if is_invitation:
        return Formulaire(
            form,
            lambda: invite_stagiaire(**quoi, inscription=form.choisie, build_url=get_build_url(page.request)),
            fait=lambda is_partie: (
                "L’invitation part par e-mail." if is_partie else "Cette personne y entre avec son compte."
            ),
            suite=ici,
            contexte=lambda: _read_exercice(exercice) | {"erreur": ""},
        )
    entree = reverse("espaces:espace_detail", args=[exercice.exercice_id]) if exercice.exercice_id else ici
    return Gestes(
        {
            GesteExercice.ENTRER: (lambda: join_exercice(**quoi), ""),
            GesteExercice.REMETTRE: (lambda: reset_exercice(**quoi), "Il est revenu à son point de départ."),
            GesteExercice.EFFACER: (
                lambda: delete_exercice(**quoi, today=page.today),
                "Il est effacé. Sa ligne reste ici.",
            ),
        },
        suite=entree if page.geste == GesteExercice.ENTRER else ici,
        contexte=lambda: _read_exercice(exercice) | {"form": form},
    )


def _read_exercice(exercice: TerritoireExercice) -> dict[str, Any]:
    return {
        "lu": read_exercices([exercice])[0],
        "derniers": list_derniers_gestes(exercice),
        "effacement": get_effacement(exercice),
    }


def get_build_url(request: HttpRequest) -> Callable[[str], str]:
    return lambda secret: request.build_absolute_uri(reverse("espaces:invitation_detail", args=[secret]))
