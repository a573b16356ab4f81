"""The door a web server knocks at."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotone.config.settings")

application = get_wsgi_application()

if settings.EMBEDDED_WORKER:
    from ecotone.foundation.jobs import start_embedded_worker  # models exist only now

    start_embedded_worker()
