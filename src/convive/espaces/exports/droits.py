"""What this package writes in files: the rights of the whole project, for docs/regles/droits.md."""

from convive.espaces.selectors.droits import list_droits, list_roles_en_mots

ENTETE = """# Qui voit quoi

Ce fichier est écrit par `./run convive droits_export`, d’après les droits que chaque paquet déclare dans son `permissions.py` : il ne se corrige pas à la main. La page « Qui voit quoi » de chaque espace dit la même chose, avec les personnes qui ont chaque rôle.

Un accès peut être limité à des thématiques et à des communes : on ne voit et on ne modifie alors que ce qui les concerne, et ce qui ne concerne ni thématique ni commune. Le diagnostic partagé fait exception\u00a0: c’est un document commun, que l’on lit toujours en entier. Les droits marqués « Accès sans limite » ne sont pas donnés avec un accès limité.

Une personne qui n’est pas membre ne voit rien de ce qui est écrit dans un espace ; son nom et les communes de son périmètre sont publics.
"""  # noqa: E501 - a paragraph of the file is one line


def build_droits_markdown() -> str:
    """The rights of every package: a paragraph for each role, then a table for each domain."""
    parts = [ENTETE, "## Rôle par rôle\n"]
    for role in list_roles_en_mots():
        phrases = role.phrases
        parts.append(f"### {role.libelle}\n")
        parts.append(f"- **Voit** : {phrases.voit}.")
        parts.append(f"- **Peut** : {phrases.peut or 'rien d’autre'}.")
        parts.append(f"- **Ne voit pas** : {phrases.ne_voit_pas or 'rien n’est caché à ce rôle'}.\n")
    parts.append("## Droit par droit\n")
    for domaine, lignes in list_droits().items():
        parts.append(f"### {domaine.capitalize()}\n\n| Sur quoi | Action | Qui | Précision |\n|---|---|---|---|")
        for ligne in lignes:
            precision = " ".join(
                filter(None, (ligne.precision, "Accès sans limite." if ligne.is_place_entiere else ""))
            )
            parts.append(f"| {ligne.objet} | {ligne.geste} | {', '.join(ligne.roles)} | {precision} |")
        parts.append("")
    return "\n".join(parts)
