"""Write the cards: what is saved, joined, refused, and what the journal says."""

from datetime import date

import pytest

from convive.acteurs.actions.fonction import SaisieFonction, create_fonction, delete_fonction, update_fonction
from convive.acteurs.actions.groupe import attach_fiches, create_groupe, detach_fiche, update_groupe
from convive.acteurs.actions.lien_organisations import attach_organisation, detach_organisation
from convive.acteurs.actions.organisation import (
    close_organisation,
    create_organisation,
    reopen_organisation,
    update_organisation,
)
from convive.acteurs.actions.personne import (
    close_personne,
    create_personne,
    reopen_personne,
    update_personne,
)
from convive.acteurs.models import Fonction, LienOrganisations, Organisation, Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.espaces.actions.cahier import delete_ligne
from convive.espaces.actions.ecriture import FicheChangee, Saisie
from convive.espaces.models import Espace
from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Geste
from convive.journal.selectors import get_journal
from tests.acteurs.factories import create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"


def list_gestes(espace: Espace) -> list[str]:
    return [ligne.geste for ligne in get_journal(espace.pk) if ligne.type_libelle != "Espace"]


def test_organisation_is_created_changed_archived_and_journaled(espace, chargee):
    saisie = Saisie({"nom": "Graines", "type": "association", "attentes": "Des locaux"})
    organisation = create_organisation(by=chargee, espace=espace, saisie=saisie)
    assert organisation.versions.count() == 1
    update = Saisie({"nom": "Graines d’Orvelle"}, version=1)
    assert update_organisation(by=chargee, organisation=organisation, saisie=update)
    current = Organisation.objects.get()
    assert (current.nom, current.attentes, current.version) == ("Graines d’Orvelle", "Des locaux", 2)
    # What is not a text makes no version of the texts; saving the same again changes nothing.
    assert current.versions.count() == 1
    again = Saisie({"nom": "Graines d’Orvelle"}, version=2)
    assert update_organisation(by=chargee, organisation=current, saisie=again) is False
    close_organisation(by=chargee, organisation=current)
    close_organisation(by=chargee, organisation=current)
    assert Organisation.objects.get().archivee_le is not None
    reopen_organisation(by=chargee, organisation=current)
    reopen_organisation(by=chargee, organisation=current)
    assert Organisation.objects.get().archivee_le is None
    assert list_gestes(espace) == [Geste.ROUVRIR, Geste.CLORE, Geste.MODIFIER, Geste.CREER]


def test_a_form_of_an_organisation_that_is_too_old_saves_nothing(espace, chargee, directeur):
    organisation = create_organisation_essai(espace, attentes="Un.", telephone="1")
    update_organisation(by=directeur, organisation=organisation, saisie=Saisie({"telephone": "2"}, version=1))
    with pytest.raises(FicheChangee) as changee:
        update_organisation(by=chargee, organisation=organisation, saisie=Saisie({"attentes": "Deux."}, version=1))
    assert (changee.value.objet.version, changee.value.objet.updated_by) == (2, directeur)
    assert Organisation.objects.get().attentes == "Un."


def test_siret_is_held_once_in_an_espace(espace, chargee):
    create_organisation_essai(espace, siret=SIRET)
    saisie = Saisie({"nom": "Autre", "type": "entreprise", "siret": SIRET})
    with pytest.raises(ActeurRefuse, match="a déjà ce SIRET"):
        create_organisation(by=chargee, espace=espace, saisie=saisie)
    autre = create_organisation_essai(espace, "Autre")
    with pytest.raises(ActeurRefuse, match="a déjà ce SIRET"):
        update_organisation(by=chargee, organisation=autre, saisie=Saisie({"siret": SIRET}))


def test_person_is_created_with_her_function_changed_and_archived(espace, chargee):
    organisation = create_organisation_essai(espace)
    saisie = Saisie({"nom": "Orvelin", "prenom": "Maëlle", "email": "m@x.fr", "source": "sa carte"})
    personne = create_personne(
        by=chargee, espace=espace, saisie=saisie, fonction=SaisieFonction(organisation, "Chargée de mission")
    )
    assert personne.fonctions.get().intitule == "Chargée de mission"
    update = Saisie({"telephone": "1"}, version=1)
    assert update_personne(by=chargee, personne=personne, saisie=update) is True
    assert update_personne(by=chargee, personne=personne, saisie=Saisie({"telephone": "1"}, 2)) is False
    with pytest.raises(FicheChangee):
        update_personne(by=chargee, personne=personne, saisie=Saisie({"telephone": "2"}, version=1))
    close_personne(by=chargee, personne=personne)
    close_personne(by=chargee, personne=personne)
    reopen_personne(by=chargee, personne=personne)
    reopen_personne(by=chargee, personne=personne)
    assert Personne.objects.get().archivee_le is None
    gestes = [Geste.ROUVRIR, Geste.CLORE, Geste.MODIFIER, Geste.RATTACHER, Geste.CREER, Geste.CREER]
    assert list_gestes(espace) == gestes
    assert "m@x.fr" not in str([ligne.detail for ligne in get_journal(espace.pk)])


