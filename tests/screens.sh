#!/usr/bin/env bash
# Pictures of every page, in both widths, light and dark, into a folder that git ignores: tests/screens.sh [FOLDER]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$(mkdir -p "${1:-var/screens}" && cd "${1:-var/screens}" && pwd)
dotnet build tests/SohoSolo.Browser --configuration Release --nologo --verbosity quiet
SOHOSOLO_SCREENS="$folder" dotnet tests/SohoSolo.Browser/bin/Release/net10.0/SohoSolo.Browser.dll -noColor -noLogo -class '*ScreenTests'
echo "The pictures are in $folder."
