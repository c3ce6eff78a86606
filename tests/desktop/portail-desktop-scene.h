/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenes of the end-to-end tests: each has a world of its own and is a test of meson's. */
#pragma once

#include "tests/desktop/portail-desktop-act.h"

typedef void (*PortailDesktopScene) (PortailDesktopWorld *world);

void portail_desktop_play_look (PortailDesktopWorld *world);
void portail_desktop_play_accounts (PortailDesktopWorld *world);
void portail_desktop_play_keys (PortailDesktopWorld *world);
void portail_desktop_play_settings (PortailDesktopWorld *world);
void portail_desktop_play_sheets (PortailDesktopWorld *world);
void portail_desktop_play_taxes (PortailDesktopWorld *world);
void portail_desktop_play_patron_walk (PortailDesktopWorld *world);
void portail_desktop_play_others_walk (PortailDesktopWorld *world);
void portail_desktop_play_dialogs_walk (PortailDesktopWorld *world);
void portail_desktop_play_staff_walk (PortailDesktopWorld *world);
void portail_desktop_play_light_pictures (PortailDesktopWorld *world);
void portail_desktop_play_dark_pictures (PortailDesktopWorld *world);
void portail_desktop_play_light_narrow_pictures (PortailDesktopWorld *world);
void portail_desktop_play_dark_narrow_pictures (PortailDesktopWorld *world);
void portail_desktop_play_large_pictures (PortailDesktopWorld *world);
void portail_desktop_play_documents (PortailDesktopWorld *world);
void portail_desktop_play_imports (PortailDesktopWorld *world);
void portail_desktop_play_devices (PortailDesktopWorld *world);
void portail_desktop_play_duties (PortailDesktopWorld *world);
void portail_desktop_play_versions (PortailDesktopWorld *world);
void portail_desktop_play_weeks (PortailDesktopWorld *world);
void portail_desktop_play_refused (PortailDesktopWorld *world);
void portail_desktop_play_disputes (PortailDesktopWorld *world);
void portail_desktop_play_modules (PortailDesktopWorld *world);
void portail_desktop_play_mirrored_pictures (PortailDesktopWorld *world);
void portail_desktop_play_english_pictures (PortailDesktopWorld *world);
void portail_desktop_play_records (PortailDesktopWorld *world);
void portail_desktop_play_rules (PortailDesktopWorld *world);
void portail_desktop_play_staff (PortailDesktopWorld *world);
void portail_desktop_play_roles (PortailDesktopWorld *world);
void portail_desktop_play_trays (PortailDesktopWorld *world);
void portail_desktop_play_hostile (PortailDesktopWorld *world);
void portail_desktop_play_overview (PortailDesktopWorld *world);
