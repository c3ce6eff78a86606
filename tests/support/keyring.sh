#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Starts an unlocked Secret Service on the session bus, waits until it answers, and prints the
# process id, so that a test can take it away. For a session of gui-session.sh, where it ends
# with the session.
#
# It stays in the foreground of a background job: a keyring that makes itself a daemon outlives
# its bus and hides its process id.
set -euo pipefail

password=${1:-test-password}

# Without G_DEBUG: the warnings of the daemon are not ours, and fatal ones would end it.
printf %s "$password" \
  | env -u G_DEBUG gnome-keyring-daemon --foreground --unlock --components=secrets \
  >/dev/null 2>"$XDG_RUNTIME_DIR/keyring.log" &
daemon=$!

if ! gdbus wait --session --timeout 20 org.freedesktop.secrets; then
  printf 'keyring.sh: the Secret Service did not start:\n' >&2
  cat "$XDG_RUNTIME_DIR/keyring.log" >&2
  kill "$daemon" 2>/dev/null || true
  exit 1
fi
printf '%d\n' "$daemon"
