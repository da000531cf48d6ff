"""What the slides of the bilan say in their titles, from the figures that they show."""

import pytest

from convive.plan_action.rules.bilan import (
    ActionBilan,
    explain_axes,
    explain_message,
    explain_meteos,
    explain_terminees,
)
from convive.plan_action.rules.plan import NiveauMeteo, Regard
from convive.plan_action.rules.statuts import Statut

A, B = "Axe 1 Grandir", "Axe 2 Soutenir"


def build(axe: str = A, statut: Statut = Statut.EN_COURS, *, retard: bool = False, meteo: NiveauMeteo | None = None):
    return ActionBilan("Ouvrir", axe, statut, retard, ((Regard.PILOTE, meteo),) if meteo else ())


@pytest.mark.parametrize(
    ("explain", "actions", "dit"),
    [
        (explain_message, [build(), build(statut=Statut.REALISEE)], "1 action terminée sur 2, aucune en retard"),
        (explain_message, [build(retard=True), build(retard=True)], "0 action terminée sur 2, 2 en retard"),
        (explain_axes, [build()], "Aucune action n’est en retard ni arrêtée"),
        (
            explain_axes,
            [build(retard=True), build(B, Statut.BLOQUEE), build(B, Statut.ABANDONNEE, retard=True)],
            "Axe 2 Soutenir : 2 actions en retard ou à l’arrêt",
        ),
        (
            explain_terminees,
            [build(), build(statut=Statut.REALISEE), build(B, Statut.PERENNISEE)],
            "Le plus avancé : Axe 2 Soutenir, 1 terminée sur 1",
        ),
        (
            explain_meteos,
            [build(meteo=NiveauMeteo.ATTEIGNABLES), build()],
            "Météo : aucune action en cours n’est en difficulté",
        ),
        (
            explain_meteos,
            [build(meteo=NiveauMeteo.COMPROMIS), build(meteo=NiveauMeteo.ATTEIGNABLES)],
            "Météo : 1 sur 2 actions suivies demande un appui",
        ),
    ],
)
def test_title_is_a_sentence_of_the_figures(explain, actions, dit) -> None:
    assert explain(actions).replace("\u00a0", " ") == dit
