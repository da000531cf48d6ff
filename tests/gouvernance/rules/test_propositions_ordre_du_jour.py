"""What an agenda proposes by itself, and why."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from convive.gouvernance.rules.propositions_ordre_du_jour import (
    Cible,
    FaitsAction,
    SuiteDecisions,
    build_action,
    build_agrement,
    build_decisions,
    build_enjeu,
    build_jalon,
    choose,
    explain_reste,
    is_jalon_proche,
    rank,
    read_action,
)
from convive.plan_action.rules.retard import explain_retard

JOUR = date(2026, 11, 26)
CIBLE = Cible("fiche_action", UUID(int=1))


def test_a_blocked_action_says_what_blocks_it_and_who_can_help():
    faits = FaitsAction(
        "2.1 Sortir les tarifs",
        "bloquee",
        blocage_motif="Deux communes n’ont pas voté.",
        deblocage_par="le bureau",
        deblocage_avant=date(2026, 11, 3),
    )
    copil = read_action(faits, "copil", JOUR)
    assert copil is not None
    assert copil.nature == "decision"
    proposition = build_action(faits, CIBLE, copil)
    assert proposition.raison == (
        "Bloquée\u00a0: Deux communes n’ont pas voté ; le bureau peut débloquer ; "
        "on devait l’avoir débloquée le 3\u00a0novembre\u00a02026."
    )
    assert proposition.duree_minutes == 20
    cotech = read_action(faits, "cotech", JOUR)
    assert cotech is not None
    assert cotech.nature == "avis"


def test_a_late_action_counts_its_days_and_one_without_pilote_is_said():
    faits = FaitsAction("A", "en_cours", prochaine_echeance=date(2026, 9, 17), is_en_retard=True, has_pilote=False)
    lecture = read_action(faits, "cotech", JOUR)
    assert lecture is not None
    # The page of the plan says the same number, the tolerance given to a step being over.
    assert lecture.raisons == ("étape en retard de 70\u00a0jours", "elle n’a pas de pilote")
    assert lecture.raisons[0] == explain_retard(None, faits.prochaine_echeance, JOUR)
    assert lecture.nature == "information"


@pytest.mark.parametrize(
    ("meteos", "type_instance", "raisons"),
    [
        (
            ("compromis", "atteignables"),
            "copil",
            ("un avis la signale comme compromise et les météos données diffèrent",),
        ),
        (("appuis_necessaires",), "cotech", ("des appuis sont nécessaires",)),
        # A nuance is for those who prepare, not for those who arbitrate.
        (("appuis_necessaires",), "copil", None),
        (("objectifs_securises",), "cotech", None),
    ],
)
def test_a_worried_meteo_is_proposed_to_whom_it_is_for(meteos, type_instance, raisons):
    lecture = read_action(FaitsAction("A", "en_cours", meteos=meteos), type_instance, JOUR)
    assert (lecture.raisons if lecture else None) == raisons


def test_a_draft_waits_for_the_body_that_decides_and_a_new_one_is_told_to_the_others():
    faits = FaitsAction("A", "a_preparer", completude=80)
    recente = FaitsAction("A", "validee", validee_le=JOUR - timedelta(days=10))
    copil, groupe = read_action(faits, "copil", JOUR), read_action(recente, "groupe_thematique", JOUR)
    assert copil is not None
    assert groupe is not None
    assert copil.raisons == ("il manque 1\u00a0chose pour la valider",)
    assert groupe.raisons == ("nouvelle au plan\u00a0: validée le 16\u00a0novembre\u00a02026",)
    assert read_action(FaitsAction("A", "a_preparer", completude=10), "copil", JOUR) is None


def test_open_decisions_open_the_agenda():
    one = build_decisions(SuiteDecisions(date(2026, 6, 12), 1, 1, 2), CIBLE)
    assert one.titre == "3\u00a0décisions du 12\u00a0juin\u00a02026\u00a0: où en est-on\u00a0?"
    assert one.raison == "1 sur 3 attend encore ; 1\u00a0échéance passée."
    alone = build_decisions(SuiteDecisions(date(2026, 6, 12), 1, 0, 0), CIBLE)
    assert alone.raison == "Elle attend encore."
    jalon = build_jalon("Évaluation lancée", date(2026, 11, 1), CIBLE, JOUR)
    assert jalon.raison == "Attendu le 1er\u00a0novembre\u00a02026, il n’est pas atteint."
    futur = build_jalon("Évaluation lancée", date(2026, 12, 6), CIBLE, JOUR)
    assert futur.raison == "Attendu le 6\u00a0décembre\u00a02026, dans 10\u00a0jours."
    agrement = build_agrement("Les Pontons", date(2027, 1, 1), CIBLE)
    enjeu = build_enjeu("Un même tarif", CIBLE, "copil")
    assert rank([agrement, futur, enjeu, jalon, one]) == [one, jalon, enjeu, futur, agrement]
    assert enjeu.nature == "decision"
    assert build_enjeu("Un même tarif", CIBLE, "cotech").nature == "avis"
    assert choose([one, enjeu, jalon], 25) == [one, jalon]
    assert choose([one, enjeu], None) == [one, enjeu]
    assert one.cle == f"decisions:fiche_action:{CIBLE.objet_uuid}"
    assert is_jalon_proche(date(2027, 1, 1), JOUR)
    assert not is_jalon_proche(None, JOUR)


@pytest.mark.parametrize(
    ("reste", "phrase"),
    [
        (None, ""),
        (0, "juste le temps prévu"),
        (10, "10\u00a0minutes de marge"),
        (-1, "1\u00a0minute de trop"),
    ],
)
def test_the_margin_of_an_agenda_is_said(reste, phrase):
    assert explain_reste(reste) == phrase
