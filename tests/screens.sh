#!/usr/bin/env bash
# Pictures of the pages, for somebody to look at.
#   tests/screens.sh [FOLDER]   every page, in both widths, light and dark, into a folder that git ignores
#   tests/screens.sh --chosen   the eleven of the README, into docs/pictures
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet build tests/SohoSolo.Browser --configuration Release --nologo --verbosity quiet
tests=(dotnet tests/SohoSolo.Browser/bin/Release/net10.0/SohoSolo.Browser.dll -noColor -noLogo -class)
if [ "${1-}" = --chosen ]; then
  SOHOSOLO_PICTURES=take "${tests[@]}" '*PictureTests'
  echo "The pictures are in docs/pictures."
else
  folder=$(mkdir -p "${1:-var/screens}" && cd "${1:-var/screens}" && pwd)
  SOHOSOLO_SCREENS="$folder" "${tests[@]}" '*ScreenTests'
  echo "The pictures are in $folder."
fi
