"""What Django's types do not tell of a form."""

from django import forms


def get_champ_choix(form: forms.BaseForm, nom: str) -> forms.ChoiceField:
    """The field of choices `nom` of a form, to read or set its choices. Raise TypeError for a field of another kind."""
    champ = form.fields[nom]
    if not isinstance(champ, forms.ChoiceField):
        raise TypeError(f"« {nom} » n’est pas un champ de choix.")
    return champ
