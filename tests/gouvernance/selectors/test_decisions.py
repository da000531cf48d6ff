"""The register: the same rows as `visible_to`, and what its filters keep."""

import pytest

from convive.espaces.models import Membre, Thematique
from convive.gouvernance.models import CibleDecision, Decision
from convive.gouvernance.rules.criteres import CriteresDecisions
from convive.gouvernance.selectors.decisions import filter_decisions, get_bilan, get_decisions, list_responsables
from tests.diagnostic.factories import create_enjeu_essai
from tests.gouvernance.factories import create_carte, create_decision_essai, create_seance_essai, create_siege, in_days
from tests.plan_action.factories import create_fiche, create_organisation

pytestmark = pytest.mark.django_db


def get_membre(espace, compte) -> Membre:
    return Membre.objects.select_related("espace", "compte").get(espace=espace, compte=compte)


def test_a_place_reads_the_same_rows_by_both_ways(
    espace, gouvernance, chargee, coordinatrice, directeur, elue, partenaire, conseillere_caf, lectrice, administrateur
):
    create_decision_essai(espace, "Hors instance.")
    # In a closed body: one that sits there, one that carries it, and one whose séance is not over.
    create_siege(gouvernance.bureau, create_carte(espace, partenaire, create_organisation(espace, "Le partenaire")))
    seance = create_seance_essai(gouvernance.bureau, -3, statut="en_cours", numero=2)
    portee = create_decision_essai(espace, "Portée.", seance=gouvernance.close_bureau)
    en_cours = create_decision_essai(espace, "Pas encore close.", seance=seance)
    for decision in (portee, en_cours):
        decision.responsable = create_carte(espace, lectrice)
        decision.organisation_responsable = create_organisation(espace, "La Caf")
        decision.save()
    gouvernance.copil.thematiques.set(Thematique.objects.filter(espace=espace)[:1])
    limitee = get_membre(espace, coordinatrice)
    limitee.thematiques.set(Thematique.objects.filter(espace=espace)[1:2])
    comptes = (chargee, coordinatrice, directeur, elue, partenaire, conseillere_caf, lectrice, administrateur)
    read = {}
    for compte in comptes:
        membre = get_membre(espace, compte)
        read[compte.pk] = set(get_decisions(membre))
        assert read[compte.pk] == set(Decision.objects.visible_to(compte).filter(espace=espace))
    assert len(read[chargee.pk]) == 5
    assert len(read[elue.pk]) == 4
    assert (len(read[partenaire.pk]), len(read[lectrice.pk]), len(read[conseillere_caf.pk])) == (4, 3, 2)
    assert read[administrateur.pk] == set()


def test_the_filters_keep_what_they_say(espace, gouvernance, ctg, chargee, elue):
    membre = get_membre(espace, chargee)
    theme, autre = Thematique.objects.filter(espace=espace)[:2]
    carte, organisation = create_carte(espace, elue), create_organisation(espace, "La Caf")
    seule = create_decision_essai(
        espace,
        "Écrire aux familles du plateau.",
        type="orientation",
        responsable=carte,
        organisation_responsable=organisation,
        echeance=in_days(-2),
        date=in_days(-500),
    )
    fiche = create_fiche(ctg, thematiques=[theme], communes=["79001"], statut="validee")
    CibleDecision.objects.create(decision=seule, objet_type="fiche_action", objet_uuid=fiche.pk)
    enjeu = create_enjeu_essai(espace, thematiques=(autre,))
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="enjeu", objet_uuid=enjeu.pk)
    gouvernance.bureau.thematiques.set([autre])

    def keep(**criteres: str) -> set[Decision]:
        return set(filter_decisions(get_decisions(membre), CriteresDecisions(**criteres)))

    copil, bureau = gouvernance.decision, gouvernance.decision_bureau
    assert keep() == {seule, copil, bureau}
    assert keep(instance=str(gouvernance.copil.pk)) == {copil}
    assert keep(instance="sans") == {seule}
    assert keep(annee=str(seule.annee)) == {seule}
    assert keep(statut="en_retard") == {seule}
    assert keep(statut="sans_responsable") == {copil, bureau}
    assert keep(statut="faite") == set()
    assert keep(statut="inconnu") == {seule, copil, bureau}
    assert keep(type="orientation") == {seule}
    assert keep(responsable=f"personne:{carte.pk}") == keep(responsable=f"organisation:{organisation.pk}") == {seule}
    assert keep(thematique=str(theme.pk)) == {seule}
    assert keep(thematique=str(autre.pk)) == {copil, bureau}
    assert keep(commune="79001") == {seule}
    assert keep(commune="79999") == set()
    assert keep(q="familles plateau") == {seule}
    assert keep(q=copil.code) == {copil}
    assert list_responsables(membre) == [
        (f"personne:{carte.pk}", str(carte)),
        (f"organisation:{organisation.pk}", "La Caf"),
    ]
    bilan = get_bilan(membre)
    assert (bilan.total, bilan.ouvertes, bilan.en_retard) == (3, 3, 1)
    assert seule.annee in bilan.annees
    assert copil.annee in bilan.annees


def test_an_empty_register_has_no_year(espace, chargee):
    bilan = get_bilan(get_membre(espace, chargee))
    assert (bilan.total, list(bilan.annees)) == (0, [])
