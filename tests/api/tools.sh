#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tests/api/tools.sh FOLDER
#
# Puts the pinned tools of package-lock.json and the scripts beside this file into FOLDER. Needs the
# network only when the lock changed. A tool that cannot be fetched is a failure.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
folder=$1
mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

cp -u "$here"/*.mjs "$here"/*.yaml "$folder"
if ! cmp -s "$here/package-lock.json" "$folder/installed.json"; then
  cp "$here/package.json" "$here/package-lock.json" "$folder"
  # No package may run anything while it is installed.
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$here/package-lock.json" "$folder/installed.json"
fi
