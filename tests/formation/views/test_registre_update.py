from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import ActionAmelioration, NouvelleVeille, Reclamation
from convive.formation.views.registres import REGISTRES
from tests.espaces.ecriture import choose, read_conflits
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db
JOUR = "2026-03-02"
SAISIES = {
    "reclamations": {"recue_le": JOUR, "canal": "telephone", "nom": "Mairie de Montorvelle", "objet": "La salle"},
    "amelioration": {"origine": "bilan", "etat": "a_faire", "action": "Une pause de plus"},
    "veille": {"axe": "metiers", "date": JOUR, "titre": "Une étude", "lien": "https://exemple.invalid/etude"},
    "intervenants": {"nom": "Clotilde Fontorvel", "statut": "interne", "competences": "Vingt ans de coordination."},
    "competences": {"annee": "2026", "action": "Lire et résumer un ouvrage"},
    "handicap": {"nom": "Cap emploi", "contact": "Le standard"},
    "sous-traitance": {"nom": "L’Atelier d’à côté", "objet": "La séquence 6"},
    "preuves": {"sorte": "besoin", "jour": JOUR, "titre": "Un courriel"},
}


@pytest.fixture
def organisme(chargee):
    return create_organisme_essai(chargee).espace


def get_url(espace, registre: str, ligne=None) -> str:
    return reverse("formation:registre_update", args=[espace.pk, registre, *([ligne.pk] if ligne else [])])


@pytest.mark.parametrize("registre", REGISTRES, ids=lambda registre: registre.cle)
def test_a_line_is_written_read_changed_and_refused_empty(organisme, chargee, connecte, registre):
    client, url = connecte(chargee), get_url(organisme, registre.cle)
    assert client.get(url).status_code == 200
    vide = client.post(url, {})
    assert vide.status_code == 200
    assert vide.context["form"].errors
    saisie = {"version": 1} | SAISIES[registre.cle]
    assert client.post(url, saisie).status_code == 302
    ligne = registre.modele.objects.get()
    assert ligne.espace == organisme
    page = client.get(get_url(organisme, registre.cle, ligne)).content.decode()
    assert "Pièces jointes" in page
    champ = "titre" if registre.cle == "veille" else next(reversed(SAISIES[registre.cle]))
    client.post(get_url(organisme, registre.cle, ligne), saisie | {champ: "D’autres mots"})
    ligne.refresh_from_db()
    assert getattr(ligne, champ) == "D’autres mots"


def read_page(client, url: str) -> dict[str, str]:
    form = client.get(url).context["form"]
    return {nom: "" if (valeur := form[nom].value()) is None else str(valeur) for nom in form.fields}


def test_a_line_that_somebody_else_changed_is_joined_or_chosen(organisme, chargee, connecte):
    ligne = NouvelleVeille.objects.create(espace=organisme, axe="metiers", date=JOUR, titre="Une étude")
    client, url = connecte(chargee), get_url(organisme, "veille", ligne)
    saisie = read_page(client, url)
    assert client.post(url, saisie | {"lien": "https://exemple.invalid/etude"}).status_code == 302
    assert client.post(url, saisie | {"titre": "Une enquête"}).status_code == 302
    ligne.refresh_from_db()
    assert (ligne.titre, ligne.lien) == ("Une enquête", "https://exemple.invalid/etude")
    reponse = client.post(url, saisie | {"titre": "Un rapport"})
    assert read_conflits(reponse) == {"titre": ("Un rapport", "Une enquête")}
    assert client.post(url, choose(reponse)).status_code == 302
    ligne.refresh_from_db()
    assert ligne.titre == "Un rapport"


