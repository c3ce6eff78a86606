/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-picture.h"

enum
{
  SQUARES = 8, /* each way; the outer ones are empty */
  SQUARE_PIXELS = 16,
  SIDE_PIXELS = SQUARES * SQUARE_PIXELS,
  LINE_BYTES = 1 + SIDE_PIXELS, /* a filter, and a byte a pixel */
  UNKNOWN_FILE = 0,
};

static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

/* RFC 2083, chapter 15. */
static guint32
sum_up (const guint8 *bytes, gsize length)
{
  guint32 sum = 0xffffffff;
  for (gsize i = 0; i < length; i++)
    {
      sum ^= bytes[i];
      for (int bit = 0; bit < 8; bit++)
        sum = (sum & 1) != 0 ? 0xedb88320 ^ (sum >> 1) : sum >> 1;
    }
  return ~sum;
}

static void
append_number (GByteArray *png, guint32 number)
{
  guint32 wire = GUINT32_TO_BE (number);
  g_byte_array_append (png, (const guint8 *) &wire, sizeof wire);
}

static void
append_chunk (GByteArray *png, const char *name, const guint8 *bytes, gsize length)
{
  append_number (png, (guint32) length);
  guint start = png->len;
  g_byte_array_append (png, (const guint8 *) name, 4);
  g_byte_array_append (png, bytes, (guint) length);
  append_number (png, sum_up (png->data + start, png->len - start));
}

/* Whether the square is filled; the name's hash says it for the left half. */
static gboolean
is_filled (const guint8 *hash, guint column, guint row)
{
  guint mirrored = MIN (column, SQUARES - 1 - column);
  return mirrored > 0 && row > 0 && row < SQUARES - 1 && (hash[row] >> mirrored & 1) != 0;
}

static void
append_pixels (GByteArray *png, const guint8 *hash)
{
  guint8 pixels[LINE_BYTES * SIDE_PIXELS];
  guint8 packed[sizeof pixels];
  gsize n_read, n_written;
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  for (guint y = 0; y < SIDE_PIXELS; y++)
    {
      pixels[y * LINE_BYTES] = 0;
      for (guint x = 0; x < SIDE_PIXELS; x++)
        pixels[y * LINE_BYTES + 1 + x] = is_filled (hash, x / SQUARE_PIXELS, y / SQUARE_PIXELS);
    }
  g_converter_convert (G_CONVERTER (zlib), pixels, sizeof pixels, packed, sizeof packed,
                       G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
  append_chunk (png, "IDAT", packed, n_written);
}

GBytes *
portail_discord_picture_draw (const char *name)
{
  static const guint8 head[] = { 0, 0, 0, SIDE_PIXELS, 0, 0, 0, SIDE_PIXELS, 8, 3, 0, 0, 0 };
  guint8 hash[32];
  gsize length = sizeof hash;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_checksum_update (checksum, (const guint8 *) name, -1);
  g_checksum_get_digest (checksum, hash, &length);
  const guint8 palette[] = { 0xf1, 0xf5, 0xf9, hash[20] / 2, hash[21] / 2, hash[22] / 2 };

  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", head, sizeof head);
  append_chunk (png, "PLTE", palette, sizeof palette);
  append_pixels (png, hash);
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&png));
}

PortailDiscordAnswer *
portail_discord_picture_get (PortailDiscordWorld *world,
                             const PortailDiscordRequest *request,
                             const char *const *arguments)
{
  PortailDiscordUser *user = portail_discord_directory_find_user (world->directory, arguments[0]);
  g_autofree char *file = user != NULL && user->avatar != NULL
                              ? g_strconcat (user->avatar, ".png", NULL)
                              : NULL;
  if (g_strcmp0 (file, arguments[1]) != 0)
    return portail_discord_answer_new_error (404, UNKNOWN_FILE, "404: Not Found");
  return portail_discord_answer_new_bytes ("image/png",
                                           portail_discord_picture_draw (user->avatar));
}
