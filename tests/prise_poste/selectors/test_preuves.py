"""What is counted in an espace, with whose rights, since when; in one query."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import LienOrganisations, Organisation, Personne
from convive.acteurs.selectors.poste import get_tableau_postes
from convive.convention.models import Jalon, PlanExterne
from convive.diagnostic.models import IndicateurEspace, MesureEspace, Parole, PreuveConstat
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre, Thematique
from convive.journal.models import Geste
from convive.offre.models import ServiceEquipement
from convive.plan_action.models import FicheAction, IndicateurFiche
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.selectors.preuves import read_faits
from tests.acteurs.factories import create_poste_essai
from tests.diagnostic.factories import create_constat_essai, create_parole_essai
from tests.gouvernance.factories import (
    create_decision_essai,
    create_instance_essai,
    create_note_essai,
    create_seance_essai,
)
from tests.plan_action.factories import create_fiche, create_niveaux, create_personne
from tests.prise_poste.factories import create_evaluation_essai, get_place, in_days

pytestmark = pytest.mark.django_db


def read(compte, espace, debut: int = -40):
    return read_faits(get_place(compte, espace), compte, in_days(debut), timezone.localdate())


def test_an_empty_espace_counts_nothing_in_one_query(espace, chargee, django_assert_num_queries):
    place = get_place(chargee, espace)
    with django_assert_num_queries(1):
        faits = read_faits(place, chargee, in_days(-40), timezone.localdate())
    assert {nom: getattr(faits, nom) for nom in faits.__slots__ if getattr(faits, nom)} == {}
    assert faits.etp_ctg == Decimal(0)


def test_the_ctg_counts_with_its_signatories_levels_bodies_and_dates(espace, chargee, ctg):
    create_niveaux(ctg)
    create_instance_essai(espace)
    create_instance_essai(espace, "Archivée", archivee_le=timezone.now())
    before = read(chargee, espace)
    Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Bilan annuel", date_prevue=in_days(30))
    Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Passé", date_prevue=in_days(-30))
    Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Atteint", date_prevue=in_days(3), date_reelle=in_days(-1))
    faits = read(chargee, espace)
    assert (faits.ctgs, faits.signataires, faits.niveaux, faits.instances) == (1, 3, 2, 1)
    assert faits.echeances == before.echeances + 1
    # A CTG that ended is no longer the one to fill in.
    type(ctg).objects.filter(pk=ctg.pk).update(date_fin=in_days(-1))
    assert read(chargee, espace).ctgs == read(chargee, espace).niveaux == 0


def test_posts_in_force_are_added(espace, chargee):
    create_poste_essai(espace, ctg="0.5")
    create_poste_essai(espace, "Coordination", ctg="0.25")
    create_poste_essai(espace, "Fini", ctg="1", date_fin=timezone.localdate())
    # Those to come are not held: the page of the posts counts them apart.
    create_poste_essai(espace, "À venir", ctg="0.4", date_debut=in_days(90))
    presents = get_tableau_postes(get_place(chargee, espace), timezone.localdate())
    faits = read(chargee, espace)
    assert (faits.postes, faits.etp_ctg) == (len(presents.presents), presents.par_employeur.total.quotite_ctg)
    assert (faits.postes, faits.etp_ctg) == (2, Decimal("0.75"))


def test_actors_count_when_a_person_looked_at_them_and_words_since_the_first_day(espace, chargee):
    # What an import brings, however recent, has been looked at by nobody.
    for nom in ("Importée", "Relue"):
        Personne.objects.create(espace=espace, nom=nom)
    pays = Organisation.objects.create(espace=espace, nom="Pays", type="epci", attentes="Être écouté")
    assert read(chargee, espace).acteurs_depuis == 0
    for objet, geste in (
        (Personne.objects.get(nom="Relue"), Geste.MODIFIER),
        (pays, Geste.RATTACHER),
        (Personne.objects.get(nom="Importée"), Geste.CLORE),
    ):
        with transaction.atomic():
            record(chargee, geste, objet, espace)
    for jours in (-3, -90):
        Parole.objects.filter(pk=create_parole_essai(espace).pk).update(date_recueil=in_days(jours))
    faits = read(chargee, espace)
    assert (faits.acteurs_depuis, faits.attentes, faits.paroles_depuis) == (2, 1, 1)
    # Before the first day, nothing is hers yet.
    avant = read(chargee, espace, debut=3)
    assert (avant.acteurs_depuis, avant.paroles_depuis) == (0, 0)


def test_services_verified_within_a_year(espace, chargee):
    for rang, jours in enumerate((10, 364, 367, None)):
        verifie = in_days(-jours) if jours is not None else None
        ServiceEquipement.objects.create(espace=espace, nom=f"S{rang}", type_cle="rpe", date_verification=verifie)
    ServiceEquipement.objects.create(espace=espace, nom="Archivé", type_cle="rpe", archive_le=timezone.now())
    faits = read(chargee, espace)
    assert (faits.services, faits.services_verifies) == (4, 2)


def test_active_actions_without_anyone(espace, chargee, ctg):
    portee = Organisation.objects.create(espace=espace, nom="Relais", type="association")
    create_fiche(ctg, "Portée", statut="en_cours", organisation_porteuse=portee)
    pilotee = create_fiche(ctg, "Pilotée", statut="validee", organisation_porteuse=None)
    pilotee.pilotes.add(create_personne(espace))
    create_fiche(ctg, "À personne", statut="bloquee", organisation_porteuse=None)
    create_fiche(ctg, "Finie", statut="realisee", organisation_porteuse=None)
    faits = read(chargee, espace)
    assert (faits.actions, faits.sans_porteur) == (3, 1)


def test_figures_links_plans_and_indicators(espace, chargee, ctg):
    constat = create_constat_essai(espace)
    before = read(chargee, espace)
    for rang in range(2):
        PreuveConstat.objects.create(
            constat=constat, nature="donnee", libelle=f"L{rang}", millesime="2023", source="Insee", unite="%"
        )
    PreuveConstat.objects.create(constat=constat, nature="observation", texte="Vu sur place.")
    de, vers = (Organisation.objects.create(espace=espace, nom=nom, type="association") for nom in ("A", "B"))
    LienOrganisations.objects.create(espace=espace, de=de, vers=vers)
    plan = PlanExterne.objects.create(espace=espace, nom="PEDT", type="pedt")
    fiche = create_fiche(ctg, "Commune à deux plans")
    fiche.plans_externes.add(plan)
    propre = IndicateurEspace.objects.create(espace=espace, libelle="Places", unite="places")
    MesureEspace.objects.create(indicateur=propre, annee=2025, valeur=12)
    IndicateurEspace.objects.create(espace=espace, libelle="Sans mesure", unite="places")
    IndicateurFiche.objects.create(fiche=fiche, libelle="Familles", reference=20)
    # The same one as above, followed by an action: counted once.
    IndicateurFiche.objects.create(fiche=fiche, libelle="Places", reference=12, indicateur=propre)
    faits = read(chargee, espace)
    assert faits.chiffres_depuis == before.chiffres_depuis + 2
    assert read(chargee, espace, debut=3).chiffres_depuis == 0
    assert (faits.liens, faits.plans, faits.actions_reliees, faits.indicateurs) == (1, 1, 1, 2)


def test_meetings_decisions_and_notes_since_the_first_day(espace, chargee, coordinatrice):
    copil, cotech = create_instance_essai(espace), create_instance_essai(espace, "Comité technique", "cotech")
    create_seance_essai(cotech, -10, statut="close", numero=1, convoquee_le=timezone.now())
    create_seance_essai(cotech, -60, statut="close", numero=2, convoquee_le=timezone.now() - timedelta(days=70))
    create_seance_essai(copil, 20, statut="convoquee", numero=1, convoquee_le=timezone.now())
    create_seance_essai(copil, 90, heure_debut=time(9))
    tenue = create_seance_essai(copil, -5, statut="close", numero=2)
    create_decision_essai(espace, date=in_days(-5), seance=tenue)
    create_decision_essai(espace, date=in_days(-50), seance=tenue)
    # Neither what is noted outside any séance nor what a COTECH says means that a COPIL was held.
    create_decision_essai(espace, date=in_days(-5))
    create_decision_essai(espace, date=in_days(-10), seance=cotech.seances.get(numero=1))
    create_note_essai(espace, created_by=chargee)
    create_note_essai(espace, "D’une autre\u00a0?", created_by=coordinatrice)
    create_evaluation_essai(espace, chargee)
    create_evaluation_essai(espace, chargee, terminee_le=None)
    create_evaluation_essai(espace, coordinatrice)
    for valeurs, cle in (({"mois": "Mars"}, "lettre_veille"), ({}, "lettre_veille"), ({"mois": "Mars"}, "frise")):
        OutilRempli.objects.create(espace=espace, cle=cle, titre="La lettre de mars", valeurs=valeurs)
    faits = read(chargee, espace)
    assert faits.lettres_veille == 1
    assert read(chargee, espace, debut=2).lettres_veille == 0
    assert (faits.cotechs_clos, faits.copils_convoques, faits.seances_a_venir) == (1, 1, 2)
    assert (faits.decisions_depuis, faits.notes_depuis, faits.evaluations) == (1, 1, 1)


def test_it_counts_with_the_rights_of_the_reader(espace, chargee, coordinatrice, etrangere, ctg):
    petite, jeunesse = (Thematique.objects.create(espace=espace, nom=nom) for nom in ("Petite enfance…", "Jeunesse…"))
    Membre.objects.get(espace=espace, compte=coordinatrice).thematiques.add(petite)
    for thematique in (petite, jeunesse):
        service = ServiceEquipement.objects.create(espace=espace, nom=str(thematique), type_cle="rpe")
        service.thematiques.add(thematique)
    assert read(chargee, espace).services == 2
    assert read(coordinatrice, espace).services == 1
    # Another espace of the same person counts nothing of this one.
    ailleurs = Membre.objects.get(compte=etrangere)
    assert read_faits(ailleurs, etrangere, date(2020, 1, 1), timezone.localdate()).ctgs == 0
    assert FicheAction.objects.count() == 0
