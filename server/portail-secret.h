/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sign-in is made of: random tokens, their hashes and derivations, over libsodium. Texts are
 * base64url without padding (RFC 4648 §5), 43 characters for 32 bytes. */
#pragma once

#include <glib.h>

#define PORTAIL_KEY_SIZE 32

typedef struct
{
  guint8 bytes[PORTAIL_KEY_SIZE];
} PortailKey;

/* 256 random bits. Owned. */
char *portail_secret_new_token (void);
/* HMAC-SHA256 of @text: whoever has @key can make it again. Owned. */
char *portail_secret_derive_token (const PortailKey *key, const char *text);
/* HMAC-SHA256 of @length bytes, as a key. */
void
portail_secret_sign (const PortailKey *key, const char *text, gsize length, PortailKey *signature);
/* HKDF-SHA256 (RFC 5869) of @master for one use. */
void portail_secret_derive_key (const char *master, const char *use, PortailKey *key);
/* @text so that only whoever has @key reads it, or changes it unseen (XSalsa20-Poly1305). Owned. */
char *portail_secret_seal (const PortailKey *key, const char *text);
/* What was sealed; NULL for what @key did not seal. Owned. */
char *portail_secret_unseal (const PortailKey *key, const char *sealed);
/* SHA-256, for tables that must not hold the token. Owned. */
GBytes *portail_secret_hash (const char *token);
/* The S256 challenge of a PKCE verifier (RFC 7636 §4.2). Owned. */
char *portail_secret_make_challenge (const char *verifier);
/* Takes as long whatever differs. FALSE when one is NULL. */
gboolean portail_secret_is_equal (const char *a, const char *b);

char *portail_secret_encode (const void *bytes, gsize length);
/* NULL for what portail_secret_encode () does not write. Owned. */
GBytes *portail_secret_decode (const char *text, gsize length);
