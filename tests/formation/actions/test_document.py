"""What is issued, for whom, with which number; what a code proves."""

import pytest
from django.test import override_settings
from django.utils import timezone

from convive.espaces.models import TentativeLien
from convive.formation.actions.document import close_document, update_accord
from convive.formation.actions.presence import reopen_feuille
from convive.formation.actions.verification import VerificationBloquee, record_verification
from convive.formation.exports.document_session import build_document
from convive.formation.models import (
    DemiJournee,
    DocumentFormation,
    DossierIntervenant,
    Emargement,
    Inscription,
    OrganismeFormation,
    ReglageFormation,
    SessionFormation,
)
from convive.formation.refus import FormationRefusee
from convive.formation.rules.document import SorteDocument
from convive.formation.sceau import is_intact
from convive.formation.selectors.document import list_sortes
from convive.formation.selectors.document_contenu import read_dossier
from convive.formation.selectors.verification import verify_code
from convive.journal.models import Journal
from tests.formation.document_essai import create_session_finie, issue, next_year
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(chargee) -> SessionFormation:
    return create_session_finie(chargee)


def get_refus(session, sorte: SorteDocument) -> dict[str, str]:
    lues = list_sortes(read_dossier(session, timezone.localdate()))
    return {cible.libelle: cible.refus for lue in lues if lue.sorte is sorte for cible in lue.cibles}


def test_each_trainee_has_her_hours_and_her_number(session, chargee):
    une, autre = issue(chargee, session, SorteDocument.CERTIFICAT)
    assert (une.destinataire, une.contenu["heures_suivies"]) == ("Stagiaire 01", "14\u00a0h")
    assert autre.contenu["heures_suivies"] == "10\u00a0h"
    assert not autre.contenu["is_complete"]
    assert len(autre.contenu["absences"]) == 1
    assert autre.contenu["conservation"].startswith("3\u00a0ans")
    assert (une.rang, autre.rang) == (1, 2)
    # The same again makes nothing; another kind goes on with the series.
    assert issue(chargee, session, SorteDocument.CERTIFICAT) == []
    assert [row.rang for row in issue(chargee, session, SorteDocument.ATTESTATION)] == [3, 4]
    assert Journal.objects.filter(objet_uuid=session.pk, detail__has_key="numeros").count() == 2
    assert "L. 6313-7" in DocumentFormation.objects.get(rang=3).contenu["reference"]


def test_a_reference_without_source_is_not_printed_as_a_rule(session, chargee):
    jour = timezone.localdate()
    ReglageFormation.objects.create(espace=session.espace, cle="attestation", date_debut=jour, texte="Article relu")
    assert issue(chargee, session, SorteDocument.ATTESTATION)[0].contenu["reference"] == ""


def test_each_year_has_its_series_and_each_body_its_own(session, chargee):
    now = timezone.localtime()
    issue(chargee, session, SorteDocument.REGLEMENT, now)
    (later,) = issue(chargee, session, SorteDocument.CONVENTION, next_year(now))
    assert (later.annee, later.rang) == (now.year + 1, 1)
    voisine = create_session_finie(chargee)
    assert issue(chargee, voisine, SorteDocument.REGLEMENT, now)[0].rang == 1


def test_a_number_is_never_given_again(session, chargee):
    une, _autre = issue(chargee, session, SorteDocument.ATTESTATION)
    now = timezone.localtime()
    with pytest.raises(FormationRefusee):
        close_document(by=chargee, document=une, motif=" ", now=now)
    for motif in ("Le nom était mal écrit.", "Autre chose"):
        close_document(by=chargee, document=une, motif=motif, now=now)
    une.refresh_from_db()
    assert une.motif_annulation == "Le nom était mal écrit."
    (nouveau,) = issue(chargee, session, SorteDocument.ATTESTATION)
    assert (nouveau.destinataire, nouveau.rang) == ("Stagiaire 01", 3)


