"""A form of a new post: the browser is not told what is required, the answer says it."""

from typing import Any

from django import forms


class PosteForm(forms.Form):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
