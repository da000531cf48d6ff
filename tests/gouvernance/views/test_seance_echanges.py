"""What is said about a séance and a decision, and who is told."""

import pytest
from django.urls import reverse

from convive.espaces.models import Membre, Thematique
from convive.gouvernance.models import Decision, Seance
from convive.gouvernance.models.decision import filter_lecteurs as filter_lecteurs_decision
from convive.gouvernance.models.seance import filter_lecteurs_seance
from tests.gouvernance.factories import create_carte, create_decision_essai, create_siege
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


def get_url(page: str, seance) -> str:
    return reverse(f"gouvernance:{page}", args=[seance.espace_id, seance.pk])


def test_whoever_reads_a_séance_speaks_of_it(espace, gouvernance, chargee, partenaire, etrangere, connecte):
    url = get_url("seance_echanges", gouvernance.convoquee)
    commentaire = reverse("echanges:discussion_create", args=[espace.pk, "seance", gouvernance.convoquee.pk])
    client = connecte(partenaire)
    page = client.get(url).content.decode()
    assert "Une question avant la séance" in page
    assert url in client.get(get_url("seance_detail", gouvernance.convoquee)).content.decode()
    assert client.post(commentaire, {"geste": "publier", "texte": "Pourra-t-on venir à deux ?"}).status_code == 302
    assert "Pourra-t-on venir à deux" in connecte(chargee).get(url).content.decode()
    assert connecte(partenaire).get(get_url("seance_echanges", gouvernance.brouillon)).status_code == 404
    assert connecte(partenaire).get(get_url("seance_echanges", gouvernance.close_bureau)).status_code == 404
    assert connecte(etrangere).get(url).status_code == 404


def test_a_decision_carries_files_and_comments(gouvernance, partenaire, connecte):
    url = reverse("gouvernance:decision_detail", args=[gouvernance.decision.espace_id, gouvernance.decision.pk])
    page = connecte(partenaire).get(url).content.decode()
    assert "Pièces jointes" in page
    assert "Ce qui la rend difficile" in page


def test_the_page_costs_fifteen_queries_at_most(gouvernance, chargee, connecte, django_assert_max_num_queries):
    client, url = connecte(chargee), get_url("seance_echanges", gouvernance.convoquee)
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


def check_both_sides(espace) -> None:
    """The places that a row gives are those whose compte sees the row."""
    membres = Membre.objects.en_cours().filter(espace=espace)
    for modele, filter_lecteurs in ((Seance, filter_lecteurs_seance), (Decision, filter_lecteurs_decision)):
        vues = {membre.pk: set(modele.objects.visible_to(membre.compte)) for membre in membres.select_related("compte")}
        for row in modele.objects.filter(espace=espace):
            lecteurs = set(filter_lecteurs(membres, row).values_list("pk", flat=True))
            assert lecteurs == {pk for pk, rows in vues.items() if row in rows}, str(row)


def test_who_is_told_is_who_reads(
    espace,
    gouvernance,
    chargee,
    coordinatrice,
    directeur,
    elue,
    conseillere_caf,
    partenaire,
    lectrice,
    formatrice,
    administrateur,
):
    create_decision_essai(espace, "Sans instance.")
    en_cours = create_decision_essai(espace, "Prise en séance.", seance=gouvernance.convoquee)
    check_both_sides(espace)
    # Who sits, who carries, who is limited.
    organisation = create_organisation(espace, "Les Passeurs du Gué")
    carte = create_carte(espace, partenaire, organisation)
    siege = create_siege(gouvernance.bureau, organisation)
    check_both_sides(espace)
    siege.personne = create_carte(espace, conseillere_caf, organisation)
    siege.save()
    Decision.objects.filter(pk=gouvernance.decision_bureau.pk).update(responsable=carte)
    Decision.objects.filter(pk=en_cours.pk).update(organisation_responsable=organisation)
    check_both_sides(espace)
    suivie, autre = Thematique.objects.filter(espace=espace)[:2]
    gouvernance.copil.thematiques.set([suivie])
    for compte in (coordinatrice, elue):
        Membre.objects.get(espace=espace, compte=compte).thematiques.set([autre])
    check_both_sides(espace)
    create_siege(gouvernance.copil, create_carte(espace, elue))
    check_both_sides(espace)
