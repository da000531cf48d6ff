"""Read the texts that a convention quotes, and what was chosen for its annexes."""

from convive.convention.models import AnnexeConvention, Ctg, Visa
from convive.socle.uuids import parse_uuid


def list_visas_ctg(ctg: Ctg) -> list[Visa]:
    """Those of a CTG that the reader sees already, in order; one query."""
    visas = list(Visa.objects.filter(ctg=ctg))
    for visa in visas:
        visa.ctg = ctg
    return visas


def get_visa(ctg: Ctg, uuid: str) -> Visa | None:
    identifier = parse_uuid(uuid)
    return next((visa for visa in list_visas_ctg(ctg) if visa.pk == identifier), None)


def get_annexe(ctg: Ctg, numero: int) -> AnnexeConvention:
    """What was chosen; not saved, at version 0, when nobody chose anything."""
    annexe = AnnexeConvention.objects.filter(ctg=ctg, numero=numero).select_related("piece").first()
    return annexe or AnnexeConvention(ctg=ctg, numero=numero, version=0)
