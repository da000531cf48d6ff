"""Sums that never count a post twice without saying so, and the move from one day to another."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from convive.acteurs.rules.postes import (
    PosteLu,
    compare_postes,
    compute_par_commune,
    compute_par_employeur,
    compute_par_thematique,
    get_jours_usuels,
    is_en_poste,
)

JOUR = date(2026, 6, 1)


def build(rang: int, ctg: str = "0.5", *, remplace: tuple[int, ...] = (), **champs: object) -> PosteLu:
    valeurs = {"intitule": f"Poste {rang}", "employeur": "Pays", "etp_total": Decimal(1), **champs}
    remplaces = frozenset(UUID(int=autre) for autre in remplace)
    return PosteLu(UUID(int=rang), quotite_ctg=Decimal(ctg), remplace=remplaces, **valeurs)


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        (None, None, True),
        (JOUR, None, True),
        (date(2026, 6, 2), None, False),
        (None, JOUR, False),
        (None, date(2026, 6, 2), True),
    ],
)
def test_post_exists_between_its_days(debut, fin, attendu):
    assert is_en_poste(build(1, date_debut=debut, date_fin=fin), JOUR) is attendu


def test_last_day_is_the_eve_of_the_end():
    assert build(1, date_fin=JOUR).dernier_jour == date(2026, 5, 31)
    assert build(1).dernier_jour is None


def test_sums_by_employer_add_up():
    sommes = compute_par_employeur([build(1), build(2, "0.25", employeur="Caf"), build(3, "0.1", employeur="Caf")])
    assert [(ligne.libelle, ligne.nombre, ligne.quotite_ctg) for ligne in sommes.lignes] == [
        ("Caf", 2, Decimal("0.35")),
        ("Pays", 1, Decimal("0.5")),
    ]
    assert (sommes.total.nombre, sommes.total.quotite_ctg, sommes.total.etp_total) == (3, Decimal("0.85"), Decimal(3))
    assert sommes.en_trop == 0


def test_shared_post_counts_whole_in_each_theme_and_the_page_can_say_it():
    postes = [build(1, thematiques=("Jeunesse", "Enfance")), build(2, "0.2", thematiques=("Enfance",)), build(3, "1")]
    sommes = compute_par_thematique(postes)
    assert [(ligne.libelle, ligne.quotite_ctg, ligne.is_reste) for ligne in sommes.lignes] == [
        ("Enfance", Decimal("0.7"), False),
        ("Jeunesse", Decimal("0.5"), False),
        ("Toutes les thématiques", Decimal(1), True),
    ]
    assert (sommes.total.quotite_ctg, sommes.en_trop) == (Decimal("1.7"), Decimal("0.5"))
    communes = compute_par_commune([build(1, communes=("Civray",)), build(2)])
    assert [ligne.libelle for ligne in communes.lignes] == ["Civray", "Tout le territoire"]


def test_move_follows_what_was_replaced_even_twice():
    fini, entre = date(2022, 1, 1), date(2024, 1, 1)
    postes = [
        build(1, date_fin=fini, thematiques=("Enfance",)),
        build(2, date_fin=fini, thematiques=("Jeunesse",)),
        build(3, remplace=(1,), date_debut=fini, date_fin=entre),
        build(4, "1", remplace=(3,), date_debut=entre),
        build(5, "0.2", thematiques=("Enfance",)),
        build(6, "0.3", date_debut=entre),
    ]
    comparaison = compare_postes(postes, date(2021, 12, 31), JOUR)
    passages = {p.poste.cle.int: ([a.cle.int for a in p.avant], p.is_meme) for p in comparaison.passages}
    assert passages == {4: ([1], False), 5: ([5], True), 6: ([], False)}
    assert [poste.cle.int for poste in comparaison.sans_suite] == [2]
    assert [(e.libelle, e.avant, e.apres, e.ecart) for e in comparaison.ecarts] == [
        ("Enfance", Decimal("0.7"), Decimal("0.2"), Decimal("-0.5")),
        ("Jeunesse", Decimal("0.5"), Decimal(0), Decimal("-0.5")),
        ("Toutes les thématiques", Decimal(0), Decimal("1.3"), Decimal("1.3")),
    ]
    assert (comparaison.total_avant.nombre, comparaison.ecart_total) == (3, Decimal("0.3"))


def test_posts_that_replace_each_other_end_the_search():
    postes = [build(1, remplace=(2,)), build(2, remplace=(1,))]
    comparaison = compare_postes(postes, date(2021, 1, 1), JOUR)
    assert [len(passage.avant) for passage in comparaison.passages] == [2, 2]


def test_usual_days_are_the_eve_of_the_first_replacement_and_today():
    assert get_jours_usuels([], JOUR) == (date(2025, 6, 1), JOUR)
    postes = [build(1), build(2, remplace=(1,), date_debut=date(2023, 1, 9))]
    assert get_jours_usuels(postes, JOUR) == (date(2023, 1, 8), JOUR)
