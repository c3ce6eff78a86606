/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-key.h"

/* How far a row may have gone before the rest counts as another list. */
#define MAX_LOOKAHEAD 64
/* Each costs a view as much as some rows. */
#define MAX_HUNKS 12

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
find_next (const GArray *old, guint *i, const GArray *new, guint n_new, guint *j)
{
  for (guint distance = 1; distance <= MAX_LOOKAHEAD; distance++)
    for (guint from_old = 0; from_old <= distance; from_old++)
      {
        guint from_new = distance - from_old;

        if (*i + from_old < old->len && *j + from_new < n_new
            && is_same (old, *i + from_old, new, *j + from_new))
          {
            *i += from_old;
            *j += from_new;
            return TRUE;
          }
      }
  return FALSE;
}

/* All that is left, but for the end that both have. */
static void
add_rest (GArray *hunks, const GArray *old, const GArray *new, guint n_new, PortailKeyHunk hunk)
{
  guint n_old_left = old->len - hunk.position;
  guint n_new_left = n_new - hunk.from;

  while (n_old_left > 0 && n_new_left > 0
         && is_same (old, hunk.position + n_old_left - 1, new, hunk.from + n_new_left - 1))
    {
      n_old_left--;
      n_new_left--;
    }
  hunk.n_removed = n_old_left;
  hunk.n_added = n_new_left;
  if (n_old_left > 0 || n_new_left > 0)
    g_array_append_val (hunks, hunk);
}

GArray *
portail_record_key_compare_lists (const GArray *old,
                                  const GArray *new,
                                  guint n_new,
                                  PortailKeyComparison comparison)
{
  guint max_hunks = comparison == PORTAIL_KEY_COMPARE_AS_ONE ? 1 : MAX_HUNKS;
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (PortailKeyHunk));
  guint i = 0;
  guint j = 0;

  while (i < old->len && j < n_new)
    {
      PortailKeyHunk hunk = { i, 0, j, 0 };

      if (is_same (old, i, new, j))
        {
          i++;
          j++;
          continue;
        }
      if (hunks->len == max_hunks - 1 || !find_next (old, &i, new, n_new, &j))
        break;
      hunk.n_removed = i - hunk.position;
      hunk.n_added = j - hunk.from;
      g_array_append_val (hunks, hunk);
    }
  add_rest (hunks, old, new, n_new, (PortailKeyHunk){ i, 0, j, 0 });
  return hunks;
}
