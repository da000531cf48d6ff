"""The shared diagnosis travels with its espace, without the addresses of those who answered."""

import pytest

from convive.diagnostic.actions.afom import create_element
from convive.diagnostic.actions.constat import SaisiePreuve
from convive.diagnostic.models import AvisConstat, Constat, ElementAfom, Enjeu, TourVote, VoteEnjeu
from convive.espaces.actions.copie import clone_espace
from tests.diagnostic.factories import (
    FIGURE,
    create_constat_essai,
    create_enjeu_essai,
    create_parole_essai,
    create_tour_essai,
    vote,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def test_clone_holds_the_same_diagnosis(espace, chargee, elue):
    jeunesse, parole = create_thematique(espace, "Jeunesse"), create_parole_essai(espace)
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=parole))
    constat = create_constat_essai(espace, preuves=preuves, thematiques=(jeunesse,))
    AvisConstat.objects.create(
        constat=constat, auteur_nom="Les Lutins", auteur_email="creche@exemple.fr", sens="accord",
        date=constat.date_partage, constat_lu=constat.texte,
    )  # fmt: skip
    create_element(by=chargee, thematique=jeunesse, quadrant="atout", texte="Une radio", constat=constat)
    vote(create_tour_essai_avec(espace, constat), elue, Enjeu.objects.get(espace=espace), 4, 4, 4, 4, 4)
    clone = clone_espace(by=chargee, espace=espace, nom="Le clone", chargee=chargee)
    copie = Constat.objects.get(espace=clone)
    assert {preuve.nature for preuve in copie.preuves.all()} == {"donnee", "parole"}
    assert copie.preuves.get(nature="parole").parole.espace == clone
    assert (copie.avis.get().auteur_nom, copie.avis.get().auteur_email) == ("Les Lutins", "")
    assert ElementAfom.objects.get(espace=clone).constat == copie
    assert Enjeu.objects.get(espace=clone).constats.get() == copie
    assert TourVote.objects.get(espace=clone).sel == ""
    assert VoteEnjeu.objects.filter(tour__espace=clone, votant=None).count() == 5


def create_tour_essai_avec(espace, constat):
    create_enjeu_essai(espace, constats=(constat,))
    return create_tour_essai(espace)
