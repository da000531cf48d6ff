"""The limits of a place decide which rows it sees, the same way on both databases as in plain Python."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convive.espaces.models import Membre, Note, Role, filter_membres_concernes
from convive.socle.droits import droits
from tests.espaces.factories import PERSONAS, create_compte, create_membre, create_note_essai, create_thematique

pytestmark = pytest.mark.django_db
CODES = ("86078", "86082", "2A004")


@pytest.fixture
def personas_de_tous_roles(espace, chargee):
    comptes = {nom: create_compte(nom) for nom in PERSONAS if nom != "chargee"}
    for nom, compte in comptes.items():
        create_membre(espace, compte, PERSONAS[nom])
    return {"chargee": chargee, **comptes}


def is_visible(ligne: tuple[set, set], place: tuple[set, set]) -> bool:
    """The naive twin: on each side, no limit or something in common."""
    return all(not gauche or not droite or gauche & droite for gauche, droite in zip(ligne, place, strict=True))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lignes=st.lists(st.tuples(st.sets(st.sampled_from("ABC")), st.sets(st.sampled_from(CODES))), max_size=5),
    place=st.tuples(st.sets(st.sampled_from("ABC")), st.sets(st.sampled_from(CODES))),
)
def test_a_place_sees_what_shares_something_with_its_limits(espace, coordinatrice, lignes, place):
    Note.objects.all().delete()
    espace.thematiques.all().delete()
    thematiques = {nom: create_thematique(espace, nom) for nom in "ABC"}
    membre = espace.membres.get(compte=coordinatrice)
    membre.thematiques.set([thematiques[nom] for nom in place[0]])
    membre.communes = sorted(place[1])
    membre.save()
    attendues = set()
    for rang, (noms, codes) in enumerate(lignes):
        choisies = tuple(thematiques[nom] for nom in sorted(noms))
        note = create_note_essai(espace, f"Note {rang}", thematiques=choisies, communes=tuple(codes))
        if is_visible((noms, codes), place):
            attendues.add(note.pk)
    assert set(Note.objects.visible_to(coordinatrice).values_list("pk", flat=True)) == attendues
    # The same rule from the other side: whom a note concerns.
    notes = Note.objects.filter(espace=espace)
    concernees = {note.pk for note in notes if filter_membres_concernes(espace.membres.all(), note).contains(membre)}
    assert concernees == attendues


def test_those_whom_a_note_concerns_are_those_who_read_it(espace, personas_de_tous_roles):
    petite_enfance, jeunesse = create_thematique(espace, "Petite enfance"), create_thematique(espace, "Jeunesse")
    note = create_note_essai(espace, thematiques=(petite_enfance,), communes=(CODES[0],))
    limites = {"elue": ((jeunesse,), []), "partenaire": ((petite_enfance,), [CODES[1]]), "lectrice": ((), [CODES[0]])}
    for nom, (thematiques, communes) in limites.items():
        membre = espace.membres.get(compte=personas_de_tous_roles[nom])
        membre.thematiques.set(thematiques)
        membre.communes = communes
        membre.save()
    concernes = {membre.compte_id for membre in filter_membres_concernes(espace.membres.all(), note)}
    lisent = {c.pk for c in personas_de_tous_roles.values() if Note.objects.visible_to(c).contains(note)}
    assert concernes == lisent
    noms = {nom for nom, compte in personas_de_tous_roles.items() if compte.pk in concernes}
    assert "lectrice" in noms
    assert noms.isdisjoint({"elue", "partenaire", "administrateur"})


def test_limits_of_one_espace_are_not_those_of_another(espace, coordinatrice, etrangere, pays):
    """One query over every espace of a person, each with its own limits."""
    autre = etrangere.espaces_crees.get()
    create_membre(autre, coordinatrice, Role.LECTURE)
    ici, la = create_thematique(espace, "Jeunesse"), create_thematique(autre, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(create_thematique(espace, "Logement"))
    create_note_essai(espace, "Cachée", thematiques=(ici,))
    create_note_essai(autre, "Visible", thematiques=(la,))
    assert [note.titre for note in Note.objects.visible_to(coordinatrice)] == ["Visible"]


def test_nobody_reads_without_the_right_nor_after_the_place(espace, administrateur, elue, client):
    from django.contrib.auth.models import AnonymousUser

    create_note_essai(espace)
    assert not Note.objects.visible_to(administrateur)
    assert not Note.objects.visible_to(AnonymousUser())
    assert Note.objects.visible_to(elue)
    Membre.objects.filter(compte=elue).update(date_fin="2020-01-01", date_debut="2019-01-01")
    assert not Note.objects.visible_to(elue)


def test_one_query_whatever_the_number_of_espaces(django_assert_num_queries, espace, elue):
    create_note_essai(espace)
    with django_assert_num_queries(1):
        assert len(Note.objects.visible_to(elue)) == 1


def test_right_of_the_rows_is_declared():
    assert Role.ADMINISTRATEUR_TECHNIQUE not in droits.get_roles(*Note.objects.all().droit)
