/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may take the place of a word that is being typed. Any thread. */
#pragma once

#include <glib.h>

typedef struct
{
  char *text;  /* goes into the entry */
  char *title; /* what it means, translated; NULL where the text says it */
} PortailSuggestion;

/* A part of a text, in letters. */
typedef struct
{
  guint start;
  guint end;
} PortailTextPlace;

/* How many are offered at a time. */
#define PORTAIL_MAX_SUGGESTIONS 8

/* Owned by the caller; for portail_suggestion_add(). */
GPtrArray *portail_suggestion_list_new (void);
/* Takes both texts. */
void portail_suggestion_add (GPtrArray *list, char *text, char *title);
