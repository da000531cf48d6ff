"""A file is read, checked, written, undone; sent twice, it changes nothing."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.actions.imports import (
    create_import,
    delete_import,
    import_lignes,
    restore_import,
    update_colonnes,
)
from convive.acteurs.actions.lien_organisations import attach_organisation
from convive.acteurs.exports.annuaire import render_annuaire
from convive.acteurs.models import EcritImport, Fonction, Import, LienOrganisations, Organisation, Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.plan_import import build_plan
from convive.comptes.conservation import get_regle, purges
from convive.journal.models import Journal
from tests.acteurs.factories import (
    create_fonction_essai,
    create_groupe_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.espaces.factories import create_compte, create_membre, create_thematique

pytestmark = pytest.mark.django_db
TITRES = ["Organisation", "Type", "SIRET", "Téléphone", "Prénom", "Nom", "Fonction", "Mail contact", "Thématiques"]


@pytest.fixture
def membre(espace, chargee):
    return espace.membres.get(compte=chargee)


def envoie(membre, *lignes, titres=TITRES) -> Import:
    tampon = io.StringIO()
    csv.writer(tampon, delimiter=";").writerows([titres, *lignes])
    return create_import(
        by=membre.compte, espace=membre.espace, fichier=FichierRecu("carnet.csv", "csv", tampon.getvalue().encode())
    )


def get_etat():
    """All that the directory says."""
    return [
        sorted(map(str, modele.objects.values_list(*champs)))
        for modele, champs in (
            (
                Organisation,
                (
                    *("nom", "type", "siren", "siret", "telephone", "email", "communes", "thematiques", "source"),
                    *("attentes", "position", "position_motif"),
                ),
            ),
            (Personne, ("nom", "prenom", "civilite", "email", "telephone", "source", "date_collecte")),
            (LienOrganisations, ("de__nom", "vers__nom", "nature", "precision")),
            (Fonction, ("personne", "organisation", "intitule", "is_elu", "date_debut", "date_fin")),
        )
    ]


def test_file_creates_then_the_same_file_changes_nothing(membre):
    create_thematique(membre.espace, "Jeunesse")
    lignes = [
        [
            "Les Passeurs",
            "Association",
            "",
            "549123456",
            "Soraya",
            "Bellegué",
            "Directrice",
            "s@exemple.fr",
            "Jeunesse",
        ],
        ["LES PASSEURS", "Association", "", "", "Zoé", "Andrieu", "Présidente", "", ""],
        ["Mairie de Civray", "Mairie", "", "", "", "", "", "", ""],
        ["", "", "", "", "Paul", "Sansmaison", "", "p@exemple.fr", ""],
    ]
    fichier = envoie(membre, *lignes)
    assert envoie(membre, *lignes) == fichier
    assert Organisation.objects.count() == 0
    plan = import_lignes(membre=membre, fichier=fichier, is_tout=True)
    assert {cle: nombre for cle, nombre in plan.bilan.items() if nombre} == {
        "organisations_creees": 2,
        "personnes_creees": 3,
        "fonctions_creees": 2,
    }
    passeurs = Organisation.objects.get(nom="Les Passeurs")
    assert (passeurs.telephone, passeurs.thematiques.get().nom) == ("0549123456", "Jeunesse")
    assert {str(f) for f in passeurs.fonctions.all()} == {"Soraya Bellegué, Directrice", "Zoé Andrieu, Présidente"}
    personne = Personne.objects.get(nom="Bellegué")
    assert (personne.email, personne.source) == ("s@exemple.fr", "Fichier «\u00a0carnet.csv\u00a0»")
    fichier.refresh_from_db()
    assert (fichier.statut, fichier.lignes) == ("fait", [])
    assert Journal.objects.filter(geste="importer", objet_uuid=fichier.pk).count() == 1
    encore = envoie(membre, *lignes)
    plan = build_plan(membre, encore)
    assert (plan.is_vide, plan.bilan["ignorees"], encore == fichier) == (True, 4, False)
    with pytest.raises(ActeurRefuse, match="rien à importer"):
        import_lignes(membre=membre, fichier=encore, is_tout=True)
    with pytest.raises(ActeurRefuse, match="étape suivante"):
        import_lignes(membre=membre, fichier=fichier, is_tout=True)


def test_known_cards_are_changed_found_by_number_name_or_acronym(membre):
    par_numero = create_organisation_essai(membre.espace, "Ancien nom", siret="35600000000048", siren="356000000")
    par_nom = create_organisation_essai(membre.espace, "Foyer rural", telephone="05")
    par_sigle = create_organisation_essai(membre.espace, "Caisse familiale", sigle="CF")
    personne = create_personne_essai(membre.espace)
    create_fonction_essai(personne, par_nom, "Directrice")
    fichier = envoie(
        membre,
        ["Nouveau nom", "", "356 000 000 00048", "", "", "", "", "", ""],
        ["FOYER RURAL", "", "", "06", "Soraya", "BELLEGUÉ", "directrice", "s@exemple.fr", ""],
        ["CF", "", "", "07", "", "", "", "", ""],
    )
    plan = build_plan(membre, fichier)
    assert [ligne.effets for ligne in plan.lignes] == [
        ["organisation à changer\u00a0: nom"],
        ["organisation à changer\u00a0: téléphone", "contact à changer\u00a0: adresse e-mail professionnelle"],
        ["organisation à changer\u00a0: téléphone"],
    ]
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    for row in (par_numero, par_nom, par_sigle, personne):
        row.refresh_from_db()
    assert (par_numero.nom, par_nom.nom, par_nom.telephone, par_sigle.nom) == (
        "Nouveau nom",
        "Foyer rural",
        "06",
        "Caisse familiale",
    )
    assert (personne.nom, personne.email, Fonction.objects.count()) == ("Bellegué", "s@exemple.fr", 1)
    restore_import(by=membre.compte, fichier=fichier)
    for row in (par_numero, par_nom, personne):
        row.refresh_from_db()
    assert (par_numero.nom, par_nom.telephone, personne.email) == ("Ancien nom", "05", "")


def test_all_or_nothing_or_the_good_rows_only(membre):
    fichier = envoie(
        membre,
        ["Bonne", "", "", "", "", "", "", "", ""],
        ["Mauvaise", "Truc", "", "", "", "", "", "", ""],
        ["Mauvaise", "", "123", "", "", "", "", "", ""],
    )
    assert [ligne.numero for ligne in build_plan(membre, fichier).en_erreur] == [3, 4]
    with pytest.raises(ActeurRefuse, match="tout ou rien"):
        import_lignes(membre=membre, fichier=fichier, is_tout=True)
    assert not Organisation.objects.exists()
    import_lignes(membre=membre, fichier=fichier, is_tout=False)
    assert Organisation.objects.get().nom == "Bonne"


def test_rows_that_contradict_one_another_keep_the_first(membre):
    create_personne_essai(membre.espace, "Petit", "Léa", email="lea@exemple.fr")
    fichier = envoie(
        membre,
        ["Foyer", "", "", "05", "", "", "", "", ""],
        ["Foyer", "", "", "06", "Léa", "Petit", "", "autre@exemple.fr", ""],
        ["Foyers", "", "", "", "", "", "", "", ""],
    )
    plan = build_plan(membre, fichier)
    warnings = [" ".join(ligne.avertissements) for ligne in plan.lignes]
    assert "qui est gardé\u00a0: téléphone." in warnings[1]
    assert "Une autre personne porte ce nom" in warnings[1]
    assert "Ressemble à «\u00a0Foyer\u00a0»" in warnings[2]
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    assert build_plan(membre, envoie(membre, *[["Foyer", "", "", "05", "", "", "", "", ""]])).is_vide
    Personne.objects.update(email="")
    ligne = build_plan(membre, envoie(membre, ["", "", "", "", "Léa", "Petit", "", "x@exemple.fr", ""])).lignes[0]
    assert ligne.erreurs == ["Plusieurs personnes de l’annuaire portent ce nom\u00a0: ajoutez son e-mail."]


def test_a_list_that_people_really_keep_is_understood(membre):
    fichier = envoie(
        membre,
        ["Ville d’Essai", "Mairie", "Mme LAURENT Chloé", "Adjointe", "c.laurent@exemple.test"],
        ["Étoile", "asso", "Koffi Ndri", "", ""],
        ["Total : 2 structures", "", "", "", ""],
        titres=["NOM DE LA STRUCTURE", "NATURE", "Référent·e", "Qualité", "Mail"],
    )
    plan = import_lignes(membre=membre, fichier=fichier, is_tout=True)
    assert set(Organisation.objects.values_list("nom", flat=True)) == {"Ville d’Essai", "Étoile"}
    chloe, koffi = Personne.objects.order_by("nom")
    assert (chloe.civilite, chloe.prenom, chloe.nom, chloe.email) == (
        *("madame", "Chloé", "LAURENT"),
        "c.laurent@exemple.test",
    )
    assert (koffi.prenom, koffi.nom) == ("Koffi", "Ndri")
    assert [ligne.avertissements for ligne in plan.lignes[1:]] == [
        ["Lu ainsi\u00a0: prénom Koffi, nom Ndri."],
        ["Une ligne de total, qui n’est pas reprise."],
    ]


def test_functions_follow_their_dates(membre):
    titres = ["Organisation", "Nom du contact", "Fonction", "Élu·e", "Début de fonction", "Fin de fonction"]
    fichier = envoie(
        membre,
        ["Mairie", "Roux", "Maire", "oui", "01/04/2014", "31/03/2020"],
        ["Mairie", "Roux", "Maire", "oui", "01/04/2020", ""],
        titres=titres,
    )
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    dates = list(Fonction.objects.order_by("date_debut").values_list("date_debut", "date_fin", "is_elu"))
    assert dates == [(date(2014, 4, 1), date(2020, 4, 1), True), (date(2020, 4, 1), None, True)]
    suite = envoie(
        membre,
        ["Mairie", "Roux", "Maire", "", "", "30/06/2026"],
        ["Mairie", "Roux", "Maire", "", "01/01/2016", ""],
        titres=titres,
    )
    plan = build_plan(membre, suite)
    assert plan.lignes[0].effets == ["fonction à changer\u00a0: jusqu’au (exclu)"]
    assert "se recoupent" in plan.lignes[1].erreurs[0]


def test_texts_and_ties_are_changed_then_given_back(membre):
    foyer = create_organisation_essai(membre.espace, "Foyer", attentes="Un local", position="a_convaincre")
    club, autre = (create_organisation_essai(membre.espace, "Club", sigle=sigle) for sigle in ("", "CL"))
    tie = attach_organisation(by=membre.compte, de=foyer, vers=club, nature="finance")
    titres = ["Structure", "Attentes", "Position", "Liens"]
    fichier = envoie(
        membre,
        ["Foyer", "Deux locaux\nle soir", "Porteuse", "finance : Club (le mercredi)\nest en lien avec : Relais"],
        ["Relais", "", "", "adhère à « Foyer »; adhère à : Inconnue ; finance : Relais ; héberge : Club"],
        titres=titres,
    )
    plan = build_plan(membre, fichier)
    assert plan.lignes[0].effets == [
        "organisation à changer\u00a0: ce qu’elle attend de la CTG, position",
        "lien à changer\u00a0: précision",
        "lien à créer avec Relais",
    ]
    assert plan.lignes[1].avertissements == [
        "Le lien avec «\u00a0Inconnue\u00a0» n’est pas repris\u00a0: elle n’est pas dans l’annuaire.",
        "Le lien avec «\u00a0Relais\u00a0» n’est pas repris\u00a0: c’est elle-même.",
        "Le lien avec «\u00a0Club\u00a0» n’est pas repris\u00a0: plusieurs organisations portent ce nom.",
    ]
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    foyer.refresh_from_db()
    tie.refresh_from_db()
    assert (foyer.attentes, foyer.position, tie.precision) == ("Deux locaux\nle soir", "porteuse", "le mercredi")
    assert list(Organisation.versions.filter(uuid=foyer.pk).values_list("attentes", flat=True)) == [
        "Deux locaux\nle soir",
        "Un local",
    ]
    restore_import(by=membre.compte, fichier=fichier)
    foyer.refresh_from_db()
    tie.refresh_from_db()
    assert (foyer.attentes, foyer.position, tie.precision) == ("Un local", "a_convaincre", "")
    assert set(Organisation.objects.all()) == {foyer, club, autre}
    assert LienOrganisations.objects.get() == tie


def test_undoing_keeps_what_was_used_or_changed_since(membre):
    avant = create_organisation_essai(membre.espace, "Déjà là", telephone="05", communes=("86078",))
    fichier = envoie(
        membre,
        ["Déjà là", "", "", "06", "", "", "", "", ""],
        ["Restera", "", "", "", "", "", "", "", ""],
        ["Partira", "", "", "", "Zoé", "Partante", "Agente", "", ""],
        ["", "", "", "", "Zoé", "Groupée", "", "", ""],
        ["", "", "", "", "Zoé", "Relue", "", "", ""],
        ["", "", "", "", "Zoé", "Réunie", "", "", ""],
    )
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    create_fonction_essai(create_personne_essai(membre.espace), Organisation.objects.get(nom="Restera"))
    create_groupe_essai(membre.espace, "Le groupe", Personne.objects.get(nom="Groupée"))
    Personne.objects.filter(nom="Relue").update(version=2)
    create_personne_essai(membre.espace, "Reunie", "Zoé", fusionnee_dans=Personne.objects.get(nom="Réunie"))
    Organisation.objects.filter(pk=avant.pk).update(telephone="07")
    done = restore_import(by=membre.compte, fichier=fichier)
    assert sorted(done.restes) == [
        "Déjà là\u00a0: téléphone, changé depuis",
        "Restera\u00a0: a servi depuis",
        "Zoé Groupée\u00a0: a servi depuis",
        "Zoé Relue\u00a0: a changé depuis",
        "Zoé Réunie\u00a0: a changé depuis",
    ]
    assert set(Organisation.objects.values_list("nom", flat=True)) == {"Déjà là", "Restera"}
    assert not Personne.objects.filter(nom="Partante").exists()
    with pytest.raises(ActeurRefuse, match="étape suivante"):
        restore_import(by=membre.compte, fichier=fichier)


def test_columns_can_be_corrected_and_a_file_given_up(membre):
    fichier = envoie(membre, ["Rue du Gué", "Foyer"], titres=["Organisation", "Autre chose"])
    update_colonnes(by=membre.compte, fichier=fichier, mapping={"adresse": 0, "nom": 1, "sigle": 9})
    fichier.refresh_from_db()
    assert (fichier.mapping, build_plan(membre, fichier).lignes[0].libelle) == ({"adresse": 0, "nom": 1}, "Foyer")
    with pytest.raises(ActeurRefuse, match="quelle colonne"):
        update_colonnes(by=membre.compte, fichier=fichier, mapping={"adresse": 0})
    delete_import(by=membre.compte, fichier=fichier)
    assert not Import.objects.exists()
    with pytest.raises(ActeurRefuse, match="aucune ligne"):
        create_import(by=membre.compte, espace=membre.espace, fichier=FichierRecu("vide.csv", "csv", b" "))


def test_file_left_for_a_month_is_erased(membre):
    laisse, recent = envoie(membre, ["Foyer", *[""] * 8]), envoie(membre, ["Club", *[""] * 8])
    fait = envoie(membre, ["Foyer rural", *[""] * 8])
    import_lignes(membre=membre, fichier=fait, is_tout=True)
    limite = get_regle("imports_abandonnes").get_limite(timezone.now())
    Import.objects.exclude(pk=recent.pk).update(updated_at=limite - timedelta(minutes=1))
    assert purges.get_all()["imports_abandonnes"](limite) == 1
    assert set(Import.objects.all()) == {recent, fait}
    assert Journal.objects.get(geste="effacer").objet_uuid == laisse.pk


def test_limited_place_writes_what_she_sees(membre):
    jeunesse, logement = (create_thematique(membre.espace, nom) for nom in ("Jeunesse", "Logement"))
    create_organisation_essai(membre.espace, "Cachée", siret="35600000000048", thematiques=(logement,))
    place = create_membre(membre.espace, create_compte("limitee"), "coordonnateur_thematique")
    place.thematiques.set([jeunesse])
    fichier = envoie(
        place,
        ["Autre", "", "35600000000048", "", "", "", "", "", ""],
        ["Foyer", "", "", "", "", "", "", "", "Logement"],
        ["Club", "", "", "", "", "", "", "", "Jeunesse"],
    )
    plan = build_plan(place, fichier)
    assert [" ".join(ligne.erreurs) for ligne in plan.lignes] == [
        "Une organisation que vous ne voyez pas a déjà ce SIRET.",
        "Thématiques\u00a0: l’une d’elles n’est pas des vôtres.",
        "",
    ]


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_export_comes_back_and_changes_nothing(membre, format):
    jeunesse = create_thematique(membre.espace, "Sport, loisirs")
    passeurs = create_organisation_essai(
        membre.espace,
        "=Passeurs du Gué",
        sigle="'+LPG",
        siret="35600000000048",
        siren="356000000",
        telephone="+33 5 49",
        email="Accueil@exemple.fr",
        communes=("86078", "99999"),
        source="-annuaire",
        attentes="=Des locaux ;\n\n- le mercredi\n- « le  soir »",
        position="favorable",
        position_motif="A voté\u00a0: oui, le 3 mars",
    )
    seule = create_organisation_essai(membre.espace, "Seule « à » (deux)", thematiques=(jeunesse,), source="site")
    attach_organisation(
        by=membre.compte, de=passeurs, vers=seule, nature="finance", precision="l’accueil (2026) ; tout"
    )
    attach_organisation(by=membre.compte, de=passeurs, vers=seule, nature="adhere")
    attach_organisation(by=membre.compte, de=seule, vers=passeurs, nature="gere")
    personne = create_personne_essai(
        membre.espace, civilite="madame", email="s@exemple.fr", date_collecte=date(2026, 1, 2)
    )
    create_fonction_essai(personne, passeurs, "@Directrice", date(2014, 4, 1), date(2020, 4, 1), is_elu=True)
    create_fonction_essai(personne, passeurs, "@Directrice", date(2020, 4, 1), None, is_contact_principal=True)
    create_personne_essai(membre.espace, "Sansmaison", "Paul", date_collecte=date(2026, 3, 4))
    before = get_etat()
    nom, rendu = render_annuaire(membre, format)
    assert nom.endswith(f".{format}")
    fichier = create_import(by=membre.compte, espace=membre.espace, fichier=FichierRecu(nom, format, rendu.contenu))
    plan = build_plan(membre, fichier)
    assert [(ligne.libelle, ligne.erreurs, ligne.effets) for ligne in plan.lignes if ligne.etat != "ignoree"] == []
    assert (len(plan.lignes), plan.is_vide) == (4, True)
    if format == "csv":
        assert "'=Passeurs" in rendu.contenu.decode()
    # Into an empty directory, it is what it was.
    Fonction.objects.all().delete()
    Personne.objects.all().delete()
    Organisation.objects.all().delete()
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    after = get_etat()
    assert (before[:3], len(after[3]), EcritImport.objects.count()) == (after[:3], 2, 9)
    created = Organisation.objects.get(nom="=Passeurs du Gué")
    assert created.attentes == "=Des locaux ;\n\n- le mercredi\n- « le  soir »"
    version = Organisation.versions.get(uuid=created.pk)
    assert (version.attentes, version.auteur_nom) == (created.attentes, str(membre.compte))
    restore_import(by=membre.compte, fichier=fichier)
    assert (Organisation.objects.count(), LienOrganisations.objects.count()) == (0, 0)


def test_two_cards_that_nobody_has_joined_yet_stay_two(membre):
    for nom, source in (("Passeurs du Gué", "site"), ("Passeurs du Gue", "annuaire")):
        create_fonction_essai(
            create_personne_essai(membre.espace, prenom=source),
            create_organisation_essai(membre.espace, nom, source=source),
        )
    nom, rendu = render_annuaire(membre, "csv")
    recu = FichierRecu(nom, "csv", rendu.contenu)
    assert build_plan(membre, create_import(by=membre.compte, espace=membre.espace, fichier=recu)).is_vide
