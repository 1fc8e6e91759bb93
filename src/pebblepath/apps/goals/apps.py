from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "pebblepath.apps.goals"
    label = "goals"
