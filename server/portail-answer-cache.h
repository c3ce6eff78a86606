/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to reads, given again as long as nothing was written since.
 *
 * 1. Nothing is ever stale: what is kept belongs to one state of the database, named by the number
 *    of commits so far, and another number drops all of it. Rights live in the database as well.
 * 2. A question is everything that an answer may depend on besides the database; the bearer's
 *    token is part of it, so nobody is given what another one was answered.
 * 3. Bounded in entries and bytes; when full, it starts anew.
 * Any thread. */
#pragma once

#include "server/portail-answer.h"

typedef struct _PortailAnswerCache PortailAnswerCache;

PortailAnswerCache *portail_answer_cache_new (void);
void portail_answer_cache_free (PortailAnswerCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAnswerCache, portail_answer_cache_free)

/* The question of a GET. Owned. */
char *portail_answer_cache_make_question (const PortailRequest *request);
/* The answer, owned; NULL where none is kept of that state and time. */
PortailAnswer *portail_answer_cache_find (PortailAnswerCache *cache,
                                          const char *question,
                                          guint n_commits,
                                          PortailTimestamp now);
/* @n_commits is of before the answer's first look at the database. Takes a copy of @answer, which
 * must have no file and no stream. */
void portail_answer_cache_keep (PortailAnswerCache *cache,
                                const char *question,
                                guint n_commits,
                                PortailTimestamp until,
                                PortailAnswer *answer);
