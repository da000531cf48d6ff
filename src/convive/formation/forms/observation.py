"""The table of observations: one box for each stagiaire and each objective."""

import json
from uuid import UUID

from django.http import QueryDict

from convive.formation.rules.observation import MAX_MOT, Case, NiveauObserve
from convive.formation.selectors.observation import TableauObservation


def name_champ(prefixe: str, inscription: UUID, objectif: str) -> str:
    """« n-… » for a level, « m-… » for a word, « d-… » for what both were when the page was shown."""
    return f"{prefixe}-{inscription}-{objectif}"


def dump_case(case: Case) -> str:
    return json.dumps([case.niveau, case.mot], ensure_ascii=False)


def read_tableau(data: QueryDict, tableau: TableauObservation) -> dict[tuple[UUID, str], tuple[Case, Case]]:
    """What was sent, by person and objective, each box as (before, after). An unknown level is no level."""
    found = {}
    for ligne in tableau.lignes:
        for objectif, _ in ligne.cases:
            cle = (ligne.inscription.pk, objectif.cle)
            if name_champ("n", *cle) not in data:
                continue
            niveau = data[name_champ("n", *cle)]
            mot = " ".join(str(data.get(name_champ("m", *cle), "")).split())[:MAX_MOT]
            apres = Case(str(niveau) if niveau in NiveauObserve else "", mot)
            found[cle] = (_read_depart(str(data.get(name_champ("d", *cle), ""))), apres)
    return found


def _read_depart(texte: str) -> Case:
    try:
        niveau, mot = json.loads(texte)
    except (ValueError, TypeError):
        return Case()
    return Case(str(niveau), str(mot))
