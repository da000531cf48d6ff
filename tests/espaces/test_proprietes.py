"""Whatever an espace holds, it comes back the same: espaces drawn by hypothesis."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from convive.espaces.actions.copie import clone_espace
from convive.espaces.actions.depart import record_depart, reset_espace
from convive.espaces.actions.ecriture import Coches
from convive.espaces.actions.note import SaisieNote, create_note, update_note
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.models import Espace, Note, Thematique, TypeEspace
from tests.espaces.copies import build_zip, get_empreinte, take_up
from tests.espaces.essais import Fiche, Mention, Version, VersionThematique
from tests.espaces.exemple import TEXTE_DIFFICILE
from tests.espaces.factories import create_compte, create_membre
from tests.espaces.test_copie import create_jointe

pytestmark = pytest.mark.django_db

# PostgreSQL has no U+0000, and half a character is not a character.
signes = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
textes = st.one_of(st.text(signes, max_size=40), st.sampled_from(["", TEXTE_DIFFICILE, "{autre}", "a{autre}b {autre}"]))
nombres = st.one_of(st.integers(-(2**60), 2**60), st.floats(allow_nan=False, allow_infinity=False))
json = st.recursive(
    st.one_of(st.none(), st.booleans(), nombres, textes),
    lambda enfants: st.one_of(st.lists(enfants, max_size=3), st.dictionaries(textes, enfants, max_size=3)),
    max_leaves=8,
)
dates = st.dates(date(1900, 1, 1), date(2199, 12, 31))
rangs = st.integers(0, 9)
fiches = st.fixed_dictionaries(
    {
        "titre": st.text(signes, max_size=60),
        "texte": textes,
        "contenu": st.one_of(st.dictionaries(textes, json, max_size=4), st.lists(json, max_size=4)),
        "montant": st.one_of(st.none(), st.decimals("-9999999.99", "9999999.99", places=2)),
        "taux": st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
        "quand": st.one_of(
            st.none(),
            st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),
        ),
        "heure": st.one_of(st.none(), st.times()),
        "duree": st.one_of(st.none(), st.timedeltas(timedelta(days=-9999), timedelta(days=9999))),
        "is_vue": st.booleans(),
        "nombre": st.integers(-(2**31), 2**31 - 1),
    }
)
notes = st.fixed_dictionaries(
    {
        "titre": st.text(signes, min_size=1, max_size=60).filter(str.strip),
        "textes": st.lists(textes, min_size=1, max_size=3),
        "thematiques": st.sets(rangs, max_size=3),
        "communes": st.sets(st.sampled_from(["86078", "86194"])),
    }
)
recettes = st.fixed_dictionaries(
    {
        "fiches": st.lists(st.tuples(fiches, rangs, st.sets(rangs, max_size=3)), max_size=4),
        "notes": st.lists(notes, max_size=3),
        "archivees": st.dictionaries(rangs, dates, max_size=3),
        "pieces": st.lists(st.tuples(rangs, st.binary(max_size=40)), max_size=3),
        "places": st.integers(0, 2),
    }
)
EXEMPLES = settings(
    max_examples=12,
    deadline=None,
    # What fails is shown as it was drawn: to shrink it would take minutes, an espace after the other.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    # The espace of the fixture is filled in a transaction that each example undoes.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def write_autre(valeur: Any, cle: str) -> Any:
    """The value, « {autre} » replaced by an identifier wherever it is: in texts, in keys, as a whole value."""
    if isinstance(valeur, str):
        return valeur.replace("{autre}", cle)
    if isinstance(valeur, list):
        return [write_autre(item, cle) for item in valeur]
    if isinstance(valeur, dict):
        return {write_autre(nom, cle): write_autre(item, cle) for nom, item in valeur.items()}
    return valeur


def fill(espace: Espace, by: Any, recette: dict[str, Any], *, has_liens: bool = True) -> None:
    """Write in an espace what was drawn; an identifier that is written leads to a row, or to none.

    Without `has_liens`, fiches have no many-to-many link: Django does not delete those of a model of `essais`.
    """
    thematiques = list(espace.thematiques.order_by("pk"))
    for rang, jour in recette["archivees"].items():
        Thematique.objects.filter(pk=thematiques[rang].pk).update(date_archivage=jour)
    ecrites: list[Fiche] = []
    for numero, (champs, parent, liens) in enumerate(recette["fiches"]):
        autre = str(ecrites[parent % len(ecrites)].pk) if ecrites else str(uuid4())
        fiche = Fiche.objects.create(
            espace=espace,
            parent=ecrites[parent] if parent < len(ecrites) else None,
            **write_autre(champs | {"titre": f"{numero} {champs['titre']}"}, autre),
        )
        if has_liens:
            fiche.thematiques.add(*[thematiques[lien] for lien in liens])
            fiche.voisines.add(*ecrites[:2])
        ecrites.append(fiche)
        version = Version.objects.create(espace=espace, fiche_uuid=fiche.pk, titre=champs["titre"])
        VersionThematique.objects.create(version=version, thematique=thematiques[parent])
        Mention.objects.create(espace=espace, phrase=champs["titre"], objet_type="membre", objet_uuid=uuid4())
    for rang, contenu in recette["pieces"]:
        cible = ecrites[rang].pk if rang < len(ecrites) else uuid4()
        create_jointe(espace, "essai_fiche", cible, b"texte" + contenu)
    for drawn in recette["notes"]:
        champs = {
            "thematiques": Coches(frozenset(thematiques[rang].pk for rang in drawn["thematiques"])),
            "communes": Coches(frozenset(drawn["communes"])),
        }
        premier, *suivants = [write_autre(texte, str(espace.pk)) for texte in drawn["textes"]]
        note = create_note(by=by, espace=espace, saisie=SaisieNote(drawn["titre"], premier, **champs))
        for texte in suivants:
            update_note(by=by, note=note, saisie=SaisieNote(drawn["titre"], texte, version=note.version, **champs))
            note.refresh_from_db()


@given(recette=recettes)
@EXEMPLES
def test_any_espace_comes_back_the_same(essais, espace, chargee, etrangere, recette):
    with transaction.atomic():
        fill(espace, chargee, recette)
        contenu = build_zip(espace)
        copy = take_up(contenu, etrangere)
        assert get_empreinte(build_zip(copy)) == get_empreinte(contenu)
        assert get_empreinte(build_zip(take_up(build_zip(copy), etrangere))) == get_empreinte(contenu)
        transaction.set_rollback(True)


@given(recette=recettes, ajouts=recettes)
@EXEMPLES
def test_any_espace_is_cloned_and_comes_back_to_its_starting_point(essais, espace, chargee, recette, ajouts):
    """The clone is what the espace was, whatever happens to either; a reset forgets what was done to the clone."""
    fin = timezone.localdate() + timedelta(days=9)
    with transaction.atomic():
        Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.ENTRAINEMENT)
        fill(espace, chargee, recette, has_liens=False)
        depart = compute_empreinte_espace(espace)
        clone = clone_espace(by=chargee, espace=espace, nom=espace.nom, chargee=chargee, expire_le=fin)
        cles = set(Note.objects.filter(espace=clone).values_list("pk", flat=True))
        assert compute_empreinte_espace(clone) == depart
        for numero in range(ajouts["places"]):
            create_membre(clone, create_compte(f"place{numero}"), "elu")
        Fiche.objects.filter(espace=clone).delete()
        Note.objects.filter(espace=clone).delete()
        fill(clone, chargee, ajouts, has_liens=False)
        membres = clone.membres.count()
        reset_espace(by=chargee, espace=clone)
        assert compute_empreinte_espace(clone) == compute_empreinte_espace(espace) == depart
        assert set(Note.objects.filter(espace=clone).values_list("pk", flat=True)) == cles
        assert clone.membres.count() == membres
        # Once more, from the state that it came back to.
        record_depart(by=chargee, espace=clone)
        reset_espace(by=chargee, espace=clone)
        assert compute_empreinte_espace(clone) == depart
        transaction.set_rollback(True)
