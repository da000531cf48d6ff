import pytest

from convive.acteurs.rules.lettres_groupe import (
    EtatDestinataire,
    describe_bilan,
    fill_champs,
    list_inconnus,
    list_vides,
)

VALEURS = {
    "civilite": "Madame",
    "prenom": "Noëlle",
    "nom": "Vauclarin",
    "qualite": "",
    "organisation": "Les Gués",
}


@pytest.mark.parametrize(
    ("texte", "rempli"),
    [
        ("{civilité} {prénom} {nom},", "Madame Noëlle Vauclarin,"),
        ("{Civilite} {PRENOM}", "Madame Noëlle"),
        # What is empty leaves neither two spaces nor one before the comma.
        ("{civilité} {qualité} {nom}", "Madame Vauclarin"),
        ("Chère {qualité}, bonjour", "Chère, bonjour"),
        ("{qualité}, {qualité}, {nom}", "Vauclarin"),
        ("{nom}, {qualité}, {organisation}", "Vauclarin, Les Gués"),
        ("{prénom} {qualité}.\n\n  À {organisation}", "Noëlle.\n\nÀ Les Gués"),
        ("Une accolade { seule }", "Une accolade { seule }"),
    ],
)
def test_fields_are_filled_for_one_person(texte, rempli):
    assert fill_champs(texte, VALEURS) == rempli


def test_fields_that_are_empty_or_unknown_are_named():
    assert list_vides(VALEURS, "{qualité}", "{nom} {Qualite}") == ["qualité"]
    assert list_vides(VALEURS, "sans champ") == []
    assert list_inconnus("{prénom} {ville}", "{ville} {Nom}") == ["{ville}"]


def test_what_became_of_the_copies_reads_as_a_sentence():
    comptes = {EtatDestinataire.PARTI: 12, EtatDestinataire.REFUSE: 1, EtatDestinataire.PAPIER: 2, "prevu": 0}
    assert describe_bilan(comptes) == "12\u00a0parties par e-mail, 1\u00a0refusée, 2\u00a0à poster"
