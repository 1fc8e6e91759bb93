"""The shell around the apps: settings, urls, base templates, static files."""
