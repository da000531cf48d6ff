"""The core catalogue is data: every entry is whole, and what it is computed from exists or is waited for."""

import pytest

from convive.diagnostic.rules.catalogue import Calcul, CatalogueInvalide
from convive.diagnostic.rules.coeur import build_coeur
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.donnees.quantites import QUANTITES

THEMATIQUES = [{"identifiant": "familles", "libelle": "Familles", "icone": "friends", "noms": ["famille"]}]
ATTENDUES = {
    "sources": [{"identifiant": "s", "titre": "S", "producteur": "P", "page": "", "comment": "Comment."}],
    "grandeurs": [{"identifiant": "g", "libelle": "G", "unite": "u", "source": "s"}],
}
FICHE = {
    "code": "Z01", "identifiant": "essai", "libelle": "Essai", "sujet": "l’essai", "calcul": "somme",
    "grandeurs": ["g"], "unite": "u", "decimales": 0, "niveaux": ["commune"], "ne_dit_pas": "Rien.",
    "question": "Quoi ?",
}  # fmt: skip


def test_every_thematique_of_a_ctg_has_indicators():
    coeur = get_coeur()
    assert [t.identifiant for t in coeur.thematiques] == [
        *("demographie", "familles", "petite_enfance", "enfance", "jeunesse", "parentalite", "animation_vie_sociale"),
        *("acces_aux_droits", "inclusion_numerique", "logement", "handicap", "precarite"),
    ]
    assert all(len(coeur.for_thematique(t.identifiant)) >= 3 for t in coeur.thematiques)
    assert 90 <= len(coeur.fiches) <= 110


def test_every_quantity_is_measured_or_waited_for_from_a_documented_source():
    coeur = get_coeur()
    assert set(coeur.grandeurs) <= set(QUANTITES) | set(coeur.attendues)
    assert set(coeur.attendues) <= set(coeur.grandeurs)
    assert {g.source for g in coeur.attendues.values()} == set(coeur.sources)
    for source in coeur.sources.values():
        assert source.page.startswith("https://")
        # What nothing reads is asked from nobody.
        assert source.comment.endswith("; Convive ne lit pas encore ce fichier, il n’y a rien à déposer.")


def test_only_additive_quantities_are_summed_or_divided():
    coeur = get_coeur()
    for fiche in coeur.fiches:
        for grandeur in fiche.indicateur.composantes:
            known = QUANTITES.get(grandeur) or coeur.attendues[grandeur]
            assert known.additive == (fiche.indicateur.calcul is not Calcul.PUBLIE), fiche.code


def test_every_indicator_says_what_it_does_not_say_and_what_it_serves():
    for fiche in get_coeur().fiches:
        assert fiche.ne_dit_pas.endswith("."), fiche.code
        assert fiche.ne_dit_pas.count(".") == 1, fiche.code
        assert fiche.question.endswith("?"), fiche.code
        assert fiche.niveaux, fiche.code
        if fiche.indicateur.calcul is not Calcul.SOMME:
            assert fiche.indicateur.ecart_notable is not None, fiche.code


def test_formula_is_written_with_its_quantities():
    fiches = get_coeur().by_identifiant
    assert fiches["part_65p"].formule == "100 × population_65p / (population_0_19 + population_20_64 + population_65p)"
    assert fiches["niveau_vie_median"].formule == "niveau_vie_median, copié là où il est publié"
    assert "de 6 ans avant) ^ (1/6)" in fiches["evolution_population_6_ans"].formule
    assert fiches["ips_moyen_ecoles"].formule == "ips_ecoles_points / ips_ecoles_eleves"


def test_what_to_load_is_known_for_a_figure_that_waits():
    coeur = get_coeur()
    (source,) = coeur.get_sources_attendues(["enfants_0_2_parents_actifs", "enfants_0_2_en_famille"])
    assert "DS_RP_TD_FAMILLE_AGEENF_COMP" in source.comment
    assert coeur.get_sources_attendues(["population_municipale"]) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"calcul": "evolution"}, "ne correspondent pas"),
        ({"niveaux": ["canton"]}, "niveau inconnu"),
        ({"reprend": "rien"}, "Z01"),
        ({"couleur": "bleu"}, "Z01"),
        ({"calcul": "moyenne"}, "Z01"),
    ],
)
def test_wrong_entry_is_refused_by_name(change: dict, message: str):
    with pytest.raises(CatalogueInvalide, match=message):
        build_coeur(THEMATIQUES, {"familles": [FICHE | change]}, ATTENDUES, get_catalogue())


def test_doubles_and_unknown_sources_are_refused():
    with pytest.raises(CatalogueInvalide, match="en double"):
        build_coeur(THEMATIQUES, {"familles": [FICHE, FICHE]}, ATTENDUES, get_catalogue())
    orphan = {**ATTENDUES, "grandeurs": [{**ATTENDUES["grandeurs"][0], "source": "x"}]}
    with pytest.raises(CatalogueInvalide, match="source inconnue"):
        build_coeur(THEMATIQUES, {"familles": [FICHE]}, orphan, get_catalogue())
