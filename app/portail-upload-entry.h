/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of the upload dialog: its row, what it is, and what was typed for it.
 *
 * What was typed is a draft of the file's content and name in the company: it is there again when
 * the file is chosen again, whatever became of the program in between. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-cache.h"
#include "app/portail-content-file.h"
#include "shared/records/portail-document.h"

G_BEGIN_DECLS

typedef struct
{
  gpointer dialog; /* borrowed */
  GtkWidget *row;  /* a GtkListBoxRow */
  GtkLabel *title;
  GtkLabel *detail;
  GtkImage *icon;
  char *name;                /* as the person knows it */
  PortailContent *content;   /* NULL: being read, or refused */
  char *fault;               /* why it is refused or was not added, or NULL */
  PortailDocument *made;     /* what its content says alone; NULL without content */
  PortailDocument *document; /* what it will be; NULL without content */
  char *duplicate_id;        /* the document that has the same content, or NULL */
  char *duplicate_name;
  char *left;         /* draft of the form when it was left with what is no value; or NULL */
  gboolean has_draft; /* in the cache */
} PortailUploadEntry;

PortailUploadEntry *portail_upload_entry_new (gpointer dialog, GFile *file);
void portail_upload_entry_free (gpointer entry);
/* @problem: what is wrong with what was typed, or NULL. */
void portail_upload_entry_show (PortailUploadEntry *entry, const char *problem);
/* Takes @content: the document begins as what it says. */
void portail_upload_entry_take_content (PortailUploadEntry *entry,
                                        PortailContent *content,
                                        const char *enterprise_id);

/* The fields that may be typed; and those of them that were. */
PortailFieldSet portail_upload_entry_get_own_fields (void);
PortailFieldSet portail_upload_entry_get_typed (const PortailUploadEntry *entry);

/* Writes what was typed into the drafts of @cache, or takes it from there when nothing was. */
void portail_upload_entry_keep_draft (PortailUploadEntry *entry, PortailCache *cache);
/* Nothing of it is unsaved any more. */
void portail_upload_entry_drop_draft (PortailUploadEntry *entry, PortailCache *cache);
/* See portail_draft_load_async(). */
void portail_upload_entry_load_draft_async (PortailUploadEntry *entry,
                                            PortailCache *cache,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* TRUE where something was typed before. */
gboolean portail_upload_entry_load_draft_finish (PortailUploadEntry *entry,
                                                 PortailCache *cache,
                                                 GAsyncResult *result);

G_END_DECLS
