/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The digest of a scope (contract.md §5): count and order-independent sum over its live rows of
 * the first 16 bytes of SHA-256(type‖id‖rev), modulo 2^128. Server and client compute it here. */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 count;
  guint64 high;
  guint64 low;
} PortailDigest;

typedef enum
{
  PORTAIL_DIGEST_ADD,
  PORTAIL_DIGEST_TAKE,
} PortailDigestSide;

void portail_digest_change (PortailDigest *digest,
                            PortailDigestSide side,
                            const char *type,
                            const char *id,
                            gint64 rev);
void portail_digest_add (PortailDigest *digest, const PortailDigest *other);
#define PORTAIL_DIGEST_TEXT_SIZE 33
/* 32 hexadecimal digits of the sum. Returns @text. */
char *portail_digest_format (const PortailDigest *digest, char text[PORTAIL_DIGEST_TEXT_SIZE]);
