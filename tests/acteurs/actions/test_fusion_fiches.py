"""Two cards made one, with all that pointed at them, and taken apart again."""

from datetime import date

import pytest

from convive.acteurs.actions.fusion_fiches import delete_distinctes, fuse_fiches, record_distinctes, restore_fusion
from convive.acteurs.actions.lien_organisations import attach_organisation
from convive.acteurs.actions.organisation import close_organisation, update_organisation
from convive.acteurs.models import Fonction, LienOrganisations, Organisation, Personne, Rapprochement
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.documents.models import PieceJointe
from convive.echanges.models import Discussion
from convive.espaces.actions.ecriture import Saisie
from convive.journal.models import Geste
from convive.journal.selectors import get_journal
from tests.acteurs.factories import (
    create_fonction_essai,
    create_groupe_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"


def photograph(espace) -> dict[str, list[object]]:
    """What the two cards and all that points at them say, without the stamps of the machine."""
    champs = ("nom", "siret", "telephone", "attentes", "communes", "archivee_le", "fusionnee_dans_id", "position")
    return {
        "organisations": list(Organisation.objects.filter(espace=espace).order_by("pk").values_list("pk", *champs)),
        "thematiques": sorted(Organisation.thematiques.through.objects.values_list("organisation", "thematique")),
        "fonctions": sorted(Fonction.objects.values_list("pk", "organisation", "personne")),
        "liens": sorted(LienOrganisations.objects.values_list("pk", "de", "vers")),
        "groupes": sorted(espace.groupes.values_list("nom", "organisations")),
        "discussions": sorted(Discussion.objects.values_list("pk", "objet_uuid")),
        "pieces": sorted(PieceJointe.objects.values_list("pk", "objet_uuid")),
    }


@pytest.fixture
def paire(espace, chargee):
    """Two cards of one association: each knows something that the other does not."""
    jeunesse, enfance = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Enfance")
    gardee = create_organisation_essai(
        espace, "Les Passeurs", thematiques=(jeunesse,), attentes="Un local.", telephone="1", communes=("86078",)
    )
    autre = create_organisation_essai(
        espace,
        "Les passeurs",
        thematiques=(jeunesse, enfance),
        attentes="Une réponse.",
        telephone="2",
        siret=SIRET,
        siren=SIRET[:9],
        position="favorable",
        communes=("86024",),
    )
    caf, personne = create_organisation_essai(espace, "Caf"), create_personne_essai(espace)
    for organisation in (gardee, autre):
        attach_organisation(by=chargee, de=caf, vers=organisation, nature="finance")
        create_fonction_essai(personne, organisation, "Directrice", date(2024, 1, 1))
    attach_organisation(by=chargee, de=gardee, vers=autre, nature="adhere")
    create_fonction_essai(create_personne_essai(espace, "Roux"), autre, "Trésorière")
    create_groupe_essai(espace, "Réseau").organisations.set([autre])
    create_groupe_essai(espace, "Comité").organisations.set([gardee, autre])
    reference = {"objet_type": "organisation", "objet_uuid": autre.pk}
    Discussion.objects.create(espace=espace, **reference)
    PieceJointe.objects.create(espace=espace, titre="Statuts", created_by=chargee, **reference)
    return gardee, autre


def test_merge_loses_nothing_and_is_undone(espace, chargee, paire):
    gardee, autre = paire
    avant = photograph(espace)
    rapprochement = fuse_fiches(by=chargee, gardee=gardee, autre=autre, choix={"telephone": "autre"})
    gardee.refresh_from_db()
    assert (gardee.nom, gardee.telephone, gardee.siret) == ("Les Passeurs", "2", SIRET)
    assert (gardee.siren, gardee.position) == (SIRET[:9], "favorable")
    assert (gardee.attentes, gardee.communes) == ("Un local.\n\nUne réponse.", ["86024", "86078"])
    assert sorted(gardee.thematiques.values_list("nom", flat=True)) == ["Enfance", "Jeunesse"]
    # What would be said twice stays with the hidden card: the same tie, the same function, the tie of both.
    assert sorted(gardee.fonctions.values_list("intitule", flat=True)) == ["Directrice", "Trésorière"]
    assert gardee.liens_de.count() == 1
    assert set(gardee.groupes.values_list("nom", flat=True)) == {"Réseau", "Comité"}
    assert Discussion.objects.get().objet_uuid == PieceJointe.objects.get().objet_uuid == gardee.pk
    assert set(Organisation.objects.visible_to(chargee).values_list("nom", flat=True)) == {"Les Passeurs", "Caf"}
    assert get_journal(espace.pk)[0].geste == Geste.FUSIONNER
    restore_fusion(by=chargee, rapprochement=rapprochement)
    assert photograph(espace) == avant
    assert get_journal(espace.pk)[0].geste == Geste.RESTAURER
    with pytest.raises(ActeurRefuse, match="déjà annulée"):
        restore_fusion(by=chargee, rapprochement=rapprochement)


def test_undoing_keeps_what_was_changed_since(espace, chargee, paire):
    gardee, autre = paire
    rapprochement = fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    gardee.refresh_from_db()
    saisie = Saisie({"position": "porteuse"}, version=gardee.version)
    update_organisation(by=chargee, organisation=gardee, saisie=saisie)
    restore_fusion(by=chargee, rapprochement=rapprochement)
    gardee.refresh_from_db()
    assert (gardee.position, gardee.siret, gardee.attentes) == ("porteuse", "", "Un local.")


def test_archived_card_joined_to_a_living_one_gives_a_living_one(espace, chargee, paire):
    gardee, autre = paire
    close_organisation(by=chargee, organisation=gardee)
    fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    gardee.refresh_from_db()
    assert gardee.archivee_le is None


def test_card_joined_twice_is_taken_apart_in_order(espace, chargee, paire):
    gardee, autre = paire
    premier = fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    troisieme = create_organisation_essai(espace, "Passeurs du Gué")
    gardee.refresh_from_db()
    second = fuse_fiches(by=chargee, gardee=troisieme, autre=gardee)
    with pytest.raises(ActeurRefuse, match="fusionnée avec une autre"):
        restore_fusion(by=chargee, rapprochement=premier)
    restore_fusion(by=chargee, rapprochement=second)
    restore_fusion(by=chargee, rapprochement=premier)
    assert Organisation.objects.filter(fusionnee_dans__isnull=True).count() == 4


def test_people_are_joined_with_their_functions_and_groups(espace, chargee):
    organisation = create_organisation_essai(espace)
    gardee = create_personne_essai(espace, "Bellegué", telephone="1")
    autre = create_personne_essai(espace, "Bellegue", email="s@x.fr", date_collecte=date(2026, 1, 5))
    create_fonction_essai(autre, organisation)
    create_groupe_essai(espace, "Réseau", autre)
    rapprochement = fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    gardee.refresh_from_db()
    assert (gardee.email, gardee.telephone, gardee.date_collecte) == ("s@x.fr", "1", date(2026, 1, 5))
    assert (gardee.fonctions.count(), gardee.groupes.count()) == (1, 1)
    assert list(Personne.objects.visible_to(chargee)) == [gardee]
    restore_fusion(by=chargee, rapprochement=rapprochement)
    gardee.refresh_from_db()
    assert (gardee.email, gardee.date_collecte, autre.fonctions.count()) == ("", None, 1)


def test_what_cannot_be_joined_is_refused(espace, chargee, etrangere, paire):
    gardee, autre = paire
    ailleurs = create_organisation_essai(etrangere.membres.get().espace)
    for other in (gardee, ailleurs, create_personne_essai(espace)):
        with pytest.raises(ActeurRefuse, match="deux fiches différentes"):
            fuse_fiches(by=chargee, gardee=gardee, autre=other)
    fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    with pytest.raises(ActeurRefuse, match="entre-temps"):
        fuse_fiches(by=chargee, gardee=gardee, autre=autre)


def test_merge_that_no_longer_holds_is_not_undone(espace, chargee, paire):
    gardee, autre = paire
    rapprochement = fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    Organisation.objects.filter(pk=autre.pk).update(fusionnee_dans=None, siret="")
    with pytest.raises(ActeurRefuse, match="ne s’annule plus"):
        restore_fusion(by=chargee, rapprochement=rapprochement)


def test_two_cards_are_said_distinct_once(espace, chargee, etrangere, paire):
    gardee, autre = paire
    record_distinctes(by=chargee, gauche=gardee, droite=autre)
    record_distinctes(by=chargee, gauche=autre, droite=gardee)
    rapprochement = Rapprochement.objects.get()
    assert str(rapprochement) == "Deux fiches gardées distinctes"
    delete_distinctes(by=chargee, rapprochement=rapprochement)
    delete_distinctes(by=chargee, rapprochement=rapprochement)
    assert [ligne.geste for ligne in get_journal(espace.pk)[:2]] == [Geste.ROUVRIR, Geste.VALIDER]
    with pytest.raises(ActeurRefuse):
        record_distinctes(by=chargee, gauche=gardee, droite=gardee)
