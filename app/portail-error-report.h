/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that went wrong in this program, as it is shown to the person and sent (POST
 * /api/client-errors). Its texts are clean (portail-redaction.h) from the beginning. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-timestamp.h"

typedef struct
{
  char *kind; /* "crash", "critical", "warning" */
  char *message;
  char *stack; /* or NULL */
  char *version;
  char *platform;
  PortailTimestamp occurred_at; /* the first time */
  guint n_times;                /* in that run */
} PortailErrorReport;

/* Cleans and cuts the texts to what the server takes. @stack may be NULL. Owned. */
PortailErrorReport *
portail_error_report_new (const char *kind, const char *message, const char *stack);
PortailErrorReport *portail_error_report_copy (const PortailErrorReport *report);
void portail_error_report_free (PortailErrorReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailErrorReport, portail_error_report_free)
/* What makes two of them the same: kind, message and version, hashed. Owned. */
char *portail_error_report_dup_key (const PortailErrorReport *report);
/* The whole as a person reads it before it is sent. Owned. */
char *portail_error_report_to_text (const PortailErrorReport *report);
/* What the person says to it, cleaned as well. */
void portail_error_report_add_comment (PortailErrorReport *report, const char *comment);

/* The body of the request. Owned. */
GBytes *portail_error_report_to_body (const PortailErrorReport *report);

/* A file of them, {reports: […], known: […]}; an empty list for what is no such file. Both block:
 * on a thread for files. */
typedef struct
{
  GPtrArray *reports; /* of owned PortailErrorReport */
  GPtrArray *known;   /* of owned keys that nobody is asked about again */
} PortailErrorFile;

PortailErrorFile *portail_error_file_new (void);
PortailErrorFile *portail_error_file_load (const char *path);
void portail_error_file_free (PortailErrorFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailErrorFile, portail_error_file_free)
/* A file without anything in it is removed. */
gboolean portail_error_file_save (const PortailErrorFile *file, const char *path, GError **error);
gboolean portail_error_file_knows (const PortailErrorFile *file, const char *key);
/* Old keys go where there are too many. Takes @key. */
void portail_error_file_take_key (PortailErrorFile *file, char *key);
