#!/usr/bin/env bash
# Builds everything, runs every test, and prints last, alone on a line: N passed, N failed, N skipped.
#   tests/run.sh           reduced counts, minutes
#   tests/run.sh --full    the counts that the issues name
# Ends with an error on a failure, when nothing ran, or under CI=true when anything was skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=Release   # races show themselves in optimised code
longest=15m             # one project's tests; a hang is a failure, not a long night
passed=0 failed=0 skipped=0
export DOTNET_TieredPGO=0   # most processes here live for seconds: a compiler that watches them for later does not pay

main() {
  read_arguments "$@"
  trap 'echo "$passed passed, $failed failed, $skipped skipped"' EXIT
  find_sdk
  find_postgres
  find_mosquitto
  find_chromium
  find_icalendar
  build
  run_all
  judge
}

read_arguments() {
  case "${1-}" in
    "") ;;
    --full) export SOHOSOLO_TEST_FULL=1; longest=120m ;;
    *) echo "Usage: tests/run.sh [--full]" >&2; exit 2 ;;
  esac
}

find_sdk() {
  if ! command -v dotnet >/dev/null || ! dotnet --version >/dev/null 2>&1; then
    echo "The .NET SDK that global.json names is needed, and it is not here: https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
}

# The database that the network runs on. Tests that need it skip without it at a desk, and fail under CI=true.
find_postgres() {
  if has_postgres; then return; fi
  install_packages PostgreSQL postgresql
  has_postgres || echo "NO POSTGRESQL HERE, AND IT CANNOT BE INSTALLED: half of what is promised is not tested." >&2
}

has_postgres() {
  [ -n "${SOHOSOLO_TEST_POSTGRES-}" ] || command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

# The broker and the clients that ours are tried against, and a second client, in Python. The same holds without them.
# Debian starts the broker as a service on port 1883; the tests start their own on ports of their own.
find_mosquitto() {
  if has_mosquitto; then return; fi
  install_packages "Mosquitto, its clients and Paho" mosquitto mosquitto-clients python3-paho-mqtt
  has_mosquitto || echo "NO MOSQUITTO OR PAHO HERE, AND THEY CANNOT BE INSTALLED: no MQTT peer but our own is tested." >&2
}

has_mosquitto() {
  local program
  for program in mosquitto mosquitto_passwd mosquitto_pub mosquitto_sub mosquitto_rr; do
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$program" >/dev/null || return 1
  done
  /usr/bin/python3 -c 'import paho.mqtt.client' 2>/dev/null
}

# The browser that the pages are tried in.
find_chromium() {
  if has_chromium; then return; fi
  install_packages Chromium chromium
  has_chromium || echo "NO CHROMIUM HERE, AND IT CANNOT BE INSTALLED: no page is tried in a browser." >&2
}

has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

# A reader of calendar files that is not ours.
find_icalendar() {
  if has_icalendar; then return; fi
  install_packages "a reader of calendars" python3-icalendar
  has_icalendar || echo "NO PYTHON3-ICALENDAR HERE, AND IT CANNOT BE INSTALLED: nobody but ourselves reads our calendars." >&2
}

has_icalendar() { /usr/bin/python3 -c 'import icalendar, pytz' 2>/dev/null; }

# install_packages NAME PACKAGE...: from the system's packages, when we may. The caller looks whether it worked.
install_packages() {
  local name=$1
  shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $name …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || true
  fi
}

build() {
  if ! dotnet build SohoSolo.sln --configuration "$configuration" --nologo --verbosity quiet -warnaserror; then
    echo "It does not build, so nothing was tested." >&2
    exit 1
  fi
}

# Two projects at a time: those that watch processes being killed and started wait more than they work. The longest begin, so that
# the short ones fill what is left at the end.
run_all() {
  local projects name folder
  folder=$(mktemp -d)
  mapfile -t projects < <(grep -l '"xunit.v3"' tests/*/*.csproj | awk '{
    place = match($0, /EndToEnd/) ? 1 : match($0, /Hub\.Tests/) ? 2 : match($0, /Browser/) ? 3 : match($0, /Storage/) ? 4 : match($0, /Months/) ? 5 : 6
    print place "\t" $0
  }' | sort | cut -f 2)
  for project in "${projects[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || true; done
    name=$(basename "$project" .csproj)
    run "$name" "$folder/$name" &
  done
  wait
  for project in "${projects[@]}"; do
    name=$(basename "$project" .csproj)
    add "$name" "$folder/$name"
  done
  rm -rf "$folder"
}

# Runs one project's tests and shows what they say when they have ended; FILE.code is how they ended.
run() {
  local name=$1 file=$2 code=0
  timeout --kill-after=10s "$longest" dotnet "tests/$name/bin/$configuration/net10.0/$name.dll" -noColor -noLogo >"$file" 2>&1 || code=$?
  echo "$code" >"$file.code"
  echo "── $name"$'\n'"$(cat "$file")"
}

# Adds one project's totals. A run that ends without a summary has crashed: that is a failure too.
add() {
  local name=$1 summary code all errors bad passing_over
  summary=$(grep -E '^ +[A-Za-z.]+ +Total: [0-9]+' "$2" | tail -n 1 || true)
  code=$(cat "$2.code")
  if [ -z "$summary" ]; then
    echo "$name ended with $code and without a summary." >&2
    failed=$((failed + 1))
    return
  fi

  all=$(figure Total "$summary") errors=$(figure Errors "$summary") bad=$(figure Failed "$summary") passing_over=$(figure Skipped "$summary")
  if [ "$code" != 0 ] && [ $((errors + bad)) = 0 ]; then errors=1; fi
  passed=$((passed + all - bad - passing_over))
  failed=$((failed + bad + errors))
  skipped=$((skipped + passing_over))
}

# What is not in a summary is none: a project without tests only says "Total: 0".
figure() { grep -oE "$1: [0-9]+" <<<"$2" | grep -oE '[0-9]+' || echo 0; }

judge() {
  if [ "$failed" != 0 ]; then exit 1; fi
  if [ "$passed" = 0 ]; then echo "No test ran." >&2; exit 1; fi
  if [ "${CI-}" = true ] && [ "$skipped" != 0 ]; then echo "Under CI=true a skipped test is a failure." >&2; exit 1; fi
}

main "$@"
