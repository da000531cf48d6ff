import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.territoires.rules.noms import build_mots, build_requete, fold_nom


@pytest.mark.parametrize(
    ("nom", "replie"),
    [
        ("Civray", "civray"),
        ("L'Île-d'Yeu", "ile d yeu"),
        ("L’Île-d’Yeu", "ile d yeu"),
        ("lʼîle d´yeu", "ile d yeu"),
        ("Œuilly", "oeuilly"),
        ("ÆSCHACH", "aeschach"),
        ("Le Mans", "mans"),
        ("Les Herbiers", "herbiers"),
        ("La Rochelle", "rochelle"),
        ("Lens", "lens"),
        ("St-Étienne", "saint etienne"),
        ("ste foy", "sainte foy"),
        ("Saints-Geosmes", "saints geosmes"),
        ("Lyon 3ème", "lyon 3e"),
        ("Marseille 1er Arrondissement", "marseille 1er arrondissement"),
        ("CC du Civraisien en Poitou", "civraisien en poitou"),
        ("cc civraisien en poitou", "civraisien en poitou"),
        ("Communauté de communes du Civraisien en Poitou", "civraisien en poitou"),
        ("Communauté d’agglomération de La Rochelle", "rochelle"),
        ("CA de l'Albigeois", "albigeois"),
        ("Communauté urbaine d'Arras", "arras"),
        ("CU Le Mans Métropole", "mans metropole"),
        ("Métropole de Lyon", "lyon"),
        ("Eurométropole de Strasbourg", "strasbourg"),
        ("CA ECLA  (Espace Communautaire)", "ecla espace communautaire"),
        ("Métropole", "metropole"),
        ("CC", "cc"),
        ("La", "la"),
        ("Cabourg", "cabourg"),
        ("A–B", "a b"),
        ("%_\\", ""),
        ("", ""),
    ],
)
def test_fold_nom(nom: str, replie: str):
    assert fold_nom(nom) == replie


@given(st.text(max_size=60) | st.text(alphabet="cadelsmunœÉ '’- t", max_size=40))
def test_fold_nom_twice_changes_nothing(texte: str):
    assert fold_nom(fold_nom(texte)) == fold_nom(texte)


@given(st.text(max_size=60))
def test_fold_nom_keeps_something_of_a_text_with_letters(texte: str):
    assert bool(fold_nom(texte)) == bool(build_mots(texte))
    assert set(fold_nom(texte)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize("texte", ["Saint-Denis", "L’Île-d’Yeu", "CC du Civraisien"])
def test_fold_nom_ignores_case(texte: str):
    assert fold_nom(texte.upper()) == fold_nom(texte.lower()) == fold_nom(texte)


@pytest.mark.parametrize(
    ("texte", "code", "siren", "nom", "departements", "veut_epci"),
    [
        ("86194", "86194", "", "", (), False),
        ("2a004", "2A004", "", "", (), False),
        ("86 194", "86194", "", "", (), False),
        ("200 070 035", "", "200070035", "", (), False),
        ("20007003500014", "", "200070035", "", (), False),
        ("Saint-Denis 93", "", "", "saint denis", ("93",), False),
        ("Bastia (2B)", "", "", "bastia", ("2B",), False),
        ("Saint-Denis 974", "", "", "saint denis", ("974",), False),
        ("cc civraisien", "", "", "civraisien", (), True),
        ("75", "75", "", "", (), False),
        ("%", "", "", "", (), False),
    ],
)
def test_build_requete(texte, code, siren, nom, departements, veut_epci):
    requete = build_requete(texte)
    assert (requete.code, requete.siren, requete.nom) == (code, siren, nom)
    assert (requete.departements, requete.veut_epci) == (departements, veut_epci)
    assert requete.is_vide == (texte == "%")


def test_build_requete_of_a_department_alone_after_a_number_keeps_its_words():
    assert build_requete("86 86 a").nom


@given(st.text(max_size=300))
def test_build_requete_never_fails(texte: str):
    requete = build_requete(texte)
    assert len(requete.mots) <= 8
    assert requete.is_vide == (not (requete.code or requete.siren or requete.mots))