def test_one_convention_for_each_employer(session, chargee):
    create_inscription_essai(session, "Stagiaire 03", employeur="Ambrelune", financeur="CNFPT")
    create_inscription_essai(session, "Stagiaire 04", employeur="")
    ambrelune, montfaubert = issue(chargee, session, SorteDocument.CONVENTION)
    assert [row["nom"] for row in montfaubert.contenu["stagiaires"]] == ["Stagiaire 01", "Stagiaire 02"]
    assert ambrelune.contenu["financeurs"] == ["CNFPT"]


def test_who_pays_alone_has_a_contract_and_owes_nothing_before_she_may_withdraw(session, chargee):
    create_inscription_essai(session, "Stagiaire 04", employeur="", financeur="CNFPT")
    seule = create_inscription_essai(session, "Stagiaire 05", employeur="")
    if not session.intervenants.exists():
        assert "Nommez la personne qui intervient" in get_refus(session, SorteDocument.CONTRAT)["Stagiaire 05"]
        session.intervenants.create(nom="Clotilde Fontorvel", role="formatrice")
    DossierIntervenant.objects.create(
        espace=session.espace,
        nom="Clotilde Fontorvel",
        competences="Master en ingénierie\nDouze ans de coordination",
    )
    [contrat] = issue(chargee, session, SorteDocument.CONTRAT)
    assert (contrat.inscription, contrat.destinataire) == (seule, "Stagiaire 05")
    lu = contrat.contenu
    assert (lu["retractation_jours"], lu["acompte_pourcent"], lu["solde_pourcent"]) == (10, 30, 70)
    assert "L. 6353-3" in lu["reference"]
    texte = " ".join(build_document(contrat).corps_html.split()).replace("\u00a0", " ")
    for phrase in (
        "un délai de 10 jours pour se rétracter",
        "à distance ou hors de l’établissement de l’organisme, ce délai est de 14 jours",
        "Avant l’expiration du délai de rétractation : aucune somme ne peut être exigée.",
        "lettre recommandée avec avis de réception",
        "à due proportion de leur valeur prévue au contrat",
        "Clotilde Fontorvel, formatrice : Master en ingénierie ; Douze ans de coordination",
        "30 % du prix au plus",
        "versements égaux",
        "Le groupe compte 12 personnes au plus.",
    ):
        assert phrase in texte
    programme = session.programme
    programme.tarif = ""
    programme.save()
    assert "Le tarif reste à écrire" in get_refus(session, SorteDocument.CONTRAT)["Stagiaire 05"]
    programme.effectif_max = session.places = None
    assert "L’effectif reste à écrire" in get_refus(session, SorteDocument.CONTRAT)["Stagiaire 05"]


def test_nothing_is_attested_that_is_not_known(session, chargee):
    demi = DemiJournee.objects.filter(session=session).select_related("session__espace")[3]
    reopen_feuille(by=chargee, demi_journee=demi)
    assert get_refus(session, SorteDocument.FEUILLE)[str(demi)] == "La feuille n’est pas arrêtée."
    Emargement.objects.filter(demi_journee=demi, inscription__nom="Stagiaire 01").delete()
    Emargement.objects.filter(inscription__nom="Stagiaire 02").update(presence="absent", retard_minutes=0)
    refus = get_refus(session, SorteDocument.CERTIFICAT)
    assert refus == {
        "Stagiaire 01": "Il reste 1\u00a0demi-journée à pointer.",
        "Stagiaire 02": "N’a suivi aucune heure.",
    }
    cible = f"stagiaire:{Inscription.objects.get(session=session, nom='Stagiaire 01').pk}"
    with pytest.raises(FormationRefusee, match="à pointer"):
        issue(chargee, session, SorteDocument.CERTIFICAT, cibles={cible})
    assert issue(chargee, session, SorteDocument.CERTIFICAT) == []


def test_who_gave_up_has_what_she_followed(session, chargee):
    Inscription.objects.filter(session=session, nom="Stagiaire 02").update(etat="abandon")
    assert get_refus(session, SorteDocument.CONVOCATION)["Stagiaire 02"] == "A abandonné."
    assert len(issue(chargee, session, SorteDocument.CERTIFICAT)) == 2


