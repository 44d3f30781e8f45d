"""For one's own machine: `make run`. Serves only on the loopback address."""

from config.settings.base import *  # noqa: F403  settings modules are the one place for star imports
from config.settings.environment import flag, names, text

DEBUG = flag("DEBUG", default=False)
# Known to everybody, so good for nothing but demonstration on one machine; production refuses it.
SECRET_KEY = text("SECRET_KEY", "demonstration-only-" + "0123456789" * 4)
ALLOWED_HOSTS = names("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