def test_function_refuses_dates_that_contradict_one_another(espace, chargee):
    personne, organisation = create_personne_essai(espace), create_organisation_essai(espace)
    backwards = SaisieFonction(organisation, date_debut=date(2026, 3, 2), date_fin=date(2026, 3, 2))
    with pytest.raises(ActeurRefuse, match="avant le premier"):
        create_fonction(by=chargee, personne=personne, saisie=backwards)
    create_fonction(
        by=chargee, personne=personne, saisie=SaisieFonction(organisation, "Maire", date_fin=date(2026, 3, 2))
    )
    with pytest.raises(ActeurRefuse, match="se recoupent"):
        create_fonction(
            by=chargee, personne=personne, saisie=SaisieFonction(organisation, "maire", date_debut=date(2026, 3, 1))
        )
    suite = SaisieFonction(organisation, "Maire", date_debut=date(2026, 3, 2), date_fin=date(2032, 3, 2))
    fonction = create_fonction(by=chargee, personne=personne, saisie=suite)
    update_fonction(by=chargee, fonction=fonction, saisie=suite)
    ended = SaisieFonction(organisation, "Maire", date_debut=date(2026, 3, 2), date_fin=date(2026, 9, 1))
    update_fonction(by=chargee, fonction=fonction, saisie=ended)
    fonction.refresh_from_db()
    assert fonction.dernier_jour == date(2026, 8, 31)
    delete_fonction(by=chargee, fonction=fonction)
    delete_fonction(by=chargee, fonction=fonction)
    with pytest.raises(ActeurRefuse, match="retirée entre-temps"):
        update_fonction(by=chargee, fonction=fonction, saisie=ended)
    assert Fonction.objects.count() == 1
    assert list_gestes(espace)[:3] == [Geste.DETACHER, Geste.MODIFIER, Geste.RATTACHER]


def test_function_stays_in_its_espace(espace, chargee, etrangere):
    ailleurs = create_organisation_essai(etrangere.membres.get().espace)
    with pytest.raises(ActeurRefuse, match="pas de cet espace"):
        create_fonction(by=chargee, personne=create_personne_essai(espace), saisie=SaisieFonction(ailleurs))


def test_organisations_are_tied_once_and_untied(espace, chargee, etrangere):
    caf, passeurs = create_organisation_essai(espace, "Caf"), create_organisation_essai(espace)
    for _ in range(2):
        lien = attach_organisation(by=chargee, de=caf, vers=passeurs, nature="finance")
    attach_organisation(by=chargee, de=caf, vers=passeurs, nature="finance", precision="Prestation de service")
    assert LienOrganisations.objects.get().precision == "Prestation de service"
    assert str(lien) == "Caf finance Les Passeurs du Gué"
    for vers in (caf, create_organisation_essai(etrangere.membres.get().espace)):
        with pytest.raises(ActeurRefuse, match="deux organisations différentes"):
            attach_organisation(by=chargee, de=caf, vers=vers, nature="finance")
    detach_organisation(by=chargee, lien=lien)
    detach_organisation(by=chargee, lien=lien)
    assert list_gestes(espace)[:3] == [Geste.DETACHER, Geste.RATTACHER, Geste.RATTACHER]


def test_group_gathers_cards_and_lets_them_go(espace, chargee):
    groupe = create_groupe(by=chargee, espace=espace, nom="Les maires")
    with pytest.raises(ActeurRefuse, match="existe déjà"):
        create_groupe(by=chargee, espace=espace, nom="LES MAIRES")
    personne, organisation = create_personne_essai(espace), create_organisation_essai(espace)
    assert attach_fiches(by=chargee, groupe=groupe, fiches=[personne, organisation]) == 2
    assert attach_fiches(by=chargee, groupe=groupe, fiches=[personne]) == 0
    detach_fiche(by=chargee, groupe=groupe, fiche=organisation)
    detach_fiche(by=chargee, groupe=groupe, fiche=organisation)
    assert (groupe.personnes.get(), groupe.organisations.count()) == (personne, 0)
    update_groupe(by=chargee, groupe=groupe, nom="Les maires", description="Pour les délibérations")
    update_groupe(by=chargee, groupe=groupe, nom="Les maires", description="Pour les délibérations")
    delete_ligne(by=chargee, ligne=groupe)
    delete_ligne(by=chargee, ligne=groupe)
    with pytest.raises(ActeurRefuse, match="supprimé entre-temps"):
        update_groupe(by=chargee, groupe=groupe, nom="X", description="")
    assert Personne.objects.get() == personne
    gestes = [Geste.SUPPRIMER, Geste.MODIFIER, Geste.DETACHER, Geste.RATTACHER, Geste.CREER, Geste.CREER]
    assert list_gestes(espace) == gestes


def test_expired_espace_refuses_every_change(espace, chargee):
    personne, organisation = create_personne_essai(espace), create_organisation_essai(espace)
    espace.expire_le = date(2020, 1, 1)
    espace.save()
    for act in (
        lambda: create_organisation(by=chargee, espace=espace, saisie=Saisie({"nom": "X"})),
        lambda: close_organisation(by=chargee, organisation=organisation),
        lambda: close_personne(by=chargee, personne=personne),
        lambda: create_fonction(by=chargee, personne=personne, saisie=SaisieFonction(organisation)),
        lambda: create_groupe(by=chargee, espace=espace, nom="X"),
        lambda: attach_organisation(by=chargee, de=organisation, vers=organisation, nature="gere"),
    ):
        with pytest.raises(EspaceExpire):
            act()