def test_the_body_must_say_who_it_is(session, chargee):
    rows = OrganismeFormation.objects.filter(espace=session.espace)
    rows.update(numero_declaration="", ville="", reglement_interieur=" ")
    assert "son numéro de déclaration, la ville" in get_refus(session, SorteDocument.ATTESTATION)["Stagiaire 01"]
    assert "reste à écrire" in get_refus(session, SorteDocument.REGLEMENT)["La session"]
    # A convocation goes with the règlement, a convention with its price and how it is paid.
    assert "reste à écrire" in get_refus(session, SorteDocument.CONVOCATION)["Stagiaire 01"]
    rows.update(modalites_reglement="")
    type(session.programme).objects.filter(pk=session.programme_id).update(tarif="")
    session.refresh_from_db()
    refus = get_refus(session, SorteDocument.CONVENTION)["Montfaubert"]
    assert "comment le prix est réglé" in refus
    assert "Le tarif reste à écrire" in refus
    rows.delete()
    assert "qui signe" in get_refus(session, SorteDocument.CONVENTION)["Montfaubert"]
    SessionFormation.objects.filter(pk=session.pk).update(etat="annulee", motif_annulation="La salle")
    session.refresh_from_db()
    assert get_refus(session, SorteDocument.CONVOCATION)["Stagiaire 01"] == "La session est annulée."


def test_before_the_session_one_convokes_and_attests_nothing(chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace)
    create_inscription_essai(session)
    assert get_refus(session, SorteDocument.ATTESTATION)["Ysoline Ferrandou"] == "Après le dernier jour de la session."
    (convocation,) = issue(chargee, session, SorteDocument.CONVOCATION)
    assert len(convocation.contenu["session"]["demi_journees"]) == 4
    DemiJournee.objects.filter(session=session).delete()
    assert "ses dates" in get_refus(session, SorteDocument.REGLEMENT)["La session"]


def test_a_code_proves_what_was_issued_and_names_nobody_without_her_agreement(session, chargee):
    document = issue(chargee, session, SorteDocument.ATTESTATION)[0]
    found = verify_code(document.code_lisible.lower())
    assert found is not None
    assert (found.numero, found.is_intact, found.document) == (document.numero, True, None)
    inscription = document.inscription
    assert inscription is not None
    assert update_accord(inscription=inscription, accord=True)
    assert not update_accord(inscription=inscription, accord=True)
    assert verify_code(document.code).document == document
    close_document(by=chargee, document=document, motif="Erreur", now=timezone.localtime())
    annule = verify_code(document.code)
    assert annule.annule_le is not None
    assert annule.document is None
    assert verify_code("ABC") is None
    assert verify_code("0" * 16) is None


def test_what_is_changed_in_the_database_is_seen(session, chargee, settings):
    document = issue(chargee, session, SorteDocument.ATTESTATION)[1]
    assert is_intact(document)
    autre = "une-autre"
    with override_settings(SECRET_KEY=autre, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert verify_code(document.code).is_intact
    with override_settings(SECRET_KEY=autre, SECRET_KEY_FALLBACKS=[]):
        assert not is_intact(document)
        assert verify_code(document.code) is None
    document.contenu["heures_suivies"] = "14\u00a0h"
    document.save()
    assert not verify_code(document.code).is_intact


def test_codes_are_not_tried_one_after_the_other(session, chargee):
    document = issue(chargee, session, SorteDocument.REGLEMENT)[0]
    assert record_verification(code=document.code, adresse_ip="10.0.0.1") is not None
    for rang in range(15):
        assert record_verification(code=f"{rang:016}", adresse_ip="10.0.0.1") is None
    with pytest.raises(VerificationBloquee):
        record_verification(code=document.code, adresse_ip="10.0.0.1")
    assert record_verification(code=document.code, adresse_ip="10.0.0.2") is not None
    assert TentativeLien.objects.count() == 17


def test_the_queries_do_not_grow_with_the_people(chargee, django_assert_max_num_queries):
    session = create_session_finie(chargee, stagiaires=12)
    with django_assert_max_num_queries(12):
        list_sortes(read_dossier(session, timezone.localdate()))
