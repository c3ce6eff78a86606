/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An e-mail as its bytes (RFC 5322, 2045, 2047): plain text in UTF-8, every line short and ASCII.
 *
 * 1. Nothing that people typed can begin a header: addresses are checked to the letter, a subject
 *    with a control character or line separator is refused, the body is base64.
 * 2. Auto-Submitted (RFC 3834) keeps the answering machines of receivers silent. */
#pragma once

#include "shared/portail-timestamp.h"

/* All borrowed. */
typedef struct
{
  const char *from; /* an address without a name */
  const char *to;
  const char *subject;
  const char *body;       /* UTF-8, any line ends */
  const char *message_id; /* the part before the @ */
  const char *host;       /* the part behind it */
  PortailTimestamp date;
} PortailMailText;

/* Whether @address is one that goes into headers and commands as it is: `local@domain` of ASCII
 * letters, digits and plain signs, at most 254 bytes. */
gboolean portail_mail_address_is_valid (const char *address);
/* Lines end with CRLF. PORTAIL_ERROR_INVALID names the member that is refused, never its value.
 * Owned; NULL on error. */
char *portail_mail_text_format (const PortailMailText *mail, GError **error);
