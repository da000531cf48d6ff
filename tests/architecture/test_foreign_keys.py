"""Foreign keys point downwards like imports. Import-linter does not see those given as strings, so models are
checked."""

from django.apps import apps
from django.conf import settings

from tests.architecture.maison import ORDRE, get_package


def test_foreign_keys_point_to_the_same_package_or_a_lower_one():
    wrong = []
    for model in apps.get_models():
        package = get_package(model.__module__)
        if package is None:
            continue
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or field.related_model is None:
                continue
            if field.related_model._meta.label == getattr(settings, "AUTH_USER_MODEL", None):
                continue
            target = get_package(field.related_model.__module__)
            if target is not None and target != package and ORDRE[target] >= ORDRE[package]:
                wrong.append(f"{model.__name__}.{field.name} -> {target}")
    assert wrong == []
