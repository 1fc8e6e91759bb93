from django.apps import AppConfig


class MyspaceConfig(AppConfig):
    name = "pebblepath.apps.myspace"
    label = "myspace"

    def ready(self) -> None:
        """Add her own screens to the archive of a child's data; reports can't import them, they lie below."""
        from pebblepath.apps.myspace.your_data import photos_of_my_space, tables_of_my_space
        from pebblepath.apps.reports.your_data import more_photos, more_tables

        more_tables.append(tables_of_my_space)
        more_photos.append(photos_of_my_space)