def test_two_people_of_one_name_are_two(organisme, chargee, connecte):
    session = create_session_essai(organisme)
    une, autre = (create_inscription_essai(session, email=f"{n}@exemple.invalid") for n in ("une", "autre"))
    ligne = Reclamation.objects.create(
        espace=organisme, numero="R2026-01", objet="La salle", recue_le=JOUR, inscription=une
    )
    client, url = connecte(chargee), get_url(organisme, "reclamations", ligne)
    saisie = read_page(client, url)
    client.post(url, saisie | {"objet": "La salle froide"})
    assert client.post(url, saisie | {"inscription": str(autre.pk)}).status_code == 302
    ligne.refresh_from_db()
    assert (ligne.objet, ligne.inscription) == ("La salle froide", autre)


@pytest.mark.parametrize(
    ("registre", "saisie", "phrase"),
    [
        ("reclamations", {"repondue_le": JOUR}, "Écrivez la réponse"),
        ("reclamations", {"accusee_le": "2026-03-01"}, "avant d’avoir reçu"),
        ("amelioration", {"etat": "faite"}, "ce que cela a changé"),
        ("veille", {"exploitee_le": JOUR}, "lire ne suffit pas"),
        ("competences", {"annee": "26"}, "quatre chiffres"),
        ("sous-traitance", {"date_debut": JOUR, "date_fin": "2026-03-01"}, "vient après"),
        ("sous-traitance", {"verifiee_le": JOUR}, "comment sa conformité"),
    ],
)
def test_what_does_not_hold_is_said(organisme, chargee, connecte, registre, saisie, phrase):
    reponse = connecte(chargee).post(get_url(organisme, registre), {"version": 1} | SAISIES[registre] | saisie)
    assert phrase in reponse.content.decode()


def test_only_what_is_of_this_body_is_linked(organisme, chargee, connecte):
    voisin = create_organisme_essai(chargee, "L’Autre Rive, formation").espace
    ailleurs = create_session_essai(voisin)
    saisie = {"version": 1, "session": ailleurs.pk} | SAISIES["amelioration"]
    assert connecte(chargee).post(get_url(organisme, "amelioration"), saisie).status_code == 200
    assert not ActionAmelioration.objects.exists()


def test_who_teaches_writes_what_she_read_and_nothing_else(organisme, connecte):
    formatrice = create_compte("formatrice")
    create_membre(organisme, formatrice, "formateur")
    client = connecte(formatrice)
    assert client.post(get_url(organisme, "veille"), {"version": 1} | SAISIES["veille"]).status_code == 302
    for registre in set(SAISIES) - {"veille"}:
        assert client.get(get_url(organisme, registre)).status_code == 403
        assert client.post(get_url(organisme, registre), SAISIES[registre]).status_code == 403
    ligne = ActionAmelioration.objects.create(espace=organisme, action="Une pause")
    page = client.get(get_url(organisme, "amelioration", ligne)).content.decode()
    assert "Enregistrer</button>" not in page


def test_a_line_is_deleted_but_not_a_complaint(organisme, chargee, connecte):
    client = connecte(chargee)
    ligne = ActionAmelioration.objects.create(espace=organisme, action="Une pause")
    assert client.post(get_url(organisme, "amelioration", ligne), {"geste": "supprimer"}).status_code == 302
    assert not ActionAmelioration.objects.exists()
    plainte = Reclamation.objects.create(
        espace=organisme, numero="R2026-01", objet="La salle", recue_le=timezone.localdate()
    )
    url = get_url(organisme, "reclamations", plainte)
    assert "Supprimer la ligne" not in client.get(url).content.decode()
    assert "ne se supprime pas" in client.post(url, {"geste": "supprimer"}).content.decode()
    assert Reclamation.objects.exists()


def test_a_line_of_another_body_or_register_does_not_exist(organisme, chargee, connecte):
    voisin = create_organisme_essai(chargee, "L’Autre Rive, formation").espace
    ligne = ActionAmelioration.objects.create(espace=voisin, action="Une pause")
    client = connecte(chargee)
    assert client.get(get_url(organisme, "amelioration", ligne)).status_code == 404
    assert client.get(get_url(voisin, "veille", ligne)).status_code == 404
    ligne.pk = uuid4()
    assert client.post(get_url(organisme, "amelioration", ligne), {"geste": "supprimer"}).status_code == 404
