"""A whole espace leaves as a ZIP and comes back the same, people apart."""

import io
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.espaces.actions import copie as actions_copie
from convive.espaces.actions.copie import import_copie
from convive.espaces.actions.espace import update_perimetre_espace
from convive.espaces.actions.note import SaisieNote, create_note, update_note
from convive.espaces.copie import reprise
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.copie.lecture import read_copie
from convive.espaces.copie.registre import copie
from convive.espaces.copie.reprise import Reprise
from convive.espaces.models import Espace, Membre, Note, Role, TypeEspace
from convive.journal.models import Journal
from convive.journal.selectors import get_journal
from convive.territoires.models import Perimetre, Territoire
from tests.espaces.copies import (
    THEMATIQUES,
    build_zip,
    get_empreinte,
    read_lignes,
    read_zip,
    seal,
    take_up,
    write_lignes,
)
from tests.espaces.essais import Fiche, Jointe, Mention, Version, VersionThematique

pytestmark = pytest.mark.django_db
INSTANT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def rempli(espace, chargee) -> Espace:
    """An espace with a périmètre that changes and the usual thématiques."""
    day = timezone.localdate() + timedelta(days=40)
    update_perimetre_espace(by=chargee, espace=espace, codes=["86078", "86194"], date_debut=day)
    return espace


@pytest.fixture
def fiche(essais, rempli, chargee) -> Fiche:
    """One fiche that uses everything, and a tree below it."""
    enfance = rempli.thematiques.get(nom="Petite enfance")
    fiche = Fiche.objects.create(
        espace=rempli,
        titre="Ouvrir un lieu d’accueil\u2028le samedi",
        auteur=chargee,
        auteur_nom="Chargee",
        montant=Decimal("1250.50"),
        taux=0.1,
        quand=INSTANT,
        heure=time(14, 0, 0, 5),
        duree=timedelta(days=1, microseconds=7),
        is_vue=True,
        nombre=-3,
        code="secret",
    )
    fiche.thematiques.add(enfance)
    fiche.lecteurs.add(chargee)
    fiche.communes.add(Territoire.objects.get(code="86078", type="commune"))
    enfant = Fiche.objects.create(espace=rempli, titre="Enfant", parent=fiche)
    Fiche.objects.create(espace=rempli, titre="Petit-enfant", parent=enfant)
    fiche.voisines.add(enfant)
    fiche.texte = f"Voir /espaces/{rempli.pk}/fiches/{enfant.pk}/ et {uuid4()}."
    fiche.contenu = {"fiches": [str(enfant.pk)], "compte": str(chargee.pk), "nombre": 1e20, str(enfant.pk): 1.0}
    fiche.save()
    return fiche


def get_copie(copy: Espace, titre: str) -> Fiche:
    return Fiche.objects.get(espace=copy, titre__startswith=titre)


def list_liens(descripteur, fiche: Fiche) -> list:
    champ = descripteur.field
    source, cible = f"{champ.m2m_field_name()}_id", f"{champ.m2m_reverse_field_name()}_id"
    return list(descripteur.through.objects.filter(**{source: fiche.pk}).values_list(cible, flat=True))


def test_a_copy_comes_back_the_same_under_new_identifiers(rempli, etrangere):
    first = build_zip(rempli)
    assert build_zip(rempli) == first
    copy = take_up(first, etrangere)
    assert copy.pk != rempli.pk
    assert copy.nom == rempli.nom
    assert copy.created_by == etrangere
    assert copy.membres.get().role == Role.CHARGE_COOPERATION
    assert not set(copy.thematiques.values_list("pk")) & set(rempli.thematiques.values_list("pk"))
    assert get_empreinte(build_zip(copy)) == get_empreinte(first) == compute_empreinte_espace(copy)
    line = get_journal(copy.pk)[0]
    assert (line.geste, line.detail["empreinte"]) == ("importer", get_empreinte(first))


def test_a_copy_comes_back_in_an_installation_that_has_nothing(rempli, etrangere):
    noms = [t.nom for t in rempli.thematiques.all()]
    contenu, cles = build_zip(rempli), set(rempli.perimetres.values_list("perimetre__cle", flat=True))
    Espace.objects.all().delete()
    Perimetre.objects.all().delete()
    copy = take_up(contenu, etrangere)
    assert set(copy.perimetres.values_list("perimetre__cle", flat=True)) == cles
    assert [t.nom for t in copy.thematiques.all()] == noms


