"""Entry point of the application server."""

import os

from django.core.wsgi import get_wsgi_application

from convive.socle.processus import watch_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
if os.environ.get("CONVIVE_SERVI_PAR"):
    watch_parent()
application = get_wsgi_application()
