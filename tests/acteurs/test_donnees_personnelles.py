"""Someone named in a directory knows it, takes it away, and is erased."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from convive.acteurs.actions.echange import delete_echanges_anciens, delete_parts_privees
from convive.acteurs.actions.fusion_fiches import fuse_fiches
from convive.acteurs.actions.lettre_groupe import create_opposition, submit_lettre
from convive.acteurs.models import (
    DestinataireLettre,
    EchangeActeur,
    EcritImport,
    Import,
    LettreGroupe,
    OppositionLettre,
    Organisation,
    Personne,
    Rapprochement,
)
from convive.comptes.actions.adresse import validate_adresse
from convive.comptes.conservation import get_regle
from convive.comptes.registre import Effacement, donnees_personnelles
from convive.comptes.selectors.adresse import get_adresse_prouvee
from tests.acteurs.factories import (
    create_echange_essai,
    create_fonction_essai,
    create_lettre_essai,
    create_organisation_essai,
    create_personne_essai,
    create_poste_essai,
)

pytestmark = pytest.mark.django_db


def get_donnees(modele):
    return next(donnees for donnees in donnees_personnelles.get_all() if donnees.model is modele)


def erase(compte) -> None:
    noms = donnees_personnelles.get_noms_de_role(compte)
    effacement = Effacement(compte, compte.email, str(compte), noms, get_adresse_prouvee(compte))
    for modele in (
        EchangeActeur,
        DestinataireLettre,
        LettreGroupe,
        OppositionLettre,
        Personne,
        Organisation,
        Organisation.versions.model,
        Rapprochement,
    ):
        if (efface := get_donnees(modele).efface) is not None:
            efface(effacement)


def test_person_is_found_by_her_address_and_loses_her_name(espace, chargee, elue):
    personne = create_personne_essai(espace, "Vauclarin", "Noëlle", email="ELUE@exemple.fr", telephone="1")
    create_fonction_essai(personne, create_organisation_essai(espace), "Maire", is_elu=True)
    create_poste_essai(espace, personne=personne)
    autre = create_personne_essai(espace, "Autre", email="autre@exemple.fr")
    validate_adresse(elue)
    donnees = get_donnees(Personne)
    (ligne,) = donnees.get_lignes(elue)
    export = donnees.export_ligne(ligne)
    assert export["postes"] == ["Chargée de coopération CTG – Pays"]
    assert (export["nom"], export["fonctions"]) == ("Noëlle Vauclarin", ["Maire – Les Passeurs du Gué"])
    doublon = create_personne_essai(espace, "Vauclarin", "N.", email="elue@exemple.fr")
    fuse_fiches(by=chargee, gardee=personne, autre=doublon)
    erase(elue)
    for fiche in Personne.objects.exclude(pk=autre.pk):
        assert (fiche.prenom, fiche.nom, fiche.email, fiche.telephone) == ("", "Élu·e", "", "")
    assert personne.fonctions.count() == 1
    # What would bring her name back is gone.
    assert not Rapprochement.objects.exists()
    autre.refresh_from_db()
    assert autre.nom == "Autre"


def test_author_of_cards_keeps_the_name_of_her_role(espace, chargee):
    organisation = create_organisation_essai(espace, email="chargee@exemple.fr", attentes="Un local")
    create_organisation_essai(espace, "Les passeurs du Gue")
    validate_adresse(chargee)
    donnees = get_donnees(Organisation)
    assert {donnees.export_ligne(ligne)["organisation"] for ligne in donnees.get_lignes(chargee)} == {
        "Les Passeurs du Gué",
        "Les passeurs du Gue",
    }
    versions = get_donnees(Organisation.versions.model)
    assert versions.export_ligne(versions.get_lignes(chargee)[0])["organisation"]
    rapprochement = fuse_fiches(
        by=chargee, gardee=organisation, autre=Organisation.objects.exclude(pk=organisation.pk).get()
    )
    export = get_donnees(Rapprochement).export_ligne(rapprochement)
    assert export["décision"] == "fusionnées"
    erase(chargee)
    organisation.refresh_from_db()
    assert (organisation.email, organisation.attentes) == ("", "Un local")
    assert set(organisation.versions.values_list("auteur_nom", flat=True)) == {"Chargé·e de coopération"}


def test_erased_person_leaves_the_files_that_named_her(espace, chargee, elue):
    personne = create_personne_essai(espace, "Vauclarin", email="elue@exemple.fr")
    fait = Import.objects.create(espace=espace, fichier_nom="fait.csv", statut="fait", created_by=chargee)
    EcritImport.objects.create(
        fichier=fait, objet_type="personne", objet_uuid=personne.pk, is_creation=False, avant={"nom": "Vauclarin"}
    )
    for nom, email in (("elle.csv", "ELUE@exemple.fr"), ("autre.csv", "autre@exemple.fr")):
        Import.objects.create(espace=espace, fichier_nom=nom, lignes=[[2, ["x", email]]], created_by=chargee)
    donnees = get_donnees(Import)
    assert {donnees.export_ligne(ligne)["fichier"] for ligne in donnees.get_lignes(chargee)} == {
        *("fait.csv", "elle.csv", "autre.csv"),
    }
    erase(elue)
    assert Import.objects.count() == 3, "her address is not proved: nothing of whoever bears it goes"
    validate_adresse(elue)
    erase(elue)
    assert not EcritImport.objects.exists()
    assert set(Import.objects.values_list("fichier_nom", flat=True)) == {"fait.csv", "autre.csv"}


def test_an_address_without_proof_gives_nothing_of_whoever_bears_it(espace, chargee, elue):
    personne = create_personne_essai(espace, "Vauclarin", "Noëlle", email="ELUE@exemple.fr", telephone="1")
    organisation = create_organisation_essai(espace, email="elue@exemple.fr")
    assert [list(get_donnees(modele).get_lignes(elue)) for modele in (Personne, Organisation)] == [[], []]
    erase(elue)
    personne.refresh_from_db()
    organisation.refresh_from_db()
    assert (str(personne), personne.email, personne.telephone) == ("Noëlle Vauclarin", "ELUE@exemple.fr", "1")
    assert organisation.email == "elue@exemple.fr"


def test_person_named_in_an_exchange_reads_the_shared_part_and_is_erased(espace, chargee, elue):
    personne = create_personne_essai(espace, "Vauclarin", "Noëlle", email="elue@exemple.fr")
    create_echange_essai(chargee, None, "Elle soutient.", personne=personne, prive="À ménager")
    autre = create_echange_essai(chargee, create_organisation_essai(espace), "Reste")
    validate_adresse(elue)
    donnees = get_donnees(EchangeActeur)
    (ligne,) = donnees.get_lignes(elue)
    export = donnees.export_ligne(ligne)
    assert export["contenu de l’échange"] == "Elle soutient."
    assert "À ménager" not in str(export)
    assert "demandez-la-lui" in str(export["part privée"])
    # Whoever wrote it takes it whole.
    assert "À ménager" in str([donnees.export_ligne(ligne) for ligne in donnees.get_lignes(chargee)])
    erase(elue)
    echange = personne.echanges.get()
    assert (echange.texte, echange.prive) == ("Effacé à la demande de la personne.", "")
    autre.refresh_from_db()
    assert autre.texte == "Reste"


def test_author_of_an_exchange_leaves_it_without_her_private_part(espace, chargee):
    echange = create_echange_essai(chargee, create_organisation_essai(espace), prive="À moi")
    erase(chargee)
    echange.refresh_from_db()
    assert (echange.texte, echange.prive) == ("Elle cherche un local.", "")
    assert {echange.auteur_nom, echange.mene_par_nom} == {"Chargé·e de coopération"}


def test_person_who_received_a_letter_reads_it_and_leaves_it_without_her_name(espace, chargee, elue):
    personne = create_personne_essai(espace, "Vauclarin", "Noëlle", email="elue@exemple.fr")
    lettre = create_lettre_essai(chargee, espace, personne)
    submit_lettre(by=chargee, lettre=lettre, version=lettre.version + 1)
    create_opposition(by=None, espace=espace, email="elue@exemple.fr")
    validate_adresse(elue)
    donnees = get_donnees(DestinataireLettre)
    (ligne,) = donnees.get_lignes(elue)
    assert donnees.export_ligne(ligne)["texte"] == "Bonjour Noëlle Vauclarin"
    opposition = get_donnees(OppositionLettre)
    assert [opposition.export_ligne(row)["adresse"] for row in opposition.get_lignes(elue)] == ["elue@exemple.fr"]
    lettres = get_donnees(LettreGroupe)
    assert [lettres.export_ligne(row)["objet"] for row in lettres.get_lignes(chargee)] == [lettre.objet]
    erase(elue)
    copie = lettre.destinataires.get()
    assert (copie.nom, copie.email, copie.texte, copie.etat) == ("Élu·e", "", "", "ecarte")
    assert not OppositionLettre.objects.exists()
    erase(chargee)
    lettre.refresh_from_db()
    assert {lettre.auteur_nom, lettre.envoyee_par_nom} == {"Chargé·e de coopération"}


def test_exchanges_grow_old_private_part_first(espace, chargee):
    organisation = create_organisation_essai(espace)
    for jour in (date(2020, 1, 1), date(2024, 1, 1), date(2026, 1, 1)):
        create_echange_essai(chargee, organisation, date=jour, prive="À moi")
    now = timezone.make_aware(datetime(2026, 6, 1))
    assert delete_echanges_anciens(get_regle("echanges_acteurs").get_limite(now)) == 1
    assert delete_parts_privees(get_regle("echanges_acteurs_prives").get_limite(now)) == 1
    assert list(EchangeActeur.objects.order_by("date").values_list("prive", flat=True)) == ["", "À moi"]
