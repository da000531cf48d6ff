"""What an action is told: the coach, the money, the three météos, the dates and numbers that it refuses."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.plan_action.rules.budget import Montant, compute_sommes, explain_ecart
from convive.plan_action.rules.coach import MAX_PROPOSES, FaitsFiche, list_conseils
from convive.plan_action.rules.controle import explain_calendrier, explain_echeance, explain_etp, move_annees
from convive.plan_action.rules.meteo import explain_desaccord, explain_titre
from convive.plan_action.rules.plan import NiveauMeteo, Regard

TODAY = date(2026, 11, 26)
CTG = {"ctg_debut": date(2024, 1, 1), "ctg_fin": date(2028, 12, 31)}
PRETE = FaitsFiche(
    statut="en_cours",
    manques=(),
    etapes_en_retard=(),
    nb_etapes=3,
    nb_constats=1,
    meteo_pilote=TODAY,
    has_elu=True,
    has_realisation=True,
    has_resultat=True,
    frequentations=(),
    espere=Decimal(0),
    ecart=Decimal(0),
    has_risque=True,
    partenaires_a_confirmer=0,
    date_fin=TODAY + timedelta(days=90),
    deblocage_avant=None,
    bilans=(2025,),
    date_debut=date(2025, 3, 1),
)


def clean(texte: str) -> str:
    return texte.replace("\xa0", " ").replace("\u202f", " ")


def list_a_faire(faits: FaitsFiche) -> list[str]:
    return [clean(conseil.geste) for conseil in list_conseils(faits, TODAY, jours_meteo=90) if not conseil.is_fait]


def test_action_that_lacks_nothing_is_told_so():
    assert list_a_faire(PRETE) == []
    assert len(list_conseils(PRETE, TODAY, jours_meteo=90)) == 4


@pytest.mark.parametrize(
    ("champs", "mots"),
    [
        ({"manques": ("pilotes",)}, "Donner un·e pilote"),
        ({"statut": "bloquee", "deblocage_avant": TODAY - timedelta(days=1)}, "Relancer qui devait débloquer"),
        ({"etapes_en_retard": ("Ouvrir",)}, "Donner une nouvelle date à « Ouvrir »"),
        ({"meteo_pilote": None}, "Demander sa météo"),
        ({"meteo_pilote": TODAY - timedelta(days=91)}, "Redemander sa météo"),
        ({"nb_constats": 0}, "Relier un constat"),
        ({"nb_etapes": 0}, "Poser trois étapes"),
        ({"date_fin": None}, "Donner une échéance"),
        ({"has_resultat": False}, "Choisir un indicateur de résultat"),
        ({"frequentations": ("Familles venues",)}, "Revoir ce que mesure « Familles venues »"),
        ({"has_realisation": False}, "Choisir un indicateur de réalisation"),
        ({"has_elu": False}, "Nommer un·e élu·e"),
        ({"partenaires_a_confirmer": 2}, "Faire confirmer 2 engagements"),
        ({"ecart": Decimal(-3000)}, "Trouver 3 000 €"),
        ({"espere": Decimal(500), "has_risque": False}, "Écrire un repli si 500 €"),
        ({"bilans": ()}, "Écrire les freins, les leviers et les suites de 2025"),
    ],
)
def test_coach_names_each_thing_that_is_missing(champs, mots):
    found = list_a_faire(replace(PRETE, **champs))
    assert len(found) == 1
    assert mots in found[0]


def test_coach_asks_five_things_at_most_the_most_useful_first():
    vide = replace(
        PRETE,
        manques=("titre", "noeud"),
        etapes_en_retard=("Un", "Deux"),
        meteo_pilote=None,
        nb_etapes=0,
        has_elu=False,
    )
    found = list_a_faire(vide)
    assert len(found) == MAX_PROPOSES
    assert found[:2] == ["Donner un titre", "Donner sa place dans le plan"]
    assert "météo" in found[4]


def test_coach_asks_nothing_more_of_what_is_finished():
    assert list_a_faire(replace(PRETE, statut="realisee", nb_etapes=0, date_fin=None, has_elu=False)) == []


@pytest.mark.parametrize(
    ("montants", "attendu"),
    [
        ((), (0, 0, 0, None)),
        ((("charge", 100, 80, False), ("charge", None, None, False)), (100, 0, 0, None)),
        ((("produit", 60, None, True), ("produit", 40, None, False)), (0, 100, 60, 60)),
        ((("charge", 90, None, False), ("produit", 30, 30, True)), (90, 30, 30, 100)),
    ],
)
def test_compute_sommes(montants, attendu):
    rows = [
        Montant(2026, sens, None if prevu is None else Decimal(prevu), None if fait is None else Decimal(fait), signe)
        for sens, prevu, fait, signe in montants
    ]
    sommes = compute_sommes(rows)
    assert (sommes.depenses, sommes.recettes, sommes.confirme, sommes.part_confirmee) == attendu
    assert sommes.espere == sommes.recettes - sommes.confirme


def test_amount_that_nobody_gave_is_not_zero():
    assert compute_sommes([Montant(2026, "charge", Decimal(5), None, False)]).depenses_realisees is None
    assert compute_sommes([Montant(2026, "charge", None, Decimal(0), False)]).depenses_realisees == 0


@given(st.lists(st.tuples(st.sampled_from(["charge", "produit"]), st.integers(0, 10_000), st.booleans()), max_size=12))
def test_sommes_add_up(rows):
    sommes = compute_sommes(Montant(None, sens, Decimal(prevu), None, signe) for sens, prevu, signe in rows)
    assert sommes.depenses == sum(prevu for sens, prevu, _ in rows if sens == "charge")
    assert sommes.ecart == sommes.recettes - sommes.depenses
    assert 0 <= sommes.confirme <= sommes.recettes


@pytest.mark.parametrize(
    ("depenses", "recettes", "annee", "phrase"),
    [
        (100, 100, 2026, ""),
        (0, 0, 2026, ""),
        (999999, 0, 2026, "En 2026, aucune recette n’est écrite en face de 999 999 € de dépenses prévues."),
        (0, 500, None, "Aucune dépense n’est écrite en face de 500 € de recettes prévues."),
        (3000, 1000, 2026, "En 2026, il manque 2 000 € de recettes pour couvrir les dépenses prévues."),
        (1000, 3000, None, "Les recettes prévues dépassent les dépenses de 2 000 €."),
    ],
)
def test_explain_ecart(depenses, recettes, annee, phrase):
    rows = [
        Montant(annee, "charge", Decimal(depenses), None, False), Montant(annee, "produit", Decimal(recettes), None, True)
    ]  # fmt: skip
    assert clean(explain_ecart(compute_sommes(rows), annee)) == phrase


@pytest.mark.parametrize(
    ("niveaux", "titre", "is_desaccord"),
    [
        ({}, "personne ne s’est encore prononcé", False),
        ({Regard.PILOTE: NiveauMeteo.COMPROMIS}, "un seul regard", False),
        (
            {Regard.PILOTE: NiveauMeteo.COMPROMIS, Regard.CAF: NiveauMeteo.COMPROMIS},
            "deux regards, le même avis",
            False,
        ),
        (
            {Regard.PILOTE: NiveauMeteo.ATTEIGNABLES, Regard.ELU: NiveauMeteo.APPUIS_NECESSAIRES},
            "deux regards qui se nuancent",
            False,
        ),
        (
            {
                Regard.PILOTE: NiveauMeteo.OBJECTIFS_SECURISES,
                Regard.CAF: NiveauMeteo.ATTEIGNABLES,
                Regard.ELU: NiveauMeteo.COMPROMIS,
            },
            "trois regards, un désaccord",
            True,
        ),
    ],
)
def test_three_regards_are_read_together(niveaux, titre, is_desaccord):
    assert titre in explain_titre(niveaux)
    phrase = explain_desaccord(niveaux)
    assert bool(phrase) is is_desaccord
    if is_desaccord:
        assert phrase.startswith("L’élu·e dit « objectifs compromis »")


@pytest.mark.parametrize(
    ("debut", "fin", "champs"),
    [
        (None, None, set()),
        (date(2023, 1, 1), date(2029, 12, 31), set()),
        (date(2022, 12, 31), date(2026, 1, 1), {"date_debut"}),
        (date(2026, 1, 1), date(2030, 1, 1), {"date_fin"}),
        (date(2026, 2, 1), date(2026, 1, 1), {"date_fin"}),
    ],
)
def test_explain_calendrier(debut, fin, champs):
    assert set(explain_calendrier(debut=debut, fin=fin, **CTG)) == champs


@pytest.mark.parametrize(
    ("jour", "fin", "mots"),
    [
        (None, None, ""),
        (date(2026, 1, 1), None, ""),
        (date(2031, 1, 1), None, "tient dans sa CTG"),
        (date(2026, 5, 1), date(2026, 4, 1), "L’action finit le 1er avril 2026"),
    ],
)
def test_explain_echeance(jour, fin, mots):
    phrase = clean(explain_echeance(jour, fin=fin, **CTG))
    assert mots in phrase
    assert bool(phrase) == bool(mots)


@pytest.mark.parametrize(("etp", "refuse"), [(None, False), (0, False), (50, False), (-1, True), (51, True)])
def test_explain_etp(etp, refuse):
    assert bool(explain_etp(None if etp is None else Decimal(etp))) is refuse


def test_leap_day_of_another_year():
    assert move_annees(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert move_annees(date(2024, 2, 28), -1) == date(2023, 2, 28)
