"""Extracts of the register of Insee, in the layout of its stock: invented establishments."""

from convive.acteurs.rules.colonnes import guess_colonnes, split_entete
from convive.acteurs.rules.lignes import Reperes, parse_ligne
from convive.documents.rules.colonnes import get_cellules

ENTETES = (
    "siren,nic,siret,etatAdministratifEtablissement,denominationUniteLegale,enseigne1Etablissement,nomUniteLegale,"
    "prenomUsuelUniteLegale,categorieJuridiqueUniteLegale,numeroVoieEtablissement,typeVoieEtablissement,"
    "libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,codeCommuneEtablissement"
)
LIGNES = (
    "123456782,00010,12345678200010,A,LES PETITS GALOPINS,,,,9220,3,RUE,DES ECOLES,86400,CIVRAY,86078",
    ",,,F,ANCIEN CLUB,,,,9220,,,,86400,CIVRAY,86078",
    ",,,A,[ND],,[ND],[ND],1000,,,,86400,CIVRAY,86078",
    ",,,A,,,Durand,Lise,1000,,,,86400,CIVRAY,86078",
    ",,,A,MAIRIE DE CIVRAY,,,,7210,,PL,DE LA MAIRIE,86400,CIVRAY,86078",
)
REPERES = Reperes(
    types={"association": "association", "entreprise": "entreprise", "commune": "commune"},
    positions={},
    natures={},
    thematiques={},
    communes={"86078": "86078", "civray": "86078"},
)


def read(lignes=LIGNES):
    rows = [(rang, texte.split(",")) for rang, texte in enumerate((ENTETES, *lignes), 1)]
    entetes, under = split_entete(rows)
    mapping = guess_colonnes(entetes)
    return [parse_ligne(numero, get_cellules(mapping, cellules), REPERES) for numero, cellules in under]


def test_an_extract_enters_the_directory_as_it_is():
    galopins, _, _, durand, mairie = read()
    assert galopins.erreurs == []
    assert galopins.numero == 2
    assert galopins.valeurs == {
        "nom": "LES PETITS GALOPINS",
        "type": "association",
        "siren": "123456782",
        "siret": "12345678200010",
        "adresse": "3 RUE DES ECOLES, 86400 CIVRAY",
        "code_commune": "86078",
        "source": "Sirene (Insee)",
    }
    assert (durand.valeurs["nom"], durand.valeurs["type"]) == ("Lise Durand", "entreprise")
    assert (mairie.valeurs["nom"], mairie.valeurs["type"]) == ("MAIRIE DE CIVRAY", "commune")


def test_a_closed_establishment_and_someone_who_is_not_named_are_refused_with_the_reason():
    _, ferme, anonyme, *_ = read()
    assert ferme.erreurs == ["Type\u00a0: cet établissement est fermé, il n’entre pas dans l’annuaire."]
    assert anonyme.erreurs == ["Il manque le nom de l’organisation, ou celui du contact."]


def test_the_longest_category_that_is_known_says_the_type():
    lignes = [LIGNES[0].replace("9220", categorie) for categorie in ("7346", "7361", "7389", "5710", "9900")]
    rows = [(rang, texte.split(",")) for rang, texte in enumerate((ENTETES, *lignes), 1)]
    entetes, under = split_entete(rows)
    rang = entetes.index("Type")
    assert [cellules[rang] for _, cellules in under] == [
        "Intercommunalité",
        "CCAS ou CIAS",
        "Établissement public",
        "Entreprise",
        "",
    ]
