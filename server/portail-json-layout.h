/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON for people: members in the order in which they came, one a line. */
#pragma once

#include "shared/portail-json.h"

/* Appends @json, whose lines begin @depth steps of two spaces in. */
void portail_json_layout_append (GString *text, const PortailJson *json, guint depth);
