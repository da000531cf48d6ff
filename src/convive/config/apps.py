from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Only there for the commands that prepare and serve the whole product."""

    name = "convive.config"
    label = "config"
