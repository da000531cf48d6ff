"""Decisions on the pages of what they are about."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Membre
from convive.gouvernance.actions.effet import record_effet_enjeu
from convive.gouvernance.models import CibleDecision
from convive.gouvernance.selectors.decisions_a_suivre import RangSuivi, list_decisions_a_suivre
from convive.socle.objets import objets
from tests.diagnostic.factories import create_constat_essai, create_enjeu_essai
from tests.gouvernance.factories import create_carte, create_decision_essai, in_days
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


def get_membre(espace, compte) -> Membre:
    return Membre.objects.select_related("espace", "compte").get(espace=espace, compte=compte)


def attach(decision, objet) -> None:
    reference = objets.get_reference(objet)
    CibleDecision.objects.create(decision=decision, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)


def test_what_a_decision_is_about_shows_it_and_the_chain_leads_to_it(
    espace,
    gouvernance,
    plan,
    chargee,
    partenaire,
    connecte,
):
    enjeu, constat = create_enjeu_essai(espace), create_constat_essai(espace)
    pages = {
        "plan_action:fiche_action_detail": plan.complete,
        "diagnostic:enjeu_detail": enjeu,
        "diagnostic:constat_detail": constat,
    }
    client = connecte(chargee)
    for page, objet in pages.items():
        vide = "n’est encore reliée à cette action" if objet == plan.complete else "Aucune décision ne parle encore"
        url = reverse(page, args=[espace.pk, objet.pk])
        assert vide in client.get(url).content.decode()
        attach(gouvernance.decision_bureau, objet)
        lue = client.get(url).content.decode()
        assert gouvernance.decision_bureau.code in lue
        assert "porte_sur=" in lue
    lien = reverse("gouvernance:decision_detail", args=[espace.pk, gouvernance.decision_bureau.pk])
    fiche = reverse("plan_action:fiche_action_detail", args=[espace.pk, plan.complete.pk])
    chaine = client.get(fiche).content.decode().split('class="cv-chain"')[1].split("</nav>")[0]
    assert lien in chaine
    # A partner does not read the decisions of a closed body, there neither.
    assert gouvernance.decision_bureau.code not in connecte(partenaire).get(fiche).content.decode()


def test_an_organisation_and_a_person_show_what_they_carry(espace, gouvernance, chargee, elue, connecte):
    organisation = create_organisation(espace)
    carte = create_carte(espace, elue)
    client = connecte(chargee)
    urls = [
        reverse("acteurs:organisation_detail", args=[espace.pk, organisation.pk]),
        reverse("acteurs:personne_detail", args=[espace.pk, carte.pk]),
    ]
    for url in urls:
        assert "Elle ne porte aucune décision" in client.get(url).content.decode()
    for rang in range(9):
        create_decision_essai(espace, f"Décision {rang}", responsable=carte, organisation_responsable=organisation)
    for url in urls:
        page = client.get(url).content.decode()
        assert "Décision 8" in page
        assert "Les autres sont dans le registre" in page


def test_what_the_next_seance_should_hear_of(espace, gouvernance, chargee, django_assert_num_queries):
    jour = timezone.localdate()
    qui = {"responsable_texte": "La coordinatrice"}
    late = create_decision_essai(espace, "En retard", echeance=in_days(-1), **qui)
    revue = create_decision_essai(espace, "À revoir", prochaine_revue=in_days(-2), **qui)
    soon = create_decision_essai(espace, "Bientôt", echeance=in_days(5), **qui)
    put_off = create_decision_essai(espace, "Reportée", statut="reportee", motif="Après le budget.", **qui)
    other = create_decision_essai(espace, "Suivie", **qui)
    create_decision_essai(espace, "Faite", statut="faite", **qui)
    membre = get_membre(espace, chargee)
    assert list_decisions_a_suivre(membre, jour, limit=1)[0].rang == RangSuivi.EN_RETARD
    # The second one reads to what the place is limited, which a page has read already.
    with django_assert_num_queries(2):
        rows = list_decisions_a_suivre(membre, jour)
    assert [(row.rang, row.decision) for row in rows] == [
        (RangSuivi.EN_RETARD, late),
        (RangSuivi.A_REVOIR, revue),
        (RangSuivi.SANS_RESPONSABLE, gouvernance.decision),
        (RangSuivi.SANS_RESPONSABLE, gouvernance.decision_bureau),
        (RangSuivi.BIENTOT, soon),
        (RangSuivi.REPORTEE, put_off),
        (RangSuivi.OUVERTE, other),
    ]
    assert "devait être faite avant" in rows[0].raison
    of_copil = [row.decision for row in list_decisions_a_suivre(membre, jour, gouvernance.copil)]
    assert gouvernance.decision in of_copil
    assert gouvernance.decision_bureau not in of_copil
    assert len(list_decisions_a_suivre(membre, jour, limit=2)) == 2
    # What is not late today will be, on the day of the séance.
    assert list_decisions_a_suivre(membre, in_days(6))[0].rang == RangSuivi.EN_RETARD
    assert soon in [r.decision for r in list_decisions_a_suivre(membre, in_days(6)) if r.rang == RangSuivi.EN_RETARD]


def test_a_seance_says_what_its_decisions_changed(espace, gouvernance, chargee, lectrice, rf):
    from convive.gouvernance.panels import _get_contexte_seance

    enjeux = [create_enjeu_essai(espace, f"Enjeu {rang}") for rang in range(2)]
    for enjeu in enjeux:
        attach(gouvernance.decision, enjeu)
    membre = get_membre(espace, chargee)
    record_effet_enjeu(by=membre, decision=gouvernance.decision, enjeu=enjeux[0], vers="retenu")
    request = rf.get("/")
    assert _get_contexte_seance(request, gouvernance.close) is None
    request.membre = membre
    contexte = _get_contexte_seance(request, gouvernance.close)
    (ligne,) = contexte["lignes"]
    assert (ligne.decision, ligne.faits, ligne.a_noter) == (gouvernance.decision, ("Retenu",), 1)
    assert contexte["peut_ecrire"]
    request.membre = get_membre(espace, lectrice)
    assert not _get_contexte_seance(request, gouvernance.close)["peut_ecrire"]
