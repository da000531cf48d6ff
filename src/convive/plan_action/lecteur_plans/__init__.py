"""The reader of existing plans: what a plan of actions says in a file that was never made for us.

It takes the bytes of a workbook, a CSV, a Word, OpenDocument or PDF file, its name, and what a person corrected. It
gives a PlanLu: the tree, the actions, what was doubtful or left aside, and the questions without which nothing can be
read; or it raises PlanIllisible, whose message is French. It writes nothing, knows no database and no clock.

`read_isole` reads in a program of its own, this package run by `python -m`, limited in time and in memory; `plan`
holds the same reading in this one. `formats/` opens a file; `valeurs/` says what its words mean, those by which people
write a plan standing in `valeurs/mots/*.yaml`; the other modules find the tables, the fiches, the levels and the
actions. The rest of `plan_action` takes what is named here, and nothing behind.
"""

from convive.plan_action.lecteur_plans.bornes import get_dates, write_bornes
from convive.plan_action.lecteur_plans.isolement import read_isole
from convive.plan_action.lecteur_plans.modele import (
    TOUTES,
    ActionLue,
    Avertissement,
    CalendrierLu,
    Correspondances,
    IndicateurLu,
    NoeudLu,
    PlanIllisible,
    PlanLu,
    Question,
)
from convive.plan_action.lecteur_plans.periode import say_hors_convention
from convive.plan_action.lecteur_plans.remarques import group_remarques
from convive.plan_action.lecteur_plans.transport import (
    dump_correspondances,
    dump_plan,
    load_correspondances,
    load_plan,
)
from convive.plan_action.lecteur_plans.valeurs.lexique import CHAMPS_LISIBLES
from convive.plan_action.lecteur_plans.valeurs.listes import is_organisme, is_personne, parse_noms
from convive.plan_action.lecteur_plans.valeurs.textes import fold_mots
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import guess_role

__all__ = [
    "CHAMPS_LISIBLES",
    "TOUTES",
    "ActionLue",
    "Avertissement",
    "CalendrierLu",
    "Correspondances",
    "IndicateurLu",
    "NoeudLu",
    "PlanIllisible",
    "PlanLu",
    "Question",
    "dump_correspondances",
    "dump_plan",
    "fold_mots",
    "get_dates",
    "group_remarques",
    "guess_role",
    "is_organisme",
    "is_personne",
    "load_correspondances",
    "load_plan",
    "parse_noms",
    "read_isole",
    "say_hors_convention",
    "write_bornes",
]
