# Starts a PostgreSQL of the tests' own: start_postgres FOLDER sets TARABA_TEST_POSTGRES, stop_postgres ends it.
# Its server does not run as root, so root hands the folder to the user postgres. The tests kill processes, never the machine, so
# nothing is lost without fsync; with it a slow disk has held single transactions for longer than the program waits when it stops.

postgres_bin=/usr/lib/postgresql/15/bin

as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
  postgres_folder="$1"
  mkdir -p "$postgres_folder"
  [ "$(id -u)" = 0 ] && chown postgres "$postgres_folder"
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  (cd / && as_postgres $postgres_bin/initdb -D "$postgres_folder/data" -U taraba -A trust -E UTF8 --locale=C.UTF-8 >/dev/null) || return 1
  (cd / && as_postgres $postgres_bin/pg_ctl -D "$postgres_folder/data" -w -l "$postgres_folder/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c fsync=off" start >/dev/null) || return 1
  export TARABA_TEST_POSTGRES="postgres://taraba@127.0.0.1:$port/postgres"
}

stop_postgres() {
  (cd / && as_postgres $postgres_bin/pg_ctl -D "$postgres_folder/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$postgres_folder"
}
