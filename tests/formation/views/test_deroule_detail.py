"""The run sheet: each step at its clock, what is said, what to beware of."""

import pytest
from django.urls import reverse

from convive.formation.actions.programme import create_programme, create_programme_cours
from convive.formation.selectors.cours import get_cours

pytestmark = pytest.mark.django_db


def test_the_run_sheet_of_the_course_gives_the_clock(connecte, chargee, organisme, django_assert_max_num_queries):
    programme = create_programme_cours(by=chargee, espace=organisme.espace, cours=get_cours("ctg_deux_jours"))
    client = connecte(chargee)
    url = reverse("formation:deroule_detail", args=[organisme.espace_id, programme.pk])
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert '<td data-titre="Heure">9\u00a0h\u00a025<span class="cv-meta cv-block">10\u00a0min</span></td>' in page
    assert "Afficher chaque question au mur\u00a0: on y revient le dernier jour." in page
    assert "aucune loi ne définit la CTG comme telle" in page
    assert "À vérifier auprès de votre Caf" in page
    assert page.count("Pause<span") == 4
    assert "5 cartes et leur clé" in page.replace("\u00a0", " ")
    assert 'name="choix" value="cinq_demarches"' in page
    assert "Outil rempli\u00a0: La frise de ma CTG" in page


def test_a_programme_without_a_sequence_says_so(connecte, chargee, organisme):
    programme = create_programme(by=chargee, espace=organisme.espace, titre="Vide")
    url = reverse("formation:deroule_detail", args=[organisme.espace_id, programme.pk])
    assert "Placez d’abord les séquences" in connecte(chargee).get(url).content.decode()
