"""The same questions give the same answers on both databases; run on each of them."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convive.espaces.models import Espace
from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import build_requete
from convive.recherche.selectors import MAX_CANDIDATS, search_candidats
from tests.recherche.factories import build_type, create_textes, list_titres, read_qualite

pytestmark = pytest.mark.django_db
TEXTES = {cle: (titre, corps) for cle, (titre, corps) in read_qualite()["textes"].items()}
CLES = {titre: cle for cle, (titre, _) in TEXTES.items()}


def test_quality_of_french(espace: Espace, chargee):
    """Every question of `qualite.yaml`, in one test: the texts are written once."""
    type_objet = create_textes(espace, TEXTES)
    wrong = {}
    for question in read_qualite()["questions"]:
        found = [CLES[titre] for titre in list_titres(chargee, espace, type_objet, question["q"])]
        if "trouve" in question and set(found) != set(question["trouve"]):
            wrong[question["q"]] = f"trouve {sorted(found)}, attendu {sorted(question['trouve'])}"
        elif "premier" in question and found[:1] != [question["premier"]]:
            wrong[question["q"]] = f"en tête {found[:3]}, attendu {question['premier']}"
    assert wrong == {}


def test_title_comes_before_a_body_that_repeats_the_word(espace: Espace, chargee):
    textes = {"corps": ("Divers", "crèche " * 40), "titre": ("La crèche", "long texte " * 200)}
    assert list_titres(chargee, espace, create_textes(espace, textes), "crèche") == ["La crèche", "Divers"]


def test_common_word_never_hides_a_title(espace: Espace, chargee):
    """More texts than the limit hold the word; the oldest has it in its title."""
    textes = {"ancien": ("Bilan de la crèche", "")}
    textes |= {str(rank): (f"Note {rank}", "une crèche") for rank in range(MAX_CANDIDATS + 5)}
    type_objet = create_textes(espace, textes)
    found = list_titres(chargee, espace, type_objet, "crèche")
    assert found[0] == "Bilan de la crèche"
    assert len(found) == MAX_CANDIDATS + 1


def test_typing_finds_before_the_word_is_whole(espace: Espace, chargee):
    type_objet = create_textes(espace, TEXTES)
    for typed in ("co", "conv", "convent", "conventio", "convention", "conventions"):
        found = list_titres(chargee, espace, type_objet, typed, en_frappe=True)
        assert "Évaluer la convention" in found, typed


def test_one_word_is_enough_when_asked(espace: Espace, chargee):
    type_objet = create_textes(espace, TEXTES)
    requete = build_requete("crèche xyzabc").with_un_seul_mot()
    assert len(search_candidats(chargee, requete, espaces=[espace.pk], types=[type_objet])) == 1


def test_index_follows_every_write_of_an_entry(espace: Espace, chargee):
    """Whoever writes in the table, and however: the database keeps its index by itself."""
    type_objet = create_textes(espace, {"un": ("Crèche", ""), "deux": ("Ludothèque", "")})
    EntreeRecherche.objects.filter(titre="Crèche").update(titre_index="jardin")
    assert list_titres(chargee, espace, type_objet, "crèche") == []
    assert list_titres(chargee, espace, type_objet, "jardin") == ["Crèche"]
    EntreeRecherche.objects.filter(titre="Crèche").delete()
    assert list_titres(chargee, espace, type_objet, "jardin") == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM recherche_entreerecherche")
    assert list_titres(chargee, espace, type_objet, "ludothèque") == []


SYNTAXE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'*():{}^-+|&!<>\\ ANDORT~NEAR%_", max_size=60),
    st.sampled_from(
        ['" OR rowid > 0 --', "cles : e0", "NEAR(a b)", "a:*", "'; DROP TABLE x", "\\'", "titre_index:crèche", "!a & b"]
    ),
)


@given(texte=SYNTAXE, en_frappe=st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_character_is_read_as_syntax(texte: str, en_frappe: bool, espace: Espace, chargee):
    list_titres(chargee, espace, build_type({}), texte, en_frappe=en_frappe)


@given(texte=st.text(min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_is_found_by_itself(texte: str, espace: Espace, chargee):
    requete = build_requete(f"{texte} ")
    if requete.is_vide or requete.exclus:
        return
    titre = " ".join(texte.replace("\x00", " ").split())
    espace.thematiques.filter(nom="Objet 0").delete()
    type_objet = create_textes(espace, {"seul": (titre, "")})
    assert len(list_titres(chargee, espace, type_objet, f"{texte} ")) == 1
