/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A test program that speaks French, under gui-session.sh --french. */
#pragma once

/* Takes the locale of the session and the translations of the build. After g_test_init(). */
void portail_french_init (void);
