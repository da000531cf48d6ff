"""What the words of a cell mean: when, how much, where one is, who."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.plan_action.lecteur_plans.modele import PlanIllisible
from convive.plan_action.lecteur_plans.plan import read_plan
from convive.plan_action.lecteur_plans.valeurs.calendrier import parse_calendrier
from convive.plan_action.lecteur_plans.valeurs.listes import parse_communes, parse_noms, parse_publics
from convive.plan_action.lecteur_plans.valeurs.montants import parse_montants
from convive.plan_action.lecteur_plans.valeurs.statuts import MOTS, parse_statut
from convive.plan_action.lecteur_plans.valeurs.textes import is_absence, is_liste_d_actions, parse_code, parse_titre
from convive.plan_action.rules.statuts import Statut
from tests.plan_action.lecteur_plans.fabrique import build_xlsx


@pytest.mark.parametrize(
    ("texte", "debut", "fin", "garde"),
    [
        ("2026", "2026", "2026", False),
        ("2024-2026", "2024", "2026", False),
        ("2024/2026", "2024", "2026", False),
        ("de 2024 à 2026", "2024", "2026", False),
        ("2024 à 2026", "2024", "2026", False),
        ("2024, 2025, 2026", "2024", "2026", True),
        ("T3 2026", "2026-07", "2026-09", True),
        ("3e trimestre 2026", "2026-07", "2026-09", True),
        ("3ème trimestre 2026", "2026-07", "2026-09", True),
        ("1er trimestre 2025", "2025-01", "2025-03", True),
        ("2026 T1", "2026-01", "2026-03", True),
        ("T1-T2 2026", "2026-01", "2026-06", True),
        ("2nd semestre 2025", "2025-07", "2025-12", True),
        ("second semestre 2025", "2025-07", "2025-12", True),
        ("S1 2027", "2027-01", "2027-06", True),
        ("premier semestre 2026", "2026-01", "2026-06", True),
        ("fin du 1er semestre 2026", None, "2026-06", True),
        ("rentrée 2026", "2026-09", None, True),
        ("Rentrée scolaire 2026", "2026-09", None, True),
        ("septembre 2026", "2026-09", "2026-09", False),
        ("sept. 2026", "2026-09", "2026-09", False),
        ("09/2026", "2026-09", "2026-09", False),
        ("de mars à juin 2026", "2026-03", "2026-06", False),
        ("mars - juin 2026", "2026-03", "2026-06", False),
        ("décembre 2025 à février 2026", "2025-12", "2026-02", False),
        ("01/03/2026", "2026-03-01", "2026-03-01", False),
        ("01/03/2026 au 30/06/2026", "2026-03-01", "2026-06-30", False),
        ("du 1er mars au 30 juin 2026", "2026-03-01", "2026-06-30", False),
        ("à partir de 2026", "2026", None, True),
        ("dès septembre 2026", "2026-09", None, True),
        ("depuis 2024", "2024", None, True),
        ("jusqu’en 2027", None, "2027", True),
        ("d’ici fin 2026", None, "2026", True),
        ("fin 2026", None, "2026", True),
        ("début 2026", "2026", None, True),
        ("fin d’année 2026", None, "2026", True),
        ("1er trim. 26", "2026-01", "2026-03", True),
        ("2025-28", "2025", "2028", False),
        ("06/26", "2026-06", "2026-06", True),
        ("Déc. 25", None, None, True),
        ("été 2026", "2026", "2026", True),
        ("en continu", None, None, True),
        ("toute l’année", None, None, True),
        ("Durée de la CTG", None, None, True),
        ("NC", None, None, False),
        ("à définir", None, None, False),
        ("32/13/2026", "2026", "2026", True),
    ],
)
def test_calendars(texte, debut, fin, garde):
    lu = parse_calendrier(texte)
    assert (lu.debut, lu.fin, lu.texte) == (debut, fin, texte if garde else None)


@pytest.mark.parametrize(
    ("texte", "montants"),
    [
        ("12 500 €", [12_500.0]),
        ("12\u202f500,50 €", [12_500.5]),
        ("12.500 €", [12_500.0]),
        ("3k€", [3_000.0]),
        ("12,5 K€", [12_500.0]),
        ("1 M€", [1_000_000.0]),
        ("1,2 millions d’euros", [1_200_000.0]),
        ("15000", [15_000.0]),
        ("0 €", [0.0]),
        ("gratuit", [0.0]),
        ("12 500 € TTC", [12_500.0]),
        ("environ 3 000 €", [3_000.0]),
        ("NC", []),
        ("à chiffrer", []),
        ("-", []),
        ("5 000 à 8 000 €", []),
        ("entre 5 et 8 k€", []),
        ("0,5 ETP", []),
        ("2 agents", []),
        ("3 x 1 500", []),
        ("entre 10 000 € et 15 000 €", []),
        ("1 500 € / 2 000 €", []),
        ("Caf 50 %, EPCI 50 %", []),
    ],
)
def test_amounts(texte, montants):
    lus = parse_montants(texte)
    assert [m.montant for m in lus.montants] == montants
    if texte.startswith(("environ", "5 000 à", "entre", "0,5", "2 ag")):
        assert lus.doutes


@pytest.mark.parametrize(
    ("texte", "montant", "calcul"),
    [
        ("3 x 22 000 €", 66_000.0, "3\xa0×\xa022\u202f000\xa0=\xa066\u202f000\xa0€"),
        ("3 ans x 22 000 €", 66_000.0, "66\u202f000\xa0€"),
        ("1 500 € par an × 3", 4_500.0, "4\u202f500\xa0€"),
        ("1,5 ETP x 40 k€", 60_000.0, "60\u202f000\xa0€"),
        ("12 mois * 99,50 €", 1_194.0, "1\u202f194\xa0€"),
        ("3 x 22 000 € = 66 000 €", 66_000.0, ""),
        ("3 x 22 000 € = 60 000 €", 60_000.0, "le calcul donne"),
        ("66 000 € (3 x 22 000 €)", 66_000.0, ""),
    ],
)
def test_product_is_computed_and_said(texte, montant, calcul):
    lus = parse_montants(texte)
    assert [m.montant for m in lus.montants] == [montant]
    assert len(lus.doutes) == (1 if calcul else 0)
    assert calcul in "".join(lus.doutes)


def test_product_keeps_its_year_and_its_funder():
    lus = parse_montants("Caf : 3 x 1 000 € en 2026 ; MSA : 500 €")
    assert [(m.montant, m.annee, m.financeur) for m in lus.montants] == [(3_000.0, 2026, "Caf"), (500.0, 2026, "MSA")]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("- Ouvrir une crèche\n- Créer un lieu", True),
        ("1. Ouvrir une crèche\n2. Créer un lieu", True),
        ("Actions :\n• Ouvrir\n• Créer", True),
        ("1) Ouvrir une crèche 2) Créer un lieu", True),
        ("1. Ouvrir une crèche", False),
        ("Ouvrir une crèche\nde vingt places", False),
        ("1.2 Accueillir 3 à 6 ans", False),
        ("Ouvrir un lieu - parents et enfants", False),
        ("", False),
    ],
)
def test_title_that_lists_several_actions_is_seen(texte, attendu):
    assert is_liste_d_actions(texte) is attendu


def test_amounts_with_their_years_and_their_funders():
    lus = parse_montants("2025 : 3 000 €\n2026 : 4 500 €").montants
    assert [(m.annee, m.montant) for m in lus] == [(2025, 3000.0), (2026, 4500.0)]
    lus = parse_montants("Caf : 5 000 € ; Commune de Bray : 2 500 €").montants
    assert [(m.financeur, m.sens, m.montant) for m in lus] == [
        ("Caf", "produit", 5000.0),
        ("Commune de Bray", "produit", 2500.0),
    ]
    lus = parse_montants("5 000 € (Caf) + 3 000 € (MSA)").montants
    assert [(m.financeur, m.montant) for m in lus] == [("Caf", 5000.0), ("MSA", 3000.0)]
    lus = parse_montants("Dépenses : 60 000 €\nRecettes : État 40 000 €, Caf (PS) : 20 000 €").montants
    assert [(m.sens, m.financeur, m.montant) for m in lus] == [
        ("charge", None, 60000.0),
        ("produit", "État", 40000.0),
        ("produit", "Caf (PS)", 20000.0),
    ]
    lus = parse_montants("État : 30 000 €\nSubvention Caf 20 000 €\nTotal : 50 000 €").montants
    assert [(m.financeur, m.montant) for m in lus] == [("État", 30000.0), ("Caf", 20000.0)]


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [
        ("Fait", "realisee"), ("Réalisée", "realisee"), ("terminé en juin 2025", "realisee"), ("Mise en place", "realisee"),
        ("OK", "realisee"), ("En cours", "en_cours"), ("en cours de réalisation", "en_cours"), ("Engagée", "en_cours"),
        ("partiellement réalisé", "en_cours"), ("à faire", "a_preparer"), ("Non démarré", "a_preparer"),
        ("en cours de réflexion", "a_preparer"), ("en projet", "a_preparer"), ("Validée", "validee"),
        ("stand by", "en_pause"), ("stand-by", "en_pause"), ("En attente", "en_pause"), ("suspendu", "en_pause"),
        ("bloqué", "bloquee"), ("reporté à 2027", "reportee"), ("Abandonné", "abandonnee"), ("annulée", "abandonnee"),
        ("pérennisée", "perennisee"), ("abandoné", "abandonnee"), ("en cour", "en_cours"), ("vert", None), ("🟢", None),
        ("non réalisé", None), ("en cours / à faire", None), ("Action abandonnée", "abandonnee"),
        ("Démarrage prévu en 2027", "a_preparer"), ("Réalisé à 50 %", "en_cours"), ("finalisé en partie", "en_cours"), ("NC", None), ("en cours d’abandon", None), ("bof", None),
    ],
)  # fmt: skip
def test_statuses(texte, valeur):
    assert parse_statut(texte).valeur == valeur


def test_statuses_are_ours_and_percentages_are_a_progress():
    assert set(MOTS) == {statut.value for statut in Statut}
    assert (parse_statut("50 %").valeur, parse_statut("50 %").avancement) == (None, 50)
    assert (parse_statut("En cours (60 %)").valeur, parse_statut("En cours (60 %)").avancement) == ("en_cours", 60)
    assert parse_statut("OK").doute


@pytest.mark.parametrize(
    ("texte", "noms"),
    [
        ("Marie Dupont, Paul Martin", ["Marie Dupont", "Paul Martin"]),
        ("Marie Dupont / Paul Martin", ["Marie Dupont", "Paul Martin"]),
        ("Marie Dupont\nPaul Martin", ["Marie Dupont", "Paul Martin"]),
        ("Marie Dupont et Paul Martin", ["Marie Dupont", "Paul Martin"]),
        ("Mme Durand et M. Petit", ["Mme Durand", "M. Petit"]),
        ("Marie Dupont, coordinatrice petite enfance", ["Marie Dupont"]),
        ("Marie Dupont (coordinatrice)", ["Marie Dupont"]),
        ("Mme Petit - coordinatrice jeunesse", ["Mme Petit"]),
        ("Service Enfance et Jeunesse", ["Service Enfance et Jeunesse"]),
        ("Coordinatrice petite enfance", ["Coordinatrice petite enfance"]),
        ("- Caf\n- MSA\n- PMI", ["Caf", "MSA", "PMI"]),
        ("Caf, MSA et PMI", ["Caf", "MSA", "PMI"]),
        ("Caf ; Centre social Les Tilleuls ; écoles", ["Caf", "Centre social Les Tilleuls", "écoles"]),
        ("Accueil de loisirs 3/6 ans", ["Accueil de loisirs 3/6 ans"]),
        ("NC", []),
        ("à définir", []),
        ("Caf, NC", ["Caf"]),
        ("M. et Mme Petit", ["M. et Mme Petit"]),
        ("Caf - MSA - Département", ["Caf", "MSA", "Département"]),
        ("Anne Bo – Caf / Luc Da – CC", ["Anne Bo", "Luc Da"]),
        ("Anne Bo 06 12 34 56 78", ["Anne Bo"]),
        ("Anne Bo (anne.bo@ccval.fr)", ["Anne Bo"]),
        ("Binôme : Anne Bo et Luc Da", ["Anne Bo", "Luc Da"]),
        ("En cours de recrutement", []),
        ("+", []),
    ],
)
def test_names(texte, noms):
    assert parse_noms(texte, is_personnes=True)[0] == noms


def test_partners_that_end_an_enumeration_and_those_that_are_one():
    assert parse_noms("RPE, crèches et assistantes maternelles")[0] == ["RPE", "crèches", "assistantes maternelles"]
    assert parse_noms("Service enfance, jeunesse et sports")[0] == ["Service enfance, jeunesse et sports"]
    assert parse_noms("Caf, associations sportives et culturelles")[0] == [
        "Caf",
        "associations sportives et culturelles",
    ]


def test_publics_and_communes():
    # Alone, « et » may hold one public together; at the end of a list, it ends the list.
    assert parse_publics("Parents et enfants de 3 ans") == ["Parents et enfants de 3 ans"]
    assert parse_publics("Jeunes, parents et enfants") == ["Jeunes", "parents", "enfants"]
    assert parse_publics("enfants de 0 à 3 ans, familles ; assistantes maternelles") == [
        "enfants de 0 à 3 ans",
        "familles",
        "assistantes maternelles",
    ]
    assert parse_communes("Toutes les communes") == (["TOUTES"], "")
    assert parse_communes("Saint-Loup, Bray et Gué-d’Ossus")[0] == ["Saint-Loup", "Bray", "Gué-d’Ossus"]
    assert parse_communes("Toutes sauf Bray")[0] == []
    assert parse_communes("Vic (siège)")[0] == ["Vic"]
    assert parse_communes("NC") == ([], "")


@pytest.mark.parametrize(
    ("texte", "sorte", "numero", "titre"),
    [
        ("Axe 1 – Petite enfance", "axe", "1", "Petite enfance"),
        ("AXE 2 : JEUNESSE", "axe", "2", "JEUNESSE"),
        ("Axe I. Parentalité", "axe", "I", "Parentalité"),
        ("FA 1.2 Créer un lieu", "fa", "FA 1.2", "Créer un lieu"),
        ("FA1 – Créer un lieu", "fa", "FA1", "Créer un lieu"),
        ("FA n° 3 : Créer", "fa", "3", "Créer"),
        ("Fiche n° 7 : Ouvrir", "fiche", "7", "Ouvrir"),
        ("1.1 Ouvrir", "", "1.1", "Ouvrir"),
        ("a) Accueillir", "", "a", "Accueillir"),
        ("12 places de plus", "", None, "12 places de plus"),
        ("0-3 ans : accueillir", "", None, "0-3 ans : accueillir"),
        ("Action à mener", "", None, "Action à mener"),
        ("2024 - Bilan", "", None, "2024 - Bilan"),
        ("A. Petite enfance", "", "A", "Petite enfance"),
        ("Axes 1 et 2", "", None, "Axes 1 et 2"),
        ("Œuvrer pour l’école", "", None, "Œuvrer pour l’école"),
    ],
)
def test_titles_and_their_numbers(texte, sorte, numero, titre):
    lu = parse_titre(texte)
    assert (lu.sorte, lu.numero, lu.titre) == (sorte, numero, titre)


def test_codes():
    assert [parse_code(t) for t in ("FA 1.2", "FA-01", "1.2", "Fiche 7", "A1.2", "n° 3", "NC")] == [
        "FA 1.2",
        "FA-01",
        "1.2",
        "7",
        "A1.2",
        "3",
        None,
    ]


TEXTES = st.text(max_size=80)


@given(TEXTES)
def test_any_text_is_read_without_falling(texte):
    parse_calendrier(texte)
    parse_montants(texte)
    parse_noms(texte, is_personnes=True)
    parse_publics(texte)
    parse_communes(texte)
    parse_statut(texte)
    assert parse_titre(texte).titre or parse_titre(texte).numero or not texte.strip() or not parse_titre(texte).titre


@given(st.integers(0, 9_999_999))
def test_amounts_come_back_however_they_are_grouped(montant):
    for texte in (f"{montant} €", f"{montant:,} €".replace(",", " "), f"{montant:,}\u00a0€".replace(",", "\u202f")):
        assert [m.montant for m in parse_montants(texte).montants] == [float(montant)]


TITRES = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèà ", min_size=4, max_size=30)
    .map(str.strip)
    .filter(lambda t: len(t) > 3 and not is_absence(t)),
    min_size=1,
    max_size=6,
    unique_by=lambda t: t,
)


@given(TITRES, st.integers(0, 5))
def test_every_action_of_a_plain_table_is_found_at_its_row(titres, decalage):
    """Whatever the number of rows above the titles: nothing is lost, nothing is added."""
    lignes = [[]] * decalage + [
        ["Action", "Pilote", "Statut"],
        *[[f"Faire {titre}", "Anne Bo", "en cours"] for titre in titres],
    ]
    plan = read_plan(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert [(a.titre, a.source["ligne"]) for a in plan.actions] == [
        (" ".join(f"Faire {t}".split()), decalage + 2 + i) for i, t in enumerate(titres)
    ]


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.ods", "a.csv", "a.docx", "a.pdf", "a"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(contenu, nom):
    phrase = "lu"
    try:
        read_plan(contenu, nom)
    except PlanIllisible as error:
        phrase = str(error)
    assert phrase
