from dataclasses import replace
from datetime import date

import pytest

from convive.convention.rules.phases import (
    EtatPhase,
    FaitsCtg,
    JalonDate,
    Lieu,
    Parametres,
    Phase,
    TypeAttendu,
    compute_avancement,
)

PARAMETRES = Parametres(5, 18, 12, 6, 9)
PROJET = FaitsCtg(date(2024, 1, 1), date(2028, 12, 31), None, 2, True, True, a_deliberer=2, a_signer=2)
SIGNEE = replace(PROJET, date_signature=date(2023, 12, 14), a_deliberer=0, a_signer=0)
TYPES = [
    TypeAttendu("lettre", Phase.PREPARATION, "Lettre d’engagement", True),
    TypeAttendu("cabinet", Phase.PREPARATION, "Cahier des charges", False),
    TypeAttendu("portrait", Phase.DIAGNOSTIC, "Portrait", True),
    TypeAttendu("enjeux", Phase.PRIORITES, "Enjeux", True),
    TypeAttendu("plan", Phase.PLAN_ACTION, "Plan validé", True),
    TypeAttendu("copil", Phase.PILOTAGE, "Comité de pilotage", True, True),
    TypeAttendu("evaluation", Phase.EVALUATION, "Évaluation restituée", True),
    TypeAttendu("nouveau", Phase.RENOUVELLEMENT, "Nouveau plan validé", True),
]


def build(cle: str, phase: Phase, **champs) -> JalonDate:
    return JalonDate(f"jalon-{cle}", cle, phase, cle, **champs)


def compute(faits, jalons, today):
    return compute_avancement(faits, TYPES, jalons, PARAMETRES, today)


def get_etats(avancement) -> dict[Phase, EtatPhase]:
    return {phase.phase: phase.etat for phase in avancement.phases}


def test_a_ctg_begins_with_its_preparation():
    avancement = compute(PROJET, [], date(2023, 1, 1))
    assert [p.phase for p in avancement.en_cours] == [Phase.PREPARATION]
    assert avancement.prochaine.phase is Phase.DIAGNOSTIC
    assert [(m.libelle, m.lieu, m.cle_type) for m in avancement.manques] == [
        ("Lettre d’engagement", Lieu.JALON, "lettre")
    ]
    assert "Aucune date" in avancement.manques[0].precision


def test_what_is_planned_is_still_missing_and_says_when():
    prevu = build("lettre", Phase.PREPARATION, date_prevue=date(2023, 3, 1))
    (manque,) = compute(PROJET, [prevu], date(2023, 1, 1)).manques
    assert (manque.cle_jalon, manque.precision) == ("jalon-lettre", "Prévu le 1er\xa0mars\xa02023.")
    (manque,) = compute(PROJET, [prevu], date(2023, 4, 1)).manques
    assert "la date est passée" in manque.precision


@pytest.mark.parametrize("champs", [{"date_reelle": date(2023, 2, 1)}, {"is_sans_objet": True}])
def test_what_is_reached_or_without_object_is_not_missing(champs):
    avancement = compute(PROJET, [build("lettre", Phase.PREPARATION, **champs)], date(2023, 3, 1))
    assert get_etats(avancement)[Phase.PREPARATION] is EtatPhase.FAITE
    assert [p.phase for p in avancement.en_cours] == [Phase.DIAGNOSTIC]


def test_phases_overlap():
    """The enjeux are discussed while the portrait is not over."""
    jalons = [
        build("lettre", Phase.PREPARATION, date_reelle=date(2023, 1, 2)),
        build("enjeux", Phase.PRIORITES, date_reelle=date(2023, 2, 1)),
        JalonDate("libre", None, Phase.PLAN_ACTION, "Un premier atelier", date_reelle=date(2023, 2, 9)),
    ]
    etats = get_etats(compute(PROJET, jalons, date(2023, 3, 1)))
    assert etats[Phase.DIAGNOSTIC] is etats[Phase.PLAN_ACTION] is EtatPhase.EN_COURS
    assert etats[Phase.PRIORITES] is EtatPhase.FAITE


def test_the_signature_waits_for_parties_deliberations_and_a_day():
    jalons = [
        build("lettre", Phase.PREPARATION, date_reelle=date(2023, 1, 2)),
        build("portrait", Phase.DIAGNOSTIC, date_reelle=date(2023, 2, 2)),
        build("enjeux", Phase.PRIORITES, date_reelle=date(2023, 3, 2)),
        build("plan", Phase.PLAN_ACTION, date_reelle=date(2023, 4, 2)),
    ]
    avancement = compute(PROJET, jalons, date(2023, 5, 1))
    assert [p.phase for p in avancement.en_cours] == [Phase.SIGNATURE]
    assert [m.libelle for m in avancement.manques] == ["Obtenir 2 délibérations", "Noter le jour de la signature"]
    seule = replace(PROJET, has_caf=False, has_collectivite=False, a_deliberer=1)
    assert [m.libelle for m in compute(seule, jalons, date(2023, 5, 1)).manques][:3] == [
        "Ajouter la Caf parmi les signataires",
        "Ajouter une collectivité parmi les signataires",
        "Obtenir 1 délibération",
    ]
    personne = replace(PROJET, nombre_signataires=0, a_deliberer=0)
    assert compute(personne, jalons, date(2023, 5, 1)).manques[0].libelle == "Nommer les signataires"


