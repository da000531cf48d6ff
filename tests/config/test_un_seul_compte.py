"""How many actions a plan has, and how many are late, is the same wherever it is read, and what is left out is said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.documents.rules.formats import Famille
from convive.espaces.selectors.membre import get_membre
from convive.gouvernance.exports.lecture_plan import read_plan
from convive.plan_action.exports.bilan import build_diaporama_bilan
from convive.prise_poste.selectors.rapport import read_rapport
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db
HORS = "en plus, 2 à préparer, 2 internes et 1 abandonnée"


def read(client, nom: str, *args: object) -> str:
    texte = client.get(reverse(nom, args=args)).content.decode()
    return " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_actions_and_late_ones_are_counted_the_same_everywhere(connecte, espace, plan, chargee):
    today = timezone.localdate()
    passe = today - timedelta(days=9)
    for titre, champs in (
        ("En retard", {"statut": "en_cours", "date_fin": passe}),
        ("En retard aussi", {"statut": "validee", "date_fin": passe}),
        ("Arrêtée", {"statut": "bloquee"}),
        ("Brouillon", {"statut": "a_preparer", "date_fin": passe}),
        ("Laissée", {"statut": "abandonnee"}),
    ):
        create_fiche(plan.ctg, titre, visibilite="partenaires", noeud=plan.objectif, **champs)
    create_fiche(plan.ctg, "Entre nous", visibilite="interne", statut="en_cours", date_fin=passe)
    client, membre = connecte(chargee), get_membre(chargee, espace.pk)
    liste = read(client, "plan_action:plan_detail", espace.pk, plan.ctg.pk)
    assert f"4 actions en 2 axes, dont 2 en retard et 1 bloquée ; {HORS}." in liste
    dit = f"4 actions, dont 2 en retard et 1 bloquée ; {HORS}"
    assert dit in read(client, "plan_action:plan_tableau", espace.pk, plan.ctg.pk)
    assert dit in read(client, "espaces:espace_detail", espace.pk)
    assert "Regarder 3 actions en retard, dont 1 interne" in read(client, "espaces:espace_detail", espace.pk)
    phrases = read_plan(membre, plan.ctg.pk, today).phrases
    bilan = build_diaporama_bilan(membre, Famille.DIAPORAMA, str(plan.ctg.pk)).diapositives
    assert bilan[0].titre == "0\u00a0action terminée sur 4, 2 en retard"
    assert tuple(bilan[0].contenu.textes) == phrases
    assert phrases[0].replace("\u00a0", " ") == f"{dit}."
    rapport = read_rapport(membre, today.year, today)
    assert rapport.nombre_actions == 4
    assert rapport.plan_dit.replace("\u00a0", " ") == dit
