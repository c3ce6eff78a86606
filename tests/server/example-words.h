/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What words of a story stand for on the server that plays it (example-player.h). */
#pragma once

#include "shared/portail-json.h"

typedef struct _ExampleWords ExampleWords;

ExampleWords *example_words_new (void);
void example_words_free (ExampleWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExampleWords, example_words_free)

/* @told, a word of the story, is @real on the server. */
void example_words_learn (ExampleWords *words, const char *told, const char *real);
/* Appends `"told":"real"` of every word, with a comma between. */
void example_words_append_all (const ExampleWords *words, GString *json);
/* @told with every word that is known as it is on the server, and the other way round. Owned. */
char *example_words_to_real (const ExampleWords *words, const char *told);
char *example_words_to_told (const ExampleWords *words, const char *real);
/* Whether the two texts say the same; learns words on the way. */
gboolean example_words_match (ExampleWords *words, const char *told, const char *real);
/* Adds a line to @differences for each place where the values differ; @place is where they are. */
void example_words_compare (ExampleWords *words,
                            const PortailJson *told,
                            const PortailJson *real,
                            const char *place,
                            GPtrArray *differences);
/* Appends @real in the words of the story; @told is what it said so far, or NULL. */
void example_words_append (ExampleWords *words,
                           const PortailJson *told,
                           const PortailJson *real,
                           guint depth,
                           GString *json);
