"""The posts of the demonstration show the move that the pages are for."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from convive.acteurs.models import Fonction, PosteCooperation
from convive.acteurs.rules.postes import compare_postes, get_jours_usuels
from convive.acteurs.selectors.poste import list_postes_lus
from convive.config.demo.selectors import get_espace_demo, get_recit_demo
from convive.prise_poste.models import PrisePoste
from tests.config.test_demo_acteurs import get_place

FICHIER = get_recit_demo().find_fichier("postes")


def test_file_is_well_written():
    texte = FICHIER.read_text(encoding="utf-8")
    assert "'" not in texte
    assert not re.search(r"@|\d{10}", texte)


@pytest.mark.django_db
def test_demo_shows_three_coordinators_becoming_a_chargee_and_two_coordinators(demo):
    postes = list_postes_lus(get_place("chargee"))
    avant, apres = get_jours_usuels(postes, date(2026, 11, 25))
    comparaison = compare_postes(postes, avant, apres)
    assert (len(comparaison.avant), len(comparaison.apres), comparaison.sans_suite) == (3, 3, ())
    chargee = next(passage for passage in comparaison.passages if passage.poste.titulaire == "Maëlle Orvelin")
    assert len(chargee.avant) == 3
    assert (comparaison.total_avant.quotite_ctg, comparaison.total_apres.quotite_ctg) == (Decimal("1.3"), Decimal(2))
    assert any(poste.date_debut and poste.date_debut > apres for poste in postes)


@pytest.mark.django_db
def test_who_is_at_her_fortieth_day_took_up_her_post_forty_days_ago(demo):
    espace = get_espace_demo()
    debut = timezone.localdate() - timedelta(days=39)
    assert PrisePoste.objects.get(espace=espace).date_debut == debut
    postes = PosteCooperation.objects.filter(espace=espace, personne__nom="Orvelin", date_fin__isnull=True)
    assert [poste.date_debut for poste in postes] == [debut]
    fonctions = Fonction.objects.filter(espace=espace, personne__nom="Orvelin").order_by("date_debut")
    # `date_fin` is the day after the last: one function follows the other.
    assert [(row.intitule, row.date_fin) for row in fonctions] == [
        ("Chargée de mission CTG", debut),
        ("Chargée de coopération CTG", None),
    ]