def test_a_signed_ctg_is_past_all_that_comes_before_and_says_done_what_is_known():
    portrait = build("portrait", Phase.DIAGNOSTIC, date_reelle=date(2024, 3, 1))
    avancement = compute(SIGNEE, [portrait], date(2025, 5, 1))
    etats = get_etats(avancement)
    assert [etats[p] for p in list(Phase)[:5]] == [
        *(EtatPhase.PASSEE, EtatPhase.FAITE, EtatPhase.PASSEE, EtatPhase.PASSEE, EtatPhase.FAITE),
    ]
    assert etats[Phase.PILOTAGE] is EtatPhase.EN_COURS
    assert avancement.prochaine.phase is Phase.EVALUATION
    assert [m.libelle for m in avancement.manques] == ["Comité de pilotage (2025)"]


def test_a_yearly_milestone_counts_for_its_year_only():
    jalons = [build("copil", Phase.PILOTAGE, date_reelle=date(2025, 6, 12))]
    assert compute(SIGNEE, jalons, date(2025, 12, 1)).manques == ()
    assert len(compute(SIGNEE, jalons, date(2026, 1, 5)).manques) == 1


def test_evaluation_and_renewal_open_at_their_months_beside_the_pilotage():
    copil = build("copil", Phase.PILOTAGE, date_reelle=date(2028, 1, 10))
    before = get_etats(compute(SIGNEE, [copil], date(2027, 6, 29)))
    assert before[Phase.EVALUATION] is EtatPhase.A_VENIR
    after = compute(SIGNEE, [copil], date(2028, 1, 15))
    assert [p.phase for p in after.en_cours] == [Phase.PILOTAGE, Phase.EVALUATION, Phase.RENOUVELLEMENT]
    assert after.prochaine is None
    assert "Préparer la CTG suivante" in [m.libelle for m in after.manques]
    evaluee = [copil, build("evaluation", Phase.EVALUATION, date_reelle=date(2028, 1, 11))]
    assert get_etats(compute(SIGNEE, evaluee, date(2028, 1, 15)))[Phase.EVALUATION] is EtatPhase.FAITE


def test_the_renewal_is_over_when_the_next_ctg_is_signed():
    suivie = replace(SIGNEE, has_suivante=True, is_suivante_signee=True)
    assert get_etats(compute(suivie, [], date(2029, 2, 1)))[Phase.RENOUVELLEMENT] is EtatPhase.FAITE


def test_a_ctg_that_is_over_is_no_longer_steered():
    assert get_etats(compute(SIGNEE, [], date(2029, 2, 1)))[Phase.PILOTAGE] is EtatPhase.FAITE
    assert get_etats(compute(SIGNEE, [], date(2023, 12, 20)))[Phase.PILOTAGE] is EtatPhase.A_VENIR


def test_dates_of_phases_come_from_milestones_acts_and_parameters():
    jalons = [
        build("portrait", Phase.DIAGNOSTIC, date_reelle=date(2023, 2, 2)),
        build("portrait", Phase.DIAGNOSTIC, date_prevue=date(2023, 5, 2)),
        build("enjeux", Phase.PRIORITES, is_sans_objet=True, date_prevue=date(2023, 1, 1)),
    ]
    faits = replace(SIGNEE, dates_actes=(date(2023, 11, 20),))
    dates = {p.phase: (p.debut, p.fin) for p in compute(faits, jalons, date(2025, 1, 1)).phases}
    assert dates[Phase.DIAGNOSTIC] == (date(2023, 2, 2), date(2023, 5, 2))
    assert dates[Phase.PRIORITES] == (None, None)
    assert dates[Phase.SIGNATURE] == (date(2023, 11, 20), date(2023, 12, 14))
    assert dates[Phase.EVALUATION] == (date(2027, 6, 30), date(2028, 12, 31))


def test_a_ctg_in_its_third_year_is_steered_even_when_nobody_noted_its_signature():
    annee = get_etats(compute(PROJET, [], date(2024, 6, 1)))
    # In its first year it may still be prepared, and wait for its signature.
    assert annee[Phase.PREPARATION] is EtatPhase.EN_COURS
    avancement = compute(PROJET, [], date(2026, 12, 1))
    assert [phase.phase for phase in avancement.en_cours] == [Phase.SIGNATURE, Phase.PILOTAGE]
    assert avancement.prochaine.phase is Phase.EVALUATION
    assert "Noter le jour de la signature" in [manque.libelle for manque in avancement.manques]
    assert "Lettre d’engagement" not in [manque.libelle for manque in avancement.manques]
    assert get_etats(compute(PROJET, [], date(2028, 2, 1)))[Phase.EVALUATION] is EtatPhase.EN_COURS
