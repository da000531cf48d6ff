import pytest

from convive.offre.rules.besoins import Places, build_couverture, build_presence

COMMUNES = [("1", "Avon"), ("2", "Blois"), ("3", "Cenon")]


def build(enfants, offre):
    return build_couverture(
        cle="0_2", libelle="Moins de 3 ans", source="naissances", communes=COMMUNES, enfants=enfants, offre=offre
    )


def test_rates_are_those_of_sums_never_sums_of_rates():
    couverture = build(
        {"1": 100, "2": 40, "3": 12}, {"1": Places(2, 30), "2": Places(1, 0, 1), "ailleurs": Places(9, 900)}
    )
    avon, blois, cenon = couverture.lignes
    # Twelve children: the rate would say nothing. Blois has a service that does not say its places.
    assert [ligne.taux for ligne in couverture.lignes] == [30, 0, None]
    assert (blois.offre.sans_places, cenon.is_sans_offre, avon.is_sans_offre) == (1, True, False)
    assert couverture.total.taux == pytest.approx(100 * 30 / 152)
    assert couverture.total.offre == Places(3, 30, 1)
    assert [ligne.nom for ligne in couverture.sans_offre] == ["Cenon"]


def test_one_unknown_commune_leaves_no_whole():
    couverture = build({"1": 100, "2": None, "3": 50}, {"1": Places(1, 10)})
    assert (couverture.total.enfants, couverture.total.taux) == (None, None)
    assert build({}, {}).total.enfants is None
    zero = build({"1": 0, "2": 0, "3": 0}, {})
    assert (zero.total.enfants, zero.total.taux) == (0, None)


def test_presence_counts_by_commune_and_theme():
    services = [("1", "Enfance"), ("1", "Enfance"), ("2", "Jeunesse"), ("", "Enfance"), ("9", "Enfance")]
    avon, blois, cenon = build_presence(COMMUNES, ["Enfance", "Jeunesse"], services)
    assert avon.nombres == (("Enfance", 2), ("Jeunesse", 0))
    assert (avon.total, blois.total, cenon.total) == (2, 1, 0)
