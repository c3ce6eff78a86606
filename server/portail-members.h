/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The `member` rows of the companies follow memberships and users (contract.md §1): somebody is a
 * member where he has a role, under the name and picture that his account has now. */
#pragma once

#include "server/portail-record-writer.h"

/* After any change of the user or of his memberships. */
gboolean portail_members_follow (PortailRecordWriter *writer, const char *user_id, GError **error);
