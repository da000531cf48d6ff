"""The CTG and the other plans side by side."""

from datetime import date

from convive.convention.rules.frise import GOUTTIERE, Periode, build_frise
from convive.convention.rules.phases import EtatPhase, FaitsCtg, Parametres, compute_avancement
from convive.convention.rules.ruban import WIDTH, Voisine, build_ruban

TODAY = date(2026, 11, 25)


def test_each_period_has_its_line_and_its_state():
    frise = build_frise(
        [
            Periode("CTG 2024-2028", date(2024, 1, 1), date(2028, 12, 31), is_ctg=True),
            Periode("PEDT", date(2026, 9, 1), date(2029, 8, 31)),
            Periode("Fini", date(2024, 1, 1), date(2026, 1, 1)),
            Periode("Sans fin", date(2027, 1, 1), None),
            Periode("Sans date", None, None),
        ],
        TODAY,
    )
    assert frise is not None
    assert [ligne.etat for ligne in frise.lignes] == [
        EtatPhase.EN_COURS,
        EtatPhase.EN_COURS,
        EtatPhase.FAITE,
        EtatPhase.A_VENIR,
    ]
    assert all(ligne.x >= GOUTTIERE and ligne.x + ligne.largeur <= WIDTH for ligne in frise.lignes)
    assert [ligne.y for ligne in frise.lignes] == sorted(ligne.y for ligne in frise.lignes)
    assert [annee.annee for annee in frise.annees] == list(range(2024, 2030))
    assert frise.hauteur > frise.fond_y + frise.fond_hauteur
    assert "Sans fin, du 1er\xa0janvier\xa02027 sans fin notée" in frise.description


def test_an_old_start_stands_on_the_edge_and_a_long_name_is_cut():
    frise = build_frise([Periode("Schéma départemental " * 5, date(2010, 1, 1), date(2040, 1, 1))], TODAY)
    assert frise is not None
    (ligne,) = frise.lignes
    assert (ligne.x, frise.annees[0].annee, len(frise.annees)) == (GOUTTIERE, 2023, 12)
    assert ligne.court.endswith("…")


def test_nothing_is_drawn_without_a_date():
    assert build_frise([Periode("Sans date", None, None)], TODAY) is None


def test_the_ribbon_shows_what_runs_beside():
    debut, fin = date(2024, 1, 1), date(2028, 12, 31)
    avancement = compute_avancement(FaitsCtg(debut, fin, debut), [], [], Parametres(5, 18, 12, 6, 9), TODAY)
    voisines = [
        Voisine("CTG 2019-2023", EtatPhase.FAITE, date(2019, 1, 1), date(2023, 12, 31)),
        Voisine("CTG 2029-2033 : préparation", EtatPhase.A_VENIR, date(2027, 9, 1), fin),
        Voisine("CTG 2029-2033", EtatPhase.A_VENIR, date(2029, 1, 1), date(2033, 12, 31)),
    ]
    ruban = build_ruban(avancement, [], [], date_debut=debut, date_fin=fin, today=TODAY, voisines=voisines)
    # One year more, for what follows; the CTG before is over when the drawing begins.
    assert [annee.annee for annee in ruban.annees] == list(range(2024, 2030))
    assert [barre.libelle for barre in ruban.voisines] == ["CTG 2029-2033 : préparation", "CTG 2029-2033"]
    preparation, suite = ruban.voisines
    assert preparation.x < suite.x
    assert suite.x + suite.largeur <= WIDTH
    assert ("CTG 2019-2023", "faite") in {(ligne.libelle, ligne.etat) for ligne in ruban.liste}
    seule = build_ruban(avancement, [], [], date_debut=debut, date_fin=fin, today=TODAY)
    assert (seule.voisines, seule.hauteur < ruban.hauteur) == ((), True)