def test_a_copy_holds_nobody(fiche, rempli, chargee):
    text = b"".join(read_zip(build_zip(rempli)).values()).decode()
    assert chargee.email not in text
    assert str(chargee.pk) not in text
    assert "secret" not in text


def test_every_kind_of_field_comes_back(fiche, rempli, etrangere):
    first = build_zip(rempli)
    copy = take_up(first, etrangere)
    assert get_empreinte(build_zip(copy)) == get_empreinte(first)
    other, enfant = get_copie(copy, "Ouvrir"), get_copie(copy, "Enfant")
    names = ("titre", "montant", "taux", "quand", "heure", "duree", "is_vue", "nombre", "auteur_nom", "created_at")
    assert [getattr(other, name) for name in names] == [getattr(fiche, name) for name in names]
    assert (other.auteur, other.code) == (None, "")
    assert list_liens(Fiche.lecteurs, other) == []
    assert list_liens(Fiche.communes, other) == [Territoire.objects.get(code="86078", type="commune").pk]
    assert list_liens(Fiche.thematiques, other) == [copy.thematiques.get(nom="Petite enfance").pk]
    assert list_liens(Fiche.voisines, other) == [enfant.pk]
    assert (enfant.parent, get_copie(copy, "Petit-enfant").parent) == (other, enfant)


def test_identifiers_written_in_texts_lead_to_the_rows_of_the_copy(fiche, rempli, etrangere):
    copy = take_up(build_zip(rempli), etrangere)
    other, enfant = get_copie(copy, "Ouvrir"), get_copie(copy, "Enfant")
    inconnu = fiche.texte[-37:]
    assert other.texte == f"Voir /espaces/{copy.pk}/fiches/{enfant.pk}/ et {inconnu}"
    # Somebody of this installation is nobody elsewhere.
    assert other.contenu == {"fiches": [str(enfant.pk)], "compte": None, "nombre": 10**20, str(enfant.pk): 1}


def create_jointe(espace: Espace, objet_type: str, objet_uuid, contenu: bytes = b"texte") -> Jointe:
    jointe = Jointe(espace=espace, objet_type=objet_type, objet_uuid=objet_uuid, nom="Plan.PDF")
    jointe.fichier.save("Plan final.PDF", ContentFile(contenu))
    return jointe


def test_files_come_back_with_the_object_that_they_are_on(fiche, rempli, etrangere):
    first, second = (create_jointe(rempli, "essai_fiche", fiche.pk, b"texte 1") for _ in range(2))
    contenu = build_zip(rempli)
    assert len([name for name in read_zip(contenu) if name.startswith("fichiers/")]) == 1
    copy = take_up(contenu, etrangere)
    jointes = Jointe.objects.filter(espace=copy)
    names = {jointe.fichier.name for jointe in jointes}
    assert {(j.objet_uuid, j.nom) for j in jointes} == {(get_copie(copy, "Ouvrir").pk, "Plan.PDF")}
    for name in names:
        with default_storage.open(name) as stream:
            assert stream.read() == b"texte 1"
    assert len(names) == 2
    assert not names & {first.fichier.name, second.fichier.name}
    assert all(name.startswith("essais/") and name.endswith(".pdf") for name in names)
    assert get_empreinte(build_zip(copy)) == get_empreinte(contenu)


def test_what_speaks_of_something_that_stays_behind_follows_its_rule(fiche, rempli, etrangere, chargee):
    place = rempli.membres.get()
    create_jointe(rempli, "membre", place.pk)
    create_jointe(rempli, "inconnu", uuid4())
    Mention.objects.create(espace=rempli, phrase="Bravo", objet_type="membre", objet_uuid=place.pk)
    perdue = create_jointe(rempli, "essai_fiche", fiche.pk)
    default_storage.delete(perdue.fichier.name)
    copy = take_up(build_zip(rempli), etrangere)
    assert not Jointe.objects.filter(espace=copy).exists()
    mention = Mention.objects.get(espace=copy)
    assert mention.phrase == "Bravo"
    assert not Membre.objects.filter(pk=mention.objet_uuid).exists()
    assert compute_empreinte_espace(copy) == compute_empreinte_espace(rempli)


def test_versions_follow_their_row_and_those_of_a_deleted_row_do_not(fiche, rempli, etrangere):
    kept = Version.objects.create(espace=rempli, fiche_uuid=fiche.pk, titre="Avant")
    gone = Version.objects.create(espace=rempli, fiche_uuid=uuid4(), titre="D’une fiche effacée")
    for version in (kept, gone):
        VersionThematique.objects.create(version=version, thematique=rempli.thematiques.first())
    VersionThematique.objects.create(version=kept, thematique_id=uuid4())
    copy = take_up(build_zip(rempli), etrangere)
    version = Version.objects.get(espace=copy)
    assert (version.titre, version.fiche_uuid) == ("Avant", get_copie(copy, "Ouvrir").pk)
    assert VersionThematique.objects.get(version=version).thematique == copy.thematiques.first()
    assert compute_empreinte_espace(copy) == compute_empreinte_espace(rempli)


