"""The page of a séance: the agenda with its hours, and each of its gestures."""

import html
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from convive.acteurs.models import Personne
from convive.gouvernance.models import OrdreDuJourUsuel
from convive.plan_action.models import FicheAction
from tests.gouvernance.factories import (
    create_instance_essai,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
    create_siege,
)
from tests.plan_action.factories import create_plan_actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.brouillon.pk])


def send(client, url, geste, **data):
    answer = client.post(url, {"geste": geste, **data})
    assert answer.status_code == 302
    return answer.headers["Location"]


def list_titres(gouvernance) -> list[str]:
    return list(gouvernance.brouillon.points.order_by("ordre").values_list("titre", flat=True))


def test_the_agenda_says_when_each_point_begins_and_what_time_is_left(url, chargee, connecte):
    page = connecte(chargee).get(url).content.decode()
    assert "2\xa0points, 30\xa0min\xa0; 90\xa0minutes de marge" in page
    assert "<b>14\xa0h</b>" in page
    assert "<b>14\xa0h\xa010</b>" in page
    assert "Parler des transports" in page


def test_points_are_added_moved_changed_put_aside_and_deleted(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    premier, second = gouvernance.points
    point = {"titre": "Le budget", "nature": "avis", "duree_minutes": "15"}
    assert "#point-" in send(client, url, "ajouter", **point)
    assert list_titres(gouvernance) == ["Ouvrir la séance", "Valider le bilan", "Le budget"]
    send(client, url, "monter", uuid=second.pk)
    send(client, url, "monter", uuid=second.pk)
    assert list_titres(gouvernance)[0] == "Valider le bilan"
    send(client, url, "descendre", uuid=second.pk)
    send(client, url, "placer", uuid=premier.pk, cible=second.pk)
    send(client, url, "placer", uuid=premier.pk, cible="")
    assert list_titres(gouvernance) == ["Valider le bilan", "Ouvrir la séance", "Le budget"]
    changed = {"uuid": second.pk, "version": "1", "titre": "Valider le bilan 2026", "nature": "decision"}
    send(client, url, "modifier", **changed, duree_minutes="25")
    send(client, url, "attendre", uuid=premier.pk)
    assert list_titres(gouvernance) == ["Valider le bilan 2026", "Le budget"]
    send(client, url, "prendre", uuid=premier.pk)
    send(client, url, "prendre", uuid=gouvernance.attente.pk)
    send(client, url, "supprimer", uuid=premier.pk)
    assert list_titres(gouvernance) == ["Valider le bilan 2026", "Le budget", "Parler des transports"]


def test_a_point_that_is_wrong_or_gone_is_said(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    answer = client.post(url, {"geste": "ajouter", "titre": "", "nature": "avis", "duree_minutes": "0"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    gone = {"uuid": gouvernance.copil.pk, "version": "1", "titre": "Autre", "nature": "avis", "duree_minutes": "5"}
    answer = client.post(url, {"geste": "modifier", **gone})
    assert "quelqu’un l’a retiré" in answer.content.decode()
    for geste in ("monter", "supprimer", "prendre", "accepter"):
        send(client, url, geste, uuid=gouvernance.copil.pk, cle="action:fiche_action:x")
    assert "Ce point n’est plus à l’ordre du jour" in client.get(url).content.decode()
    assert len(list_titres(gouvernance)) == 2


def test_a_point_opens_in_place(url, gouvernance, chargee, connecte):
    page = connecte(chargee).get(f"{url}?point={gouvernance.points[1].pk}").content.decode()
    assert 'value="Valider le bilan"' in page
    assert "Refermer" in page


def test_proposals_are_taken_refused_and_asked_for_again(url, gouvernance, ctg, chargee, connecte):
    plan = create_plan_actions(ctg, chargee)
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="bloquee", blocage_motif="Pas de salle")
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Bloquée\xa0: Pas de salle" in page
    assert "1\xa0décision du" in page
    send(client, url, "accepter", cle=f"action:fiche_action:{plan.complete.pk}")
    send(client, url, "ecarter", cle=f"decisions:seance:{gouvernance.close.pk}")
    page = client.get(url).content.decode()
    assert "Bloquée\xa0: Pas de salle" in page
    assert f"decisions:seance:{gouvernance.close.pk}" not in page
    send(client, url, "proposer_encore")
    assert f"decisions:seance:{gouvernance.close.pk}" in client.get(url).content.decode()
    send(client, url, "tout_accepter")
    assert any(titre.startswith("1\xa0décision du") for titre in list_titres(gouvernance))


def test_who_reads_does_not_write_and_a_closed_seance_does_not_change(espace, gouvernance, chargee, elue, connecte):
    ouverte = reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.close.pk])
    client = connecte(elue)
    page = client.get(ouverte).content.decode()
    assert "Ouvrir vingt places sur le plateau." in page
    assert "Convive propose" not in page
    assert client.post(ouverte, {"geste": "ajouter"}).status_code == 403
    brouillon = reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.brouillon.pk])
    assert client.get(brouillon).status_code == 404
    client = connecte(chargee)
    assert "Ajouter ce point" not in client.get(ouverte).content.decode()
    client.post(ouverte, {"geste": "ajouter", "titre": "Trop tard", "nature": "avis", "duree_minutes": "5"})
    assert not gouvernance.close.points.exists()


