/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread with a read-only connection. */
#pragma once

#include "app/portail-cache.h"

typedef struct _PortailCacheReader PortailCacheReader;

/* @name: of the thread. */
PortailCacheReader *portail_cache_reader_new (const char *directory, const char *name);
/* Interrupts what runs; later queries fail with G_IO_ERROR_CLOSED. */
void portail_cache_reader_stop (PortailCacheReader *reader);
void portail_cache_reader_free (PortailCacheReader *reader);
/* The file was replaced: the next query opens it anew. */
void portail_cache_reader_reopen (PortailCacheReader *reader);
/* Gives back the memory that only speeds up reads. */
void portail_cache_reader_rest (PortailCacheReader *reader);
/* Takes both; returns the result of @query to @task, on the task's own thread. */
void portail_cache_reader_submit (PortailCacheReader *reader, PortailQuery *query, GTask *task);
