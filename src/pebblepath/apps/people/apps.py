from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pebblepath.apps.people"
    label = "people"
