/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of the server's answers as pages show them. All accept a NULL object. */
#pragma once

#include "shared/portail-json.h"
#include "shared/portail-timestamp.h"

/* Whether the member is there and true. */
gboolean portail_json_member_is_true (const PortailJson *object, const char *name);
/* Null where it is no moment. */
PortailTimestamp portail_json_member_get_moment (const PortailJson *object, const char *name);
/* The moment as people read it; "" for none. Owned. */
char *portail_json_member_dup_moment (const PortailJson *object, const char *name);
/* 0 where it is no whole number. */
gint64 portail_json_member_get_integer (const PortailJson *object, const char *name);
