"""What an audit looks at: a training body, and one session of it or none. Each list is read once, when it is asked."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.db.models.fields.json import KT

from convive.espaces.models import Espace
from convive.formation.models import (
    DemiJournee,
    DocumentFormation,
    DossierIntervenant,
    Emargement,
    Inscription,
    Intervenant,
    ObjectifProgramme,
    OrganismeFormation,
    PublicationProgramme,
    SequenceProgramme,
    SessionFormation,
    SousTraitance,
)
from convive.formation.rules.formation import SUIVIES, EtatSession
from convive.formation.rules.qualiopi import DelaisPreuves
from convive.formation.rules.registres import is_ancienne
from convive.formation.selectors.enquetes import EnqueteLue, list_enquetes
from convive.formation.selectors.presence import get_suivie
from convive.formation.selectors.references import Reglages

MINUTES_JOUR = 420


class Portee:
    def __init__(self, espace: Espace, session: SessionFormation | None, today: date) -> None:
        self.espace, self.session, self.today = espace, session, today
        self.reglages = Reglages(espace)

    @cached_property
    def organisme(self) -> OrganismeFormation | None:
        return OrganismeFormation.objects.filter(espace=self.espace).first()

    @cached_property
    def inscriptions(self) -> list[Inscription]:
        """Those that the session counts."""
        suivies = [etat.value for etat in SUIVIES]
        return list(Inscription.objects.filter(session=self.session, etat__in=suivies)) if self.session else []

    @cached_property
    def demi_journees(self) -> list[DemiJournee]:
        rows = DemiJournee.objects.filter(session=self.session).select_related("feuille")
        return list(rows) if self.session else []

    @cached_property
    def emargements(self) -> list[Emargement]:
        rows = Emargement.objects.filter(demi_journee__session=self.session).defer("trace")
        return list(rows.select_related("demi_journee", "inscription", "intervenant")) if self.session else []

    @cached_property
    def documents(self) -> list[DocumentFormation]:
        """The living ones, without what they print but `contact`, `acces` and `programme`, told by a convocation."""
        rows = DocumentFormation.objects.filter(session=self.session, annule_le__isnull=True).defer("contenu")
        dits = {
            "contact": KT("contenu__organisme__contact_handicap"),
            "acces": KT("contenu__acces"),
            "programme": KT("contenu__programme__version"),
        }
        return list(rows.annotate(**dits).order_by("annee", "rang")) if self.session else []

    @cached_property
    def publications(self) -> list[PublicationProgramme]:
        """Those of the programme up to the last day of the session, the last one first."""
        if self.session is None:
            return []
        rows = PublicationProgramme.objects.filter(programme=self.session.programme_id).defer("contenu")
        if self.session.date_fin:
            rows = rows.filter(date__lte=self.session.date_fin)
        return list(rows.order_by("-numero"))

    @cached_property
    def intervenants(self) -> list[Intervenant]:
        return list(Intervenant.objects.filter(session=self.session)) if self.session else []

    @cached_property
    def objectifs(self) -> list[ObjectifProgramme]:
        return list(ObjectifProgramme.objects.filter(programme=self.session.programme_id)) if self.session else []

    @cached_property
    def sequences(self) -> list[SequenceProgramme]:
        return list(SequenceProgramme.objects.filter(programme=self.session.programme_id)) if self.session else []

    @cached_property
    def dossiers(self) -> list[DossierIntervenant]:
        return list(DossierIntervenant.objects.filter(espace=self.espace))

    @cached_property
    def sous_traitances(self) -> list[SousTraitance]:
        """All those of the body; of a session, its own and those that cover its dates."""
        rows = SousTraitance.objects.filter(espace=self.espace)
        if self.session is None:
            return list(rows)
        generales = Q(session__isnull=True)
        if self.session.date_debut and self.session.date_fin:
            debut = Q(date_debut__isnull=True) | Q(date_debut__lte=self.session.date_fin)
            generales &= debut & (Q(date_fin__isnull=True) | Q(date_fin__gte=self.session.date_debut))
        return list(rows.filter(generales | Q(session=self.session)))

    @cached_property
    def jours(self) -> int:
        """How many days it lasts: those of its half-days, or what its programme says."""
        if self.session is None:
            return 0
        dates = len({row.date for row in self.demi_journees})
        return dates or -(-self.session.programme.duree_minutes // MINUTES_JOUR)

    @property
    def is_annulee(self) -> bool:
        return self.session is not None and self.session.etat == EtatSession.ANNULEE

    @cached_property
    def suivies(self) -> dict[UUID, int]:
        """Minutes really attended of each trainee, from what was noted. No query of its own."""
        found: dict[UUID, int] = defaultdict(int)
        for row in self.emargements:
            if row.inscription_id is not None:
                found[row.inscription_id] += get_suivie(row).suivies
        return found

    @cached_property
    def enquetes(self) -> list[EnqueteLue]:
        """What was asked of the people of the session, and how many answered."""
        if self.session is None:
            return []
        return list_enquetes(self.session, self.inscriptions, len(self.intervenants), self.today)

    @cached_property
    def delais(self) -> DelaisPreuves:
        """Those in force on the last day of the session, like its questionnaires."""
        jour = (self.session.date_fin if self.session else None) or self.today
        lus = (self.reglages.get_duree(cle, jour) for cle in ("a_froid_mois", "preuves_apres_jours"))
        return DelaisPreuves(*lus)

    @cached_property
    def depuis(self) -> date:
        """A line of a register that is older proves nothing any more."""
        return self.today - timedelta(days=self.reglages.get_duree("preuve_jours", self.today))

    def is_verifie(self, verifie_le: date | None) -> bool:
        """Whether what was checked that day does not have to be checked again."""
        jours = self.reglages.get_duree("verification_jours", self.today)
        return verifie_le is not None and not is_ancienne(verifie_le, self.today, jours)
