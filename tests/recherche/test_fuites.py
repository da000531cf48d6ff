"""Nothing leaks: what a person may not open gives no result, no count, no suggestion, no « Vouliez-vous dire ».

Each text holds a word that is nowhere else; the table says who may find it. Everything else must find nothing.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from convive.documents.models import Visibilite
from convive.echanges.actions.discussion import delete_commentaire
from convive.espaces.actions.note import delete_note
from convive.espaces.actions.suppression import delete_espace
from convive.espaces.models import Espace, Membre
from convive.recherche.rules.requete import build_requete
from convive.recherche.selectors.corrections import build_vocabulaire, suggest_requete
from convive.recherche.selectors.lecteur import get_lecteur
from convive.recherche.selectors.resultats import Filtre, search_resultats
from convive.recherche.selectors.suggestions import search_suggestions
from tests.documents.factories import create_piece_jointe
from tests.echanges.factories import publish
from tests.espaces.factories import (
    PERSONAS,
    create_compte,
    create_espace_civraisien,
    create_membre,
    create_note_essai,
    create_thematique,
)

pytestmark = pytest.mark.django_db
EQUIPE = {"chargee", "coordinatrice", "directeur"}
LECTEURS = set(PERSONAS) - {"administrateur"}
# The word of each text → who finds it. The élue is limited to Civray, the partenaire to « Jeunesse ».
QUI_TROUVE: dict[str, set[str]] = {
    "zibeline": LECTEURS,  # a note for all
    "quetsche": LECTEURS - {"partenaire"},  # a note on « Petite enfance »
    "mirabelle": LECTEURS - {"elue"},  # a note on another commune than Civray
    "groseille": LECTEURS,  # a note on « Jeunesse » and Civray: inside both limits
    "cerfeuil": LECTEURS - {"elue"},  # a comment about the note on another commune
    "rhubarbe": EQUIPE,  # an internal comment about the note for all
    "estragon": LECTEURS,  # an attachment of the note for all
    "salsifis": EQUIPE,  # an attachment kept for the team
    "navarin": LECTEURS - {"partenaire"},  # an attachment of the note on « Petite enfance »
    "crosnes": LECTEURS,  # a thématique
    "topinambour": set(),  # a note put aside
    "coriandre": set(),  # a comment taken back
    "panicaut": {"chargee"},  # a note of an espace that has expired: it is still read
    "sarriette": set(),  # a note of an espace that was deleted
    "livarot": set(),  # a note of an espace where the place of the chargée is over
    "munster": set(),  # a note of an espace where her place begins tomorrow
}
VOISINS = ("panicaut", "sarriette", "livarot", "munster")


@pytest.fixture
def personas(espace: Espace, chargee, etrangere, settings, tmp_path) -> dict[str, object]:
    """Everyone, and everything that they may find or not."""
    settings.MEDIA_ROOT = tmp_path
    comptes: dict[str, object] = {"chargee": chargee, "etrangere": etrangere, "anonyme": AnonymousUser()}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            comptes[nom] = create_compte(nom)
            create_membre(espace, comptes[nom], role)
    jeunesse, enfance = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Petite enfance")
    create_thematique(espace, "Crosnes")
    Membre.objects.filter(espace=espace, compte=comptes["elue"]).update(communes=["86078"])
    Membre.objects.get(espace=espace, compte=comptes["partenaire"]).thematiques.add(jeunesse)
    pour_tous = create_note_essai(espace, "Pour tous", "zibeline")
    petite_enfance = create_note_essai(espace, "Un titre", "quetsche", thematiques=(enfance,))
    ailleurs = create_note_essai(espace, "Mirabelle", "", communes=("86024",))
    create_note_essai(espace, "Dedans", "groseille", thematiques=(jeunesse,), communes=("86078",))
    publish(chargee, espace, "cerfeuil", sur=ailleurs)
    publish(chargee, espace, "rhubarbe", sur=pour_tous, is_interne=True)
    create_piece_jointe(espace, by=chargee, objet=pour_tous, titre="estragon")
    create_piece_jointe(espace, by=chargee, objet=pour_tous, titre="salsifis", visibilite=Visibilite.INTERNE)
    create_piece_jointe(espace, by=chargee, objet=petite_enfance, titre="Un fichier", description="navarin")
    delete_note(by=chargee, note=create_note_essai(espace, "topinambour"))
    repris = publish(chargee, espace, "coriandre", sur=pour_tous)
    delete_commentaire(by=chargee, commentaire=repris, libelle=str(pour_tous))
    _create_voisins(chargee)
    return comptes


def _create_voisins(chargee) -> None:
    """Other espaces of the chargée: expired, deleted, left, not yet joined."""
    today = timezone.localdate()
    voisins = {mot: create_espace_civraisien(chargee, nom=f"Voisin {rang}") for rang, mot in enumerate(VOISINS)}
    for mot, voisin in voisins.items():
        create_note_essai(voisin, mot)
    Espace.objects.filter(pk=voisins["panicaut"].pk).update(expire_le=today - timedelta(days=3))
    delete_espace(by=chargee, espace=voisins["sarriette"])
    places = Membre.objects.filter(compte=chargee)
    places.filter(espace=voisins["livarot"]).update(date_debut=today - timedelta(days=9), date_fin=today)
    places.filter(espace=voisins["munster"]).update(date_debut=today + timedelta(days=1))


def get_client(compte) -> Client:
    client = Client()
    if compte.is_authenticated:
        client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def misspell(mot: str) -> str:
    """Two letters of the middle exchanged: close enough to be put right, for whoever may read the word."""
    return f"{mot[:3]}{mot[4]}{mot[3]}{mot[5:]}"


def list_caches(nom: str) -> list[str]:
    """The words that this persona may not read."""
    return [mot for mot, lecteurs in QUI_TROUVE.items() if nom not in lecteurs]


def check_found(personas) -> None:
    """Half of the words in one question, of which one is enough: what is found and counted is what the table says."""
    mots = list(QUI_TROUVE)
    for nom, compte in personas.items():
        lecteur = get_lecteur(compte)
        for moitie in (mots[:8], mots[8:]):
            resultats = search_resultats(lecteur, build_requete(f"{' '.join(moitie)} ").with_un_seul_mot(), Filtre())
            found = {
                fragment.texte.lower()
                for ligne in resultats.lignes
                for fragment in (*ligne.titre, *ligne.extrait)
                if fragment.marque
            }
            expected = {mot for mot in moitie if nom in QUI_TROUVE[mot]}
            assert (nom, found) == (nom, expected)
            assert (nom, resultats.nombre) == (nom, len(expected))
            assert sum(facette.nombre for facette in resultats.espaces) in (0, len(expected))


def test_each_finds_what_she_may_open_and_nothing_else(personas):
    check_found(personas)
    # Neither suggested, nor proposed.
    for nom, compte in personas.items():
        lecteur = get_lecteur(compte)
        for mot in list_caches(nom):
            suggestions = search_suggestions(lecteur, build_requete(mot[:-2], en_frappe=True))
            assert (nom, mot, suggestions.lignes) == (nom, mot, ())
        # What puts a word right knows none of them.
        assert not build_vocabulaire(lecteur).keys() & set(list_caches(nom))
    # The questions are good ones: whoever may read the word has both.
    lecteur = get_lecteur(personas["directeur"])
    for mot in ("quetsche", "rhubarbe", "salsifis", "crosnes"):
        assert search_suggestions(lecteur, build_requete(mot[:-2], en_frappe=True)).lignes
        assert suggest_requete(lecteur, build_requete(misspell(mot))) == mot


def check_pages(personas) -> None:
    """The whole page and the whole list, as they are sent, say no word of a hidden text."""
    for nom in ("anonyme", "administrateur", "elue"):
        client, caches = get_client(personas[nom]), list_caches(nom)
        assert client.get("/recherche/", {"q": " ".join(caches[:12])}).context["resultats"].nombre == 0
        for mot in caches[:3]:
            for q, headers in ((misspell(mot), {}), (mot[:-2], {"HX-Request": "true", "HX-Target": "suggestions"})):
                page = client.get("/recherche/", {"q": q}, headers=headers).content.decode().lower()
                assert (nom, mot, mot in page) == (nom, mot, False)


def test_pages_filters_and_changes_of_rights_open_nothing_more(personas, espace: Espace):
    check_pages(personas)
    # The address of an espace that is not hers any more filters nothing in.
    client = get_client(personas["chargee"])
    supprime = Espace.objects.get(notes__titre="sarriette")
    for parametres in ({"espace": str(supprime.pk)}, {"genre": "note", "espace": str(supprime.pk)}):
        page = client.get("/recherche/", {"q": "note sarriete", **parametres}).content.decode()
        assert "sarriette" not in page
    # The name of an espace is for its members.
    create_espace_civraisien(personas["etrangere"], nom="Pays de Vouvray")
    for nom, compte in personas.items():
        lecteur = get_lecteur(compte)
        found = search_resultats(lecteur, build_requete("Vouvray"), Filtre())
        assert (nom, bool(found.lignes)) == (nom, nom == "etrangere")
        assert (nom, bool(suggest_requete(lecteur, build_requete("vouvary")))) == (nom, nom == "etrangere")
    # Rights are read when one searches, never kept in the index.
    assert not search_resultats(get_lecteur(personas["elue"]), build_requete("mirabelle"), Filtre()).nombre
    Membre.objects.filter(espace=espace, compte=personas["elue"]).update(communes=[])
    assert search_resultats(get_lecteur(personas["elue"]), build_requete("mirabelle"), Filtre()).lignes
