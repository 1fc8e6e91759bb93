from django.apps import AppConfig


class MyspaceConfig(AppConfig):
    name = "pebblepath.apps.myspace"
    label = "myspace"
