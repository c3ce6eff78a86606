#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What gui-session.sh promises to the tests that run inside it.
set -u

here=$(dirname "$(readlink -f "$0")")
. "$here/tap.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
session=$here/gui-session.sh

a_command_gets_a_display_a_bus_and_a_home_of_its_own()
{
  "$session" bash -ec '
    [ "$HOME" != "$1" ] && [ -d "$HOME" ] && [ -d "$XDG_RUNTIME_DIR" ]
    xdotool getdisplaygeometry
    gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.GetId
  ' session "$HOME"
}

two_sessions_run_side_by_side()
{
  local first second
  "$session" bash -c 'echo $DISPLAY' >"$work/first" & first=$!
  "$session" bash -c 'echo $DISPLAY' >"$work/second" & second=$!
  wait $first
  wait $second
}

a_session_ends_with_the_status_of_its_command()
{
  local status=0
  "$session" --without-display bash -c 'exit 7' || status=$?
  [ $status -eq 7 ]
}

no_service_starts_that_was_not_let_in()
{
  ! "$session" --without-display secret-tool store --label=x name value <<<secret
}

a_keyring_gives_back_what_it_stored()
{
  "$session" --without-display --keyring bash -ec '
    secret-tool store --label=x name value <<<"sécret"
    [ "$(secret-tool lookup name value)" = "sécret" ]'
}

French_is_spoken_without_a_change_to_the_machine()
{
  "$session" --without-display --french bash -ec '
    [ "$(date -d 2025-09-22 +%A)" = lundi ]
    cat /missing 2>&1 | grep "Aucun fichier"'
}

everything_ends_with_a_session_that_is_killed()
{
  local killed folder
  "$session" --keyring bash -c 'echo $XDG_RUNTIME_DIR >"$1"; sleep 600 & sleep 601' s "$work/kill" &
  killed=$!
  eventually 20 test -s "$work/kill"
  folder=$(dirname "$(cat "$work/kill")")
  kill -KILL $killed
  eventually 20 test ! -e "$folder"
  ! grep -slzF "XDG_RUNTIME_DIR=$folder" /proc/[0-9]*/environ
}

a_real_browser_opens_an_address_and_presses_a_button()
{
  "$session" --without-display --browser bash -ec '
    . "$1/tap.sh"
    python3 "$1/one-button.py" >"$HOME/answers" &
    eventually 20 grep -q address "$HOME/answers"
    echo "#yes" >"$HOME/browser/press"
    gio open "$(sed -n "s/^address //p" "$HOME/answers")"
    eventually 40 grep -q "pressed yes" "$HOME/answers"' browser "$here"
}

run_cases \
  a_command_gets_a_display_a_bus_and_a_home_of_its_own \
  two_sessions_run_side_by_side \
  a_session_ends_with_the_status_of_its_command \
  no_service_starts_that_was_not_let_in \
  a_keyring_gives_back_what_it_stored \
  French_is_spoken_without_a_change_to_the_machine \
  everything_ends_with_a_session_that_is_killed \
  a_real_browser_opens_an_address_and_presses_a_button
