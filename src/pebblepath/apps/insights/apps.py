from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "pebblepath.apps.insights"
    label = "insights"