def test_a_structure_leaves_out_what_people_wrote(fiche, rempli, etrangere):
    lignes = build_zip(rempli, structure=True)
    copy = take_up(lignes, etrangere)
    assert copy.thematiques.count() == rempli.thematiques.count() > 0
    assert not Fiche.objects.filter(espace=copy).exists()
    dessus = {"documents.modeledocument", "convention.typejalon", "diagnostic.critereenjeu"}
    noms = {*(f"espaces.{m}" for m in NOMS_STRUCTURE), *dessus}
    assert set(read_zip(lignes)) == {"manifeste.json", *(f"donnees/{nom}.jsonl" for nom in noms)}


def test_the_carnet_comes_back_with_its_memory_and_without_its_accounts(rempli, chargee, etrangere):
    note = create_note(by=chargee, espace=rempli, saisie=SaisieNote("Le samedi", "Ouvrir le samedi matin."))
    depart = SaisieNote("Le samedi", "Ouvrir toute la journée.", version=1)
    update_note(by=chargee, note=note, saisie=depart)
    Note.objects.filter(pk=note.pk).update(updated_at=INSTANT)
    contenu = build_zip(rempli)
    copy = take_up(contenu, etrangere)
    other = copy.notes.get()
    assert (other.titre, other.texte, other.version, other.updated_at) == ("Le samedi", depart.texte, 2, INSTANT)
    assert (other.created_by, other.updated_by) == (None, None)
    versions = list(other.versions.all())
    assert [v.texte for v in versions] == [depart.texte, "Ouvrir le samedi matin."]
    assert {(v.history_user, v.auteur_nom) for v in versions} == {(None, chargee.nom_affiche)}
    assert [v.history_date for v in versions] == [v.history_date for v in note.versions.all()]
    assert str(chargee.pk) not in b"".join(read_zip(contenu).values()).decode()
    assert get_empreinte(build_zip(copy)) == get_empreinte(contenu)


NOMS_STRUCTURE = ("espace", "perimetreespace", "thematique")


def test_a_copy_made_before_a_field_existed_is_taken_up(rempli, etrangere):
    files = read_zip(build_zip(rempli))
    lignes = [{k: v for k, v in ligne.items() if k != "ordre"} for ligne in read_lignes(files, THEMATIQUES)]
    copy = take_up(seal(files | {THEMATIQUES: write_lignes(lignes)}), etrangere)
    assert {t.ordre for t in copy.thematiques.all()} == {0}


def test_a_practice_espace_gets_an_end_of_its_own(rempli, etrangere, settings):
    settings.ESPACE_JOURS_ENTRAINEMENT = 10
    Espace.objects.filter(pk=rempli.pk).update(type=TypeEspace.ENTRAINEMENT, expire_le=timezone.localdate())
    copy = take_up(build_zip(rempli), etrangere)
    assert copy.expire_le == timezone.localdate() + timedelta(days=10)


def test_what_is_kept_beside_the_rows_is_built_after_them(fiche, rempli, etrangere, monkeypatch):
    seen = []
    monkeypatch.setattr(
        copie, "_suites", {lambda espace: seen.append(Fiche.objects.filter(espace=espace).count()): None}
    )
    take_up(build_zip(rempli), etrangere)
    assert seen == [3]


def test_a_dry_run_keeps_nothing(fiche, rempli, etrangere):
    create_jointe(rempli, "essai_fiche", fiche.pk)
    before = (Espace.objects.count(), Fiche.objects.count(), len(default_storage.listdir("essais")[1]))
    journal = Journal.objects.count()
    assert take_up(build_zip(rempli), etrangere, dry_run=True).nom == rempli.nom
    assert (Espace.objects.count(), Fiche.objects.count(), len(default_storage.listdir("essais")[1])) == before
    assert Journal.objects.count() == journal


