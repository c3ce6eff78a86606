/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that the command palette offers: an action with its words. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_PALETTE_ITEM (portail_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailPaletteItem, portail_palette_item, PORTAIL, PALETTE_ITEM, GObject)

typedef enum
{
  PORTAIL_PALETTE_PAGE, /* what the visible page can do */
  PORTAIL_PALETTE_GENERAL,
  PORTAIL_PALETTE_MODULE,
  PORTAIL_PALETTE_COMPANY,
  PORTAIL_PALETTE_WEEK,
  PORTAIL_PALETTE_RECORD,
} PortailPaletteKind;

typedef struct
{
  PortailPaletteKind kind;
  const char *title;      /* translated, or a person's words */
  const char *detail;     /* what it is; NULL for nothing */
  const char *key;        /* as people read it; NULL for none */
  const char *action;     /* without its target */
  GVariant *target;       /* floating, or NULL */
  const char *company_id; /* to be chosen first; NULL for none */
} PortailPaletteWords;

/* Copies @words, sinks its target. */
PortailPaletteItem *portail_palette_item_new (const PortailPaletteWords *words);
/* Borrowed. */
const PortailPaletteWords *portail_palette_item_get_words (PortailPaletteItem *item);
/* How well it answers a query that is folded (portail-text-fold.h): 0 not at all. An empty query
 * fits everything alike. */
guint portail_palette_item_match (PortailPaletteItem *item, const char *folded_query);

/* How well @text answers @query, both folded. Every word of the query must begin a word of the
 * text, be inside it, or be there letter by letter, in this order of worth; 0: it is not. */
guint portail_palette_match (const char *text, const char *query);

G_END_DECLS
