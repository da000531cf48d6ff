"""The programmes of a training body, as its pages read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from convive.espaces.models import Espace, Membre, TypeEspace
from convive.formation.models import (
    ObjectifProgramme,
    OrganismeFormation,
    Programme,
    PublicationProgramme,
    SequenceProgramme,
)
from convive.formation.rules.cours import Cours, Objectif
from convive.formation.rules.formation import EtatProgramme
from convive.formation.rules.programme import FICHE, DemiJourneeLue, list_manques, list_obstacles, split_demi_journees
from convive.formation.rules.publication import (
    TEXTES,
    DemiJourneePubliee,
    ProgrammePublie,
    SequencePubliee,
    load_programme,
    write_effectif,
)
from convive.formation.selectors.cours import get_titres_outils


@dataclass(frozen=True, slots=True)
class ProgrammeLu:
    """A programme with what it is made of. `manques` is what its sheet does not say, `obstacles` what keeps it from
    being published; `publications` the dated versions, the last first."""

    programme: Programme
    objectifs: tuple[ObjectifProgramme, ...]
    sequences: tuple[SequenceProgramme, ...]
    publications: tuple[PublicationProgramme, ...]

    @property
    def demi_journees(self) -> list[DemiJourneeLue[SequenceProgramme]]:
        return split_demi_journees(self.sequences)

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.sequences)

    @property
    def manques(self) -> list[str]:
        return list_manques({champ: getattr(self.programme, champ) for champ in FICHE})

    @property
    def obstacles(self) -> list[str]:
        return list_obstacles(self.objectifs, self.sequences)

    @property
    def publie(self) -> ProgrammePublie:
        return build_publie(self.programme, self.objectifs, self.sequences)

    @property
    def is_a_republier(self) -> bool:
        """Whether what the public reads is older than what is written here."""
        if not self.publications or self.programme.etat != EtatProgramme.PUBLIE:
            return False
        return load_programme(self.publications[0].contenu) != self.publie


def list_programmes(membre: Membre) -> QuerySet[Programme]:
    """With `n_sequences` and `n_sessions`, those that are in use first."""
    rows = Programme.objects.filter(espace=membre.espace_id).annotate(
        n_sequences=Count("sequences", distinct=True), n_sessions=Count("sessions", distinct=True)
    )
    # « archive » comes first in the alphabet, and last on the page.
    return rows.order_by("-etat", "titre", "uuid")


def get_programme(membre: Membre, uuid: UUID) -> ProgrammeLu | None:
    """Four queries; None when it is of another espace."""
    programme = Programme.objects.filter(espace=membre.espace_id, pk=uuid).first()
    if programme is None:
        return None
    programme.espace = membre.espace
    return read_programme(programme)


def read_programme(programme: Programme) -> ProgrammeLu:
    """Three queries."""
    sequences = tuple(programme.sequences.all())
    for sequence in sequences:
        sequence.programme = programme
    return ProgrammeLu(
        programme,
        tuple(programme.objectifs.all()),
        sequences,
        tuple(programme.publications.select_related("created_by")),
    )


def build_publie(
    programme: Programme, objectifs: Sequence[ObjectifProgramme], sequences: Sequence[SequenceProgramme]
) -> ProgrammePublie:
    """What the public reads of it: neither the notes of who teaches, nor what is said in the room."""
    outils = get_titres_outils()
    textes = {cle: str(getattr(programme, cle)) for cle in TEXTES if cle != "effectif"}
    textes["effectif"] = write_effectif(programme.effectif_min, programme.effectif_max)
    return ProgrammePublie(
        programme.titre,
        programme.nature,
        sum(row.minutes for row in sequences),
        {cle: texte for cle, texte in textes.items() if texte},
        tuple(Objectif(row.cle, row.verbe, row.texte, row.critere) for row in objectifs),
        tuple(
            DemiJourneePubliee(
                demi.jour,
                demi.moment.value,
                tuple(
                    SequencePubliee(
                        row.titre,
                        row.minutes,
                        tuple(row.capacites),
                        tuple(dict.fromkeys(temps["methode"] for temps in row.deroule if temps["methode"])),
                        outils.get(row.outil, ""),
                    )
                    for row in demi.sequences
                ),
            )
            for demi in split_demi_journees(sequences)
        ),
    )


def build_publie_cours(cours: Cours) -> ProgrammePublie:
    """A course that ships, as the public would read it: the example of the document."""
    outils = get_titres_outils()
    textes = {cle: str(getattr(cours, cle)) for cle in ("public", "prerequis", "methodes", "evaluation", "livrables")}
    return ProgrammePublie(
        cours.titre,
        cours.nature,
        cours.duree_heures * 60,
        textes,
        cours.objectifs,
        tuple(
            DemiJourneePubliee(
                demi.jour,
                demi.moment.value,
                tuple(
                    SequencePubliee(
                        row.titre,
                        row.minutes,
                        row.capacites,
                        tuple(dict.fromkeys(temps.methode for temps in row.deroule)),
                        outils.get(row.outil, ""),
                    )
                    for cle in demi.sequences
                    if (row := cours.get_sequence(cle))
                ),
            )
            for demi in cours.demi_journees
        ),
    )


def list_publies(espace: Espace) -> list[PublicationProgramme]:
    """The last version of each programme that the public reads; one query."""
    rows = PublicationProgramme.objects.filter(espace=espace, programme__etat=EtatProgramme.PUBLIE.value)
    dernieres: dict[UUID, PublicationProgramme] = {}
    for row in rows.select_related("programme").order_by("programme__titre", "programme", "-numero"):
        dernieres.setdefault(row.programme_id, row)
    return list(dernieres.values())


def get_organisme(espace: Espace) -> OrganismeFormation:
    """The body of an espace; not saved yet when nobody wrote it."""
    organisme = OrganismeFormation.objects.filter(espace=espace).first()
    organisme = organisme or OrganismeFormation(espace=espace, raison_sociale=espace.nom)
    organisme.espace = espace
    return organisme


def get_publication(espace: Espace, programme_uuid: UUID, numero: int | None) -> PublicationProgramme | None:
    """What the public reads of a programme: its last version, or the one of a number. A former version stays readable
    when the programme is archived; the last one does not."""
    rows = PublicationProgramme.objects.filter(espace=espace, programme=programme_uuid).select_related("programme")
    if numero is not None:
        return rows.filter(numero=numero).first()
    return rows.filter(programme__etat=EtatProgramme.PUBLIE.value).order_by("-numero").first()


def get_organisme_public(espace_uuid: UUID) -> OrganismeFormation | None:
    """The body of an espace of this type that is not deleted."""
    espaces = Espace.objects.with_fictif().filter(type=TypeEspace.ORGANISME_FORMATION, date_suppression__isnull=True)
    espace = espaces.filter(pk=espace_uuid).first()
    return get_organisme(espace) if espace else None
