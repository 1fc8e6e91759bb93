from django.apps import AppConfig


class PlayConfig(AppConfig):
    name = "pebblepath.apps.play"
    label = "play"
