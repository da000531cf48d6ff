import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from convive.convention.rules.phases import FaitsCtg, JalonDate, Parametres, Phase, compute_avancement
from convive.convention.rules.ruban import GUTTER, LARGEUR_LETTRE, LIGNE, WIDTH, Evenement, build_ruban, format_jour

DEBUT, FIN = date(2024, 1, 1), date(2028, 12, 31)
PARAMETRES = Parametres(5, 18, 12, 6, 9)


def build(jalons, actes=(), today=date(2026, 11, 25)):
    faits = FaitsCtg(DEBUT, FIN, date(2023, 12, 14), dates_actes=(date(2023, 11, 20),))
    avancement = compute_avancement(faits, [], jalons, PARAMETRES, today)
    return build_ruban(avancement, jalons, actes, date_debut=DEBUT, date_fin=FIN, today=today)


def build_jalon(day: date, phase: Phase = Phase.PILOTAGE) -> JalonDate:
    return JalonDate(str(day), None, phase, f"Jalon du {day}", date_reelle=day)


def test_ribbon_goes_from_the_first_date_to_the_last_year():
    ruban = build([build_jalon(date(2022, 11, 10), Phase.PREPARATION)])
    assert [annee.annee for annee in ruban.annees] == list(range(2022, 2029))
    assert [annee.rang for annee in ruban.annees] == ["", "", "an 1", "an 2", "an 3", "an 4", "an 5"]
    assert [annee.is_passee for annee in ruban.annees] == [True] * 4 + [False] * 3
    assert ruban.annees[0].x == GUTTER
    # Today is in 2026, nearly at its end.
    assert ruban.annees[4].x < ruban.aujourdhui < ruban.annees[5].x


def test_the_same_dates_are_in_words():
    acte = Evenement("Avenant n° 1", date(2025, 7, 1), False, "avenant n° 1")
    ruban = build([build_jalon(date(2025, 6, 13))], [acte])
    lignes = {(ligne.libelle, ligne.debut, ligne.etat) for ligne in ruban.liste}
    assert ("Avenant n° 1", date(2025, 7, 1), "prévu") in lignes
    assert ("Jalon du 2025-06-13", date(2025, 6, 13), "fait") in lignes
    assert ("Phase : Pilotage", DEBUT, "en cours") in lignes
    assert [ligne.debut for ligne in ruban.liste] == sorted(ligne.debut for ligne in ruban.liste)
    assert "Pilotage, du 1er\xa0janvier\xa02024 au 31\xa0décembre\xa02028, en cours" in ruban.description


def test_a_milestone_without_object_or_date_is_not_drawn():
    jalons = [
        JalonDate("a", None, Phase.PILOTAGE, "Sans objet", date_prevue=date(2025, 1, 1), is_sans_objet=True),
        JalonDate("b", None, Phase.PILOTAGE, "Sans date"),
    ]
    assert [bande.libelle for bande in build(jalons).bandes] == []


def test_today_is_not_drawn_out_of_the_ribbon():
    assert build([], today=date(2040, 1, 1)).aujourdhui is None


def test_short_days():
    assert format_jour(date(2026, 11, 1)) == "1er nov."
    assert format_jour(date(2026, 6, 14)) == "14 juin"


@given(st.lists(st.dates(date(2018, 1, 1), date(2034, 12, 31)), max_size=40))
def test_labels_never_cover_one_another_and_stay_on_the_drawing(days):
    ruban = build([build_jalon(day) for day in days])
    marks = [marque for bande in ruban.bandes for marque in bande.marques]
    assert len(marks) == len(days)
    by_row: dict[int, list[tuple[float, float]]] = {}
    for marque in marks:
        largeur = len(marque.court) * LARGEUR_LETTRE
        assert marque.texte_x >= 0
        assert marque.texte_x + largeur <= WIDTH + LARGEUR_LETTRE
        assert marque.texte_y < ruban.hauteur
        by_row.setdefault(marque.texte_y, []).append((marque.texte_x, marque.texte_x + largeur))
    for spans in by_row.values():
        spans.sort()
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    for barre in ruban.barres:
        assert GUTTER <= barre.x <= barre.x + barre.largeur <= WIDTH
        assert barre.y + LIGNE <= ruban.hauteur


def test_a_ribbon_has_twelve_years_at_most():
    ruban = build([build_jalon(DEBUT - timedelta(days=9_000))])
    assert len(ruban.annees) == 12
