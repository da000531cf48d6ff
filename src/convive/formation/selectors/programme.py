"""The programmes of an organisme, as its pages read them."""

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
    """A programme with its parts. `manques` is what its sheet lacks, `obstacles` what prevents publication;
    `publications` are the dated versions, latest first."""

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
        """Whether the public version is older than the current one."""
        if not self.publications or self.programme.etat != EtatProgramme.PUBLIE:
            return False
        return load_programme(self.publications[0].contenu) != self.publie


def list_programmes(membre: Membre) -> QuerySet[Programme]:
    """The programmes, annotated with `n_sequences` and `n_sessions`; archived ones last."""
    rows = Programme.objects.filter(espace=membre.espace_id).annotate(
        n_sequences=Count("sequences", distinct=True), n_sessions=Count("sessions", distinct=True)
    )
    # Descending, because « archive » sorts first but must come last.
    return rows.order_by("-etat", "titre", "uuid")


def get_programme(membre: Membre, uuid: UUID) -> ProgrammeLu | None:
    """A programme; None if it belongs to another espace. Four queries."""
    programme = Programme.objects.filter(espace=membre.espace_id, pk=uuid).first()
    if programme is None:
        return None
    programme.espace = membre.espace
    return read_programme(programme)


def read_programme(programme: Programme) -> ProgrammeLu:
    """Read the parts of a programme, in three queries."""
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
    """The public version of a programme, without the trainers' notes or what they say in the room."""
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
                        row.minutes - row.minutes_pause,
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
    """A shipped course as the public would see it, used as the example of the document."""
    outils = get_titres_outils()
    textes = {cle: str(getattr(cours, cle)) for cle in ("public", "prerequis", "methodes", "evaluation", "livrables")}
    return ProgrammePublie(
        cours.titre,
        cours.nature,
        cours.minutes,
        textes,
        cours.objectifs,
        tuple(
            DemiJourneePubliee(
                demi.jour,
                demi.moment.value,
                tuple(
                    SequencePubliee(
                        row.titre,
                        row.minutes - row.minutes_pause,
                        row.capacites,
                        tuple(dict.fromkeys(temps.methode for temps in row.deroule if temps.methode)),
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
    """The last version of each public programme; one query."""
    rows = PublicationProgramme.objects.filter(espace=espace, programme__etat=EtatProgramme.PUBLIE.value)
    dernieres: dict[UUID, PublicationProgramme] = {}
    for row in rows.select_related("programme").order_by("programme__titre", "programme", "-numero"):
        dernieres.setdefault(row.programme_id, row)
    return list(dernieres.values())


def get_organisme(espace: Espace) -> OrganismeFormation:
    """The organisme of an espace; an unsaved row if it was never saved."""
    organisme = OrganismeFormation.objects.filter(espace=espace).first()
    organisme = organisme or OrganismeFormation(espace=espace, raison_sociale=espace.nom)
    organisme.espace = espace
    return organisme


def get_publication(espace: Espace, programme_uuid: UUID, numero: int | None) -> PublicationProgramme | None:
    """A public version of a programme: the last one, or a given number. When the programme is archived, former versions
    can still be read, but not the last one."""
    rows = PublicationProgramme.objects.filter(espace=espace, programme=programme_uuid).select_related("programme")
    if numero is not None:
        return rows.filter(numero=numero).first()
    return rows.filter(programme__etat=EtatProgramme.PUBLIE.value).order_by("-numero").first()


def get_organisme_public(espace_uuid: UUID) -> OrganismeFormation | None:
    """The organisme of an espace, if the espace has the right type and is not deleted."""
    espaces = Espace.objects.with_fictif().filter(type=TypeEspace.ORGANISME_FORMATION, date_suppression__isnull=True)
    espace = espaces.filter(pk=espace_uuid).first()
    return get_organisme(espace) if espace else None
