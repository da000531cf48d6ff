"""Prepare a séance."""

from datetime import timedelta

import pytest
from django.urls import reverse

from convive.gouvernance.models import Seance
from convive.gouvernance.rules.instances import USAGES, TypeInstance
from convive.gouvernance.rules.seances import NaturePoint
from convive.gouvernance.selectors.ordres_du_jour import find_date_suivante, list_points_fournis
from tests.gouvernance.factories import TODAY, create_instance_essai, create_point_essai, create_seance_essai, in_days

pytestmark = pytest.mark.django_db


def test_the_habits_of_the_body_are_proposed(espace, chargee, connecte):
    instance = create_instance_essai(espace, heure_debut="14:00", lieu="Salle du conseil")
    client, url = connecte(chargee), reverse("gouvernance:seance_create", args=[espace.pk, instance.pk])
    page = client.get(url).content.decode()
    assert 'value="14:00"' in page
    assert 'value="16:00"' in page
    assert 'value="Salle du conseil"' in page
    answer = client.post(url, {"version": "1", "date": in_days(30).isoformat(), "heure_debut": "10:00"})
    seance = Seance.objects.get()
    assert answer.headers["Location"] == reverse("gouvernance:seance_detail", args=[espace.pk, seance.pk])
    assert (seance.statut, seance.date) == ("brouillon", in_days(30))


def test_hours_that_cannot_be_are_said(espace, gouvernance, chargee, connecte):
    url = reverse("gouvernance:seance_create", args=[espace.pk, gouvernance.copil.pk])
    answer = connecte(chargee).post(url, {"version": "1", "heure_debut": "14:00", "heure_fin": "10:00"})
    assert "finit avant de commencer" in answer.content.decode()
    assert Seance.objects.count() == 4


def test_the_next_one_is_like_this_one(espace, gouvernance, ctg, chargee, connecte):
    modele = gouvernance.convoquee
    modele.instance.seances_par_an = 4
    modele.instance.save()
    Seance.objects.filter(pk=modele.pk).update(lieu="Salle des mariniers")
    create_point_essai(modele.instance, "Tour de table", seance=modele, ordre=1, duree_minutes=15)
    create_point_essai(
        modele.instance, "Une action", seance=modele, objet_type="seance", objet_uuid=gouvernance.close.pk
    )
    create_point_essai(modele.instance, "Reporté", seance=modele, reporte_de=gouvernance.points[0])
    url = reverse("gouvernance:seance_create", args=[espace.pk, modele.instance_id]) + f"?comme={modele.pk}"
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Elle reprend 1\xa0point" in page
    assert "Une action" not in page
    assert f'value="{(modele.date + timedelta(weeks=13)).isoformat()}"' in page
    assert 'value="Salle des mariniers"' in page
    detail = reverse("gouvernance:seance_detail", args=[espace.pk, modele.pk])
    assert f"?comme={modele.pk}" in client.get(detail).content.decode()
    client.post(url, {"version": "1", "date": in_days(200).isoformat(), "lieu": "Ailleurs"})
    nouvelle = Seance.objects.get(date=in_days(200))
    assert (nouvelle.statut, nouvelle.lieu) == ("brouillon", "Ailleurs")
    # What is still open of the last one opens it.
    assert [(p.duree_minutes, p.objet_type) for p in nouvelle.points.order_by("ordre")] == [(10, "seance"), (15, "")]
    # Of a body without a rhythm, or long ago, the day is left to choose; of another body, it does not exist.
    assert find_date_suivante(Seance(instance=modele.instance, date=in_days(-400)), TODAY()) is None
    assert find_date_suivante(Seance(instance=modele.instance), TODAY()) is None
    autre = reverse("gouvernance:seance_create", args=[espace.pk, gouvernance.bureau.pk])
    assert client.get(f"{autre}?comme={modele.pk}").status_code == 404


def test_each_kind_of_body_has_its_usual_agenda(espace, gouvernance, chargee, connecte):
    for type_instance in TypeInstance:
        usuels = list_points_fournis(type_instance.value)
        assert usuels, type_instance
        assert all(point.nature in NaturePoint and 0 < point.duree_minutes <= 120 for point in usuels)
        assert len({point.titre for point in usuels}) == len(usuels)
        # It leaves time for what the plan proposes, or fills the séance exactly.
        assert sum(point.duree_minutes for point in usuels) <= USAGES[type_instance].duree_minutes
    assert list_points_fournis("inconnu") == ()
    seance = create_seance_essai(gouvernance.copil, 100)
    url = reverse("gouvernance:seance_detail", args=[espace.pk, seance.pk])
    client = connecte(chargee)
    assert "Partir de l’ordre du jour type" in client.get(url).content.decode()
    client.post(url, {"geste": "usuel"})
    client.post(url, {"geste": "usuel"})
    titres = list(seance.points.order_by("ordre").values_list("titre", flat=True))
    assert titres == [point.titre for point in list_points_fournis("copil")]
    assert "Partir de l’ordre du jour type" not in client.get(url).content.decode()
