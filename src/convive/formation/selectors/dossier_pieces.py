"""The items of a dossier that can be imported into an espace, and the espaces where its owner may import them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, Note
from convive.espaces.permissions import can_update_notes
from convive.formation.models import Inscription
from convive.formation.rules.ateliers import SorteAtelier
from convive.formation.selectors.dossier import DossierLu, Ecrit, TravailDossier
from convive.formation.selectors.outil_groupe import build_provenance, get_outil_groupe
from convive.prise_poste.rules.outils import Outil


@dataclass(frozen=True, slots=True)
class OutilRapporte:
    """A tool as a group filled it in; blank if it has no `source`."""

    outil: Outil
    valeurs: Mapping[str, str] = field(default_factory=dict)
    provenance: str = ""
    source: UUID | None = None


@dataclass(frozen=True, slots=True)
class PieceRapportee:
    """An item that becomes a tool of an espace, or a page of its carnet with `texte`, if it is not a tool or if the
    membre uses no tools. `is_propose`: ticked by default; what she wrote alone is not."""

    cle: str
    titre: str
    precision: str
    texte: str
    is_propose: bool
    outil: OutilRapporte | None = None


def list_pieces(dossier: DossierLu) -> list[PieceRapportee]:
    """What the group wrote, what she wrote alone, then blank tools; two queries per atelier."""
    ecrites = [piece for travail in dossier.travaux for piece in _list_ecrites(dossier.inscription, travail)]
    return [*ecrites, *(_build_vierge(outil) for outil in dossier.outils)]


def _list_ecrites(inscription: Inscription, travail: TravailDossier) -> Iterator[PieceRapportee]:
    atelier, titre_session = travail.atelier, inscription.session.titre
    intro = f"Écrit en groupe pendant «\u00a0{titre_session}\u00a0»."
    rempli = get_outil_groupe(inscription, atelier)
    if rempli is not None and rempli.valeurs:
        ecrits = [Ecrit(c.nom, rempli.valeurs[c.cle]) for c in rempli.outil.champs if c.cle in rempli.valeurs]
        outil = OutilRapporte(rempli.outil, rempli.valeurs, build_provenance(atelier), rempli.place.groupe_id)
        yield PieceRapportee(
            f"rempli-{atelier.pk}",
            rempli.outil.titre,
            "outil rempli en groupe",
            _write_ecrits(intro, ecrits),
            True,
            outil,
        )
    if travail.groupe and atelier.sorte != SorteAtelier.OUTIL:
        texte = _write_ecrits(intro, travail.groupe)
        yield PieceRapportee(f"groupe-{atelier.pk}", travail.titre, "écrit en groupe", texte, True)
    if travail.mien:
        texte = _write_ecrits(f"Mes notes pendant «\u00a0{titre_session}\u00a0».", travail.mien)
        titre = f"Mes notes\u00a0: {travail.titre}"
        yield PieceRapportee(f"mien-{atelier.pk}", titre, "écrit pour vous", texte, False)


def _build_vierge(outil: Outil) -> PieceRapportee:
    texte = _write_ecrits(outil.sert_a, [Ecrit(champ.nom, champ.aide or "…") for champ in outil.champs])
    titre = f"Modèle\u00a0: {outil.titre}"
    return PieceRapportee(f"outil-{outil.cle}", titre, "outil vierge, à remplir", texte, False, OutilRapporte(outil))


def _write_ecrits(intro: str, ecrits: Iterable[Ecrit]) -> str:
    """The texts in the light markup of notes, where « # » makes a heading."""
    return "\n\n".join([intro, *(f"# {ecrit.nom}\n\n{ecrit.texte}" for ecrit in ecrits)])


def list_titres_notes(espace: Espace) -> set[str]:
    """The titles of notes that are not archived."""
    return set(Note.objects.filter(espace=espace, date_suppression__isnull=True).values_list("titre", flat=True))


def list_places_carnet(compte: Compte) -> list[Membre]:
    """The person's current membres that may write in the carnet."""
    places = Membre.objects.en_cours().filter(compte=compte, espace__date_suppression__isnull=True)
    rows = places.select_related("espace").prefetch_related("thematiques").order_by("espace__nom", "espace")
    return [place for place in rows if can_update_notes(place) and not place.espace.is_expire]


def get_inscription_de(compte: Compte, uuid: UUID) -> Inscription | None:
    """An inscription of this compte; None if it belongs to someone else."""
    rows = Inscription.objects.select_related("session__programme", "espace")
    return rows.filter(pk=uuid, compte=compte).first()
