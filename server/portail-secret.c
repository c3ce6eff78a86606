/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-secret.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (PORTAIL_KEY_SIZE == crypto_auth_hmacsha256_BYTES);
G_STATIC_ASSERT (PORTAIL_KEY_SIZE == crypto_hash_sha256_BYTES);
G_STATIC_ASSERT (PORTAIL_KEY_SIZE == crypto_secretbox_KEYBYTES);

char *
portail_secret_encode (const void *bytes, gsize length)
{
  gsize size = sodium_base64_ENCODED_LEN (length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

GBytes *
portail_secret_decode (const char *text, gsize length)
{
  g_autofree guint8 *bytes = g_malloc (length + 1);
  gsize n_bytes;

  if (sodium_base642bin (bytes, length, text, length, NULL, &n_bytes, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING)
      != 0)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
}

char *
portail_secret_new_token (void)
{
  guint8 bytes[PORTAIL_KEY_SIZE];

  randombytes_buf (bytes, sizeof bytes);
  return portail_secret_encode (bytes, sizeof bytes);
}

void
portail_secret_sign (const PortailKey *key, const char *text, gsize length, PortailKey *signature)
{
  crypto_auth_hmacsha256 (signature->bytes, (const guint8 *) text, length, key->bytes);
}

char *
portail_secret_derive_token (const PortailKey *key, const char *text)
{
  PortailKey signature;

  portail_secret_sign (key, text, strlen (text), &signature);
  return portail_secret_encode (signature.bytes, sizeof signature.bytes);
}

/* One block of output is all that is needed, so the counter of RFC 5869 §2.3 is always 1. */
void
portail_secret_derive_key (const char *master, const char *use, PortailKey *key)
{
  g_autofree char *info = g_strconcat (use, "\x01", NULL);
  const PortailKey no_salt = { { 0 } };
  PortailKey extracted;

  portail_secret_sign (&no_salt, master, strlen (master), &extracted);
  portail_secret_sign (&extracted, info, strlen (info), key);
  sodium_memzero (&extracted, sizeof extracted);
}

char *
portail_secret_seal (const PortailKey *key, const char *text)
{
  gsize length = strlen (text);
  gsize size = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length;
  g_autofree guint8 *bytes = g_malloc (size);

  randombytes_buf (bytes, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy (bytes + crypto_secretbox_NONCEBYTES, (const guint8 *) text, length, bytes,
                         key->bytes);
  return portail_secret_encode (bytes, size);
}

char *
portail_secret_unseal (const PortailKey *key, const char *sealed)
{
  g_autoptr (GBytes) decoded = portail_secret_decode (sealed, strlen (sealed));
  g_autofree char *text = NULL;
  const guint8 *bytes;
  gsize size;

  if (decoded == NULL)
    return NULL;
  bytes = g_bytes_get_data (decoded, &size);
  if (size < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
    return NULL;
  size -= crypto_secretbox_NONCEBYTES;
  text = g_malloc0 (size - crypto_secretbox_MACBYTES + 1);
  if (crypto_secretbox_open_easy ((guint8 *) text, bytes + crypto_secretbox_NONCEBYTES, size, bytes,
                                  key->bytes)
      != 0)
    return NULL;
  return g_steal_pointer (&text);
}

GBytes *
portail_secret_hash (const char *token)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (hash, (const guint8 *) token, strlen (token));
  return g_bytes_new (hash, sizeof hash);
}

char *
portail_secret_make_challenge (const char *verifier)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (hash, (const guint8 *) verifier, strlen (verifier));
  return portail_secret_encode (hash, sizeof hash);
}

gboolean
portail_secret_is_equal (const char *a, const char *b)
{
  gsize length = a != NULL ? strlen (a) : 0;

  return a != NULL && b != NULL && strlen (b) == length && sodium_memcmp (a, b, length) == 0;
}