def test_an_agenda_that_overflows_says_so(espace, gouvernance, url, chargee, connecte):
    gouvernance.points[0].duree_minutes = 150
    gouvernance.points[0].save()
    page = connecte(chargee).get(url).content.decode()
    assert "L’ordre du jour déborde" in page
    assert "50\xa0minutes de trop" in page
    # Once it is closed, nobody shortens it any more.
    gouvernance.brouillon.statut = "close"
    gouvernance.brouillon.save()
    assert "L’ordre du jour déborde" not in connecte(chargee).get(url).content.decode()
    sans_date = create_seance_essai(gouvernance.copil, date=None, heure_debut=None, heure_fin=None)
    page = connecte(chargee).get(reverse("gouvernance:seance_detail", args=[espace.pk, sans_date.pk]))
    assert "Aucun point pour l’instant" in page.content.decode()


def test_the_page_costs_at_most_twenty_two_queries_of_its_own(
    url, gouvernance, chargee, connecte, django_assert_max_num_queries
):
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(22):
        client.get(url)


def test_a_proposal_that_is_settled_leads_to_the_next_one_with_the_list_as_open_as_it_was(
    url, espace, gouvernance, ctg, chargee, connecte
):
    for rang in range(8):
        FicheAction.objects.create(espace=espace, ctg=ctg, titre=f"Action {rang}", statut="bloquee")
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Voir les" in page
    assert '<details class="cv-more" open>' not in page
    cles = re.findall(r'name="cle" value="([^"]+)"', page)
    sorte, _, uuid = cles[1].split(":")
    assert send(client, url, "accepter", cle=cles[0]) == f"{url}#propose-{sorte}-{uuid}"
    depliee = f"{url}?propositions=toutes"
    assert '<details class="cv-more" open>' in client.get(depliee).content.decode()
    assert send(client, depliee, "ecarter", cle=cles[6]).startswith(f"{depliee}#propose-action-")
    assert send(client, depliee, "ecarter", cle=cles[-1]).endswith("#propose")


