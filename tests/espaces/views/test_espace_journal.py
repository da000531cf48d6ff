from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.espaces.actions.membre import close_membre, update_membre
from convive.espaces.actions.note import delete_note
from convive.espaces.models import Espace, Invitation, Role
from convive.espaces.rules import Limites
from convive.journal.models import Geste, Journal
from convive.socle.objets import objets
from tests.espaces.factories import create_invitation, create_membre, create_note_essai, create_thematique

pytestmark = pytest.mark.django_db
N = "\u00a0"


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/journal/"


def write(espace: Espace, objet, titre: str, **champs) -> Journal:
    reference = objets.get_reference(objet)
    return Journal.objects.create(
        **{
            "auteur_nom": "Maëlle Orvelin",
            "geste": Geste.MODIFIER,
            "objet_type": reference.objet_type,
            "objet_uuid": reference.objet_uuid,
            "objet_libelle": titre,
            "espace_uuid": espace.pk,
        }
        | champs
    )


def test_espace_journal_says_who_did_what_in_sentences(connecte, url, espace, chargee, elue):
    close_membre(by=chargee, membre=espace.membres.get(compte=elue))
    note = create_note_essai(espace, "Le nord")
    ligne = write(espace, note, "Le nord", au_nom_de="la commune")
    client = connecte(chargee)
    page = client.get(url).text
    assert f"Chargee a clos l’accès «{N}<a" in page
    assert "Elue (Élu·e)" in page
    phrase = f'Maëlle Orvelin, au nom de la commune, a modifié la note «{N}<a href="?ligne={ligne.pk}">Le nord</a>{N}»'
    assert phrase in page
    assert client.get(url, {"ligne": ligne.pk}).headers["Location"] == f"/espaces/{espace.pk}/carnet/{note.pk}/"


@pytest.mark.parametrize("ligne", ["", "rien", "6792126e-bf33-44ed-97ff-8e44d0b039d8"])
def test_espace_journal_leads_nowhere_for_an_unknown_line(connecte, url, chargee, ligne):
    assert connecte(chargee).get(url, {"ligne": ligne}).status_code == 404


def test_espace_journal_teaches_when_it_is_empty(connecte, chargee):
    espace = Espace.objects.create(nom="Neuf")
    create_membre(espace, chargee, Role.CHARGE_COOPERATION)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/journal/").text
    assert "Rien ne s’est encore passé ici" in page
    assert "Choisir les lignes" not in page


def test_espace_journal_never_shows_another_espace(connecte, url, chargee, etrangere):
    autre = Espace.objects.get(nom="Un autre espace")
    ligne = write(autre, autre, "Un autre espace")
    client = connecte(chargee)
    assert "Un autre espace" not in client.get(url).text
    assert client.get(url, {"ligne": ligne.pk}).status_code == 404


def test_espace_journal_hides_from_a_limited_place_what_it_does_not_read(
    connecte, url, espace, chargee, coordinatrice, etrangere
):
    """Neither the lines nor the choices of the filters say anything of it, and their links open nothing."""
    jeunesse, logement = create_thematique(espace, "Les jeunes"), create_thematique(espace, "Le toit")
    lue, cachee = (
        create_note_essai(espace, titre, thematiques=(t,)) for titre, t in (("A lire", jeunesse), ("Secrète", logement))
    )
    place = espace.membres.get(compte=coordinatrice)
    limites = Limites(thematiques=frozenset({jeunesse.pk}))
    update_membre(by=chargee, membre=place, role=place.role, dernier_jour=None, limites=limites)
    write(espace, lue, "A lire")
    ligne = write(espace, cachee, "Secrète", auteur_nom="Auteur de la secrète", geste=Geste.SIGNER)
    invitation, _ = create_invitation(espace, "invitee@exemple.fr")
    write(espace, invitation, "invitee@exemple.fr", geste=Geste.INVITER)
    client = connecte(coordinatrice)
    page = client.get(url).text
    assert "A lire" in page
    for mot in ("Secrète", "Auteur de la secrète", "a signé", "invitee@exemple.fr"):
        assert mot not in page, mot
    assert client.get(url, {"ligne": ligne.pk}).status_code == 404
    assert "Secrète" not in client.get(url, {"auteur": "Auteur de la secrète"}).text
    assert "Secrète" in connecte(chargee).get(url).text


def test_espace_journal_keeps_from_a_role_the_titles_that_it_does_not_open(
    connecte, url, espace, chargee, coordinatrice
):
    """An address that someone invited is read by those who invite, even when the invitation is gone."""
    for email in ("ici@exemple.fr", "partie@exemple.fr"):
        invitation, _ = create_invitation(espace, email)
        write(espace, invitation, email, geste=Geste.INVITER)
    Invitation.objects.filter(email="partie@exemple.fr").delete()
    page = connecte(coordinatrice).get(url).text
    assert "@exemple.fr" not in page
    assert page.count("a invité l’invitation") == 2
    assert page.count("votre accès ne permet pas d’en lire le titre") >= 2
    page = connecte(chargee).get(url).text
    assert f"a invité «{N}partie@exemple.fr{N}»" in page.replace("  ", " ")


