"""A contact in one cell is parted as people write it, and what was guessed is told."""

import pytest

from convive.acteurs.rules.contacts import Contact, split_contact
from convive.acteurs.rules.lignes import Reperes, parse_ligne
from convive.documents.rules.cellules import is_total

SANS_REPERES = Reperes({}, {}, {}, {}, {})


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Mme LAURENT Chloé", Contact("LAURENT", "Chloé", "madame")),
        ("M. Koffi N'DRI", Contact("N'DRI", "Koffi", "monsieur")),
        ("DE LA TOUR Anne-Marie", Contact("DE LA TOUR", "Anne-Marie")),
        ("Ève Dupont-Martin", Contact("Dupont-Martin", "Ève", is_devine=True)),
        ("Mlle Petit", Contact("Petit", civilite="madame")),
        ("SEUL", Contact("SEUL")),
        ("JEAN PETIT", Contact("JEAN PETIT")),
        ("M", Contact("M")),
    ],
)
def test_a_contact_in_one_cell_is_parted(texte, attendu):
    assert split_contact(texte) == attendu


def test_a_column_of_first_names_leaves_names_as_they_are():
    dites = {"nom": "Ville", "nom_personne": "de la Tour", "prenom": "Anne"}
    assert parse_ligne(2, dites, SANS_REPERES).valeurs == dites
    lue = parse_ligne(2, {"nom": "Ville", "nom_personne": "Anne de la Tour"}, SANS_REPERES, avec_prenom=False)
    assert (lue.valeurs["prenom"], lue.valeurs["nom_personne"]) == ("Anne", "de la Tour")
    assert lue.avertissements == ["Lu ainsi\u00a0: prénom Anne, nom de la Tour."]


@pytest.mark.parametrize("texte", ["Total", "TOTAL : 4 structures", "Sous-total", "Total général (12)", "Totaux"])
def test_a_row_of_total_is_known(texte):
    assert is_total(texte)


@pytest.mark.parametrize("texte", ["Total danse, association", "Totalement jeunes", "Association Total"])
def test_a_name_is_not_a_total(texte):
    assert not is_total(texte)
