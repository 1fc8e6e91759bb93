"""The tests; a package, so that ``python -m tests.browser.shots`` finds these and not those of a dependency."""
