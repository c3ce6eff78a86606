/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language that the user has chosen for the program, instead of the system's. */
#pragma once

/* Before anything is translated or any locale is set. */
void portail_language_choice_apply (void);
