/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-key.h"

/* How far a row may have gone before the rest counts as another list. */
#define MAX_LOOKAHEAD 64
#define MAX_HUNKS     32

gboolean
portail_record_key_parse (const char *id, PortailRecordKey *key)
{
  guint64 halves[2] = { 0, 0 };
  guint n_digits = 0;

  for (; *id != '\0'; id++)
    {
      if (*id == '-')
        continue;
      if (!g_ascii_isxdigit (*id) || n_digits == 32)
        return FALSE;
      halves[n_digits / 16] = halves[n_digits / 16] << 4 | (guint64) g_ascii_xdigit_value (*id);
      n_digits++;
    }
  *key = (PortailRecordKey){ halves[0], halves[1] };
  return n_digits == 32;
}

char *
portail_record_key_format (PortailRecordKey key, char id[PORTAIL_ID_TEXT_SIZE])
{
  g_snprintf (id, PORTAIL_ID_TEXT_SIZE, "%08x-%04x-%04x-%04x-%012" G_GINT64_MODIFIER "x",
              (guint) (key.high >> 32), (guint) (key.high >> 16 & 0xffff),
              (guint) (key.high & 0xffff), (guint) (key.low >> 48),
              key.low & G_GUINT64_CONSTANT (0xffffffffffff));
  return id;
}

guint
portail_record_key_hash (gconstpointer pointer)
{
  const PortailRecordKey *key = pointer;
  guint64 mixed = (key->high ^ key->low) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (mixed >> 32);
}

gboolean
portail_record_key_equal (gconstpointer a, gconstpointer b)
{
  return portail_record_key_is_equal (*(const PortailRecordKey *) a, *(const PortailRecordKey *) b);
}

static gboolean
is_same (const GArray *old, guint i, const GArray *new, guint j)
{
  return portail_record_key_is_equal (g_array_index (old, PortailRecordKey, i),
                                      g_array_index (new, PortailRecordKey, j));
}

/* The nearest place behind @i and @j where both go on alike. */
static gboolean
find_next (const GArray *old, guint *i, const GArray *new, guint *j)
{
  for (guint distance = 1; distance <= MAX_LOOKAHEAD; distance++)
    for (guint n_old = 0; n_old <= distance; n_old++)
      {
        guint n_new = distance - n_old;

        if (*i + n_old < old->len && *j + n_new < new->len
            && is_same (old, *i + n_old, new, *j + n_new))
          {
            *i += n_old;
            *j += n_new;
            return TRUE;
          }
      }
  return FALSE;
}

/* All that is left, but for the end that both have. */
static void
add_rest (GArray *hunks, const GArray *old, guint i, const GArray *new, guint j)
{
  guint n_alike = 0;
  PortailKeyHunk hunk;

  while (i + n_alike < old->len
         && j + n_alike
                < new->len &&is_same (old, old->len - 1 - n_alike, new, new->len - 1 - n_alike))
    n_alike++;
  hunk = (PortailKeyHunk){ i, old->len - n_alike - i, j, new->len - n_alike - j };
  if (hunk.n_removed > 0 || hunk.n_added > 0)
    g_array_append_val (hunks, hunk);
}

GArray *
portail_record_key_compare_lists (const GArray *old, const GArray *new)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (PortailKeyHunk));
  guint i = 0;
  guint j = 0;

  while (i < old->len && j < new->len)
    {
      PortailKeyHunk hunk = { i, 0, j, 0 };

      if (is_same (old, i, new, j))
        {
          i++;
          j++;
          continue;
        }
      if (hunks->len == MAX_HUNKS - 1 || !find_next (old, &i, new, &j))
        break;
      hunk.n_removed = i - hunk.position;
      hunk.n_added = j - hunk.from;
      g_array_append_val (hunks, hunk);
    }
  add_rest (hunks, old, i, new, j);
  return hunks;
}
