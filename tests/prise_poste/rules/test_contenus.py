"""What ships with the package can be shown: keys, days, scales, links."""

import pytest
from django.urls import reverse

from convive.prise_poste.rules.competences import PAGES as PAGES_COMPETENCES
from convive.prise_poste.rules.contenus import ContenuInvalide, build_etapes, build_grille
from convive.prise_poste.rules.outils import build_outils
from convive.prise_poste.rules.preuves import PREUVES
from convive.prise_poste.selectors.contenus import get_etapes, get_grille, read_contenu
from convive.prise_poste.selectors.parcours import PAGES

UUID = "00000000-0000-4000-8000-000000000000"


def test_the_steps_cover_the_hundred_days_and_know_their_check():
    etapes = get_etapes()
    assert len(etapes) == 18
    assert min(etape.jours[0] for etape in etapes) == 1
    assert max(etape.jours[1] for etape in etapes) == 100
    assert {etape.preuve for etape in etapes} - {""} == set(PREUVES)
    assert {etape.page for etape in etapes} - {""} == set(PAGES)


def test_the_grid_has_three_families_on_a_scale_of_five():
    grille = get_grille()
    assert [famille.cle for famille in grille.familles] == ["savoirs", "savoir_faire", "postures"]
    assert len(grille.items) == 25
    assert [item.sequences for item in grille.items if "veille" in item.nom] == [("S8",)]
    assert [niveau.niveau for niveau in grille.echelle] == [0, 1, 2, 3, 4]
    assert {item.cle for item in grille.items} == set(PAGES_COMPETENCES)


@pytest.mark.parametrize("page", sorted({page for page, _ in [*PAGES.values(), *PAGES_COMPETENCES.values()]}))
def test_each_link_opens_a_page_of_the_espace(page):
    assert UUID in reverse(page, args=[UUID])


@pytest.mark.parametrize(
    "change",
    [{"jours": [0, 5]}, {"jours": [9, 5]}, {"jours": [1, 101]}, {"heures": 0}, {"comment": []}, {"inconnue": 1}],
    ids=str,
)
def test_a_step_that_no_page_could_show_is_refused(change):
    etape = read_contenu("cent_jours")["etapes"][0]
    with pytest.raises(ContenuInvalide):
        build_etapes({"etapes": [etape | change]})


def test_a_key_twice_or_a_short_scale_is_refused():
    etape = read_contenu("cent_jours")["etapes"][0]
    with pytest.raises(ContenuInvalide, match="Deux fois"):
        build_etapes({"etapes": [etape, etape]})
    grille = read_contenu("competences")
    with pytest.raises(ContenuInvalide, match="0 à 4"):
        build_grille(grille | {"echelle": grille["echelle"][:4]})
    outils = read_contenu("outils")["outils"]
    with pytest.raises(ContenuInvalide, match="Deux fois"):
        build_outils({"outils": outils * 2})
    with pytest.raises(ContenuInvalide, match="Deux fois"):
        build_outils({"outils": [outils[0] | {"champs": outils[0]["champs"] * 2}]})
