"""Thirty more plans, written as blindly as the first two series: what thirty intercommunalités would send first."""

from tests.plan_action.lecteur_plans.plans_a_part.serie_3 import (
    classeurs,
    odf,
    pages,
    tableurs,
    words_fiches,
    words_tableaux,
)

MODULES = (classeurs, tableurs, words_fiches, words_tableaux, odf, pages)
