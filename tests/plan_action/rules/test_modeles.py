"""The library is data: every model is valid and written as French is printed, and a wrong entry is refused by name."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.espaces.selectors.thematique import read_thematiques_usuelles
from convive.formation.rules.cours import is_officielle
from convive.formation.selectors.cours import get_hotes_officiels
from convive.plan_action.rules.indicateurs import is_frequentation
from convive.plan_action.rules.modeles import (
    Modele,
    ModeleInvalide,
    build_bibliotheque,
    build_description,
    build_texte,
    compute_echeance,
)
from convive.plan_action.selectors.modeles import get_bibliotheque

ENTREE: dict[str, Any] = {
    "cle": "essai", "titre": "Ouvrir un lieu", "thematiques": ["Enfance"], "publics": ["parents"],
    "pourquoi": "Parce que.", "description": "Un lieu ouvert.", "objectifs": ["Ouvrir"], "resultats": "Un lieu.",
    "etapes": [{"libelle": "Chercher", "mois": 1}, {"libelle": "Ouvrir", "mois": 4}],
    "partenaires": [{"type": "caf", "qui": "Caf", "role": "Conseille"}], "conditions": ["Une salle"],
    "pieges": [{"piege": "Le froid", "parade": "Un poêle"}],
    "indicateurs": [
        {"libelle": "Heures", "unite": "heures", "role": "realisation", "sens": "hausse", "definition": "Par an."},
        {"libelle": "Réponses", "unite": "%", "role": "resultat", "sens": "hausse", "definition": "Sur les demandes."},
    ],
    "participation": "concertation", "participation_conseil": "Demander.", "duree_mois": 6, "recurrence": "unique",
    "moyens": "Une salle.", "reperes": [], "a_verifier": "",
}  # fmt: skip
INDICATEUR: dict[str, Any] = ENTREE["indicateurs"][1]
HOTES = get_hotes_officiels()
MONTANT = re.compile(r"\d\s*€|euro")
SECABLE = re.compile(r"(?<=\S) (?=[:;?!»])|(?<=«) |(?<=\d) (?=[€%])")


def build(*entrees: dict[str, Any]) -> Modele:
    return build_bibliotheque(entrees, thematiques=["Enfance"], types=["caf"], coeur=["relais"]).modeles[0]


def list_textes(valeur: Any) -> list[str]:
    """Every sentence of a model, at any depth."""
    if isinstance(valeur, str):
        return [valeur]
    if isinstance(valeur, tuple):
        return [texte for row in valeur for texte in list_textes(row)]
    champs = getattr(valeur, "__dataclass_fields__", {})
    return [texte for champ in champs if champ not in ("cle", "url") for texte in list_textes(getattr(valeur, champ))]


def test_library_covers_every_usual_thematique():
    bibliotheque = get_bibliotheque()
    assert len(bibliotheque.modeles) >= 24
    for usuelle in read_thematiques_usuelles():
        propres = [m for m in bibliotheque.filter_modeles(thematique=usuelle.nom) if m.thematiques]
        assert len(propres) >= 3, usuelle.nom


@pytest.mark.parametrize("modele", get_bibliotheque().modeles, ids=lambda m: m.cle)
def test_model_is_written_as_french_is_printed_and_says_no_amount_of_its_own(modele: Modele):
    for texte in list_textes(modele):
        assert SECABLE.search(texte) is None, texte
        assert "'" not in texte, texte
    sans_repere = [
        t for champ in modele.__dataclass_fields__ if champ != "reperes" for t in list_textes(getattr(modele, champ))
    ]
    assert not [texte for texte in sans_repere if MONTANT.search(texte)]
    for repere in modele.reperes:
        if MONTANT.search(repere.texte):
            assert str(repere.annee) in repere.texte, "un montant dit son année"
            assert is_officielle(repere.url, HOTES), f"un montant a une source officielle : {repere.url}"
    assert re.match(r"[A-ZÉÊ][a-zé’]+(?:er|ir|re)\b", modele.titre), "un titre commence par un verbe"


def test_entry_becomes_a_model():
    modele = build(ENTREE)
    assert (modele.thematiques, modele.publics, modele.noms_publics) == (("Enfance",), ("parents",), ["Parents"])
    assert [etape.mois for etape in modele.etapes] == [1, 4]
    assert [row.nom_role for row in modele.indicateurs] == ["Réalisation", "Résultat"]
    assert (modele.nom_participation, modele.nom_recurrence) == ("Concertation", "Une seule fois")
    assert build(ENTREE | {"thematiques": "toutes"}).thematiques == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"titre": " "}, "titre"),
        ({"titre": "Ouvrir " * 40}, "150 caractères"),
        ({"conditions": []}, "conditions"),
        ({"conditions": [{"On en discute": "amplitude, sommeil"}]}, "sans guillemets"),
        ({"etapes": []}, "etapes"),
        ({"thematiques": []}, "aucune thématique"),
        ({"thematiques": ["Astronomie"]}, "thématique inconnue « Astronomie »"),
        ({"publics": ["licornes"]}, "public inconnu"),
        ({"partenaires": [{"type": "club", "qui": "Club", "role": "Court"}]}, "type d’organisation inconnu"),
        ({"indicateurs": [INDICATEUR | {"role": "effet"}]}, "rôle d’indicateur inconnu"),
        ({"indicateurs": [INDICATEUR]}, "aucun indicateur de realisation"),
        ({"indicateurs": [INDICATEUR | {"coeur": "x"}]}, "portrait inconnu"),
        ({"indicateurs": [INDICATEUR | {"coeur": "relais"}]}, "pas le résultat d’une action"),
        ({"indicateurs": [INDICATEUR | {"sens": "rouge"}]}, "sens d’indicateur inconnu"),
        ({"indicateurs": [{k: v for k, v in INDICATEUR.items() if k != "sens"}]}, "sens"),
        ({"indicateurs": [INDICATEUR | {"definition": " "}]}, "n’a pas de «\u00a0definition"),
        ({"indicateurs": [INDICATEUR | {"unite": ""}]}, "n’a pas de «\u00a0unite"),
        ({"indicateurs": [INDICATEUR | {"role": "contexte"}]}, "se lit sans objectif"),
        ({"indicateurs": [INDICATEUR | {"libelle": "Venues", "unite": "familles"}]}, "compte des personnes"),
        ({"participation": "autre"}, "niveau de participation inconnu"),
        ({"recurrence": "parfois"}, "récurrence inconnue"),
        ({"duree_mois": 0}, "duree_mois"),
        ({"duree_mois": 3}, "dépassent la durée"),
        ({"etapes": [{"libelle": "a", "mois": 4}, {"libelle": "b", "mois": 1}]}, "se suivent pas"),
        ({"etapes": [{"libelle": "a"}]}, "mois"),
        ({"reperes": [{"texte": "16 000 €", "annee": 2021, "url": "ailleurs"}]}, "adresse à corriger"),
        ({"couleur": "bleu"}, "couleur"),
    ],
)
def test_wrong_entry_is_refused_by_name(change: dict[str, Any], message: str):
    with pytest.raises(ModeleInvalide, match=message) as refus:
        build(ENTREE | change)
    assert str(refus.value).startswith("essai")


def test_library_measures_every_link_of_the_chain():
    """Means and hopes are few: an action proves what it did and what it changed."""
    comptes = Counter(row.role for modele in get_bibliotheque().modeles for row in modele.indicateurs)
    assert comptes == {"realisation": 53, "resultat": 41, "moyens": 8, "contexte": 8, "impact": 4}
    du_portrait = {row.coeur: row.role for m in get_bibliotheque().modeles for row in m.indicateurs if row.coeur}
    assert {cle for cle, role in du_portrait.items() if role != "contexte"} == {
        "places_assistants_maternels_pour_100",
        "places_eaje_pour_100",
    }


@pytest.mark.parametrize(
    ("libelle", "unite", "attendu"),
    [
        ("Habitants reçus", "personnes", True),
        ("Parents venus pour la première fois", "%", True),
        ("Nouvelles familles", "familles", True),
        ("Parents qui disent se sentir moins seuls", "%", False),
        ("Jeunes entrés en emploi grâce à un transport", "jeunes", False),
        ("Permanences tenues", "permanences", False),
        ("Délai pour loger un apprenti", "semaines", False),
    ],
)
def test_people_who_came_are_not_yet_a_change(libelle: str, unite: str, attendu: bool):
    assert is_frequentation(libelle, unite) is attendu


def test_missing_field_and_double_key_are_refused():
    with pytest.raises(ModeleInvalide, match="conditions"):
        build({cle: valeur for cle, valeur in ENTREE.items() if cle != "conditions"})
    with pytest.raises(ModeleInvalide, match="essai"):
        build(ENTREE, ENTREE)


def test_models_are_found_by_thematique_public_and_words():
    bibliotheque = get_bibliotheque()
    trouves = bibliotheque.filter_modeles(thematique="Handicap", public="tout_petits")
    assert [m.cle for m in trouves if m.thematiques] == ["inclusion_petite_enfance"]
    assert all("navette" in build_texte(m) for m in bibliotheque.filter_modeles(mots=["Navette"]))
    assert bibliotheque.filter_modeles(mots=["navette"])
    assert bibliotheque.filter_modeles() == list(bibliotheque.modeles)
    assert bibliotheque.by_cle["navette_loisirs"].titre.startswith("Conduire")


def test_description_keeps_the_conditions_and_what_depends_on_the_place():
    description = build_description(build(ENTREE | {"a_verifier": "Les aides de votre Caf."}))
    assert description.split("\n\n") == [
        "Un lieu ouvert.",
        "Conditions de réussite\u00a0:",
        "- Une salle",
        "Avec les habitants\u00a0: demander.",
        "À vérifier\u00a0: les aides de votre Caf.",
    ]
    assert "À vérifier" not in build_description(build(ENTREE))


@pytest.mark.parametrize(
    ("debut", "mois", "echeance"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_step_falls_so_many_months_later(debut: date, mois: int, echeance: date):
    assert compute_echeance(debut, mois) == echeance


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_steps_keep_their_month_and_their_order(debut: date, mois: int):
    echeance = compute_echeance(debut, mois)
    assert (echeance.year * 12 + echeance.month) - (debut.year * 12 + debut.month) == mois
    assert echeance <= compute_echeance(debut, mois + 1)
