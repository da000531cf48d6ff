"""The lettre de mission of a post: what is known is written, what is not is between brackets, for who writes posts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from convive.acteurs.exports.lettre_mission import (
    build_exemple_lettre,
    build_lettre,
    can_export_lettres,
    list_choix_lettres,
)
from convive.acteurs.rules.postes import compute_heures
from convive.documents.registre import DocumentInconnu
from convive.documents.rendu import render_contenu
from convive.documents.rules import Famille
from tests.acteurs.factories import create_personne_essai, create_poste_essai
from tests.espaces.factories import create_thematique
from tests.pages_lues import lis


@pytest.mark.parametrize(
    ("etp", "heures"),
    [("0.5", "17\u00a0h\u00a030"), ("1", "35\u00a0h"), ("0.2", "7\u00a0h"), ("0.33", "11\u00a0h\u00a030")],
)
def test_part_of_a_post_is_said_in_hours(etp, heures):
    assert compute_heures(Decimal(etp)) == heures


def test_example_proposes_missions_objectives_and_boxes_to_sign():
    document = build_exemple_lettre(Famille.TEXTE)
    for mots in (
        "Faire vivre les réseaux",
        "[objectif]",
        "Pour l’employeur",
        "17\u00a0h\u00a030",
        "inventés",
        "à rayer",
    ):
        assert mots in lis(document.corps_html)
    assert render_contenu(document, "pdf").contenu.startswith(b"%PDF")


@pytest.mark.django_db
def test_letter_says_what_is_known_of_the_post(espace, chargee, django_assert_max_num_queries):
    membre = espace.membres.get(compte=chargee)
    ancien = create_poste_essai(espace, "Coordonnatrice", date_fin=date(2023, 1, 1))
    poste = create_poste_essai(
        espace,
        personne=create_personne_essai(espace),
        communes=["86078"],
        thematiques=(create_thematique(espace, "Jeunesse"),),
        remplace=(ancien,),
        financement_caf="acquis",
        financement_precision="Notification du 3 mars",
        date_debut=date(2023, 1, 1),
    )
    corps = lis(build_lettre(membre, Famille.TEXTE, str(poste.pk)).corps_html)
    for mots in ("Soraya Bellegué", "Civray", "Jeunesse", "Coordonnatrice", "acquis (Notification du 3 mars)", "Pays"):
        assert mots in corps
    vide = lis(build_lettre(membre, Famille.TEXTE, str(create_poste_essai(espace, "À pourvoir").pk)).corps_html)
    for mots in ("[prénom et nom]", "toutes celles de la convention", "tout le territoire", "du [date]"):
        assert mots in vide
    for rang in range(20):
        create_poste_essai(espace, f"Poste {rang:02}")
    with django_assert_max_num_queries(4):
        choix = list_choix_lettres(membre)
    # The post that is over needs no letter any more.
    assert (len(choix), [libelle for _, libelle in choix][:1]) == (22, ["Chargée de coopération CTG – Pays"])


@pytest.mark.django_db
def test_letter_is_for_who_writes_the_post(espace, chargee, coordinatrice, partenaire):
    sien = create_poste_essai(espace, "Le sien", personne=create_personne_essai(espace, email=coordinatrice.email))
    autre = create_poste_essai(espace, "Celui d’une autre")
    archive = create_poste_essai(espace, "Archivé", archive_le=timezone.now() - timedelta(days=1))
    place = espace.membres.get(compte=coordinatrice)
    assert [cle for cle, _ in list_choix_lettres(place)] == [str(sien.pk)]
    assert "Le sien" in lis(build_lettre(place, Famille.TEXTE, str(sien.pk)).corps_html)
    for choix in (str(autre.pk), str(archive.pk), "", "x"):
        with pytest.raises(DocumentInconnu):
            build_lettre(place, Famille.TEXTE, choix)
    assert can_export_lettres(place)
    assert not can_export_lettres(espace.membres.get(compte=partenaire))