def test_rows_that_would_not_say_what_the_copy_says_are_refused(fiche, rempli, etrangere, monkeypatch):
    """A writing that loses a word is seen before anything is kept, and the journal says why."""
    create_jointe(rempli, "essai_fiche", fiche.pk)
    contenu, build = build_zip(rempli), Reprise._build_objet
    before = (Espace.objects.count(), Fiche.objects.count(), len(default_storage.listdir("essais")[1]))

    def build_autre(reprise: Reprise, lot, ligne):
        objet = build(reprise, lot, ligne)
        if isinstance(objet, Fiche):
            objet.titre = objet.titre[:-1]
        return objet

    monkeypatch.setattr(Reprise, "_build_objet", build_autre)
    with pytest.raises(CopieRefusee, match="rien n’a été gardé"):
        take_up(contenu, etrangere)
    assert (Espace.objects.count(), Fiche.objects.count(), len(default_storage.listdir("essais")[1])) == before
    assert "ne dirait pas exactement" in Journal.objects.get(geste="refuser").detail["raison"]


def test_a_base_that_others_keep_is_not_the_fault_of_the_copy(fiche, rempli, etrangere, monkeypatch):
    def write_en_vain(_: Reprise) -> None:
        raise OperationalError("database is locked")

    contenu, before = build_zip(rempli), Espace.objects.count()
    monkeypatch.setattr(Reprise, "write", write_en_vain)
    with pytest.raises(CopieRefusee, match="recommencez dans quelques minutes"):
        take_up(contenu, etrangere)
    assert Espace.objects.count() == before


def test_a_copy_older_than_a_field_is_taken_up_without_comparing(fiche, rempli, etrangere, monkeypatch):
    contenu, lire = build_zip(rempli), read_copie
    monkeypatch.setattr(reprise, "compute_empreinte_espace", lambda *_: "une autre")
    with pytest.raises(CopieRefusee, match="rien n’a été gardé"):
        take_up(contenu, etrangere)
    monkeypatch.setattr(actions_copie, "read_copie", lambda source: replace(lire(source), is_complete=False))
    assert take_up(contenu, etrangere).nom == rempli.nom


def test_a_late_failure_leaves_no_file(fiche, rempli, etrangere, monkeypatch):
    create_jointe(rempli, "essai_fiche", fiche.pk)
    contenu = build_zip(rempli)

    def fail(_: Espace) -> None:
        raise RuntimeError("l’index est en panne")

    monkeypatch.setattr(copie, "_suites", {fail: None})
    with pytest.raises(RuntimeError, match="en panne"):
        take_up(contenu, etrangere)
    assert len(default_storage.listdir("essais")[1]) == 1
    assert Espace.objects.filter(nom=rempli.nom).count() == 1


def test_the_number_of_queries_does_not_follow_the_number_of_rows(fiche, rempli, etrangere):
    def count(action) -> int:
        with CaptureQueriesContext(connection) as queries:
            action()
        return len(queries)

    contenu = build_zip(rempli)
    before = count(lambda: build_zip(rempli)), count(lambda: take_up(contenu, etrangere))
    Fiche.objects.bulk_create(Fiche(espace=rempli, titre=f"Fiche {n}", parent=fiche) for n in range(300))
    contenu = build_zip(rempli)
    after = count(lambda: build_zip(rempli)), count(lambda: take_up(contenu, etrangere))
    assert after == before


def test_two_rows_that_say_the_same_are_told_apart_by_what_hangs_on_them(essais, rempli):
    """The print sees a child moved from a row to its twin."""
    first, second = (Fiche.objects.create(espace=rempli, titre=f"Jumelle {n}") for n in range(2))
    Fiche.objects.update(titre="Jumelle", created_at=INSTANT, updated_at=INSTANT)
    enfants = [Fiche.objects.create(espace=rempli, titre=f"Enfant {n}", parent=first) for n in range(2)]
    before = compute_empreinte_espace(rempli)
    enfants[1].parent = second
    Fiche.objects.filter(pk=enfants[1].pk).update(parent=second)
    assert compute_empreinte_espace(rempli) != before


def test_read_copie_gives_what_it_checked_without_writing(rempli):
    lue = read_copie(io.BytesIO(build_zip(rempli)))
    assert (lue.espace, lue.nom) == (str(rempli.pk), rempli.nom)
    assert len(lue.modeles) == 3 + rempli.thematiques.count()
    assert isinstance(rempli, models.Model)


def test_a_refused_copy_is_written_in_the_journal(etrangere):
    with pytest.raises(CopieRefusee):
        import_copie(by=etrangere, source=io.BytesIO(b"rien"))
    line = Journal.objects.get(geste="refuser")
    assert (line.auteur, line.espace_uuid, line.detail["octets"]) == (etrangere, None, 4)
    assert "abîmé" in line.detail["raison"]
