"""Thirty-three more plans, written as blindly as the first, in layouts that the first have not."""

from tests.plan_action.lecteur_plans.plans_a_part.serie_2 import (
    classeurs_longs_et_fiches,
    classeurs_retournes,
    classeurs_tables,
    odf,
    pages,
    textes,
    words_fiches,
    words_tableaux,
)

MODULES = (
    classeurs_tables,
    classeurs_longs_et_fiches,
    classeurs_retournes,
    odf,
    pages,
    textes,
    words_fiches,
    words_tableaux,
)
