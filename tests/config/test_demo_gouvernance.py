"""The bodies of the demonstration: in good French, as the rules allow, telling the same story as the plan."""

import re
from collections import Counter

import pytest
from django.utils import timezone

from convive.config.demo.selectors import get_recit_demo
from convive.diagnostic.models import Constat, Enjeu, Parole
from convive.documents.registre import types_documents
from convive.documents.rules import Famille
from convive.gouvernance.models import (
    Decision,
    Instance,
    LigneSeance,
    MembreInstance,
    NoteDecision,
    ParticipantSeance,
    PointOrdreDuJour,
    Seance,
)
from convive.gouvernance.rules.decisions import explain_decision, list_manques
from convive.gouvernance.rules.dossier import DocumentSeance as D
from convive.gouvernance.rules.impression import load_seance
from convive.gouvernance.rules.instances import Quorum, TypeInstance
from convive.gouvernance.rules.notes import explain_chiffres, explain_couts, load_chiffres, load_couts
from convive.gouvernance.selectors.convocation import list_a_prevenir
from convive.gouvernance.selectors.voix import list_joignables
from convive.plan_action.models import ChangementStatut, FicheAction
from convive.socle.recit import read_yaml
from tests.config.test_demo_acteurs import get_place
from tests.config.test_demo_plan import SECABLE

FICHIER = get_recit_demo().find_fichier("gouvernance")
FICHIER_NOTES = get_recit_demo().find_fichier("notes")


@pytest.fixture
def espace_demo(demo):
    return get_place("chargee").espace


INSTANCES = read_yaml(FICHIER)["instances"]


def test_file_is_written_as_french_is_printed():
    lignes = [ligne for ligne in FICHIER.read_text(encoding="utf-8").splitlines() if not ligne.startswith("#")]
    texte = re.sub(r"\\u00a0", "\u00a0", "\n".join(lignes))
    assert "'" not in texte
    # A colon of YAML follows a key, without a space before.
    assert [found.group() for found in SECABLE.finditer(texte)] == []


def test_two_years_of_six_bodies():
    assert {ligne["type"] for ligne in INSTANCES} == {
        *("copil", "cotech", "groupe_thematique", "conseil_usagers", "assemblee_elus")
    }
    statuts = Counter(seance.get("statut", "close") for ligne in INSTANCES for seance in ligne["seances"])
    assert set(statuts) == {"close", "convoquee", "brouillon", "reportee"}
    assert statuts["close"] >= 14


def test_what_the_plan_says_was_decided_is_in_the_register(espace_demo):
    seances = Seance.objects.filter(instance__type=TypeInstance.COPIL, statut="close").values("date")
    changements = ChangementStatut.objects.filter(
        fiche__espace=espace_demo, date_instance__in=seances, instance_libelle="Comité de pilotage"
    ).exclude(vers="validee")
    decisions = Decision.objects.filter(espace=espace_demo)
    assert set(changements) == {row.changement_statut for row in decisions.exclude(changement_statut=None)}
    validees = decisions.filter(libelle__startswith="Valider les actions")
    assert validees.count() == 3
    for decision in validees:
        fiches = {cible.objet_uuid for cible in decision.cibles.all()}
        noted = ChangementStatut.objects.filter(fiche__in=fiches, vers="validee", date_instance=decision.date)
        assert len(fiches) == noted.count()


def test_decisions_are_as_the_rules_allow(espace_demo):
    for decision in Decision.objects.filter(espace=espace_demo).select_related("seance", "responsable"):
        assert explain_decision(decision.faits) == {}
        assert list_manques(decision.faits) == []
        # What is not of a séance was asked of the members between two of them.
        assert decision.date == decision.seance.date if decision.seance else decision.consultation_fin
    ouvertes = Decision.objects.ouvertes().filter(espace=espace_demo)
    assert ouvertes.count() >= 5
    siennes = Decision.objects.filter(espace=espace_demo)
    assert siennes.values("annee", "numero").distinct().count() == siennes.count()


def test_members_are_asked_of_one_decision_and_were_of_another(espace_demo):
    rows = Decision.objects.filter(espace=espace_demo, consultation_fin__isnull=False)
    close, ouverte = rows.order_by("date")
    assert close.consultation_close_le is not None
    assert (close.mode, close.voix_pour, close.voix_contre, close.voix_abstention) == ("vote", 6, 1, 1)
    assert ouverte.consultation.is_ouverte(timezone.localdate())
    assert {row.sens for row in ouverte.voix.all()} == {"pour", "contre", "abstention"}
    joignables = list_joignables(ouverte)
    assert [str(siege) for siege in joignables.avec_compte] == ["Noëlle Vauclarin"]
    assert "Delphine Aubrelac" in [demande.nom for demande in joignables.par_courriel]


def test_lines_of_the_minutes_bear_the_hour_of_their_seance(espace_demo):
    lignes = LigneSeance.objects.filter(seance__espace=espace_demo).select_related("seance")
    assert lignes
    for ligne in lignes:
        ecrite = timezone.localtime(ligne.created_at)
        assert ecrite.date() == ligne.seance.date
        assert ligne.seance.heure_debut < ecrite.time() < ligne.seance.heure_fin


