"""Charts: what the SVG holds, what the description and the table say."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from convive.documents.graphiques import (
    Barre,
    Graphique,
    GraphiqueInvalide,
    Part,
    Point,
    Repartition,
    Repere,
    Rupture,
    Serie,
    Zone,
    barres,
    carte,
    charte,
    courbe,
    render_svg,
    repartition,
    svg,
    svg_to_png,
)
from convive.donnees.rules import Statut
from tests.documents.factories import build_barres, build_carre, build_carte, build_courbe, build_serie, build_zones

SVG = "{http://www.w3.org/2000/svg}"
FINE = "\u202f"


def build_repartition(**options: Any) -> Graphique:
    libelles = ("0 à 19 ans", "20 à 64 ans", "65 ans et plus")

    def parts(*valeurs: float | None, statut: Statut = Statut.VALEUR) -> tuple[Part, ...]:
        return tuple(
            Part(nom, v, statut if v is None else Statut.VALEUR) for nom, v in zip(libelles, valeurs, strict=True)
        )

    lignes = [
        Repartition("Pays d’Aubrelle", parts(5200, 14000, 7400), accent=True),
        Repartition("Lusset", parts(None, 12, 5, statut=Statut.SECRET)),
        Repartition("Damvère", parts(None, 12, 5, statut=Statut.NON_DISPONIBLE)),
        Repartition("Vide", parts(0, 0, 0)),
        Repartition("Serré", parts(1, 998, 1)),
    ]
    return repartition(**{"titre": "Âges", "lignes": lignes, "unite": "la population", "source": "Insee", **options})


def lire(texte: str) -> ElementTree.Element:
    return ElementTree.fromstring(texte)  # noqa: S314 - our own output


def get_textes(graphique: Graphique) -> list[str]:
    racine = lire(graphique.svg)
    return ["".join(texte.itertext()) for texte in racine.iter(f"{SVG}text")]


@pytest.fixture(params=["courbe", "barres", "repartition", "carte"])
def graphique(request) -> Graphique:
    return {
        "courbe": build_courbe,
        "barres": build_barres,
        "repartition": build_repartition,
        "carte": build_carte,
    }[request.param]()


def test_svg_may_stand_in_a_page_under_a_strict_policy(graphique: Graphique) -> None:
    racine = lire(graphique.svg)
    assert racine.tag == f"{SVG}svg"
    assert racine.get("role") == "img"
    assert set(racine.keys()) == {"class", "role", "aria-labelledby", "font-family", "viewBox"}
    identifiants = [element.get("id") for element in racine.iter() if element.get("id")]
    assert len(identifiants) == len(set(identifiants))
    assert racine.get("aria-labelledby", "").split() == [racine[0].get("id"), racine[1].get("id")]
    assert (racine[0].text, racine[1].text) == (graphique.titre, graphique.description)
    for element in list(racine.iter())[1:]:
        assert element.tag.removeprefix(SVG) in svg.BALISES | {"title", "desc", "defs", "pattern"}
        for attribut in element.keys():  # noqa: SIM118 - an element iterates over its children
            assert attribut not in {"style", "role", "class"}
            assert not attribut.startswith(("aria-", "on", "{"))
    assert set(re.findall(r"url\(#([^)]+)\)", graphique.svg)) <= set(identifiants)
    assert svg.IDENTIFIANT not in graphique.svg
    assert "Atkinson Hyperlegible" in racine.get("font-family", "")


def test_svg_is_the_same_twice_and_comes_from_the_cache(monkeypatch) -> None:
    premier = build_courbe().svg
    monkeypatch.setattr(svg.vl_convert, "vegalite_to_svg", None)
    assert build_courbe().svg == premier


def test_svg_identifiers_differ_between_charts() -> None:
    assert build_carte().svg.split("-titre")[0] != build_carte(titre="Autre").svg.split("-titre")[0]


def test_title_and_description_are_escaped() -> None:
    graphique = build_courbe(titre='<b> & "c"', description="a < b")
    racine = lire(graphique.svg)
    assert (racine[0].text, racine[1].text) == ('<b> & "c"', "a < b")


def test_colours_are_the_tokens() -> None:
    css = (Path(charte.__file__).parents[2] / "ui" / "front" / "tokens.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--cv-([\w-]+):\s*(#[0-9A-Fa-f]{6})", css.split("@media")[0]))
    assert tuple(tokens[f"seq-{rang}"] for rang in range(1, 6)) == charte.SEQUENCE
    assert tuple(tokens[f"data-{rang}"] for rang in range(1, 6)) == charte.DONNEES
    attendues = {
        "sand-2": charte.SABLE_2,
        "paper": charte.PAPIER,
        "line": charte.LIGNE,
        "line-strong": charte.LIGNE_FORTE,
        "ink": charte.ENCRE,
        "ink-2": charte.ENCRE_2,
        "ink-3": charte.ENCRE_3,
        "teal": charte.SARCELLE,
    }
    assert {nom: tokens[nom] for nom in attendues} == attendues


# --- Line chart ---


def test_courbe_labels_its_lines_and_tells_where_the_axis_starts() -> None:
    textes = get_textes(build_courbe())
    assert f"en places pour 100 enfants{FINE}; l’axe commence à 45" in textes
    assert {"60,9 France", "57,2 Département", "52,3 Pays d’Aubrelle"} <= set(textes)


def test_courbe_from_zero_says_nothing_of_its_axis() -> None:
    textes = get_textes(build_courbe(depuis_zero=True))
    assert "en places pour 100 enfants" in textes
    assert "0" in textes


def test_courbe_series_differ_by_dash_and_marker() -> None:
    series = [build_serie(f"Série {rang}", [rang + 1, rang + 2.5]) for rang in range(5)]
    racine = lire(build_courbe(series=series).svg)
    tirets = {chemin.get("stroke-dasharray") for chemin in racine.iter(f"{SVG}path") if chemin.get("stroke-dasharray")}
    assert len(tirets) == 5
    assert len(set(charte.MARQUES)) == 5


def test_courbe_is_interrupted_by_a_break_and_a_secret_point() -> None:
    graphique = build_courbe(
        series=[build_serie("Naissances", [281, 290, None, 265, 240, 238, 231])],
        ruptures=[Rupture(2021, "nouvelle définition")],
        unite="naissances",
        repere=Repere(250, "cible 2028"),
    )
    textes = get_textes(graphique)
    assert {"nouvelle définition", "s", "cible 2028\u00a0: 250"} <= set(textes)
    # One piece of line before the hole, one until the break, one after it, all of the colour said by their group.
    groupe = re.search(r'<g[^>]*stroke="#0B5D66"[^>]*>((?:<path[^>]*/>)+)', graphique.svg)
    assert groupe is not None
    assert groupe.group(1).count("<path") == 3
    assert graphique.description == (
        f"Courbe en naissances\u00a0: Naissances, de 281 en 2017 à 231 en 2023{FINE}; série interrompue en 2021."
    )
    assert ("2019", "s, secret") in graphique.tableau.lignes


def test_courbe_draws_a_break_at_the_first_year() -> None:
    points = (Point(2020, 5.0, Statut.RUPTURE_DE_SERIE), Point(2021, 6.0))
    assert "rupture de série" in get_textes(build_courbe(series=[Serie("A", points)]))


def test_courbe_takes_its_decimals_from_the_caller() -> None:
    assert "60,90 France" in get_textes(build_courbe(decimales=2))


def test_courbe_with_one_year_and_an_empty_series() -> None:
    graphique = build_courbe(series=[build_serie("A", [1234.0]), build_serie("B", [None])], unite="habitants")
    assert graphique.description == f"Courbe en habitants\u00a0: A, 1{FINE}234 en 2017{FINE}; B, aucune valeur connue."
    assert graphique.tableau.lignes == (("2017", f"1{FINE}234", "s, secret"),)
    assert {f"1{FINE}234 A", "nd B"} <= set(get_textes(graphique))


def test_courbe_of_many_years_marks_only_the_ends() -> None:
    graphique = build_courbe(series=[build_serie("A", [float(rang) for rang in range(20)], debut=2000)])
    groupe = re.search(r'<g[^>]*stroke="#FFFDFA"[^>]*>((?:<path[^>]*/>)+)', graphique.svg)
    assert groupe is not None
    assert groupe.group(1).count("<path") == 2
    assert "2019" in get_textes(graphique)


def test_courbe_leads_from_a_line_that_stops_early_to_its_label() -> None:
    series = [build_serie("A", [1, 2]), build_serie("B", [3, 4, 5, 6])]
    graphique = build_courbe(series=series)
    assert re.search(r'<line[^>]*stroke="#0B5D66"', graphique.svg)
    assert graphique.tableau.lignes[-1] == ("2020", "nd, non disponible", "6")


@pytest.mark.parametrize("largeur", [320, 600, 900])
def test_courbe_keeps_the_size_asked(largeur: int) -> None:
    assert f'viewBox="0 0 {largeur} 320"' in build_courbe(largeur=largeur).svg


# --- Bars ---


def test_barres_write_values_and_words() -> None:
    graphique = build_barres()
    assert {"19,8\u00a0%", "s, secret", "nd, non disponible"} <= set(get_textes(graphique))
    assert graphique.svg.count(f'fill="{charte.SARCELLE}"') == 1
    assert "-secret)" in graphique.svg
    assert "-absent)" in graphique.svg
    assert graphique.tableau.lignes[1] == ("Seine-Aval", "s, secret")
    assert graphique.description.startswith("Barres en % des familles\u00a0: Pays d’Aubrelle, 19,8\u00a0%")


def test_barres_below_zero_go_left() -> None:
    graphique = barres(
        titre="Évolution", barres=[Barre("A", -3.4), Barre("B", 4.1)], unite="%", source="Insee", description="Dite."
    )
    assert "−3,4\u00a0%" in get_textes(graphique)
    assert graphique.description == "Dite."


def test_barres_of_zeros_are_drawn() -> None:
    assert "0" in get_textes(barres(titre="t", barres=[Barre("A", 0.0)], unite="places", source="s", decimales=0))


def test_barres_without_value_are_refused() -> None:
    with pytest.raises(GraphiqueInvalide, match="pas de barre"):
        barres(titre="t", barres=[Barre("A", 1.0, Statut.SECRET)], unite="places", source="s")


def test_repartition_shows_shares_and_says_what_is_unknown() -> None:
    graphique = build_repartition()
    assert {"20", "53", "28", "s, secret", "nd, non disponible"} <= set(get_textes(graphique))
    assert graphique.tableau.lignes[0][1] == f"5{FINE}200 (19,5\u00a0%)"
    assert graphique.tableau.lignes[1] == ("Lusset", "s, secret", "12", "5")
    assert "Lusset, répartition inconnue" in graphique.description
    assert build_repartition(description="Dite.", largeur=220).description == "Dite."


@pytest.mark.parametrize(
    ("lignes", "message"),
    [
        ([], "de deux à cinq parts"),
        ([Repartition("A", (Part("x", 1),))], "de deux à cinq parts"),
        (
            [Repartition("A", (Part("x", 1), Part("y", 1))), Repartition("B", (Part("y", 1), Part("x", 1)))],
            "mêmes parts",
        ),
    ],
)
def test_repartition_refused(lignes: list[Repartition], message: str) -> None:
    with pytest.raises(GraphiqueInvalide, match=message):
        build_repartition(lignes=lignes)


# --- Map ---


def test_carte_has_classes_patterns_names_and_words() -> None:
    graphique = build_carte(surligne="18010")
    textes = get_textes(graphique)
    assert {"en % des familles", "s, secret", "nd, non disponible"} <= set(textes)
    assert {"Commune 0", "Commune 10"} <= set(textes)
    assert set(charte.SEQUENCE) <= set(re.findall(r'fill="(#[0-9A-F]{6})"', graphique.svg))
    assert 'paint-order="stroke"' in graphique.svg
    assert graphique.svg.count("<pattern") == 2
    assert graphique.description == (
        "Carte de 20\u00a0communes, en % des familles\u00a0: de 10,0\u00a0% (Commune 0) à 42,3\u00a0% (Commune 19)"
        f"{FINE}; 1\u00a0commune sous secret statistique{FINE}; 1\u00a0commune sans valeur disponible."
    )
    assert len(graphique.tableau.lignes) == 20


def test_carte_without_hole_has_no_pattern() -> None:
    assert "<pattern" not in build_carte(2).svg


def test_carte_of_many_communes_has_thinner_borders() -> None:
    graphique = build_carte(70, decimales=0, description="Dite.")
    assert graphique.description == "Dite."
    assert re.search(r'<g[^>]*stroke-width="0.8"[^>]*>(<path[^>]*/>){70}', graphique.svg)
    assert 'stroke-width="0.8"' not in build_carte().svg


def test_carte_of_one_commune() -> None:
    graphique = build_carte(1)
    assert graphique.description == "Carte de 1\u00a0commune, en % des familles\u00a0: 10\u00a0% à Commune 0."
    assert "Commune 0" in get_textes(graphique)


def test_carte_where_all_is_secret() -> None:
    zones = [Zone("18000", "Lusset", 4.0, Statut.SECRET)]
    graphique = build_carte(1, zones=zones, description=None)
    assert "aucune valeur connue" in graphique.description
    assert "4" not in get_textes(graphique)


def test_carte_without_contour_is_refused_and_a_commune_without_contour_stays_in_the_table() -> None:
    with pytest.raises(GraphiqueInvalide, match="Aucun contour"):
        build_carte(2, geometries={})
    zones, geometries = build_zones(6)
    del geometries["18005"]
    assert len(build_carte(zones=zones, geometries=geometries).tableau.lignes) == 6


def test_carte_of_two_distant_pieces_has_two_panels() -> None:
    zones_est, est = build_zones(8)
    zones_ouest, ouest = build_zones(4, ouest=-4.0, sud=48.0, prefixe="29")
    graphique = build_carte(zones=zones_est + zones_ouest, geometries=est | ouest, surligne="29000")
    textes = get_textes(graphique)
    assert {"Dép. 18", "Dép. 29"} <= set(textes)
    assert "Les parties du périmètre sont éloignées\u00a0: chacune a son échelle." in textes


def test_carte_of_distant_pieces_without_group_name() -> None:
    zones = [Zone("a", "A", 1.0), Zone("b", "B", 2.0)]
    graphique = build_carte(zones=zones, geometries={"a": build_carre(2, 47), "b": build_carre(55.5, -21)})
    assert "A" in get_textes(graphique)


def test_carte_does_not_write_a_name_over_another() -> None:
    zones = [Zone(str(rang), "Un nom de commune très long", float(rang), population=9.0 - rang) for rang in range(8)]
    geometries = {str(rang): build_carre(2 + rang * 0.0001, 47, 0.0001) for rang in range(8)}
    textes = get_textes(build_carte(zones=zones, geometries=geometries, largeur=340, hauteur=60))
    assert 1 <= textes.count("Un nom de commune très long") < 3


def test_carte_of_official_contours(depot_officiel: Path) -> None:
    fichier = next(depot_officiel.rglob("communes-1000m-974.geojson"))
    features = json.loads(fichier.read_text(encoding="utf-8"))["features"]
    zones = [
        Zone(f["properties"]["code"], f["properties"]["nom"], float(rang), population=float(rang))
        for rang, f in enumerate(features)
    ]
    graphique = carte(
        titre="La Réunion",
        zones=zones,
        geometries={f["properties"]["code"]: f["geometry"] for f in features},
        unite="enfants",
        source="exercice",
    )
    assert "Carte de 24\u00a0communes" in graphique.description
    assert len(graphique.svg) < 20_000


# --- SVG and PNG ---


def test_cleaning_drops_what_we_did_not_ask_for() -> None:
    brut = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><script>x</script><text></text><path d=""/>'
        '<g transform="translate(0,0)"><g class="a"><path onclick="x" style="y" d="M0,0" opacity="1" role="z"/>'
        "</g></g></svg>"
    )
    assert svg.clean_svg(brut) == '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><path d="M0,0" /></svg>'


def test_png_has_the_width_asked() -> None:
    png = svg_to_png(build_courbe().svg, 1200)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) == 1200
    with pytest.raises(ValueError, match="viewBox"):
        svg_to_png("<svg/>", 100)


def test_rendering_works_without_the_packaged_font(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(svg, "POLICES_DIR", tmp_path / "absent")
    svg.register_polices.cache_clear()
    assert "viewBox" in render_svg(charte.build_spec(50, 50, dict.fromkeys(("left", "right", "top", "bottom"), 0), []))
    svg.register_polices.cache_clear()


def test_courbe_function_is_exported() -> None:
    assert courbe.__module__ == "convive.documents.graphiques.courbe"


def test_a_share_does_not_fill_the_width() -> None:
    def read_largeur(maximum: float) -> float:
        svg = build_barres(barres=[Barre("Axe 1", 20.0)], unite="%", maximum=maximum).svg
        return max(float(largeur) for largeur in re.findall(r'<path[^>]*d="M[^"]*?h([\d.]+)v', svg))

    assert read_largeur(100.0) < read_largeur(0.0) / 3


def test_a_long_label_does_not_touch_the_last_year() -> None:
    points = tuple(Point(annee, valeur) for annee, valeur in ((2014, 12_184), (2018, 12_000), (2023, 11_800)))
    noms = Serie("Communauté de communes des Trois Gués (démonstration)", points, accent=True)
    svg = courbe(titre="t", series=[noms], unite="habitants", source="s", largeur=560, decimales=0).svg
    premiere, suite = re.findall(r'translate\(\d+,(\d+)\)"[^>]*><tspan>(.*?)</text>', svg)[0]
    # The foot of the axis is the graduation of the last value, which is written beside it.
    assert int(premiere) + 17 * suite.count("dy=") <= float(re.findall(r'translate\(-8,([\d.]+)\)">11', svg)[0])
