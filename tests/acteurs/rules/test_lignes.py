"""Titles are recognised, cells understood, errors said in French."""

from datetime import date

import pytest

from convive.acteurs.rules.colonnes import guess_colonnes, split_entete
from convive.acteurs.rules.liens_organisations import LienDit
from convive.acteurs.rules.lignes import Reperes, parse_ligne
from convive.documents.rules.tableur import FichierIllisible

REPERES = Reperes(
    {"association": "association", "commune": "commune"},
    {"convaincre": "a_convaincre"},
    {"finance": "finance", "adhere": "adhere"},
    {"jeunesse": 1, "acces droits": 2, "sport loisirs": 3},
    {"86078": "86078", "civray": "86078"},
    {"poitiers": "86194"},
    ("Jeunesse", "Accès aux droits", "Sport, loisirs"),
)


@pytest.mark.parametrize(
    ("entetes", "attendu"),
    [
        (["STRUCTURE", "Courriel"], {"nom": 0, "email": 1}),
        (["Nom", "Prénom", "Mail", "Organisme"], {"nom": 3, "prenom": 1, "nom_personne": 0, "email_personne": 2}),
        (["Nom", "Tél", "Inconnu"], {"nom": 0, "telephone": 1}),
        (["Début de fonction", "Fonction"], {"intitule": 1, "date_debut": 0}),
        (["12", "x"], {}),
        (["Structure", "Référent·e", "Secteur"], {"nom": 0, "nom_personne": 1, "thematiques": 2}),
        (["Nom de la structure *", "Tél. (fixe)", "Commune"], {"nom": 0, "telephone": 1, "code_commune": 2}),
    ],
)
def test_columns_are_guessed_from_their_titles(entetes, attendu):
    assert guess_colonnes(entetes) == attendu


def test_titles_are_found_under_the_name_of_the_file():
    lignes = [(1, ["Annuaire 2026"]), (3, ["Organisation", "Type"]), (4, ["Caf", "Caf"])]
    assert split_entete(lignes) == (["Organisation", "Type"], [(4, ["Caf", "Caf"])])
    for wrong, phrase in (([(1, ["a", "b"])], "titres"), ([(1, ["Organisation"])], "aucune ligne en dessous")):
        with pytest.raises(FichierIllisible, match=phrase):
            split_entete(wrong)


@pytest.mark.parametrize(
    ("cle", "texte", "attendu"),
    [
        ("type", "Mairie", "commune"),
        ("thematiques", "Jeunesse ; Accès aux droits", {1, 2}),
        ("thematiques", "Sport, loisirs;jeunesse", {1, 3}),
        ("communes", "Civray", {"86078"}),
        ("code_commune", "1004", "01004"),
        ("code_commune", "Civray", "86078"),
        ("code_commune", "POITIERS", "86194"),
        ("telephone", "549123456", "0549123456"),
        ("site", "exemple.fr", "https://exemple.fr"),
        ("position", "À convaincre", "a_convaincre"),
        ("attentes", "Un local\n\n- le soir", "Un local\n\n- le soir"),
        (
            "liens",
            "finance : Club ; adhère à « Le réseau »",
            (LienDit("finance", "Club"), LienDit("adhere", "Le réseau")),
        ),
        ("civilite", "Mme", "madame"),
        ("is_elu", "X", True),
        ("date_debut", "46085", date(2026, 3, 4)),
        ("date_debut", "4/3/2026", date(2026, 3, 4)),
        ("date_debut", "2026-03-04", date(2026, 3, 4)),
    ],
)
def test_cell_is_understood(cle, texte, attendu):
    lue = parse_ligne(2, {"nom": "Caf", "nom_personne": "Durand", cle: texte}, REPERES)
    assert (lue.erreurs, lue.valeurs[cle]) == ([], attendu)


@pytest.mark.parametrize(
    ("cellules", "phrase"),
    [
        ({"nom": "A", "type": "Truc"}, "«\u00a0Truc\u00a0» n’est pas un type connu"),
        ({"nom": "A", "siret": "123"}, "SIRET"),
        ({"nom": "A", "position": "Pour"}, "n’est pas une position"),
        ({"nom": "A", "liens": "Club"}, "«\u00a0Club\u00a0» n’est pas lisible"),
        ({"nom": "A", "liens": "aime : Club"}, "«\u00a0aime\u00a0» n’est pas une sorte de lien."),
        ({"nom_personne": "A", "liens": "finance : Club"}, "Il manque le nom de l’organisation."),
        ({"nom": "A", "email": "a@b"}, "«\u00a0a@b\u00a0» n’est pas une adresse e-mail."),
        (
            {"nom": "A", "thematiques": "Jeunes"},
            "de l’espace. Peut-être «\u00a0Jeunesse\u00a0»\u00a0?",
        ),
        ({"nom": "A", "thematiques": "Zzz"}, "n’est pas une thématique de l’espace."),
        ({"nom": "A", "site": "rien du tout"}, "adresse d’un site"),
        ({"nom": "A", "code_commune": "860"}, "code Insee"),
        ({"nom": "A", "code_commune": "Ailleurs"}, "n’est pas le nom d’une seule commune"),
        ({"nom": "A" * 201}, "dépasse 200 caractères"),
        ({"nom_personne": "A", "civilite": "Dr"}, "Madame ou Monsieur"),
        ({"nom_personne": "A", "is_elu": "peut-être"}, "oui ou non"),
        ({"nom_personne": "A", "date_debut": "31/02/2026"}, "n’est pas une date"),
        ({"nom_personne": "A", "date_debut": "01/01/0026"}, "quatre chiffres"),
        ({"nom_personne": "A", "date_debut": "02/01/2026", "dernier_jour": "01/01/2026"}, "vient avant"),
        ({"telephone": "05"}, "Il manque le nom de l’organisation, ou celui du contact."),
        ({"nom_personne": "A", "sigle": "X"}, "Il manque le nom de l’organisation."),
        ({"nom": "A", "prenom": "Zoé"}, "Il manque le nom du contact."),
    ],
)
def test_wrong_cell_is_said_with_its_column(cellules, phrase):
    assert phrase in " ".join(parse_ligne(2, cellules, REPERES).erreurs)


def test_siret_gives_its_siren():
    assert parse_ligne(2, {"nom": "A", "siret": "356 000 000 00048"}, REPERES).valeurs == {
        "nom": "A",
        "siren": "356000000",
        "siret": "35600000000048",
    }
