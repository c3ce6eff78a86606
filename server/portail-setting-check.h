/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the settings of portail-server may be. Each check answers what is wrong with @text as a
 * translated sentence that does not repeat it (it may be a secret), or NULL. */
#pragma once

#include <glib.h>

const char *portail_setting_check_database_url (const char *text);
const char *portail_setting_check_address (const char *text);
/* `https://host[:port]`, nothing after it. */
const char *portail_setting_check_origin (const char *text);
/* The same, but never `*`, which would let any page use the reader's account. */
const char *portail_setting_check_cors_origin (const char *text);
/* http or https with a host. */
const char *portail_setting_check_url (const char *text);
/* https, or http on this machine: secrets go there. */
const char *portail_setting_check_safe_url (const char *text);
const char *portail_setting_check_smtp_url (const char *text);
/* At least 256 bits: 64 hexadecimal digits or 32 bytes of another sort, and no known example. */
const char *portail_setting_check_signing_key (const char *text);
const char *portail_setting_check_algorithm (const char *text);
const char *portail_setting_check_discord_id (const char *text);
const char *portail_setting_check_email (const char *text);
/* An address or `address/bits`. */
const char *portail_setting_check_network (const char *text);
const char *portail_setting_check_host_and_port (const char *text);
const char *portail_setting_check_log_level (const char *text);

/* An address, `localhost`, or one of them with a port. */
gboolean portail_setting_is_loopback (const char *text);