def test_what_the_diagnosis_holds_was_written_on_the_day_that_it_says(espace_demo):
    for parole in Parole.objects.filter(espace=espace_demo):
        assert timezone.localdate(parole.created_at) == parole.date_recueil
    for constat in Constat.objects.filter(espace=espace_demo, date_partage__isnull=False):
        assert timezone.localdate(constat.created_at) == constat.date_partage
    for enjeu in Enjeu.objects.filter(espace=espace_demo, date_decision__isnull=False):
        assert timezone.localdate(enjeu.updated_at) == enjeu.date_decision


def test_seats_and_presences_are_of_their_day(espace_demo):
    assert Instance.objects.filter(espace=espace_demo).count() == 6
    copil = Instance.objects.get(espace=espace_demo, type=TypeInstance.COPIL)
    votants = MembreInstance.objects.en_cours().filter(instance=copil, siege="titulaire", voix="deliberative").count()
    assert Quorum(part_pourcent=50).compute_requis(votants) <= votants
    for row in ParticipantSeance.objects.select_related("membre", "seance"):
        assert row.membre is not None
        assert row.membre.date_debut <= row.seance.date
    reporte = PointOrdreDuJour.objects.get(reporte_de__seance__instance__espace=espace_demo)
    assert (reporte.seance, reporte.reporte_de.etat) == (None, "reporte")


def test_notes_are_written_as_french_is_printed():
    lignes = [ligne for ligne in FICHIER_NOTES.read_text(encoding="utf-8").splitlines() if not ligne.startswith("#")]
    texte = re.sub(r"\\u00a0", "\u00a0", "\n".join(lignes))
    assert "'" not in texte
    assert [found.group() for found in SECABLE.finditer(texte)] == []


def test_one_note_is_settled_and_one_waits_for_the_next_committee(espace_demo):
    settled, waiting = NoteDecision.objects.filter(espace=espace_demo).order_by("attendue_le")
    arbitrage = settled.arbitrages.get()
    assert arbitrage.decision is not None
    assert arbitrage.gel is not None
    assert (arbitrage.decision.date, arbitrage.decision.type) == (arbitrage.date, "arbitrage")
    assert not waiting.arbitrages.exists()
    for note in (settled, waiting):
        assert note.avis.count() == 3
        assert explain_chiffres(load_chiffres(note.chiffres)) == ""
        for scenario in note.scenarios.all():
            assert explain_couts(load_couts(scenario.couts), scenario.cout_source, scenario.cout_date) == {}
    seances = Seance.objects.filter(points__objet_uuid=waiting.pk).values_list("statut", flat=True)
    assert set(seances) == {"brouillon", "convoquee"}


def test_an_elue_reads_the_note_of_the_seance_where_she_sits(espace_demo):
    assert NoteDecision.objects.visible_to(get_place("elue").compte).count() == 2


def test_what_was_presented_stays_as_it_was(espace_demo):
    """The papers of the COPIL of June say the same, whatever is written since."""
    place = get_place("chargee")
    copil = Seance.objects.get(espace=espace_demo, date="2026-06-12", instance__type=TypeInstance.COPIL)
    assert not Seance.objects.filter(espace=espace_demo, statut="close", gel=None).exists()
    papiers = [(D.DIAPOSITIVES, Famille.DIAPORAMA), (D.RELEVE, Famille.TEXTE), (D.COMPTE_RENDU, Famille.TEXTE)]
    documents = {d: types_documents.get(d.value) for d, _ in papiers}

    def read() -> list[str]:
        return [str(documents[d].build(place, famille, str(copil.pk))) for d, famille in papiers]

    before = read()
    assert all("Tel que présenté le 12\\xa0juin\\xa02026" in text for text in before)
    FicheAction.objects.filter(espace=espace_demo, statut="en_cours").update(statut="bloquee", blocage_motif="Neuf")
    Instance.objects.filter(espace=espace_demo, type=TypeInstance.COTECH).update(nom="Un autre nom")
    Seance.objects.filter(espace=espace_demo, statut="brouillon").delete()
    PointOrdreDuJour.objects.filter(seance=copil).update(titre="Écrit depuis")
    Decision.objects.filter(seance=copil).update(libelle="Décidé autrement.")
    assert read() == before


def test_what_came_after_a_seance_is_not_in_its_papers(espace_demo):
    seance = Seance.objects.get(espace=espace_demo, date="2024-06-14", instance__type=TypeInstance.COPIL)
    lue = load_seance(seance.gel.read_contenu().donnees)
    assert lue.plan is None
    assert [suite.etat for suite in lue.precedentes] == []
    suivante = load_seance(
        Seance.objects.get(espace=espace_demo, date="2025-06-13", instance__type=TypeInstance.COPIL)
        .gel.read_contenu()
        .donnees
    )
    etats = {suite.libelle: suite.etat for suite in suivante.precedentes}
    assert etats["Demander à chaque commune le nom d’un·e élu·e référent·e."] == "Faite le 20\u00a0janvier\u00a02025"
    assert all("2026" not in suite.etat for suite in suivante.precedentes)
    # The next ones are those of that year, not those of today.
    assert any("2024" in prochaine for prochaine in lue.prochaines)


def test_whoever_is_convened_was_told_except_one_person_without_an_address(espace_demo):
    """Her card and her name on the next séance show what one does then; the others have an address and a message."""
    convoquees = Seance.objects.filter(espace=espace_demo, statut="convoquee").order_by("date")
    assert len(convoquees) == 2
    sans = [[str(row) for row in list_a_prevenir(seance)] for seance in convoquees]
    assert sans == [["Hippolyte Marvignon"], []]
