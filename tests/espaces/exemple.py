"""One espace that holds something of everything that a copy carries, always the same: `tools.build_copies` writes it.

Its rows are those of the models of the product and of those of `essais`, which must be declared.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from unittest.mock import patch
from uuid import UUID

from convive.comptes.models import Compte
from convive.documents.actions.piece import create_version
from convive.documents.inspection import inspect_fichier
from convive.echanges.models import Commentaire, Discussion
from convive.espaces.actions.espace import update_perimetre_espace
from convive.espaces.actions.note import SaisieNote, update_note
from convive.espaces.models import Espace, Note
from convive.territoires.models import Territoire
from tests.documents.factories import create_piece_jointe
from tests.documents.fichiers import build_pdf
from tests.echanges.factories import answer, publish
from tests.espaces.essais import Fiche, Mention, Version, VersionThematique
from tests.espaces.factories import create_espace_civraisien, create_note_essai
from tests.espaces.test_copie import create_jointe

INSTANT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
# What breaks readers: every line end of Unicode, both ways of writing an é, words that go right to left, a pictogram
# beyond the basic plane, what looks like markup, like JSON, like a formula, like the identifier of nothing.
TEXTE_DIFFICILE = (
    "Élu·e « ouvert » 14 h\u202f30\u00a0; l’e\u0301te\u0301\r\n\tdeux\u2028trois\u2029quatre\x85cinq\x0bsix\x1csept\n"
    'مرحبا 👩‍👧‍👦 𝒞 \ufeff <b>&amp;</b> {"a": null} \\u0041 =1+1 NULL \x7f 00000000-0000-4000-8000-000000000000'
)


def create_exemple(by: Compte, personne: Compte) -> Espace:
    """Written at one instant by two people, whom the copy leaves behind."""
    with patch("django.utils.timezone.now", return_value=INSTANT):
        espace = create_espace_civraisien(by, nom="Civraisien – l’exemple « complet »")
        update_perimetre_espace(by=by, espace=espace, codes=["86078", "86194"], date_debut=date(2027, 1, 1))
        _create_carnet(espace, by)
        _create_fiches(espace, by, personne)
        Discussion.objects.filter(espace=espace).update(ouverte_le=INSTANT, active_le=INSTANT)
        Commentaire.objects.filter(discussion__espace=espace).update(publie_le=INSTANT)
    return espace


def _create_carnet(espace: Espace, by: Compte) -> None:
    enfance, jeunesse = (espace.thematiques.get(nom=nom) for nom in ("Petite enfance", "Jeunesse"))
    espace.thematiques.filter(pk=jeunesse.pk).update(date_archivage=date(2026, 9, 1))
    note = create_note_essai(
        espace, "Avant le comité", TEXTE_DIFFICILE, by=by, thematiques=(enfance, jeunesse), communes=("86078",)
    )
    update_note(by=by, note=note, saisie=SaisieNote("Avant le comité", f"Voir /notes/{note.pk}/.", version=1))
    vide = create_note_essai(espace, "Une note vide", "", by=by)
    Note.objects.filter(pk=vide.pk).update(date_suppression=INSTANT)
    piece = create_piece_jointe(espace, by=by, objet=note, contenu=build_pdf("Premier"), description="Le premier.")
    create_version(by=by, piece=piece, fichier=inspect_fichier("Deuxième.pdf", build_pdf("Deuxieme")))
    commentaire = publish(by, espace, TEXTE_DIFFICILE.replace("\x0b", "").replace("\x1c", ""), sur=note)
    answer(by, commentaire.discussion)
    publish(by, espace, "Entre nous.", is_interne=True)


def _create_fiches(espace: Espace, by: Compte, personne: Compte) -> None:
    pleine = Fiche.objects.create(
        espace=espace,
        titre="Tout",
        texte=TEXTE_DIFFICILE,
        auteur=by,
        auteur_nom="Chargee",
        montant=Decimal("-1234567.05"),
        taux=0.1 + 0.2,
        quand=INSTANT,
        heure=time(23, 59, 59, 999999),
        duree=timedelta(days=-1, microseconds=7),
        is_vue=True,
        nombre=-2_147_483_648,
        code="secret",
    )
    enfant = Fiche.objects.create(espace=espace, titre="Rien", parent=pleine)
    pleine.thematiques.add(*espace.thematiques.all()[:3])
    pleine.voisines.add(enfant)
    pleine.lecteurs.add(personne)
    pleine.communes.add(Territoire.objects.get(code="86078", type="commune"))
    pleine.contenu = {
        "fiche": str(enfant.pk),
        "personne": str(personne.pk),
        str(enfant.pk): [str(pleine.pk)],
        "nombres": [0, -0.0, -1, 1e20, 1e23, 0.1, 1e-7, 1.0, 10**15],
        "vides": [None, "", [], {}, False],
        "É": TEXTE_DIFFICILE,
    }
    pleine.save()
    create_jointe(espace, "essai_fiche", enfant.pk, b"texte d'exemple")
    create_jointe(espace, "membre", espace.membres.get().pk)
    Mention.objects.create(espace=espace, phrase="Bravo", objet_type="membre", objet_uuid=espace.membres.get().pk)
    version = Version.objects.create(espace=espace, fiche_uuid=pleine.pk, titre="Avant")
    Version.objects.create(espace=espace, fiche_uuid=UUID(int=0), titre="D’une fiche effacée")
    for thematique in espace.thematiques.all()[:2]:
        VersionThematique.objects.create(version=version, thematique=thematique)
