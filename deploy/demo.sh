#!/bin/sh
# The invented network on this machine: builds the hub, starts it, says how to sign in, and stops it on Ctrl-C.
# Needs the .NET SDK only. Every SOHOSOLO__ setting of the caller is passed on to the hub.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
hub="$root/src/SohoSolo.Hub/bin/Release/net10.0/sohosolo.dll"

if ! command -v dotnet >/dev/null 2>&1; then
    echo "demo.sh needs the .NET SDK 10: https://dotnet.microsoft.com/download" >&2
    exit 2
fi

echo "Building SohoSolo / Compilation…"
if ! log=$(dotnet build "$root/src/SohoSolo.Hub" --configuration Release --nologo --verbosity quiet 2>&1); then
    printf '%s\n' "$log" >&2
    exit 1
fi

: "${SOHOSOLO__DEMO:=true}"
: "${SOHOSOLO__URL:=http://127.0.0.1:5080}"
: "${SOHOSOLO__DATABASE:=sqlite:$root/var/demo-$SOHOSOLO__DEMO.db}"
export SOHOSOLO__DEMO SOHOSOLO__URL SOHOSOLO__DATABASE
mkdir -p "$root/var"

# Passkeys refuse an IP address, so what people are told to open is called localhost.
address=$(printf '%s' "$SOHOSOLO__URL" | sed -e 's,//127\.0\.0\.1,//localhost,' -e 's,/$,,')

dotnet "$hub" &
pid=$!

stop() {
    trap - INT TERM HUP EXIT
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}
trap 'stop; exit 0' INT TERM HUP
trap stop EXIT

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
        echo "The hub does not answer at $address." >&2
        exit 1
    fi
    sleep 0.5
done

cat <<EOF

SohoSolo: $address     (Ctrl-C stops it / Ctrl-C pour arrêter)

Sign in with one of these tokens / Se connecter avec un de ces jetons :
  demo-teleworker    Anne, Nogaro: books for herself / réserve pour elle
  demo-keeper        keeper of Nogaro / accueil de Nogaro
  demo-chamber       the chamber: everything / la chambre : tout
  demo-member-001 … demo-member-400

Try / Essayer :
  curl $address/api/v1/telecentres
  curl -H 'Authorization: Bearer demo-teleworker' $address/api/v1/me/entitlements
  curl -H 'Authorization: Bearer demo-keeper' '$address/api/v1/bookings?site=nogaro'

EOF

# A PostgreSQL address may hold a password and is not shown.
case $SOHOSOLO__DATABASE in
    sqlite:*) printf 'To begin anew, delete / Pour repartir de zéro, supprimer : %s, %s-mqtt\n\n' "${SOHOSOLO__DATABASE#sqlite:}" "${SOHOSOLO__DATABASE#sqlite:}" ;;
esac

status=0
wait "$pid" || status=$?
exit "$status"
