"""The observation sheet of a session: what each stagiaire does, objective by objective."""

from typing import Any

from convive.espaces.views.page import Formulaire, Page
from convive.formation.actions.observation import update_observations
from convive.formation.exports.observation import CLE
from convive.formation.forms.observation import dump_case, name_champ, read_tableau
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.rules.observation import MAX_MOT, NiveauObserve
from convive.formation.selectors.observation import read_observations
from convive.formation.views.rubrique import FORMATS, OBSERVATIONS, attach_session, build_pages
from convive.socle.formats import nombre_accorde

pages = build_pages()
observation = attach_session(pages, "observation/", OBSERVATIONS)


@observation.ecriture("", droit=can_animer)
def observation_list(page: Page, session: SessionFormation) -> Formulaire:
    """The table, with one button. What is noted of people is only for those who run sessions, and for themselves."""
    return Formulaire(
        None,
        lambda: update_observations(
            by=page.compte, session=session, cases=read_tableau(page.request.POST, read_observations(session))
        ),
        fait=lambda nombre: (
            f"C’est enregistré\u00a0: {nombre_accorde(nombre, 'case changée', 'cases changées')}."
            if nombre
            else "Rien n’avait changé."
        ),
        suite=page.request.path,
        contexte=lambda: _read(session),
    )


def _read(session: SessionFormation) -> dict[str, Any]:
    tableau = read_observations(session)
    lignes = [
        (
            ligne.inscription,
            [
                {
                    "objectif": objectif,
                    "case": case,
                    "depart": dump_case(case),
                    **{f"nom_{sorte}": name_champ(sorte, ligne.inscription.pk, objectif.cle) for sorte in "nmd"},
                }
                for objectif, case in ligne.cases
            ],
        )
        for ligne in tableau.lignes
    ]
    return {
        "tableau": tableau,
        "lignes": lignes,
        "niveaux": [(row.value, row.libelle) for row in NiveauObserve],
        "max_mot": MAX_MOT,
        "document": CLE,
        "formats": FORMATS,
    }
