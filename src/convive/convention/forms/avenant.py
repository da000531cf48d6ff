"""The form of an avenant: it asks what its nature needs, and no more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.convention.actions.avenant import ContenuAvenant
from convive.convention.actions.signataire import SaisieSignataire
from convive.convention.models import Avenant, Ctg, NatureAvenant, Signataire
from convive.convention.rules.avenants import MAX_OBJET, MAX_TEXTE, Nature, SaisieAvenant
from convive.espaces.forms.fiche import FicheForm
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte

AVEC_COMMUNES = (Nature.ADHESION, Nature.RETRAIT)
OBJETS = {
    Nature.ADHESION: "Adhésion d’un nouveau signataire",
    Nature.RETRAIT: "Retrait d’un signataire",
    Nature.PROROGATION: "Prorogation de la convention",
    Nature.MODIFICATION_PLAN: "Modification du plan d’actions",
    Nature.MODIFICATION_GOUVERNANCE: "Modification du pilotage de la convention",
    Nature.MODIFICATION_ANNEXE_2: "Mise à jour de la liste des équipements et services soutenus",
}


def parse_nature(texte: str) -> Nature | None:
    return Nature(texte) if texte in NatureAvenant.values else None


def _zone(label: str, help_text: str = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MAX_TEXTE,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AvenantForm(FicheForm):
    numero = forms.IntegerField(label="Numéro", min_value=1, max_value=999)
    objet = forms.CharField(label="Objet", max_length=MAX_OBJET)
    date_effet = JourField(label="Prend effet le")
    date_signature = JourField(
        label="Signé le", help_text="Vide tant que tous ne l’ont pas signé : c’est alors un projet, qui ne change rien."
    )
    nouvelle_fin = JourField(label="Nouveau dernier jour de la convention")
    sortant = forms.ChoiceField(label="Signataire qui quitte la convention")
    communes = forms.MultipleChoiceField(
        label="Communes après l’avenant",
        error_messages={"required": "Il reste au moins une commune dans la convention."},
    )
    texte_avant = _zone("Passage de la convention tel qu’il était", "Facultatif : recopiez le passage qui change.")
    texte_apres = _zone("Le même passage, tel qu’il devient", "Convive montrera ce qui change, mot à mot.")
    texte = _zone("Texte de l’avenant, ou ce qu’il faut en savoir", rows=8)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        ctg: Ctg,
        nature: Nature,
        signataires: Sequence[Signataire],
        communes: Sequence[tuple[str, str]],
        numero: int = 1,
        avenant: Avenant | None = None,
    ) -> None:
        self._toutes = frozenset(code for code, _ in communes)
        self._actuelles = frozenset(ctg.communes) or self._toutes
        self.nature = nature
        initial = {"numero": numero, "objet": OBJETS[nature], "communes": sorted(self._actuelles)}
        if avenant is not None:
            initial = self._read(avenant)
        super().__init__(data, fiche=avenant, initial=initial, use_required_attribute=False)
        self.fields["date_effet"].required = True
        self._signataires = {str(s.pk): s for s in signataires}
        choix = [("", "Choisissez"), *((pk, str(s.organisation)) for pk, s in self._signataires.items())]
        get_champ_choix(self, "sortant").choices = choix
        known = dict(communes)
        proposees = [*communes, *((code, code) for code in sorted(self._actuelles - known.keys()))]
        get_champ_choix(self, "communes").choices = proposees
        for champ, natures in (
            ("nouvelle_fin", (Nature.PROROGATION,)),
            ("sortant", (Nature.RETRAIT,)),
            ("communes", AVEC_COMMUNES),
        ):
            if nature not in natures:
                del self.fields[champ]

    def _read(self, avenant: Avenant) -> dict[str, Any]:
        lus = avenant.lus
        sortant = next(iter(avenant.sortants.all()), None)
        return {
            "version": avenant.version,
            "numero": avenant.numero,
            "objet": avenant.objet,
            "date_effet": avenant.date_effet,
            "date_signature": avenant.date_signature,
            "nouvelle_fin": lus.date_fin,
            "sortant": str(sortant.pk) if sortant else "",
            "communes": sorted(self._actuelles if lus.communes is None else lus.communes),
            "texte_avant": lus.texte_avant,
            "texte_apres": lus.texte_apres,
            "texte": avenant.texte,
        }

    def clean_objet(self) -> str:
        return clean_ligne(str(self.cleaned_data["objet"]))

    def get_contenu(self, entrant: SaisieSignataire | None = None) -> ContenuAvenant:
        valeurs = self.cleaned_data
        communes = frozenset(valeurs["communes"]) if "communes" in valeurs else self._actuelles
        return ContenuAvenant(
            saisie=SaisieAvenant(
                self.nature, valeurs["date_effet"], valeurs["date_signature"], valeurs.get("nouvelle_fin")
            ),
            objet=valeurs["objet"],
            numero=valeurs["numero"],
            texte=clean_texte(valeurs["texte"]),
            texte_avant=clean_texte(valeurs["texte_avant"]),
            texte_apres=clean_texte(valeurs["texte_apres"]),
            communes=None if communes == self._actuelles else communes,
            entrant=entrant,
            sortant=self._signataires.get(valeurs.get("sortant", "")),
        )
