"""The service public de la petite enfance: its four competences, and where they are compulsory. Pure Python."""

from enum import StrEnum


class Competence(StrEnum):
    """In the order of the code de l’action sociale et des familles, article L214-1-3."""

    RECENSER = "recenser"
    INFORMER = "informer"
    PLANIFIER = "planifier"
    SOUTENIR = "soutenir"

    @property
    def libelle(self) -> str:
        return LIBELLES[self]


LIBELLES = {
    Competence.RECENSER: "Recenser les besoins et l’offre",
    Competence.INFORMER: "Informer et accompagner les familles",
    Competence.PLANIFIER: "Planifier le développement de l’accueil",
    Competence.SOUTENIR: "Soutenir la qualité de l’accueil",
}
