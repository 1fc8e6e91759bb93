from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "pebblepath.apps.reports"
    label = "reports"
