"""What people do in Pebblepath, one Django app for each thing."""
