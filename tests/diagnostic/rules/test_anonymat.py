"""What could name an inhabitant in her words."""

import pytest

from convive.diagnostic.rules.anonymat import build_doute, build_refus, find_coordonnees, find_noms


@pytest.mark.parametrize(
    ("texte", "found"),
    [
        ("Appelez-moi au 06 12 34 56 78 le soir.", ["06 12 34 56 78"]),
        ("Mon numéro, c’est le 0612345678", ["0612345678"]),
        ("Depuis l’étranger : +33 6 12 34 56 78.", ["+33 6 12 34 56 78"]),
        ("Écrivez à marie.d@exemple.fr, merci.", ["marie.d@exemple.fr"]),
        ("La crèche ouvre à 7 h 30 et ferme à 18 h 30.", []),
        ("Il y a 1 200 000 habitants dans le 86, et 35 000 ici.", []),
    ],
)
def test_coordonnees(texte: str, found: list[str]):
    assert find_coordonnees(texte) == found
    assert bool(build_refus(texte)) == bool(found)


@pytest.mark.parametrize(
    ("texte", "found"),
    [
        ("Madame Durand m’a bien reçue.", ["Durand"]),
        ("Je m’appelle Solveig et j’ai deux enfants.", ["Solveig"]),
        ("Mon fils Ilan attend le car.", ["Ilan"]),
        ("Je dépose Lucas, puis Emma, puis Lucas encore.", ["Lucas", "Emma"]),
        ("Avec M. Ourval, on a demandé une place.", ["Ourval"]),
        ("Pierre par pierre, on construit.", []),
        ("Il faut aller à Civray pour tout.", []),
        ("La mairie de Saint-Martin est fermée.", []),
        ("Pas de place avant la rentrée. Caroline m’a dit d’attendre.", ["Caroline"]),
    ],
)
def test_noms(texte: str, found: list[str]):
    assert find_noms(texte, ["Civray", "Saint-Martin"]) == found


def test_doubt_counts_and_tells_what_to_write_instead():
    assert build_doute("Rien à dire.") == ""
    assert build_doute("J’ai vu Lucas.").startswith("« Lucas » ressemble à un nom de personne.")
    assert "ressemblent à des noms" in build_doute("J’ai vu Lucas et Emma.")
