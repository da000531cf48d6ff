"""A case study drawn from a real territory: its contents, and its key, computed from its figures and its plan.

The texts still carry real names here: `exports.cas_territoire` hides them. Pure Python.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from convive.formation.rules.masquage import NomReel
from convive.plan_action.rules.retard import explain_retard, is_en_retard
from convive.plan_action.rules.statuts import ACTIFS, OUVERTS, Statut
from convive.socle.formats import date_longue, nombre_accorde

PREFIXE = "territoire_"
"""What begins the key of such a case, which is in no file."""
MAX_ACTIONS, MAX_ECARTS, MAX_CITEES = 60, 8, 12
AUCUN_ECART = "Aucun écart ne ressort ici\u00a0: c’est une réponse. Un écart n’est pas un besoin, son absence non plus."


@dataclass(frozen=True, slots=True)
class ChiffreCas:
    """A figure with its unit, its year and its source; `is_muet`: secret, missing… a word stands for the value."""

    thematique: str
    libelle: str
    valeur: str
    annee: str
    source: str
    comparaison: str
    is_muet: bool


@dataclass(frozen=True, slots=True)
class ActionCas:
    code: str
    titre: str
    statut: str
    porteur: str
    pilotes: int
    indicateurs: int
    date_fin: date | None
    prochaine: date | None
    retard_le: date | None
    calendrier: str
    recurrence: str
    thematiques: tuple[str, ...]

    @property
    def is_datee(self) -> bool:
        return bool(self.date_fin or self.recurrence or self.calendrier)

    @property
    def echeance(self) -> str:
        return date_longue(self.date_fin) if self.date_fin else self.calendrier or self.recurrence or "aucune"


@dataclass(frozen=True, slots=True)
class EnjeuCas:
    libelle: str
    decision: str
    thematiques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceCas:
    """What is known of a territory, with its real names. `ecarts`: the sentences of the gaps that stand out, the
    strongest first. `constats` are the thématiques of the shared constats. `has_plan`: a plan was read, even empty."""

    nom: str
    resume: str
    chiffres: tuple[ChiffreCas, ...]
    ecarts: tuple[str, ...]
    actions: tuple[ActionCas, ...] = ()
    enjeux: tuple[EnjeuCas, ...] = ()
    constats: tuple[str, ...] = ()
    has_plan: bool = False
    is_fictif: bool = False
    noms: tuple[NomReel, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class CleCas:
    """What the trainer checks. Each list of actions holds what the plan says, not what is missing on the ground."""

    sans_pilote: tuple[ActionCas, ...]
    sans_indicateur: tuple[ActionCas, ...]
    sans_date: tuple[ActionCas, ...]
    en_retard: tuple[tuple[ActionCas, str], ...]
    sans_action: tuple[str, ...]
    sans_diagnostic: tuple[str, ...]


def compute_cle(source: SourceCas, today: date) -> CleCas:
    ouvertes = [row for row in source.actions if row.statut in OUVERTS]
    diagnostic = {*source.constats, *(nom for row in source.enjeux for nom in row.thematiques)}
    plan = {nom for row in ouvertes for nom in row.thematiques}
    return CleCas(
        tuple(row for row in source.actions if row.statut in ACTIFS and not row.pilotes),
        tuple(row for row in ouvertes if not row.indicateurs),
        tuple(row for row in ouvertes if not row.is_datee),
        tuple(
            (row, explain_retard(row.date_fin, row.prochaine, today))
            for row in source.actions
            if is_en_retard(row.statut, row.retard_le, today)
        ),
        tuple(sorted(diagnostic - plan)) if source.has_plan else (),
        tuple(sorted(plan - diagnostic)),
    )


def build_contenu(source: SourceCas, cle: str, numero: int, today: date) -> dict[str, Any]:
    """The contents of the case, as those of the files; the year and the source stay beside each figure."""
    muets = sum(chiffre.is_muet for chiffre in source.chiffres)
    consignes = _write_consignes(source)
    return {
        "cle": cle,
        "numero": numero,
        "titre": f"Un vrai territoire\u00a0: {source.nom}",
        "territoire": f"{source.nom}, un territoire {'fictif' if source.is_fictif else 'réel'} sous des noms inventés",
        "sequence": "",
        "duree_minutes": sum(row["minutes"] for row in consignes),
        "situation": "\n\n".join(_write_situation(source, today)),
        "consignes": consignes,
        "piege": _write_piege(muets),
        "attendus": [
            "Chaque chiffre est cité avec son année et sa source\u00a0; un chiffre secret ou absent reste un mot.",
            "Un écart est une question à poser aux acteurs, pas une conclusion.",
            *(
                ["Chaque décision proposée nomme qui décide et pour quand."]
                if source.has_plan
                else ["Chaque question posée a un destinataire."]
            ),
        ],
        "debat": [
            "Qu’est-ce que les chiffres disent sans les acteurs\u00a0? Qu’est-ce qu’ils ne diront jamais\u00a0?",
            "Qu’avez-vous cru reconnaître de votre propre territoire\u00a0?",
            "Que ferez-vous lundi de ce que vous venez de voir\u00a0?",
        ],
        "documents": _write_documents(source),
        "corrige": _write_corrige(source, compute_cle(source, today)),
        "court": None,
    }


def _write_situation(source: SourceCas, today: date) -> list[str]:
    paragraphes = [source.resume]
    if source.has_plan:
        retards = sum(is_en_retard(row.statut, row.retard_le, today) for row in source.actions)
        suite = f", dont {retards} en retard" if retards else ""
        nombre = nombre_accorde(len(source.actions), "action")
        paragraphes.append(f"Le plan compte {nombre}{suite}. Il est donné tel qu’il est écrit aujourd’hui.")
    debut = "sont inventés, comme le territoire" if source.is_fictif else "sont vrais, avec leur année et leur source"
    paragraphes.append(
        f"Les chiffres {debut}. Les noms de communes, d’organisations et de "
        "personnes sont inventés\u00a0: ne cherchez pas de quel territoire il s’agit."
    )
    return paragraphes


def _write_consignes(source: SourceCas) -> list[dict[str, Any]]:
    textes = [(20, "Lisez les chiffres. Notez les trois écarts qui comptent le plus, avec leur année et leur source.")]
    if source.has_plan:
        textes += [
            (
                25,
                "Lisez le plan\u00a0: quelles actions ne peuvent pas avancer telles qu’elles sont écrites\u00a0?",
            ),
            (
                20,
                "Diagnostic et plan\u00a0: quel thème est sans action, quelle action est sans raison\u00a0?",
            ),
            (25, "Écrivez trois décisions pour le comité de pilotage\u00a0: libellé, responsable, échéance."),
        ]
    else:
        textes += [
            (20, "Écrivez cinq questions que ces chiffres ne tranchent pas, et à qui vous les poseriez."),
            (20, "Proposez trois enjeux. Pour chacun\u00a0: une preuve que vous avez, une preuve qui manque."),
        ]
    return [{"numero": rang, "minutes": minutes, "texte": texte} for rang, (minutes, texte) in enumerate(textes, 1)]


def _write_piege(muets: int) -> str:
    if not muets:
        return "Un écart avec le département n’est pas un besoin\u00a0: il dit où poser la question."
    debut = "Un chiffre est secret ou absent" if muets == 1 else f"{muets} chiffres sont secrets ou absents"
    return f"{debut}\u00a0: ce ne sont pas des zéros. On ne les retrouve pas par soustraction."


def _write_documents(source: SourceCas) -> list[dict[str, Any]]:
    documents = [
        {
            "cle": "chiffres",
            "titre": "Les chiffres du portrait",
            "type": "tableau",
            "note": "«\u00a0secret\u00a0» ou «\u00a0non disponible\u00a0» n’est pas zéro.",
            "colonnes": ["Indicateur", "Valeur", "Année", "Ailleurs", "Source"],
            "lignes": [[row.libelle, row.valeur, row.annee, row.comparaison, row.source] for row in source.chiffres],
        }
    ]
    if source.actions:
        reste = len(source.actions) - MAX_ACTIONS
        documents.append(
            {
                "cle": "actions",
                "titre": "Les actions du plan",
                "type": "tableau",
                "note": f"Les {MAX_ACTIONS} premières\u00a0; {reste} autres sont dans le plan." if reste > 0 else "",
                "colonnes": ["N°", "Action", "Où elle en est", "Qui la porte", "Pilote", "Échéance", "Indicateurs"],
                "lignes": [_write_action(rang, row) for rang, row in enumerate(source.actions[:MAX_ACTIONS], 1)],
            }
        )
    if source.enjeux:
        documents.append(
            {
                "cle": "enjeux",
                "titre": "Les enjeux du diagnostic",
                "type": "tableau",
                "note": "",
                "colonnes": ["Enjeu", "Thématiques", "Décision"],
                "lignes": [[row.libelle, ", ".join(row.thematiques), row.decision] for row in source.enjeux],
            }
        )
    return documents


def _write_action(rang: int, row: ActionCas) -> list[str]:
    return [
        row.code or f"{rang}",
        row.titre + (f" ({', '.join(row.thematiques)})" if row.thematiques else ""),
        Statut(row.statut).libelle,
        row.porteur or "non précisé",
        nombre_accorde(row.pilotes, "personne") if row.pilotes else "aucun",
        row.echeance,
        f"{row.indicateurs}" if row.indicateurs else "aucun",
    ]


def _write_corrige(source: SourceCas, cle: CleCas) -> list[dict[str, str]]:
    lignes = [("Quels écarts ressortent\u00a0?", " ".join(source.ecarts[:MAX_ECARTS]) or AUCUN_ECART)]
    if source.has_plan:
        retards = [f"{_name(row)}\u00a0: {pourquoi}" for row, pourquoi in cle.en_retard]
        lignes += [
            ("Quelles actions actives n’ont pas de pilote\u00a0?", _cite(map(_name, cle.sans_pilote))),
            ("Quelles actions n’ont pas d’indicateur\u00a0?", _cite(map(_name, cle.sans_indicateur))),
            ("Quelles actions n’ont pas d’échéance\u00a0?", _cite(map(_name, cle.sans_date))),
            ("Quelles actions sont en retard\u00a0?", _cite(retards)),
            ("Quelles thématiques du diagnostic n’ont pas d’action ouverte\u00a0?", _cite(cle.sans_action)),
            ("Quelles thématiques du plan ne sont pas dans le diagnostic\u00a0?", _cite(cle.sans_diagnostic)),
        ]
    muets = [f"{row.libelle}\u00a0: {row.valeur}" for row in source.chiffres if row.is_muet]
    lignes.append(("Que ne sait-on pas\u00a0?", _cite(muets)))
    return [{"question": question, "reponse": reponse} for question, reponse in lignes]


def _name(row: ActionCas) -> str:
    return f"{row.code} {row.titre}".strip()


def _cite(noms: Iterable[str]) -> str:
    rows: Sequence[str] = list(noms)
    if not rows:
        return "Aucune, d’après ce qui est écrit."
    suite = f"\u202f; et {len(rows) - MAX_CITEES} de plus" if len(rows) > MAX_CITEES else ""
    return "\u202f; ".join(rows[:MAX_CITEES]) + suite + "."


def mask_contenu(contenu: Any, apply: Any) -> Any:
    """The same contents, each of its texts passed through `apply`; keys and types are left."""
    if isinstance(contenu, str):
        return apply(contenu)
    if isinstance(contenu, list):
        return [mask_contenu(row, apply) for row in contenu]
    if isinstance(contenu, dict):
        return {cle: row if cle in ("cle", "type") else mask_contenu(row, apply) for cle, row in contenu.items()}
    return contenu
