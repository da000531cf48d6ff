"""What the convention costs and brings to one commune: a page for its council."""

from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.finances.rules.repartition import Cle, PartCommune, Payeur, sum_parts
from convive.finances.selectors.commune import CommuneLue, PartLue, get_parts_communes
from convive.finances.selectors.financement import ActionPayee
from convive.finances.selectors.poids import SOURCE

ABSENTE = "Cette commune n’est pas dans cet espace, ou vous n’y avez pas accès."
AUCUN = "Aucune action n’a encore de budget à partager entre les communes."


def list_choix_commune(membre: Membre) -> list[tuple[str, str]]:
    """The communes that this place may open, by name."""
    lues = get_parts_communes(membre, timezone.localdate())
    return [(code, lues.poids.noms[code]) for code in lues.codes] if lues else []


def build_commune(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The commune of a code, in the year nearest to today, or « code-year » in another one that has some money; without
    a code, the first commune. Raise DocumentInconnu for another."""
    demande, _, annee = choix.partition("-")
    demandee = int(annee) if annee.isascii() and annee.isdigit() else None
    lues = get_parts_communes(membre, timezone.localdate(), demandee)
    if lues is None or not lues.codes:
        raise DocumentInconnu(AUCUN)
    code = demande or lues.codes[0]
    if code not in lues.codes or (annee and lues.annee != demandee):
        raise DocumentInconnu(ABSENTE)
    return _build(get_cadre(membre.espace), lues.build_commune(code), str(lues.dossier.ctg), lues.annee)


def build_exemple_commune(_famille: Famille) -> Contenu:
    """An example: a village of an invented territory and two actions."""
    creche = PartCommune(
        *("1.1", Cle.POPULATION, "habitants", Decimal(812), Decimal(10_500)),
        {Payeur.PORTEUSE: Decimal("4640.00"), Payeur.CAF: Decimal("11600.00")},
    )
    bus = PartCommune(
        *("2.3", Cle.SAISIE, "heures", Decimal(40), Decimal(120)),
        {Payeur.COMMUNES: Decimal("900.00"), Payeur.CAF: Decimal("300.00")},
    )
    exemple = CommuneLue(
        nom="Saint-Ambroise-des-Prés",
        sommes=sum_parts([creche, bus]),
        habitants=Decimal(812),
        enfants=Decimal(147),
        parts=(
            PartLue(ActionPayee(UUID(int=1), "1.1 Ouvrir dix places de crèche"), creche),
            PartLue(ActionPayee(UUID(int=2), "2.3 Faire rouler un bus pour les jeunes"), bus),
        ),
        source=f"{SOURCE} 2023",
    )
    return _build(CADRE_EXEMPLE, exemple, "CTG 2024-2028", 2026)


def _build(cadre: Cadre, commune: CommuneLue, ctg: str, annee: int) -> Contenu:
    titre = f"{commune.nom}\u00a0: ce que la convention coûte, ce qu’elle apporte"
    return build_texte(
        cadre, titre, "finances/types/commune_convention.html", {"commune": commune, "ctg": ctg, "annee": annee}
    )
