"""A copy written by one database comes back on the other, and one written long ago comes back today.

The archives are those of `tools.build_copies`. They are not written again when a model gains a field: what is compared
is what they hold.
"""

from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from convive.espaces.copie.archive import VERSION
from convive.espaces.models import Note
from tests.espaces.copies import Fichiers, build_zip, get_empreinte, read_lignes, read_zip, seal, take_up, write_lignes
from tests.espaces.essais import Fiche
from tests.espaces.exemple import INSTANT, TEXTE_DIFFICILE

ARCHIVES = sorted((Path(__file__).parent / "archives").glob("*.zip"))


def keep_connus(files: Fichiers, archive: Fichiers) -> Fichiers:
    """The same copy, without the models and the fields that the archive did not know."""
    kept = dict(files)
    for name in [name for name in files if name.endswith(".jsonl")]:
        champs = {champ for ligne in read_lignes(archive | {name: archive.get(name, b"")}, name) for champ in ligne}
        lignes = [{c: v for c, v in ligne.items() if c in champs} for ligne in read_lignes(files, name)]
        kept[name] = write_lignes(ligne for ligne in lignes if ligne)
    return kept


def test_each_database_wrote_the_same_espace():
    bases = {f"{VERSION}-{base}.zip" for base in ("sqlite", "postgresql")}
    courantes = [archive for archive in ARCHIVES if archive.name in bases]
    assert len(courantes) == len(bases)
    assert len({get_empreinte(archive.read_bytes()) for archive in courantes}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.stem)
def test_an_archive_comes_back_the_same_on_this_database(essais, etrangere, archive):
    contenu = archive.read_bytes()
    copy = take_up(contenu, etrangere)
    files = read_zip(build_zip(copy))
    assert get_empreinte(seal(keep_connus(files, read_zip(contenu)))) == get_empreinte(contenu)
    fiche = Fiche.objects.get(espace=copy, titre="Tout")
    enfant = Fiche.objects.get(espace=copy, parent=fiche)
    assert fiche.texte == fiche.contenu["É"] == TEXTE_DIFFICILE
    assert (fiche.montant, fiche.taux, fiche.quand) == (Decimal("-1234567.05"), 0.1 + 0.2, INSTANT)
    assert (fiche.heure, fiche.duree) == (time(23, 59, 59, 999999), timedelta(days=-1, microseconds=7))
    assert (fiche.contenu["fiche"], fiche.contenu[str(enfant.pk)]) == (str(enfant.pk), [str(fiche.pk)])
    assert fiche.contenu["personne"] is None
    note = Note.objects.get(espace=copy, titre="Avant le comité")
    assert note.texte == f"Voir /notes/{note.pk}/."
    assert note.versions.get(version=1).texte == TEXTE_DIFFICILE
