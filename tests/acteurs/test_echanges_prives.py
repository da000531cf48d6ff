"""The private part of an exchange is read by its author alone: no page, search, journal or copy gives it to others."""

import pytest

from convive.acteurs.models import EchangeActeur
from convive.espaces.actions.copie import clone_espace
from convive.journal.models import Journal
from convive.recherche.models import EntreeRecherche
from tests.acteurs.factories import (
    create_echange_essai,
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
)

pytestmark = pytest.mark.django_db
PRIVE = "Zébulon"


def test_private_part_is_on_the_pages_of_its_author_alone(connecte, espace, chargee, directeur, coordinatrice, elue):
    passeurs, personne = create_organisation_essai(espace), create_personne_essai(espace)
    create_fonction_essai(personne, passeurs)
    echange = create_echange_essai(chargee, passeurs, personne=personne, prive=PRIVE)
    base = f"/espaces/{espace.pk}/acteurs"
    pages = (
        f"{base}/organisations/{passeurs.pk}/",
        f"{base}/personnes/{personne.pk}/",
        f"{base}/echanges/",
        f"{base}/echanges/{echange.pk}/",
        f"{base}/echanges/{echange.pk}/modifier/",
    )
    for compte in (chargee, directeur, coordinatrice, elue):
        client = connecte(compte)
        seen = [url for url in pages if PRIVE in client.get(url).content.decode()]
        assert (compte, seen) == (compte, list(pages) if compte == chargee else [])
    # Nor found by who searches the list, author included: a word that one guesses would tell.
    assert PRIVE not in connecte(directeur).get(f"{base}/echanges/?q={PRIVE}").content.decode().replace(
        f'value="{PRIVE}"', ""
    )


def test_private_part_is_neither_searched_nor_told_nor_copied(espace, chargee):
    create_echange_essai(chargee, create_organisation_essai(espace), "Part commune", prive=PRIVE)
    entree = EntreeRecherche.objects.get(objet_type="echange_acteur")
    assert "Part commune" in entree.corps
    assert PRIVE not in f"{entree.titre} {entree.corps}"
    assert all(PRIVE not in f"{ligne.objet_libelle} {ligne.detail}" for ligne in Journal.objects.all())
    clone = clone_espace(by=chargee, espace=espace, nom="Le clone", chargee=chargee)
    copie = EchangeActeur.objects.get(espace=clone)
    assert (copie.texte, copie.prive, copie.organisation.espace) == ("Part commune", "", clone)
