"""Thirty-three more plans, written as blindly as the first, in layouts that the first have not."""

from tests.plan_action.plans_a_part.serie_2 import (
    classeurs_a,
    classeurs_b,
    classeurs_c,
    odf,
    pages,
    textes,
    words_fiches,
    words_tableaux,
)

MODULES = (classeurs_a, classeurs_b, classeurs_c, odf, pages, textes, words_fiches, words_tableaux)
