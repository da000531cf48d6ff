"""An avenant as a document: who signs it, what it changes, its own words, the frames to sign."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from convive.convention.models import Avenant
from convive.convention.rules.avenants import Comparaison, Nature
from convive.convention.rules.document import PartieEcrite
from convive.convention.selectors.avenant import compare_avenant
from convive.convention.selectors.catalogue import list_visas_communs
from convive.convention.selectors.ctg import DossierCtg, build_dossier, list_ctgs
from convive.convention.selectors.document import build_partie
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.documents.rules.blocs import place_elements
from convive.documents.rules.manques import write_a_completer
from convive.espaces.models import Membre
from convive.socle.formats import date_longue, liste_fr
from convive.socle.texte import parse_texte
from convive.socle.uuids import parse_uuid

CLE_AVENANT = "avenant"
TEMPLATE = "convention/types/avenant.html"
TEXTES = {
    Nature.MODIFICATION_PLAN: "Le plan d’actions figurant en annexe 3 est modifié.",
    Nature.MODIFICATION_GOUVERNANCE: "Les modalités de pilotage de la convention sont modifiées.",
    Nature.MODIFICATION_ANNEXE_2: "La liste des équipements et services soutenus, en annexe 2, est remplacée.",
}


@dataclass(frozen=True, slots=True)
class AvenantEcrit:
    """An avenant ready to be printed. `effets` are sentences; `avant` and `apres` the passage that is rewritten."""

    numero: int
    objet: str
    convention: str
    date_debut: date
    date_fin: date
    signature_convention: date | None
    date_effet: date
    date_signature: date | None
    parties: tuple[PartieEcrite, ...]
    visas: tuple[str, ...]
    effets: tuple[str, ...]
    avant: str = ""
    apres: str = ""
    texte: str = ""


EXEMPLE = AvenantEcrit(
    numero=1,
    objet="Prorogation de la convention",
    convention="CTG 2021-2025",
    date_debut=date(2021, 1, 1),
    date_fin=date(2025, 12, 31),
    signature_convention=date(2020, 12, 15),
    date_effet=date(2026, 1, 1),
    date_signature=None,
    parties=(
        PartieEcrite("Pays de Vallombre", "Porteur", "2, place inventée, Vallombre", "Prénom Nom, présidente"),
        PartieEcrite("Caf inventée", "Cosignataire", "8, rue inventée, Vallombre", "Prénom Nom, directeur"),
    ),
    visas=("Vu la circulaire C 2020-01 de la Caisse nationale des allocations familiales du 16 janvier 2020",),
    effets=("La convention, qui devait s’achever le 31 décembre 2025, est prolongée jusqu’au 30 juin 2026.",),
    texte="Le plan d’actions se poursuit dans les mêmes conditions.",
)


def list_choix_avenants(membre: Membre) -> list[tuple[str, str]]:
    """The avenants of every CTG, the latest first; one query."""
    rows = Avenant.objects.visible_to(membre.compte).filter(espace=membre.espace_id).select_related("ctg")
    ordered = rows.order_by("-ctg__date_debut", "-numero")
    return [(str(avenant.pk), f"{avenant.libelle} à la {avenant.ctg.nom} : {avenant.objet}") for avenant in ordered]


def build_avenant(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for an avenant that this place does not read."""
    identifiant, ctgs = parse_uuid(choix), list_ctgs(membre)
    row = Avenant.objects.filter(pk=identifiant, ctg__in=ctgs).first() if identifiant else None
    if row is None:
        raise DocumentInconnu("Cet avenant n’existe pas dans cet espace.")
    ctg = next(ctg for ctg in ctgs if ctg.pk == row.ctg_id)
    ctg.espace = membre.espace
    dossier = build_dossier(ctg, ctgs, timezone.localdate())
    avenant = next(avenant for avenant in dossier.avenants if avenant.pk == row.pk)
    return _build(get_cadre(membre.espace), _write(membre, dossier, avenant))


def build_exemple_avenant(_famille: Famille) -> Contenu:
    return _build(CADRE_EXEMPLE, EXEMPLE)


def _build(cadre: Cadre, ecrit: AvenantEcrit) -> DocumentHtml:
    contexte = {
        "ecrit": ecrit,
        "avant": place_elements(parse_texte(ecrit.avant), 4),
        "apres": place_elements(parse_texte(ecrit.apres), 4),
        "elements": place_elements(parse_texte(ecrit.texte), 4),
    }
    return build_texte(
        cadre, f"Avenant n° {ecrit.numero} à la {ecrit.convention}", TEMPLATE, contexte, says_manques=True
    )


def _write(membre: Membre, dossier: DossierCtg, avenant: Avenant) -> AvenantEcrit:
    ctg, lus = dossier.ctg, avenant.lus
    tableau = next(t for t in dossier.tableaux if t.avenant is not None and t.avenant.pk == avenant.pk)
    comparaison = compare_avenant(membre, dossier, avenant)
    return AvenantEcrit(
        numero=avenant.numero,
        objet=avenant.objet,
        convention=ctg.nom,
        date_debut=ctg.date_debut,
        date_fin=comparaison.avant.date_fin,
        signature_convention=ctg.date_signature,
        date_effet=avenant.date_effet,
        date_signature=avenant.date_signature,
        parties=tuple(build_partie(ligne.signataire, avenant) for ligne in tableau.lignes),
        visas=tuple(row["texte"] for row in list_visas_communs(dossier.today)),
        effets=tuple(_list_effets(avenant, comparaison)),
        avant=lus.texte_avant,
        apres=lus.texte_apres,
        texte=avenant.texte,
    )


def _list_effets(avenant: Avenant, comparaison: Comparaison) -> Iterator[str]:
    """What changes, as an act says it; what is not known yet is left to write."""
    nature = Nature(avenant.nature)
    if nature in TEXTES:
        yield TEXTES[nature]
    entrants, sortants = comparaison.signataires.ajoutes, comparaison.signataires.retires
    if nature is Nature.ADHESION or entrants:
        verbes = ("rejoignent", "acceptent") if len(entrants) > 1 else ("rejoint", "accepte")
        yield (
            f"{_name(entrants)} {verbes[0]} la convention en qualité de signataire et en {verbes[1]} toutes les "
            "stipulations."
        )
    if nature is Nature.RETRAIT or sortants:
        effet = date_longue(avenant.date_effet)
        verbe = "cessent" if len(sortants) > 1 else "cesse"
        yield f"{_name(sortants)} {verbe} d’être signataire de la convention à compter du {effet}."
    if comparaison.is_fin_changee:
        avant, apres = date_longue(comparaison.avant.date_fin), date_longue(comparaison.apres.date_fin)
        yield f"La convention, qui devait s’achever le {avant}, est prolongée jusqu’au {apres}."
    elif nature is Nature.PROROGATION:
        yield f"La convention est prolongée jusqu’au {write_a_completer('nouvelle date de fin')}."
    if comparaison.communes.is_changee:
        communes = [*comparaison.communes.gardes, *comparaison.communes.ajoutes]
        yield f"La convention s’applique désormais aux communes suivantes : {liste_fr(sorted(communes))}."


def _name(noms: Sequence[str]) -> str:
    return liste_fr(list(noms)) or write_a_completer("organisation")
