"""What a trainee takes away and erases; what someone who only typed her address does not."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from convive.comptes.actions.effacement import delete_personne, delete_personne_sans_compte
from convive.comptes.models import Compte
from convive.comptes.registre import donnees_personnelles
from convive.formation.models import (
    DemandeFormation,
    Inscription,
    OrganismeFormation,
    ProjetApporte,
    QuestionnaireSession,
    ReponseAtelier,
)
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai
from tests.formation.factories_formation import (
    create_demande_essai,
    create_inscription_essai,
    create_organisme_essai,
    create_session_essai,
)

pytestmark = pytest.mark.django_db
ADRESSE = "ysoline@exemple.fr"
MODELES = (Inscription, ReponseAtelier, ProjetApporte, QuestionnaireSession, DemandeFormation, OrganismeFormation)


@pytest.fixture
def inscription(chargee) -> Inscription:
    """Enrolled by someone else, without a compte; she wrote alone and in a group, answered, asked for a training."""
    organisme = create_organisme_essai(chargee)
    OrganismeFormation.objects.update(contact_email=ADRESSE)
    session = create_session_essai(organisme.espace)
    moi, autre = create_inscription_essai(session, email=ADRESSE), create_inscription_essai(session, "Une autre")
    atelier = create_atelier_essai(session, "fiche_action", "outil")
    groupe = create_groupe_essai(atelier, (moi, ""), (autre, ""))
    ReponseAtelier.objects.create(atelier=atelier, groupe=groupe, champ="titre", texte="Le nôtre", ecrit_par=moi)
    for qui in (moi, autre):
        ReponseAtelier.objects.create(atelier=atelier, inscription=qui, champ="notes", texte=f"De {qui}")
        ProjetApporte.objects.create(atelier=atelier, inscription=qui, titre="PST", texte="Nos mots")
    QuestionnaireSession.objects.create(
        session=session, cle="avis_financeur", nom="Ysoline", email=ADRESSE, termine_le=timezone.now()
    )
    QuestionnaireSession.objects.create(session=session, inscription=moi, cle="a_chaud", reponses={"garder": "Tout"})
    create_demande_essai(organisme.espace, email=ADRESSE)
    return moi


def count_lignes(compte: Compte) -> list[int]:
    declarations = {declaration.model: declaration for declaration in donnees_personnelles.get_all()}
    return [len(list(declarations[modele].get_lignes(compte))) for modele in MODELES]


def test_a_compte_opened_with_the_address_of_another_reads_and_erases_nothing(inscription):
    intruse = Compte.objects.create_user(ADRESSE.upper(), None, nom_affiche="Intruse")
    # Another of her addresses is proved: it proves nothing of this one.
    EmailAddress.objects.create(user=intruse, email="intruse@exemple.fr", verified=True)
    assert count_lignes(intruse) == [0] * len(MODELES)
    delete_personne(compte=intruse, motif="demande")
    inscription.refresh_from_db()
    assert (inscription.nom, inscription.email) == ("Ysoline Ferrandou", ADRESSE)
    assert ReponseAtelier.objects.count() == 3
    assert DemandeFormation.objects.filter(email=ADRESSE).exists()
    assert OrganismeFormation.objects.filter(contact_email=ADRESSE).exists()
    assert QuestionnaireSession.objects.filter(email=ADRESSE).exists()


def test_her_address_proved_she_reads_what_she_wrote(inscription):
    compte = Compte.objects.create_user(ADRESSE, None, nom_affiche="Ysoline", email_verifie=True)
    assert count_lignes(compte) == [1, 2, 1, 2, 1, 1]
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is ReponseAtelier)
    dites = [declaration.export_ligne(row) for row in declaration.get_lignes(compte)]
    assert {(dite["écrit"], dite["texte"]) for dite in dites} == {
        ("en groupe", "Le nôtre"),
        ("pour vous", "De Ysoline Ferrandou"),
    }


def test_her_needs_are_erased_and_her_opinion_stays_in_the_totals(inscription):
    QuestionnaireSession.objects.create(
        session=inscription.session,
        inscription=inscription,
        cle="besoin_stagiaire",
        reponses={"situation": "Seule sur le poste"},
        termine_le=timezone.now(),
    )
    delete_personne_sans_compte(email=ADRESSE, nom="Ysoline Ferrandou")
    besoin, avis = (QuestionnaireSession.objects.get(cle=cle) for cle in ("besoin_stagiaire", "a_chaud"))
    assert (besoin.reponses, besoin.is_termine) == ({}, True)
    assert avis.reponses == {"garder": "Tout"}


@pytest.mark.parametrize("has_compte", [True, False])
def test_what_she_wrote_alone_goes_and_what_the_group_wrote_stays(inscription, has_compte):
    if has_compte:
        compte = Compte.objects.create_user(ADRESSE, None, nom_affiche="Ysoline", email_verifie=True)
        delete_personne(compte=compte, motif="demande")
    else:
        # Asked of whoever runs the installation.
        delete_personne_sans_compte(email=ADRESSE, nom="Ysoline Ferrandou")
    textes = {row.texte: row.ecrit_par_id for row in ReponseAtelier.objects.all()}
    assert textes == {"Le nôtre": None, "De Une autre": None}
    assert ProjetApporte.objects.count() == 1
    inscription.refresh_from_db()
    assert (inscription.email, inscription.compte_id) == ("", None)
    assert "Ysoline" not in inscription.nom
    assert not DemandeFormation.objects.filter(email=ADRESSE).exists()
    assert not QuestionnaireSession.objects.filter(email=ADRESSE).exists()
