"""An atelier as one stagiaire sees it. What she must not see is not returned, so no template can leak it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from convive.formation.models import Atelier, Inscription, PlaceAtelier, ReponseAtelier
from convive.formation.rules.ateliers import OBSERVATEUR, DocumentDonne, EtatAtelier, Role, fit_temps
from convive.formation.rules.chrono import Minuteur, is_fait_connu, read_minuteur
from convive.formation.rules.feuille import Portee
from convive.formation.selectors.ateliers import FEUILLE_VIDE, BlocLu, build_blocs, get_noms_roles
from convive.formation.selectors.feuilles import ContenuAtelier, read_contenu_atelier
from convive.prise_poste.rules.case import CaseLue


@dataclass(frozen=True, slots=True)
class Voisin:
    """Another person of the group; `nom_role` is her role, which everyone knows."""

    nom: str
    nom_role: str
    is_soi: bool


@dataclass(frozen=True, slots=True)
class AtelierLu:
    """`carte` is only her own. `fait` is empty until its minute; `attendus` and `piege` until the debrief."""

    atelier: Atelier
    etat: EtatAtelier
    titre: str
    sorte: str
    situation: tuple[str, ...]
    tache: str
    territoire: str
    documents: tuple[DocumentDonne, ...]
    minuteur: Minuteur
    groupe: str
    voisins: tuple[Voisin, ...]
    carte: Role | None
    is_observateur: bool
    fait: str
    attendus: tuple[str, ...]
    piege: str
    blocs_groupe: tuple[BlocLu, ...]
    blocs_personne: tuple[BlocLu, ...]
    marque: str
    """A fingerprint that changes whenever the group writes something."""

    @property
    def vue(self) -> str:
        """A fingerprint of what the whole page depends on, apart from texts: when it changes, the page is reloaded."""
        return f"{self.etat}.{self.groupe}.{self.carte.cle if self.carte else self.is_observateur}"

    @property
    def cases_groupe(self) -> tuple[CaseLue, ...]:
        return tuple(case for bloc in self.blocs_groupe for case in bloc.cases)

    def get_case(self, champ: str) -> CaseLue | None:
        """A box of this page, by name."""
        cases = (case for bloc in (*self.blocs_groupe, *self.blocs_personne) for case in bloc.cases)
        return next((lue for lue in cases if lue.case.champ == champ), None)

    @property
    def peut_ecrire(self) -> bool:
        return self.etat in (EtatAtelier.OUVERT, EtatAtelier.RETOUR)


def list_ateliers_ouverts(inscription: Inscription) -> QuerySet[Atelier]:
    """The ateliers that were opened, including closed ones, where she can read what she wrote."""
    return Atelier.objects.filter(session=inscription.session_id, ouvert_le__isnull=False)


def get_atelier_ouvert(inscription: Inscription, uuid: UUID) -> Atelier | None:
    atelier = list_ateliers_ouverts(inscription).filter(pk=uuid).first()
    if atelier is not None:
        atelier.session, atelier.espace = inscription.session, inscription.espace
    return atelier


def read_atelier(inscription: Inscription, atelier: Atelier, now: datetime) -> AtelierLu:
    contenu = read_contenu_atelier(atelier)
    feuille = contenu.feuille if contenu else FEUILLE_VIDE
    place = atelier.places.select_related("groupe").filter(inscription=inscription).first()
    reponses = _list_reponses(inscription, atelier, place)
    is_retour = atelier.retour_le is not None
    groupe = {row.champ: row for row in reponses if row.groupe_id}
    siennes = {row.champ: row for row in reponses if not row.groupe_id}
    fait = contenu.fait if contenu else None
    cas = contenu.cas if contenu else None
    return AtelierLu(
        atelier=atelier,
        etat=atelier.etat,
        titre=atelier.titre,
        sorte=atelier.sorte,
        situation=_get_situation(contenu),
        tache=contenu.jeu.tache if contenu and contenu.jeu else "",
        territoire=cas.territoire if cas else "",
        documents=_get_documents(contenu, place),
        minuteur=read_minuteur(atelier.chrono, fit_temps(feuille.temps, atelier.minutes), now),
        groupe=place.groupe.nom if place else "",
        voisins=_list_voisins(inscription, place, contenu),
        carte=_get_carte(contenu, place),
        is_observateur=bool(place and place.role == OBSERVATEUR),
        fait=fait.texte if fait and is_fait_connu(fait, atelier.chrono, now) else "",
        attendus=_get_attendus(contenu) if is_retour else (),
        piege=cas.piege if cas and is_retour else "",
        blocs_groupe=build_blocs(feuille, Portee.GROUPE, groupe, is_retour=is_retour) if place else (),
        blocs_personne=build_blocs(feuille, Portee.PERSONNE, siennes, is_retour=is_retour),
        marque=".".join(str(row.version) for row in sorted(groupe.values(), key=lambda row: row.champ)),
    )


def _list_reponses(inscription: Inscription, atelier: Atelier, place: PlaceAtelier | None) -> list[ReponseAtelier]:
    """Her own answers, and those of her group."""
    rows = ReponseAtelier.objects.filter(atelier=atelier).select_related("ecrit_par")
    siennes = rows.filter(inscription=inscription)
    return [*siennes, *rows.filter(groupe=place.groupe_id)] if place else list(siennes)


def _get_situation(contenu: ContenuAtelier | None) -> tuple[str, ...]:
    if contenu and contenu.jeu:
        return (contenu.jeu.situation,)
    return contenu.cas.situation if contenu and contenu.cas else ()


def _get_documents(contenu: ContenuAtelier | None, place: PlaceAtelier | None) -> tuple[DocumentDonne, ...]:
    """The documents of a case, or those of a play that her role reads."""
    if contenu and contenu.jeu:
        return contenu.jeu.list_documents(place.role if place else "")
    return contenu.cas.documents if contenu and contenu.cas else ()


def _get_attendus(contenu: ContenuAtelier | None) -> tuple[str, ...]:
    if contenu is None:
        return ()
    return contenu.cas.attendus if contenu.cas else contenu.jeu.observer if contenu.jeu else ()


def _get_carte(contenu: ContenuAtelier | None, place: PlaceAtelier | None) -> Role | None:
    if contenu is None or contenu.jeu is None or place is None:
        return None
    return next((role for role in contenu.jeu.roles if role.cle == place.role), None)


def _list_voisins(
    inscription: Inscription, place: PlaceAtelier | None, contenu: ContenuAtelier | None
) -> tuple[Voisin, ...]:
    if place is None:
        return ()
    noms = get_noms_roles(contenu)
    rows = PlaceAtelier.objects.filter(groupe=place.groupe_id).select_related("inscription")
    return tuple(
        Voisin(row.inscription.nom, noms.get(row.role, ""), row.inscription_id == inscription.pk)
        for row in rows.order_by("inscription__nom", "pk")
    )
