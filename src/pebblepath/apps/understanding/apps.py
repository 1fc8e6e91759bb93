from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    name = "pebblepath.apps.understanding"
    label = "understanding"