def test_the_agenda_of_a_seance_is_kept_for_the_whole_espace(gouvernance, espace, chargee, lectrice, connecte):
    client = connecte(chargee)
    seance = create_seance_essai(gouvernance.copil, 20)
    url = reverse("gouvernance:seance_detail", args=[espace.pk, seance.pk])
    assert "Celui de Convive" in client.get(url).content.decode()
    # Nothing comes back at each séance yet.
    create_point_essai(gouvernance.copil, "Cette action", seance=seance, objet_type="enjeu", objet_uuid=uuid4())
    page = client.post(url, {"geste": "garder_usuel"}, follow=True).content.decode()
    assert "Rien n’est à garder" in page
    create_point_essai(gouvernance.copil, "Tour de table", seance=seance, duree_minutes=15, nature="avis")
    for _ in range(2):
        page = client.post(url, {"geste": "garder_usuel"}, follow=True).content.decode().replace("\xa0", " ")
        assert "1 point gardé" in page
        assert "Celui de cet espace" in page
    usuel = OrdreDuJourUsuel.objects.get(espace=espace)
    assert usuel.points == [{"titre": "Tour de table", "nature": "avis", "duree": 15}]
    assert connecte(lectrice).post(url, {"geste": "garder_usuel"}).status_code == 403
    # Another body of this kind starts from it; a body of another kind does not.
    client = connecte(chargee)
    autre = create_instance_essai(espace, "Autre comité de pilotage", gouvernance.copil.type)
    for instance, attendu in ((autre, True), (gouvernance.bureau, False)):
        suivante = create_seance_essai(instance, 40)
        answer = client.post(reverse("gouvernance:seance_detail", args=[espace.pk, suivante.pk]), {"geste": "usuel"})
        assert answer.status_code == 302
        titres = [point.titre for point in suivante.points.all()]
        assert titres
        assert (titres == ["Tour de table"]) is attendu
    client.post(url, {"geste": "rendre_usuel"})
    assert not OrdreDuJourUsuel.objects.exists()
    assert "Celui de Convive" in client.get(url).content.decode()


def test_two_people_who_change_a_point_are_joined(url, gouvernance, chargee, connecte):
    client, point = connecte(chargee), gouvernance.points[1]
    page = client.get(f"{url}?point={point.pk}").content.decode()
    depart = html.unescape(re.search(r'name="depart" value="([^"]*)"', page).group(1))
    mienne = {"geste": "modifier", "uuid": point.pk, "version": "1", "depart": depart, "titre": "Valider le bilan"}
    mienne |= {"nature": "decision", "duree_minutes": "35", "texte": ""}
    type(point).objects.filter(pk=point.pk).update(titre="Valider le bilan 2026", version=2)
    assert client.post(f"{url}?point={point.pk}", mienne).status_code == 302
    point.refresh_from_db()
    assert (point.titre, point.duree_minutes, point.version) == ("Valider le bilan 2026", 35, 3)
    # The same words changed by both: one chooses, and nothing is written before.
    page = client.post(f"{url}?point={point.pk}", mienne | {"titre": "Valider les comptes"}).content.decode()
    assert "Valider les comptes" in page
    assert "Valider le bilan 2026" in page
    point.refresh_from_db()
    assert point.titre == "Valider le bilan 2026"


def test_whoever_is_expected_may_present_a_point(url, espace, gouvernance, chargee, elue, connecte):
    """Cards of the directory, then whoever is known by a name: a seat, a guest, a member of the espace."""
    seance = gouvernance.brouillon
    create_siege(seance.instance, "Ana Vidal")
    create_siege(seance.instance, Personne.objects.create(espace=espace, prenom="Lise", nom="Roux"))
    create_siege(seance.instance, "Roux Lise")
    create_participant_essai(seance, "Nina Solal")
    client = connecte(chargee)
    form = client.get(url).context["form"]
    noms = [libelle for _, libelle in form.fields["rapporteur"].choices]
    for nom in ("Lise Roux", "Ana Vidal", "Nina Solal", str(elue)):
        assert noms.count(nom) == 1
    assert "Roux Lise" not in noms
    point = {"titre": "Le transport", "nature": "information", "duree_minutes": "10"}
    send(client, url, "ajouter", **point, rapporteur="nom:Ana Vidal")
    ecrit = seance.points.get(titre="Le transport")
    assert (ecrit.rapporteur, ecrit.libelle_rapporteur) == (None, "Ana Vidal")
    ouvert = client.get(f"{url}?point={ecrit.pk}").context["form"]
    assert ouvert.initial["rapporteur"] == "nom:Ana Vidal"
    autre = client.post(url, {"geste": "ajouter", **point, "rapporteur": "nom:Une inconnue"})
    assert autre.status_code != 302
