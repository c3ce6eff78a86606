# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Test cases of a shell script, in TAP: each is a function, named by a sentence, that runs in a
# shell of its own with `set -e`; what it prints is shown when it fails.

# run_cases FUNCTION… ; the name of a case is its function's with spaces for underscores
run_cases()
{
  local case said number=0 failed=0
  printf '1..%d\n' $#
  for case in "$@"; do
    number=$((number + 1))
    # Not inside the condition, where the shell would ignore `set -e`.
    said=$(set -e; "$case" 2>&1)
    if [ $? -eq 0 ]; then
      printf 'ok %d %s\n' $number "${case//_/ }"
    else
      failed=1
      printf 'not ok %d %s\n' $number "${case//_/ }"
      [ -z "$said" ] || sed 's/^/# /' <<<"$said"
    fi
  done
  return $failed
}

# Waits until a command succeeds, at most some seconds: eventually SECONDS COMMAND…
eventually()
{
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.05
  done
}
