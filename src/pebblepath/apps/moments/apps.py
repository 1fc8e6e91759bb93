from django.apps import AppConfig


class MomentsConfig(AppConfig):
    name = "pebblepath.apps.moments"
    label = "moments"
