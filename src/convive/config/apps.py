from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Only there for the commands that prepare and serve the whole product, and for what they fill espaces with."""

    name = "convive.config"
    label = "config"

    def ready(self) -> None:
        from convive.config.demo.territoires import record_fournis

        record_fournis()
