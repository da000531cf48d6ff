"""Read the milestones of a CTG, phase by phase."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from convive.convention.models import Ctg, Jalon, TypeJalon
from convive.convention.reunions import Reunion
from convive.convention.rules.phases import Phase, PhaseDatee
from convive.convention.selectors.ctg import DossierCtg
from convive.espaces.models import Espace
from convive.socle.uuids import parse_uuid


@dataclass(frozen=True, slots=True)
class LigneJalon:
    """A milestone, or the meeting that dates it, or a kind that has none yet."""

    libelle: str
    type: TypeJalon | None
    jalon: Jalon | None
    filiation: str = ""
    reunion: Reunion | None = None

    @property
    def is_attendu(self) -> bool:
        return self.type is not None and self.type.is_attendu


@dataclass(frozen=True, slots=True)
class LignePhase:
    phase: PhaseDatee
    lignes: tuple[LigneJalon, ...]


def list_phases(dossier: DossierCtg) -> list[LignePhase]:
    """Each phase with its milestones, and the usual ones that are not dated; a query for each CTG beside this one."""
    filiations = dossier.list_filiations("jalon")
    return [
        LignePhase(phase, tuple(_add_filiation(ligne, filiations) for ligne in _list_lignes(dossier, phase.phase)))
        for phase in dossier.avancement.phases
    ]


def _add_filiation(ligne: LigneJalon, filiations: Mapping[UUID, str]) -> LigneJalon:
    return replace(ligne, filiation=filiations.get(ligne.jalon.pk, "")) if ligne.jalon else ligne


def _list_lignes(dossier: DossierCtg, phase: Phase) -> list[LigneJalon]:
    own = [jalon for jalon in dossier.jalons if jalon.phase == phase.value]
    own.sort(key=lambda jalon: jalon.date_reelle or jalon.date_prevue or date.max)
    types = {t.pk: t for t in dossier.types if t.phase == phase.value}
    lignes = []
    for kind in types.values():
        of_kind = [jalon for jalon in own if jalon.type_id == kind.pk]
        lignes += [LigneJalon(jalon.libelle, kind, jalon) for jalon in of_kind]
        lignes += [LigneJalon(kind.libelle, kind, None, reunion=r) for r in dossier.reunions if r.type_jalon == kind.pk]
        if kind.date_archivage is None and (not of_kind or kind.is_annuel):
            lignes.append(LigneJalon(kind.libelle, kind, None))
    return lignes + [LigneJalon(jalon.libelle, None, jalon) for jalon in own if jalon.type_id not in types]


def get_jalon(ctg: Ctg, uuid: UUID) -> Jalon | None:
    return Jalon.objects.filter(ctg=ctg, pk=uuid).select_related("type").first()


def get_type_jalon(espace: Espace, uuid: str) -> TypeJalon | None:
    """A kind of this espace and of no other, by an identifier that came with an address or a form."""
    identifier = parse_uuid(uuid)
    return TypeJalon.objects.filter(espace=espace, pk=identifier).first() if identifier else None


def list_types_par_phase(espace: Espace) -> list[tuple[Phase, str, list[TypeJalon]]]:
    """Every phase with its kinds, archived ones last; one query."""
    types = sorted(TypeJalon.objects.filter(espace=espace), key=lambda t: (t.date_archivage is not None, t.ordre))
    return [(phase, phase.libelle, [t for t in types if t.phase == phase.value]) for phase in Phase]
