#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes headless Chromium the program that opens web addresses in this HOME: GIO, GTK, xdg-open
# and the portal then start it, as they start a person's browser. Nothing but loopback is reached.
#
# What a person would do on a page is written in $HOME/browser/press, one CSS selector a line: on
# every page the first selector that matches is pressed. No file, nothing pressed. The addresses
# asked for are appended to $HOME/browser/addresses, Chromium's own messages to $HOME/browser/log.
set -euo pipefail

applications=$HOME/.local/share/applications
mkdir -p "$applications" "$HOME/.config" "$HOME/browser"

cat >"$HOME/browser/open" <<TEXT
#!/bin/bash
printf '%s\n' "\$1" >>"$HOME/browser/addresses"
profile=\$(mktemp -d "$HOME/browser/profile.XXXXXX")
trap 'rm -rf "\$profile"' EXIT
TEXT
cat >>"$HOME/browser/open" <<'TEXT'
# What Chromium forgets in the folder for temporary files goes with the profile.
export TMPDIR=$profile
# Without its sandbox, which wants either no root or user namespaces: the pages are the tests' own.
timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
  --disable-quic --no-first-run --disable-background-networking --disable-component-update \
  --disable-sync --disable-features=DisableLoadExtensionCommandLineSwitch \
  --load-extension="$HOME/browser/extension" --user-data-dir="$profile" \
  --remote-debugging-port=0 --lang=fr "$1" >>"$HOME/browser/log" 2>&1
TEXT
chmod +x "$HOME/browser/open"

# The hand on the mouse is a small extension of the browser.
mkdir -p "$HOME/browser/extension"
cat >"$HOME/browser/extension/manifest.json" <<'TEXT'
{
  "manifest_version": 3,
  "name": "Press",
  "version": "1",
  "content_scripts": [
    { "matches": ["http://*/*", "https://*/*"], "js": ["press.js"], "run_at": "document_idle" }
  ],
  "web_accessible_resources": [{ "matches": ["<all_urls>"], "resources": ["press.txt"] }]
}
TEXT
cat >"$HOME/browser/extension/press.js" <<'TEXT'
fetch (chrome.runtime.getURL ("press.txt"))
  .then ((answer) => answer.text ())
  .then ((text) => {
    for (const selector of text.split ("\n").filter ((line) => line.trim ())) {
      const element = document.querySelector (selector);
      if (element) {
        element.click ();
        return;
      }
    }
  });
TEXT
touch "$HOME/browser/press"
ln -sf ../press "$HOME/browser/extension/press.txt"

cat >"$applications/portail-test-browser.desktop" <<TEXT
[Desktop Entry]
Type=Application
Name=Test browser
Exec=$HOME/browser/open %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
NoDisplay=true
TEXT
cat >"$HOME/.config/mimeapps.list" <<'TEXT'
[Default Applications]
x-scheme-handler/http=portail-test-browser.desktop
x-scheme-handler/https=portail-test-browser.desktop
TEXT
update-desktop-database "$applications"
