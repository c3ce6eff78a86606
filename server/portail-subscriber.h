/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who an address is for limits: one subscriber of a provider has one IPv4 address, but any number
 * of IPv6 addresses in a network of 64 bits. */
#pragma once

#include <gio/gio.h>

/* The address itself for IPv4, also where it is written inside IPv6; else its network. Owned. */
char *portail_subscriber_from_inet (GInetAddress *inet);
/* The same of a written address; what is none stands for itself. Owned. */
char *portail_subscriber_from_text (const char *address);
