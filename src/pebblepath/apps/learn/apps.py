from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "pebblepath.apps.learn"
    label = "learn"
