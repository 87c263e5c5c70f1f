#!/bin/sh
# The invented network on this machine: builds the hub and the simulated devices, starts both, shows what happens at the doors, and stops them on Ctrl-C.
# Needs the .NET SDK only. Every SOHOSOLO__ setting of the caller is passed on to the hub; arguments go to the simulation, such as --speed 5 --seed 3 --sites nogaro,auch --faults some.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
hub="$root/src/SohoSolo.Hub/bin/Release/net10.0/sohosolo.dll"
sim="$root/firmware-sim/SohoSolo.FirmwareSim/bin/Release/net10.0/firmware-sim.dll"
log="$root/var/demo-hub.log"
lines="$root/var/demo-hub.$$"

if ! command -v dotnet >/dev/null 2>&1; then
    echo "demo.sh needs the .NET SDK 10: https://dotnet.microsoft.com/download" >&2
    exit 2
fi

echo "Building SohoSolo / Compilation…"
for project in src/SohoSolo.Hub firmware-sim/SohoSolo.FirmwareSim; do
    if ! built=$(dotnet build "$root/$project" --configuration Release --nologo --verbosity quiet 2>&1); then
        printf '%s\n' "$built" >&2
        exit 1
    fi
done

: "${SOHOSOLO__DEMO:=true}"
: "${SOHOSOLO__URL:=http://127.0.0.1:5080}"
: "${SOHOSOLO__DATABASE:=sqlite:$root/var/demo-$SOHOSOLO__DEMO.db}"
: "${SOHOSOLO__MQTT:=embedded:127.0.0.1:1883}"
: "${SOHOSOLO__GATEWAYS:=embedded}"
export SOHOSOLO__DEMO SOHOSOLO__URL SOHOSOLO__DATABASE SOHOSOLO__MQTT SOHOSOLO__GATEWAYS
mkdir -p "$root/var"

# Passkeys refuse an IP address, so what people are told to open is called localhost.
address=$(printf '%s' "$SOHOSOLO__URL" | sed -e 's,//127\.0\.0\.1,//localhost,' -e 's,/$,,')

# Where the devices connect: embedded:HOST:PORT, mqtt://USER:PASSWORD@HOST:PORT or nowhere.
broker=$(printf '%s' "$SOHOSOLO__MQTT" | sed -e 's,^embedded:,,' -e 's,^mqtt://,,' -e 's,.*@,,' -e 's,/.*,,')

# The hub's log goes to its file. What it warns of, and what is no log line, is shown.
watch_hub() {
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        case $line in
            *'"LogLevel":"Warning"'* | *'"LogLevel":"Error"'* | *'"LogLevel":"Critical"'*)
                printf '%s\n' "$line" | sed -n 's/.*"LogLevel":"\([A-Za-z]*\)".*"Message":"\(\([^"\\]\|\\.\)*\)".*/! hub \1: \2/p' ;;
            '{'*) ;;
            *) printf '%s\n' "$line" >&2 ;;
        esac
    done <"$lines"
}

pid=
simulation=
stop() {
    trap - INT TERM HUP EXIT
    for running in $simulation $pid; do
        kill "$running" 2>/dev/null || true
        wait "$running" 2>/dev/null || true
    done
    rm -f "$lines"
}
trap 'stop; exit 0' INT TERM HUP
trap stop EXIT

: >"$log"
mkfifo "$lines"
watch_hub &
dotnet "$hub" >"$lines" 2>&1 &
pid=$!

# Whether the hub answers: asked by curl or wget where there is one; without either, its own first line says it.
ready() {
    if command -v curl >/dev/null 2>&1; then
        curl --silent --fail --max-time 2 --output /dev/null "$SOHOSOLO__URL/health/ready"
    elif command -v wget >/dev/null 2>&1; then
        wget --quiet --timeout=2 --tries=1 --output-document=/dev/null "$SOHOSOLO__URL/health/ready"
    else
        sleep 5
    fi
}

tries=0
until ready; do
    if ! kill -0 "$pid" 2>/dev/null; then
        wait "$pid" && exit 1 || exit $?
    fi
    tries=$((tries + 1))
    if [ "$tries" -ge 120 ]; then
        echo "The hub does not answer at $address; its log is $log." >&2
        exit 1
    fi
    sleep 0.5
done

# The day that the demo's clock says, for it is seldom the world's.
day=$(sed -n 's/.*the clock says \([0-9-]*\)T.*/\1/p' "$log" | tail -n 1)
elsewhere=
[ "$SOHOSOLO__URL" = http://127.0.0.1:5080 ] || elsewhere="$elsewhere --hub $SOHOSOLO__URL"
[ "$broker" = 127.0.0.1:1883 ] || elsewhere="$elsewhere --broker $broker"

cat <<EOF

SohoSolo: $address     (Ctrl-C stops it / Ctrl-C pour arrêter)

Open the address and come in as Anne, as the keeper or as the chamber.
Ouvrez l'adresse et entrez comme Anne, comme l'accueil ou comme la chambre.

For programs, one of these tokens / Pour les programmes, un de ces jetons :
  demo-teleworker    Anne, Nogaro: books for herself / réserve pour elle
  demo-keeper        keeper of Nogaro / accueil de Nogaro
  demo-chamber       the chamber: everything / la chambre : tout
  demo-member-001 … demo-member-400

The tour / La visite, in a second terminal: Anne books a desk, shows her badge, and is checked in.
  curl -H 'Authorization: Bearer demo-teleworker' -H 'Content-Type: application/json' \\
    $address/api/v1/bookings -d '{"site":"nogaro","kind":"desk","day":"$day","part":"morning"}'
  dotnet $sim present --site nogaro --badge 04D0000000A11E$elsewhere
  curl -H 'Authorization: Bearer demo-teleworker' '$address/api/v1/bookings?mine=true'
  curl -H 'Authorization: Bearer demo-keeper' $address/api/v1/telecentres/nogaro/board

EOF

# A PostgreSQL address may hold a password and is not shown.
case $SOHOSOLO__DATABASE in
    sqlite:*) printf 'To begin anew / Pour repartir de zéro : rm -r %s*\n' "${SOHOSOLO__DATABASE#sqlite:}" ;;
esac
printf 'Log of the hub / journal du hub : %s\n\n' "$log"

# The network for load tests has no people in it, and without a broker no device can speak.
if [ "$SOHOSOLO__DEMO" != bench ] && [ "$SOHOSOLO__MQTT" != off ]; then
    dotnet "$sim" run --hub "$SOHOSOLO__URL" --broker "$broker" "$@" &
    simulation=$!
fi

status=0
wait "$pid" || status=$?
exit "$status"
