"""How gunicorn runs Pebblepath: `gunicorn -c python:pebblepath.web.gunicorn_conf`."""

import gc

wsgi_app = "pebblepath.web.wsgi"
worker_class = "sync"
loglevel = "warning"
# A worker is renewed now and then, so that no leak of a library can grow.
max_requests = 20_000
max_requests_jitter = 2_000


def post_worker_init(worker: object) -> None:
    """What is loaded by now stays for good: leave it out of every later sweep, which would cost a page 40 ms."""
    gc.collect()
    gc.freeze()