def test_espace_journal_names_what_was_put_aside_without_a_link(connecte, url, espace, chargee, coordinatrice):
    delete_note(by=chargee, note=create_note_essai(espace, "Périmée"))
    for lecteur in (chargee, coordinatrice):
        assert f"a supprimé la note «{N}Périmée{N}»" in connecte(lecteur).get(url).text


def test_espace_journal_filters_by_person_gesture_kind_and_period(connecte, url, espace, chargee):
    note, thematique = create_note_essai(espace, "Note"), create_thematique(espace, "Thème")
    old = timezone.now() - timedelta(days=40)
    write(espace, note, "Vieille note", at=old)
    write(espace, note, "Note signée", geste=Geste.SIGNER, auteur_nom="Ilan Vasseray")
    write(espace, thematique, "Thème revu")
    client = connecte(chargee)
    jour = timezone.localdate(old).isoformat()
    for choix, attendues in (
        ({"auteur": "Ilan Vasseray"}, {"Note signée"}),
        ({"geste": "signer"}, {"Note signée"}),
        ({"objet": "thematique", "auteur": "Maëlle Orvelin"}, {"Thème revu"}),
        ({"du": jour, "au": jour}, {"Vieille note"}),
        ({"objet": "note", "du": timezone.localdate().isoformat()}, {"Note signée"}),
    ):
        page = client.get(url, choix).text
        assert {
            titre for titre in ("Vieille note", "Note signée", "Thème revu") if f">{titre}</a>" in page
        } == attendues
    page = client.get(url, {"auteur": "Ilan Vasseray", "geste": "modifier"}).text
    assert "Aucune ligne ne répond à ces choix" in page


@pytest.mark.parametrize(
    ("choix", "message"),
    [
        ({"auteur": "Personne"}, "Ce choix n’existe plus"),
        ({"du": "hier"}, "Écrivez un jour"),
        ({"du": "2026-06-12", "au": "2026-06-11"}, "Le dernier jour vient avant le premier"),
    ],
)
def test_espace_journal_says_what_it_does_not_understand(connecte, url, chargee, choix, message):
    assert message in connecte(chargee).get(url, choix).text


def test_espace_journal_of_two_thousand_lines_of_every_kind_reads_in_fifteen_queries(connecte, url, espace, chargee):
    """Pages keep the choices; a type that nobody declares any more is read too."""
    types = [*(type_objet.cle for type_objet in objets.get_all()), "disparu"]
    debut = timezone.now()
    Journal.objects.bulk_create(
        Journal(
            at=debut - timedelta(minutes=rang),
            auteur_nom="Maëlle Orvelin",
            geste=Geste.MODIFIER,
            objet_type=types[rang % len(types)],
            objet_uuid=uuid4(),
            objet_libelle=f"Objet {rang}",
            espace_uuid=espace.pk,
        )
        for rang in range(2000)
    )
    client = connecte(chargee)
    choix = {"auteur": "Maëlle Orvelin", "page": "2"}
    client.get(url, choix)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url, choix).text
    assert len(queries) <= 15, len(queries)
    assert f"2\u202f000{N}lignes, page 2 sur 40" in page
    assert "?auteur=Ma%C3%ABlle+Orvelin&amp;page=3" in page
    assert page.count("Maëlle Orvelin a modifié") == 50
    assert "a modifié un objet" in page


def test_espace_journal_keeps_a_name_that_is_a_phrase(connecte, url, espace, chargee):
    """What is said of an exchange in the journal already names its object."""
    phrase = {"objet_type": "discussion", "objet_uuid": uuid4(), "geste": Geste.CLORE}
    write(espace, espace, "une discussion sur « Le nord »", **phrase)
    page = connecte(chargee).get(url).text
    assert f"Maëlle Orvelin a clos une discussion sur «{N}Le nord{N}»</p>" in page.replace("  ", " ")


def test_every_type_of_object_is_named_in_a_sentence():
    assert [type_objet.cle for type_objet in objets.get_all() if not type_objet.defini] == [
        "commentaire",
        "discussion",
    ]


def test_espace_journal_until_the_last_day_of_calendars(connecte, espace, chargee):
    response = connecte(chargee).get(f"/espaces/{espace.pk}/journal/", {"du": "0001-01-01", "au": "9999-12-31"})
    assert response.status_code == 200
    assert "Chargee" in response.text
