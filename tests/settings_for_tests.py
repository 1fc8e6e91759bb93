"""The settings of the product, with what tests need changed: quick passwords, plain files, an own folder."""

import os
import tempfile

os.environ.setdefault("PEBBLEPATH_DATA_DIR", tempfile.mkdtemp(prefix="pebblepath-tests-"))
os.environ.setdefault("PEBBLEPATH_DEMO", "true")
os.environ.setdefault("PEBBLEPATH_HOSTS", "localhost,127.0.0.1,testserver")

from pebblepath.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
LOGGING = {"version": 1, "disable_existing_loggers": False}
