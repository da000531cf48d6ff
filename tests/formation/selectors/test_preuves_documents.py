"""What was really issued, sent and signed proves; what is missing is told, with the page that mends it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from convive.formation.actions.programme import create_publication
from convive.formation.actions.session import update_etat_session
from convive.formation.models import (
    DocumentFormation,
    Emargement,
    FeuilleEmargement,
    Inscription,
    OrganismeFormation,
    SessionFormation,
)
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.qualiopi import EtatPreuve, SorteLue
from convive.formation.selectors.document import list_sortes
from convive.formation.selectors.document_contenu import read_dossier
from convive.formation.selectors.qualiopi import read_audit
from tests.formation.document_essai import create_session_finie, issue
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def read(session, cle: str) -> SorteLue:
    """A month later: everything of the end of a session is due."""
    audit = read_audit(session.espace, session, timezone.localdate() + timedelta(days=30))
    return next(lue for lu in audit.indicateurs for lue in lu.sortes if lue.sorte.cle == cle)


def say(session, cle: str) -> str:
    return " ".join(preuve.precision for preuve in read(session, cle).preuves)


def sign(session) -> None:
    """Everybody who was there, with those who teach."""
    presents = Emargement.objects.filter(demi_journee__session=session, presence="present")
    presents.update(moyen="tablette", signe_le=timezone.now())


def test_who_attended_and_has_no_attestation_is_named_with_the_page(chargee):
    session = create_session_finie(chargee)
    assert read(session, "attestation").etat is EtatPreuve.MANQUE
    assert read(session, "attestation").url.endswith("/documents/#attestation")
    une = Inscription.objects.get(nom="Stagiaire 01")
    issue(chargee, session, SorteDocument.ATTESTATION, cibles={f"stagiaire:{une.pk}"})
    assert read(session, "attestation").etat is EtatPreuve.INCOMPLETE
    assert "1 attestation émise sur 2. Stagiaire 02 : rien d’émis." in say(session, "attestation")
    (document,) = issue(chargee, session, SorteDocument.ATTESTATION)
    assert read(session, "attestation").etat is EtatPreuve.FAITE
    DocumentFormation.objects.filter(pk=document.pk).update(annule_le=timezone.now(), motif_annulation="Une erreur")
    assert read(session, "attestation").etat is EtatPreuve.INCOMPLETE


def test_a_half_day_is_proved_once_signed_closed_and_issued_or_scanned(chargee, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session = create_session_finie(chargee)
    assert "2\u00a0signatures" in say(session, "emargement")
    sign(session)
    preuve = read(session, "emargement").preuves[0]
    assert preuve.precision == "2 signatures sur 2. Il manque : feuille pas émise."
    assert preuve.url.endswith("/documents/#feuille")
    issue(chargee, session, SorteDocument.FEUILLE)
    lue = read(session, "emargement")
    assert (lue.etat, len(lue.preuves)) == (EtatPreuve.FAITE, 4)
    assert "1 signature sur 2, 1\u00a0absence" in say(session, "emargement")
    # On paper, the sheet that was scanned holds the signatures.
    Emargement.objects.update(signe_le=None, moyen="")
    DocumentFormation.objects.all().delete()
    assert read(session, "emargement").etat is EtatPreuve.INCOMPLETE
    for feuille in FeuilleEmargement.objects.all():
        feuille.scan.save("f.pdf", ContentFile(b"%PDF"), save=False)
        feuille.scan_nom, feuille.scan_le = "f.pdf", timezone.now()
        feuille.save()
    assert read(session, "emargement").etat is EtatPreuve.FAITE


def test_a_convocation_says_where_the_programme_is_how_to_come_and_whom_to_ask(chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace, jours=20)
    create_inscription_essai(session, email="ysoline@exemple.fr")
    OrganismeFormation.objects.update(contact_handicap="")
    issue(chargee, session, SorteDocument.CONVOCATION)
    manques = ("pas envoyée", "sans le programme", "sans contact handicap", "sans comment venir")
    assert all(manque in say(session, "convocation") for manque in manques)
    DocumentFormation.objects.all().delete()
    OrganismeFormation.objects.update(contact_handicap="Perrine Vauchelle")
    create_publication(by=chargee, programme=session.programme, today=timezone.localdate())
    SessionFormation.objects.update(acces="À dix minutes de la gare.")
    session = SessionFormation.objects.select_related("programme", "espace").get()
    issue(chargee, session, SorteDocument.CONVOCATION)
    Inscription.objects.update(convoquee_le=timezone.now())
    assert read(session, "convocation").etat is EtatPreuve.FAITE
    assert DocumentFormation.objects.get().contenu["programme"]["adresse"].endswith("/versions/1/")
    apres = timezone.now() + timedelta(days=21)
    Inscription.objects.update(convoquee_le=apres)
    assert "après le premier jour" in say(session, "convocation")


def test_the_rules_and_the_agreements_are_those_that_were_issued(chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace, jours=20)
    create_inscription_essai(session, employeur="Ville de Montfaubert")
    assert "pas encore émis" in say(session, "reglement")
    assert read(session, "convention").etat is EtatPreuve.MANQUE
    for sorte in (SorteDocument.REGLEMENT, SorteDocument.CONVENTION):
        issue(chargee, session, sorte)
    assert read(session, "reglement").etat is EtatPreuve.FAITE
    assert read(session, "convention").etat is EtatPreuve.FAITE
    create_inscription_essai(session, "Une autre", employeur="CC de Valmeraude")
    assert "CC de Valmeraude : rien d’émis" in say(session, "convention")


def test_an_absence_changes_the_hours_of_the_papers_and_leaves_no_gap(chargee):
    session = create_session_finie(chargee)
    sign(session)
    for sorte in (SorteDocument.FEUILLE, SorteDocument.ATTESTATION, SorteDocument.CERTIFICAT):
        issue(chargee, session, sorte)
    heures = DocumentFormation.objects.filter(sorte="certificat").order_by("destinataire")
    assert [row.contenu["heures_suivies"] for row in heures] == ["14\u00a0h", "10\u00a0h"]
    for cle in ("emargement", "relance", "attestation", "certificat"):
        assert read(session, cle).etat is EtatPreuve.FAITE, cle


def test_a_cancelled_session_owes_nothing_but_what_was_really_followed(chargee):
    espace = create_organisme_essai(chargee).espace
    vide = create_session_essai(espace, jours=-40)
    create_inscription_essai(vide, employeur="Montfaubert")
    update_etat_session(by=chargee, session=vide, vers="annulee", motif="Trop peu de monde")
    vide.refresh_from_db()
    for cle in ("convocation", "emargement", "certificat", "test_fin"):
        assert read(vide, cle).etat is EtatPreuve.SANS_OBJET, cle
    refus = {lue.sorte: lue.refus for lue in list_sortes(read_dossier(vide, timezone.localdate()))}
    assert refus[SorteDocument.CONVENTION] == refus[SorteDocument.ATTESTATION] == "La session est annulée."
    assert issue(chargee, vide, SorteDocument.CERTIFICAT) == []


def test_a_session_cancelled_on_its_second_day_certifies_the_hours_of_the_first(chargee):
    session = create_session_finie(chargee)
    second = session.demi_journees.filter(date=session.date_fin)
    Emargement.objects.filter(demi_journee__in=second).delete()
    FeuilleEmargement.objects.filter(demi_journee__in=second).delete()
    sign(session)
    update_etat_session(by=chargee, session=session, vers="annulee", motif="La salle est inondée")
    session.refresh_from_db()
    assert read(session, "certificat").etat is EtatPreuve.MANQUE
    issue(chargee, session, SorteDocument.FEUILLE)
    issue(chargee, session, SorteDocument.CERTIFICAT)
    heures = DocumentFormation.objects.filter(sorte="certificat").order_by("destinataire")
    assert [row.contenu["heures_suivies"] for row in heures] == ["7\u00a0h", "6\u00a0h\u00a030"]
    for cle in ("certificat", "emargement"):
        assert read(session, cle).etat is EtatPreuve.FAITE, cle
    assert issue(chargee, session, SorteDocument.ATTESTATION) == []
