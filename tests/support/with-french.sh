#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command in French, without a change to the machine's locales: glibc translates nothing
# in the C locale, whatever LANGUAGE says, so a French locale is built once beside the build.
#
# Usage: with-french.sh COMMAND [ARGUMENT…]
# With no command it prints the variables, one a line.
set -euo pipefail

locales=${G_TEST_BUILDDIR:-${TMPDIR:-/tmp}/portail-$(id -u)}/locales

if [ ! -e "$locales/fr_FR.UTF-8/LC_TIME" ]; then
  mkdir -p "$locales"
  fresh=$(mktemp -d "$locales/fresh.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  localedef --no-archive -i fr_FR -f UTF-8 "$fresh/fr_FR.UTF-8"
  # Whoever comes second at the same moment finds the name taken by an equal locale.
  mv -T "$fresh/fr_FR.UTF-8" "$locales/fr_FR.UTF-8" 2>/dev/null \
    || [ -e "$locales/fr_FR.UTF-8/LC_TIME" ]
fi

variables=(LOCPATH="$locales" LC_ALL=fr_FR.UTF-8 LANG=fr_FR.UTF-8 LANGUAGE=fr)
if [ $# -eq 0 ]; then
  printf '%s\n' "${variables[@]}"
  exit 0
fi
rm -rf "${fresh-}"
exec env "${variables[@]}" "$@"
