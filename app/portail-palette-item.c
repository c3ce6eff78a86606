/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-palette-item.h"

#include <string.h>

#include "shared/portail-text-fold.h"

/* What a word of a query is worth by the way it is found. */
#define WORTH_OF_BEGINNING    100 /* of the whole text */
#define WORTH_OF_WORD         80  /* of a word in it */
#define WORTH_OF_INSIDE       40
#define WORTH_OF_LETTERS      10
#define MIN_SCATTERED_LETTERS 3

struct _PortailPaletteItem
{
  GObject parent_instance;

  PortailPaletteWords words; /* owned */
  char *folded_title;
  char *folded_detail;
};

G_DEFINE_FINAL_TYPE (PortailPaletteItem, portail_palette_item, G_TYPE_OBJECT)

static void
portail_palette_item_finalize (GObject *object)
{
  PortailPaletteItem *item = PORTAIL_PALETTE_ITEM (object);

  g_free ((char *) item->words.title);
  g_free ((char *) item->words.detail);
  g_free ((char *) item->words.key);
  g_free ((char *) item->words.action);
  g_free ((char *) item->words.company_id);
  g_clear_pointer (&item->words.target, g_variant_unref);
  g_free (item->folded_title);
  g_free (item->folded_detail);
  G_OBJECT_CLASS (portail_palette_item_parent_class)->finalize (object);
}

static void
portail_palette_item_class_init (PortailPaletteItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_palette_item_finalize;
}

static void
portail_palette_item_init (PortailPaletteItem *item)
{
}

PortailPaletteItem *
portail_palette_item_new (const PortailPaletteWords *words)
{
  PortailPaletteItem *item = g_object_new (PORTAIL_TYPE_PALETTE_ITEM, NULL);

  item->words = (PortailPaletteWords){
    .kind = words->kind,
    .title = g_strdup (words->title),
    .detail = g_strdup (words->detail),
    .key = g_strdup (words->key),
    .action = g_strdup (words->action),
    .target = words->target != NULL ? g_variant_ref_sink (words->target) : NULL,
    .company_id = g_strdup (words->company_id),
  };
  item->folded_title = portail_text_fold (words->title);
  item->folded_detail = portail_text_fold (words->detail != NULL ? words->detail : "");
  return item;
}

const PortailPaletteWords *
portail_palette_item_get_words (PortailPaletteItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_PALETTE_ITEM (item), NULL);
  return &item->words;
}

static gboolean
begins_word (const char *text, const char *found)
{
  return found == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found)));
}

static gboolean
has_letters (const char *text, const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    {
      text = g_utf8_strchr (text, -1, g_utf8_get_char (word));
      if (text == NULL)
        return FALSE;
      text = g_utf8_next_char (text);
    }
  return TRUE;
}

static guint
match_word (const char *text, const char *word)
{
  guint worth = 0;

  if (g_str_has_prefix (text, word))
    return WORTH_OF_BEGINNING;
  for (const char *found = strstr (text, word); found != NULL; found = strstr (found + 1, word))
    {
      if (begins_word (text, found))
        return WORTH_OF_WORD;
      worth = WORTH_OF_INSIDE;
    }
  if (worth == 0 && g_utf8_strlen (word, -1) >= MIN_SCATTERED_LETTERS && has_letters (text, word))
    worth = WORTH_OF_LETTERS;
  return worth;
}

guint
portail_palette_match (const char *text, const char *query)
{
  g_auto (GStrv) words = g_strsplit (query, " ", -1);
  guint sum = 1;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint worth = *words[i] != '\0' ? match_word (text, words[i]) : 1;

      if (worth == 0)
        return 0;
      sum += worth;
    }
  return sum;
}

guint
portail_palette_item_match (PortailPaletteItem *item, const char *folded_query)
{
  g_autofree char *both = NULL;
  guint score;

  g_return_val_if_fail (PORTAIL_IS_PALETTE_ITEM (item), 0);
  score = portail_palette_match (item->folded_title, folded_query);
  if (score > 0)
    return score;
  /* What it is counts less than what it is called. */
  both = g_strjoin (" ", item->folded_title, item->folded_detail, NULL);
  return portail_palette_match (both, folded_query) > WORTH_OF_LETTERS + 1 ? 1 : 0;
}
