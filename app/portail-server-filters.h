/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of the server is asked for, as a row of controls: words to search, and in a popover
 * choices, days and texts; each that is set is a chip that takes it away again.
 *
 * Signal "changed" () once the person has asked for something else. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_SERVER_FILTER_WORDS, /* at most one: the search entry */
  PORTAIL_SERVER_FILTER_CHOICE,
  PORTAIL_SERVER_FILTER_DAY,
  PORTAIL_SERVER_FILTER_TEXT,
} PortailServerFilterKind;

typedef struct
{
  const char *name;  /* the parameter of the query */
  const char *title; /* N_ () */
  PortailServerFilterKind kind;
} PortailServerFilter;

#define PORTAIL_SERVER_FILTERS_MAX 8

#define PORTAIL_TYPE_SERVER_FILTERS (portail_server_filters_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerFilters, portail_server_filters, PORTAIL, SERVER_FILTERS, GtkBox)

/* @filters is static; a NULL name ends them. */
GtkWidget *portail_server_filters_new (const PortailServerFilter *filters);
/* What the choice @name offers: values and their translated titles in turn, NULL at the end. What
 * was chosen stays where it is still there. Copies them. */
void portail_server_filters_set_choices (PortailServerFilters *filters,
                                         const char *name,
                                         const char *const *values_and_titles);
/* As if the person had; NULL for nothing. */
void
portail_server_filters_set (PortailServerFilters *filters, const char *name, const char *value);
/* NULL where nothing is set. Owned. */
char *portail_server_filters_dup_query (PortailServerFilters *filters);
/* Takes the keyboard to the search, or to the popover where there is none. */
void portail_server_filters_focus (PortailServerFilters *filters);

G_END_DECLS
