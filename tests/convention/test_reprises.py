"""The registry of what is carried over: what it asks of a domain, with one of its own."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.acteurs.models import Fonction, Personne
from convive.convention.actions.reprise import SaisieChoix, record_choix, record_report
from convive.convention.models import ArticleConvention, Avenant, Ctg, Jalon, LienPlan, RepriseChoix, Signataire, Visa
from convive.convention.rules.ctg import ConventionRefusee, count_mois
from convive.convention.rules.reprise import explain_motif, propose_date
from convive.convention.selectors.registre_reprises import Presentation, Reprise, reprises
from convive.convention.selectors.reprise import count_a_decider, get_dossier_reprise, list_biens_communs
from convive.journal.models import Journal
from tests.convention.factories import (
    CIVRAY,
    EPCI,
    TODAY,
    build_contenu,
    create_avenant_essai,
    create_plan_essai,
    create_suite,
    create_texte,
    get_debut,
    get_signataire,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def suite(ctg, chargee) -> Ctg:
    return create_suite(ctg, chargee)


def choose(by, ctg: Ctg, objet, choix: str, motif: str = "") -> int:
    dossier = get_dossier_reprise(ctg, ctg.ctg_precedente, by)
    ligne = next(ligne for ligne in dossier.lignes if ligne.row.pk == objet.pk)
    return record_choix(by=by, ctg=ctg, saisies=[SaisieChoix(ligne.cle, choix, motif, ligne.empreinte)])


def test_a_fake_domain_declares_what_it_carries_over(ctg, suite, chargee, monkeypatch):
    """As the plan d’actions will: rows of its own (here, avenants), one refused, carried over once."""

    def carry(_by, avenant: Avenant, nouvelle: Ctg) -> Avenant:
        if avenant.objet == "Impossible":
            raise ConventionRefusee("Cette fiche n’a pas de pilote.")
        found, _ = Avenant.objects.get_or_create(
            espace=nouvelle.espace, ctg=nouvelle, numero=avenant.numero, objet=avenant.objet, nature=avenant.nature,
            defaults={"date_effet": nouvelle.date_debut},
        )  # fmt: skip
        return found

    monkeypatch.setattr(reprises, "_declares", {})
    reprises.record(
        Reprise(
            "avenant", "Les fiches", "fiche", "fiches", "Une par une.",
            lambda ctgs: Avenant.objects.filter(ctg__in=ctgs), lambda avenant, _ctg: Presentation(avenant.objet), carry,
        )
    )  # fmt: skip
    bonne = create_avenant_essai(ctg, chargee)
    mauvaise = create_avenant_essai(ctg, chargee)
    Avenant.objects.filter(pk=mauvaise.pk).update(objet="Impossible")
    assert count_a_decider(suite, ctg, chargee) == 2
    for avenant in (bonne, mauvaise):
        choose(chargee, suite, avenant, "reconduit")
    bilan = record_report(by=chargee, ctg=suite)
    assert bilan.reportes == ("Ce qui change",)
    assert bilan.refuses == (("Impossible", "Cette fiche n’a pas de pilote."),)
    assert record_report(by=chargee, ctg=suite).reportes == ()
    assert Avenant.objects.get(ctg=suite).objet == bonne.objet
    assert count_a_decider(suite, ctg, chargee) == 0


def test_a_choice_leaves_a_trace_and_can_be_taken_back(ctg, suite, chargee):
    commune = get_signataire(ctg)
    assert choose(chargee, suite, commune, "arrete", "Elle part.") == 1
    assert choose(chargee, suite, commune, "arrete", "Elle part.") == 0
    ligne = Journal.objects.filter(objet_uuid=suite.pk, geste="modifier").latest("at")
    assert ligne.detail == {"reprises": {"arrete": [f"signataire.{commune.pk}"]}}, "who reads it may not open them all"
    choose(chargee, suite, commune, "")
    assert not RepriseChoix.objects.exists()


def test_a_carried_choice_opens_again_when_what_it_made_is_taken_away(ctg, suite, chargee):
    commune = get_signataire(ctg)
    choose(chargee, suite, commune, "reconduit")
    record_report(by=chargee, ctg=suite)
    detail = Journal.objects.filter(objet_uuid=suite.pk, geste="rattacher").latest("at").detail
    assert detail == {"repris_de": str(ctg), "elements": [f"signataire.{commune.pk}"]}
    with pytest.raises(ConventionRefusee, match="déjà dans la nouvelle CTG"):
        choose(chargee, suite, commune, "arrete", "Elle part.")
    Signataire.objects.get(ctg=suite).delete()
    assert choose(chargee, suite, commune, "arrete", "Elle part.") == 1


def test_a_signatory_comes_as_a_candidate_with_who_represents_it_today(ctg, suite, chargee):
    commune = get_signataire(ctg)
    maire = Personne.objects.create(espace=ctg.espace, prenom="Personne", nom="Nouvelle")
    Signataire.objects.filter(pk=commune.pk).update(representant_actuel=maire, representant_nom="Personne Ancienne")
    choose(chargee, suite, commune, "reconduit")
    record_report(by=chargee, ctg=suite)
    (candidate,) = Signataire.objects.filter(ctg=suite)
    assert (candidate.representant_nom, candidate.organe_deliberant) == (str(maire), commune.organe_deliberant)
    assert not candidate.deliberations.exists()


def test_the_title_of_who_came_after_is_that_of_the_directory(espace, ctg, suite, chargee):
    epci, commune = get_signataire(ctg, EPCI), get_signataire(ctg)
    president = Personne.objects.create(espace=espace, prenom="Auguste", nom="Brasselande")
    Fonction.objects.create(
        espace=espace, personne=president, organisation=epci.organisation, intitule="Président", is_elu=True
    )
    Fonction.objects.create(espace=espace, personne=president, organisation=commune.organisation, intitule="Maire")
    for signataire in (epci, commune):
        signataire.representant_nom, signataire.representant_qualite = "Marie Ancienne", "présidente"
        signataire.representant_actuel = president if signataire == epci else None
        signataire.save()
        choose(chargee, suite, signataire, "reconduit")
    record_report(by=chargee, ctg=suite)
    carried = {row.organisation.nom: row.representant for row in Signataire.objects.filter(ctg=suite)}
    assert carried[EPCI] == "Auguste Brasselande, Président"
    # Nobody came after the mayor who signed: she keeps her title.
    assert carried[CIVRAY] == "Marie Ancienne, présidente"


def test_a_signatory_is_not_carried_into_a_signed_ctg_nor_twice(ctg, suite, chargee):
    commune, epci = get_signataire(ctg), get_signataire(ctg, EPCI)
    Signataire.objects.create(ctg=suite, organisation=epci.organisation)
    for signataire in (commune, epci):
        choose(chargee, suite, signataire, "reconduit")
    Ctg.objects.filter(pk=suite.pk).update(date_signature=TODAY())
    bilan = record_report(by=chargee, ctg=suite)
    assert bilan.reportes == (EPCI,)
    assert [(nom, "avenant d’adhésion" in phrase) for nom, phrase in bilan.refuses] == [(CIVRAY, True)]
    assert Signataire.objects.filter(ctg=suite).count() == 1


def test_who_left_and_who_is_not_there_yet_are_not_proposed(ctg, suite, chargee):
    Signataire.objects.filter(organisation__nom=CIVRAY).update(date_sortie=TODAY() - timedelta(days=1))
    entrant = create_avenant_essai(ctg, chargee)
    Signataire.objects.filter(organisation__nom=EPCI).update(avenant_entree=entrant)
    noms = {ligne.presentation.libelle for ligne in get_dossier_reprise(suite, ctg, chargee).lignes}
    assert noms == {"Caf d’essai"}
    assert build_contenu().objet == entrant.objet


def test_a_milestone_keeps_its_distance_and_meets_the_one_that_is_there(ctg, suite, chargee):
    type_jalon = ctg.espace.types_jalons.first()
    day = get_debut() - timedelta(days=90)
    done = Jalon.objects.create(ctg=ctg, type=type_jalon, phase=type_jalon.phase, libelle="A", date_reelle=day)
    ancien = Jalon.objects.create(ctg=ctg, phase="diagnostic", libelle="B", is_sans_objet=True)
    there = Jalon.objects.create(ctg=suite, type=type_jalon, phase=type_jalon.phase, libelle="Autrement dit")
    for jalon in (done, ancien):
        choose(chargee, suite, jalon, "reconduit")
    record_report(by=chargee, ctg=suite)
    assert RepriseChoix.objects.get(objet_uuid=done.pk).cible_uuid == there.pk
    repris = Jalon.objects.get(ctg=suite, libelle="B")
    assert (repris.is_sans_objet, repris.date_prevue) == (True, None)


def test_the_link_with_a_plan_is_chosen_and_the_plan_is_simply_there(espace, ctg, suite, chargee):
    plan = create_plan_essai(espace, chargee, ctgs=(ctg,))
    choose(chargee, suite, LienPlan.objects.get(), "reconduit")
    for _ in range(2):
        record_report(by=chargee, ctg=suite)
    assert list(LienPlan.objects.filter(plan=plan).values_list("ctg__nom", flat=True)) == [ctg.nom, suite.nom]
    assert "1\xa0autre plan ou schéma" in [bien.libelle for bien in list_biens_communs(chargee.membres.get())]


def test_an_article_keeps_its_text_and_its_fields(ctg, suite, chargee):
    first, second, *_ = create_texte(ctg, chargee)
    ArticleConvention.objects.filter(pk=first.pk).update(texte="La convention dure {{ duree }}.")
    for article in (second, first):
        choose(chargee, suite, article, "reconduit")
    record_report(by=chargee, ctg=suite)
    repris = list(ArticleConvention.objects.filter(ctg=suite))
    assert [(a.cle, a.titre, a.ordre) for a in repris] == [(a.cle, a.titre, a.ordre) for a in (first, second)]
    assert repris[0].texte == "La convention dure {{ duree }}."
    assert repris[0].versions.count() == 1
    assert Visa.objects.filter(ctg=suite).exists()


def test_an_article_that_is_there_already_is_never_replaced(ctg, suite, chargee):
    same, other, gone, late, *_ = create_texte(ctg, chargee)
    for article in create_texte(suite, chargee):
        if article.cle == other.cle:
            ArticleConvention.objects.filter(pk=article.pk).update(texte="Écrit autrement.")
        elif article.cle == gone.cle:
            ArticleConvention.objects.filter(pk=article.pk).update(date_retrait=timezone.now())
        elif article.cle != same.cle:
            article.delete()
    Ctg.objects.filter(pk=suite.pk).update(date_signature=TODAY())
    for article in (same, other, gone, late):
        choose(chargee, suite, article, "reconduit")
    bilan = record_report(by=chargee, ctg=suite)
    assert bilan.reportes == (same.titre,)
    assert {titre: phrase.partition(",")[2][:20] for titre, phrase in bilan.refuses} == {
        other.titre: " avec un autre texte",
        gone.titre: " parmi les articles ",
        late.titre: "",
    }
    assert ArticleConvention.objects.filter(ctg=suite).count() == 3


def test_choices_need_a_ctg_before(ctg, chargee):
    with pytest.raises(ConventionRefusee, match="ne suit aucune CTG"):
        record_report(by=chargee, ctg=ctg)


def test_a_line_that_is_gone_is_said(suite, chargee):
    saisie = SaisieChoix("signataire.00000000-0000-0000-0000-000000000000", "reconduit")
    with pytest.raises(ConventionRefusee, match="vient d’être supprimé"):
        record_choix(by=chargee, ctg=suite, saisies=[saisie])


@pytest.mark.parametrize(
    ("debut", "fin", "mois"),
    [
        (date(2024, 1, 1), date(2028, 12, 31), 60),
        (date(2024, 7, 15), date(2025, 7, 14), 12),
        (date(2024, 1, 1), date(2024, 1, 10), 1),
        (date(2024, 1, 15), date(2024, 3, 20), 3),
    ],
)
def test_a_duration_is_counted_in_months(debut, fin, mois):
    assert count_mois(debut, fin) == mois


def test_rules_of_a_choice():
    assert propose_date(None, date(2024, 1, 1), date(2029, 1, 1), date(2026, 1, 1)) is None
    assert propose_date(date(2023, 6, 30), date(2024, 1, 1), date(2029, 1, 1), date(2026, 1, 1)) == date(2028, 6, 30)
    assert propose_date(date(2019, 6, 30), date(2024, 1, 1), date(2029, 1, 1), date(2026, 1, 1)) is None
    assert "ce qui change" in explain_motif("modifie", "")
    assert explain_motif("reconduit", "") == ""
