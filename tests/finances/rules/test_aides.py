"""Which aids fit an action, and what remains to be asked: nothing unknown passes for a yes or a no."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.aides import (
    DEMANDEURS,
    Aide,
    Depense,
    MontantAide,
    StatutAide,
    Territoire,
    build_aides,
    explain_anciennete,
    is_ancienne,
    match_aides,
)
from convive.finances.rules.catalogue import get_aides
from convive.finances.rules.sources import CatalogueInvalide

TODAY = date(2026, 12, 1)
ENTREE: dict[str, Any] = {
    "code": "essai", "nom": "Une aide", "financeur": "caf", "finance": "Un lieu.", "demandeurs": ["association"],
    "calendrier": "Au fil de l’eau.", "mois_debut": None, "mois_fin": None, "thematiques": ["enfance"],
    "territoires": ["tous"], "depenses": ["fonctionnement"], "conditions": [], "montants": [], "pieces": [],
    "prestations": [], "statut": "ouverte", "sources": ["S1"], "vue_le": "2026-06", "confiance": "B",
    "reserve": "Rien.",
}  # fmt: skip
PIECES = {"bilan": "Bilan de l’année passée"}
ACTION: dict[str, Any] = {
    "thematiques": {"enfance": "Enfance"}, "nature_demandeur": "association", "depense": "fonctionnement",
    "territoires": {}, "today": TODAY,
}  # fmt: skip


def build(**changes: Any) -> Aide:
    (aide,) = build_aides([{**ENTREE, **changes}], PIECES)
    return aide


def match(aide: Aide, **changes: Any):
    return match_aides([aide], **{**ACTION, **changes})


def test_aid_that_fits_says_why():
    (proposee,) = match(build(territoires=["qpv", "rural"]), territoires={"qpv": True, "rural": None})
    assert proposee.raisons == (
        "L’aide sert la thématique «\u00a0Enfance\u00a0».",
        "Le demandeur peut être une association.",
        "L’aide paie le fonctionnement.",
        "L’action se passe dans un quartier prioritaire de la ville.",
    )
    assert proposee.manque == ()
    assert (proposee.demandeur_convient, proposee.a_verifier, proposee.anciennete) == (True, 0, "")


@pytest.mark.parametrize(
    ("aide", "action"),
    [
        pytest.param({}, {"thematiques": {"jeunesse": "Jeunesse"}}, id="autre thématique"),
        pytest.param({}, {"depense": Depense.INVESTISSEMENT}, id="autre dépense"),
        pytest.param({"territoires": ["qpv"]}, {"territoires": {"qpv": False}}, id="autre territoire"),
        pytest.param({"statut": "fermee"}, {}, id="fermée"),
    ],
)
def test_aid_for_something_else_is_not_proposed(aide, action):
    assert match(build(**aide), **action) == []


@pytest.mark.parametrize(
    ("aide", "action", "phrase"),
    [
        pytest.param({}, {"thematiques": {}}, "Thématique de l’action\u00a0: à préciser.", id="thématique"),
        pytest.param({}, {"nature_demandeur": None}, "Le demandeur doit être une association.", id="demandeur"),
        pytest.param(
            {},
            {"depense": None},
            "Dépenses de l’action\u00a0: à préciser, l’aide ne paie que le fonctionnement.",
            id="dépense de l’action",
        ),
        pytest.param(
            {"depenses": []},
            {},
            "Investissement ou fonctionnement\u00a0: la source ne le précise pas.",
            id="dépense de l’aide",
        ),
        pytest.param(
            {"territoires": ["qpv", "gal", "rural"]},
            {"territoires": {"qpv": False}},
            "L’action doit se passer sur le territoire d’un groupe d’action locale ou en milieu rural"
            "\u00a0: à vérifier.",
            id="territoire",
        ),
        pytest.param({"territoires": []}, {}, "Territoires concernés\u00a0: non établi.", id="territoires de l’aide"),
        pytest.param({"demandeurs": []}, {}, "Qui peut demander cette aide\u00a0: non établi.", id="demandeurs"),
    ],
)
def test_unknown_stays_unknown(aide, action, phrase):
    (proposee,) = match(build(**aide), **action)
    assert phrase in proposee.manque
    assert phrase not in proposee.raisons
    assert proposee.a_verifier == 1


def test_another_bearer_may_ask():
    (proposee,) = match(build(demandeurs=["commune", "epci"]))
    assert proposee.demandeur_convient is False
    assert proposee.manque == ("Le demandeur doit être une commune ou une intercommunalité.",)


def test_what_remains_to_be_done_before_a_request():
    aide = build(conditions=["La CTG est signée."], pieces=["bilan"], statut="a_verifier", mois_debut=11, mois_fin=1)
    (proposee,) = match(aide)
    assert proposee.manque == (
        "À vérifier\u00a0: la CTG est signée.",
        "Dossier à déposer d’habitude en janvier\u00a02027 au plus tard\u00a0: "
        "le jour exact est à demander au financeur.",
        "À réunir\u00a0: bilan de l’année passée.",
        "À confirmer auprès du financeur (Caf).",
    )
    assert proposee.phrase_periode == "Période habituelle\u00a0: de novembre\u00a02026 à janvier\u00a02027."
    assert proposee.fenetre is not None
    assert proposee.fenetre.is_en_cours


def test_weak_source_is_to_be_confirmed():
    (proposee,) = match(build(confiance="C"))
    assert proposee.manque == ("À confirmer auprès du financeur (Caf).",)


def test_unknown_calendar_is_said():
    (proposee,) = match(build(calendrier=None))
    assert proposee.manque == ("Calendrier non établi\u00a0: demandez-le au financeur.",)
    assert proposee.phrase_periode == proposee.manque[0]


def test_best_first_then_as_in_the_catalogue():
    aides = [
        build(code="autre_porteur", demandeurs=["commune"]),
        build(code="toutes", thematiques=[]),
        build(code="ancienne", vue_le="2020"),
        build(code="sous_condition", conditions=["La CTG est signée."]),
        build(code="premiere"),
        build(code="seconde"),
        build(code="quartier", territoires=["qpv"]),
    ]
    found = match_aides(aides, **{**ACTION, "territoires": {"qpv": True}})
    assert [proposee.aide.code for proposee in found] == [
        "quartier", "premiere", "seconde", "ancienne", "sous_condition", "toutes", "autre_porteur",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vue_le", "today", "attendu"),
    [
        ("2025-06", date(2026, 12, 1), False),
        ("2025-06", date(2026, 12, 2), True),
        ("2025", date(2026, 7, 1), False),
        ("2025", date(2026, 7, 2), True),
        ("2024-08", date(2026, 2, 1), False),
        (None, date(2026, 12, 1), None),
    ],
)
def test_content_is_old_after_eighteen_months(vue_le, today, attendu):
    assert is_ancienne(vue_le, today) is attendu


@pytest.mark.parametrize(
    ("vue_le", "phrase"),
    [
        ("2024-03", "La page lue date de mars\u00a02024, plus de 18\u00a0mois\u00a0: à vérifier."),
        ("2023", "La page lue date de 2023, plus de 18\u00a0mois\u00a0: à vérifier."),
        (None, "La page lue n’est pas datée\u00a0: à vérifier."),
        ("2026-11", ""),
    ],
)
def test_old_content_is_said(vue_le, phrase):
    assert explain_anciennete(vue_le, TODAY) == phrase


@pytest.mark.parametrize(
    "changes",
    [
        {"financeur": "inconnu"},
        {"demandeurs": ["caf"]},
        {"mois_fin": 13},
        {"pieces": ["absente"]},
        {"depenses": ["autre"]},
        {"montants": [{"libelle": "Par place", "valeur": "1\u00a0€"}]},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_wrong_row_is_refused_by_name(changes):
    with pytest.raises(CatalogueInvalide, match="L’aide essai"):
        build(**changes)


def test_code_written_twice_is_refused():
    with pytest.raises(CatalogueInvalide, match="deux fois"):
        build_aides([ENTREE, ENTREE], PIECES)


def test_amount_is_shown_with_its_year():
    assert (
        MontantAide("Par place", "8\u202f000\u00a0€", 2026, "S20").phrase == "Par place\u00a0: 8\u202f000\u00a0€ (2026)"
    )


def test_real_catalogue_answers_a_rural_crèche():
    found = match_aides(
        get_aides(),
        thematiques={"petite_enfance": "Petite enfance"},
        nature_demandeur="commune",
        depense=Depense.INVESTISSEMENT,
        territoires={"rural": True, "qpv": False},
        today=TODAY,
    )
    codes = [proposee.aide.code for proposee in found]
    assert {"detr", "piaje", "fme"} <= set(codes[:4])
    assert not {"piaje_rebond", "dpv", "psu", "carsat_lieux"} & set(codes)
    for proposee in found:
        if proposee.aide.statut is StatutAide.A_VERIFIER:
            assert any(phrase.startswith("À confirmer") for phrase in proposee.manque), proposee.aide.code


THEMES = ["petite_enfance", "enfance", "jeunesse", "parentalite", "logement", "precarite"]


@given(
    st.sets(st.sampled_from(THEMES)),
    st.none() | st.sampled_from(list(DEMANDEURS)),
    st.none() | st.sampled_from(list(Depense)),
    st.dictionaries(st.sampled_from(list(Territoire)), st.none() | st.booleans()),
    st.dates(date(2025, 1, 1), date(2035, 12, 31)),
)
def test_only_what_is_known_to_be_otherwise_is_left_out(themes, nature, depense, territoires, today):
    """A twin, written as one would check each aid by hand."""

    def is_ecartee(aide: Aide) -> bool:
        return (
            aide.is_fermee
            or bool(themes and aide.thematiques and not themes & set(aide.thematiques))
            or bool(depense and aide.depenses and depense not in aide.depenses)
            or ("tous" not in aide.territoires and all(territoires.get(lieu) is False for lieu in aide.territoires))
        )

    found = match_aides(
        get_aides(),
        thematiques={theme: theme for theme in themes},
        nature_demandeur=nature,
        depense=depense,
        territoires=territoires,
        today=today,
    )
    assert {p.aide.code for p in found} == {aide.code for aide in get_aides() if not is_ecartee(aide)}
    refus = [p.demandeur_convient is False for p in found]
    assert refus == sorted(refus)
    assert all((p.demandeur_convient is None) == (nature is None) for p in found)
