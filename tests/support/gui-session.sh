#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command in a desktop session of its own: HOME, runtime folder, display and session bus
# are made for it and taken away after it.
#  1. Nothing of the user's session is reached: no bus, display, keyring or setting of theirs.
#  2. Nothing outlives the command, not even when this script is killed with SIGKILL.
#  3. Standard input and output are the command's alone.
set -euo pipefail

usage()
{
  cat <<'TEXT'
Usage: gui-session.sh [OPTION…] [--] COMMAND [ARGUMENT…]

  --without-display  no X server, only the folders and the bus
  --keyring          an unlocked Secret Service (see keyring.sh)
  --browser          headless Chromium opens web addresses (see browser.sh)
  --french           French messages and formats (see with-french.sh)
  --service NAME     let the bus start this installed service when it is asked for
  --home DIR         use this HOME and keep it
  --screen WxH       size of the screen, 1280x800 by default
TEXT
}

# The processes that carry this session's runtime folder in their environment.
session_processes()
{
  { grep -slzxF "XDG_RUNTIME_DIR=$1/run" /proc/[0-9]*/environ || true; } | tr -dc '0-9\n'
}

end_session()
{
  local session=$1 signal pid
  for signal in TERM KILL; do
    for pid in $(session_processes "$session"); do
      kill -s "$signal" "$pid" 2>/dev/null || true
    done
    timeout 2 bash -c 'for pid; do tail --pid="$pid" -s 0.05 -f /dev/null; done' wait \
      $(session_processes "$session") || true
  done
  rm -rf "$session"
}

if [ "${1-}" = --end-after ]; then
  tail --pid="$2" -s 0.2 -f /dev/null
  [ ! -d "$3" ] || end_session "$3"
  exit 0
fi

here=$(dirname "$(readlink -f "$0")")
display=yes keyring= browser= french= home= screen=1280x800
services=(org.a11y.Bus)

while [ $# -gt 0 ]; do
  case $1 in
    --without-display) display= ;;
    --keyring) keyring=yes ;;
    --browser) browser=yes ;;
    --french) french=yes ;;
    --service) services+=("$2") && shift ;;
    --home) home=$(realpath "$2") && shift ;;
    --screen) screen=$2 && shift ;;
    --help) usage && exit 0 ;;
    --) shift && break ;;
    -*) usage >&2 && exit 2 ;;
    *) break ;;
  esac
  shift
done
[ $# -gt 0 ] || { usage >&2 && exit 2; }

session=$(mktemp -d /tmp/portail-session.XXXXXX)
trap 'end_session "$session"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -m 700 "$session/run" "$session/services"
setsid "$here/gui-session.sh" --end-after $$ "$session" </dev/null >/dev/null 2>&1 &

export HOME=${home:-$session/home} XDG_RUNTIME_DIR=$session/run
mkdir -p "$HOME/.config/gtk-4.0" "$HOME/.local/share"
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_CURRENT_DESKTOP
unset WAYLAND_DISPLAY DISPLAY XAUTHORITY AT_SPI_BUS_ADDRESS NO_AT_BRIDGE
unset GNOME_KEYRING_CONTROL SSH_AUTH_SOCK BROWSER
export LC_ALL=${LC_ALL:-C.UTF-8} GSETTINGS_BACKEND=${GSETTINGS_BACKEND:-memory}

# One renderer, no blinking and one font make pictures equal from run to run.
export GDK_BACKEND=x11 GSK_RENDERER=${GSK_RENDERER:-cairo} LIBGL_ALWAYS_SOFTWARE=1
# GTK 4.8 would load Mesa even so.
export GDK_DEBUG=${GDK_DEBUG:-gl-disable}
cat >"$HOME/.config/gtk-4.0/settings.ini" <<'TEXT'
[Settings]
gtk-cursor-blink=false
gtk-enable-animations=false
gtk-font-name=Cantarell 11
gtk-xft-antialias=1
gtk-xft-hinting=0
gtk-xft-rgba=none
TEXT

if [ -n "$display" ]; then
  mkfifo "$session/display"
  # The server chooses a free number itself, so that sessions may start side by side.
  setpriv --pdeathsig TERM Xvfb -displayfd 3 -screen 0 "${screen}x24" -nolisten tcp -noreset \
    3>"$session/display" </dev/null >"$session/xvfb.log" 2>&1 &
  if ! read -r -t 20 number <>"$session/display"; then
    printf 'gui-session.sh: the X server did not start:\n' >&2
    cat "$session/xvfb.log" >&2
    exit 1
  fi
  export DISPLAY=:$number
fi

for service in "${services[@]}"; do
  file=/usr/share/dbus-1/services/$service.service
  if [ ! -e "$file" ]; then
    printf 'gui-session.sh: the service %s is not installed\n' "$service" >&2
    exit 1
  fi
  cp "$file" "$session/services"
done
sed "s#@SERVICES@#$session/services#; s#@SOCKET@#$session/run/bus#" "$here/session.conf.in" \
  >"$session/session.conf"
export DBUS_SESSION_BUS_ADDRESS=unix:path=$session/run/bus
mkfifo "$session/bus-ready"
setpriv --pdeathsig TERM dbus-daemon --config-file="$session/session.conf" --nofork \
  --print-address=3 3>"$session/bus-ready" </dev/null >"$session/bus.log" 2>&1 &
if ! read -r -t 20 _ <>"$session/bus-ready"; then
  printf 'gui-session.sh: the session bus did not start:\n' >&2
  cat "$session/bus.log" >&2
  exit 1
fi

[ -z "$keyring" ] || "$here/keyring.sh" >/dev/null
[ -z "$browser" ] || "$here/browser.sh"
[ -z "$french" ] || set -- "$here/with-french.sh" "$@"

# In the background and waited for, so that a signal to this script is acted on at once.
"$@" <&0 &
wait $!
