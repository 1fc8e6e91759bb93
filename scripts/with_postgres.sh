#!/bin/sh
# Run a command with DATABASE_URL pointing at a private PostgreSQL that lives only as long as the command:
# with_postgres.sh make test-postgres. The server runs on loopback, as an unprivileged user, in a temporary folder.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL's server isn't installed. On Debian: apt install postgresql" >&2; exit 1; }
home=$(mktemp -d /tmp/pebblepath-pg.XXXXXX)
port=$("${PYTHON:-python3}" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as=
if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 && owner=postgres || owner=nobody
    chown "$owner" "$home"
    as="setpriv --reuid=$owner --regid=$(id -g "$owner") --clear-groups"
fi
stop() { (cd / && $as "$bin/pg_ctl" -D "$home/db" -m immediate stop >/dev/null 2>&1) || true; rm -rf "$home"; }
trap stop EXIT INT TERM
(
    cd /
    $as "$bin/initdb" -D "$home/db" -U pebblepath -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    $as "$bin/pg_ctl" -D "$home/db" -w -l "$home/log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -k $home -c fsync=off -c full_page_writes=off" start >/dev/null
    $as "$bin/createdb" -h 127.0.0.1 -p "$port" -U pebblepath pebblepath
)
DATABASE_URL="postgres://pebblepath@127.0.0.1:$port/pebblepath" "$@"
