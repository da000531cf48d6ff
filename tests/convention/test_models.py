"""What the database itself refuses, and who sees what."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from convive.comptes.actions.adresse import validate_adresse
from convive.comptes.registre import donnees_personnelles
from convive.convention.models import Avenant, Ctg, Deliberation, Jalon, Signataire, TypeJalon
from convive.socle.objets import objets
from tests.acteurs.factories import create_personne_essai
from tests.convention.factories import create_avenant_essai, get_signataire
from tests.espaces.factories import create_compte

pytestmark = pytest.mark.django_db


def test_database_refuses_rows_that_mean_nothing(espace, ctg):
    civray = get_signataire(ctg)
    wrong = [
        Ctg(espace=espace, nom="", date_debut=ctg.date_debut, date_fin=ctg.date_fin),
        Ctg(espace=espace, nom="X", date_debut=ctg.date_debut, date_fin=ctg.date_debut - timedelta(days=1)),
        Ctg(espace=espace, nom="X", date_debut=ctg.date_debut, date_fin=ctg.date_fin, plan_modifiable_par="hasard"),
        Signataire(ctg=ctg, organisation=civray.organisation),
        Signataire(ctg=ctg, organisation=civray.organisation, role="roi"),
        Deliberation(signataire=civray),
        Jalon(ctg=ctg, phase="ailleurs", libelle="X"),
        Jalon(ctg=ctg, phase="pilotage", libelle=""),
        Jalon(ctg=ctg, phase="pilotage", libelle="X", is_sans_objet=True, date_reelle=ctg.date_debut),
        TypeJalon(espace=espace, phase="pilotage", libelle="Bilan de l’année"),
        Avenant(espace=espace, ctg=ctg, numero=1, objet="", nature="adhesion", date_effet=ctg.date_debut),
        Avenant(espace=espace, ctg=ctg, numero=1, objet="X", nature="autre", date_effet=ctg.date_debut),
    ]
    for row in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_an_organisation_that_signs_is_not_deleted_and_goes_with_its_espace(espace, ctg):
    with pytest.raises(RestrictedError):
        get_signataire(ctg).organisation.delete()
    espace.delete()
    assert not Signataire.objects.exists()


def test_ctg_and_avenants_are_seen_by_those_who_read_them(ctg, chargee, elue, administrateur, etrangere):
    avenant = create_avenant_essai(ctg, chargee)
    jalon = Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Un jalon")
    for modele, row in ((Ctg, ctg), (Avenant, avenant), (Jalon, jalon), (Signataire, get_signataire(ctg))):
        seen = [row in modele.objects.visible_to(compte) for compte in (chargee, elue, administrateur, etrangere)]
        assert seen == [True, True, False, False]
    assert str(objets.get_reference(avenant).resolve(elue).libelle) == "Avenant n° 1 : Ce qui change"
    assert objets.get_reference(ctg).resolve(etrangere) is None


def test_whoever_signed_finds_it_among_her_data(espace, ctg):
    civray = get_signataire(ctg)
    carte = create_personne_essai(espace, "Une", "Personne", email="SIGNEE@exemple.fr")
    signee, homonyme = create_compte("signee"), create_compte("homonyme")
    # Anybody may choose her name, and type her address.
    signee.nom_affiche = homonyme.nom_affiche = "Personne Une"
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is Signataire)
    for compte in (signee, homonyme):
        assert list(declaration.get_lignes(compte)) == []
    for compte in (signee, homonyme):
        validate_adresse(compte)
    assert list(declaration.get_lignes(homonyme)) == []
    (row,) = declaration.get_lignes(signee)
    assert declaration.export_ligne(row)["représentée par"] == "Personne Une, présidente"
    # She represents it today, under a name that is not written in the act.
    carte.nom = "Autre"
    carte.save()
    assert list(declaration.get_lignes(signee)) == []
    civray.representant_actuel = carte
    civray.save()
    assert list(declaration.get_lignes(signee)) == [civray]
