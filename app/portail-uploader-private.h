/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PortailUploader share: portail-uploader.c knows which upload is next,
 * portail-uploader-send.c sends the current one. */
#pragma once

#include "app/portail-uploader.h"

struct _PortailUploader
{
  GObject parent_instance;

  PortailCache *cache;
  PortailApiClient *client;
  char *directory;
  GPtrArray *list; /* of PortailTransfer */
  GCancellable *listing;
  gboolean is_listing;
  guint n_noting; /* which the server has, and the store not yet knows of */

  PortailTransfer *current;  /* in the list, or NULL */
  GCancellable *cancellable; /* of the current one */
  char *upload_id;
  guint n_standstills;

  guint timer;
  guint n_failures;        /* one after the other */
  gint64 not_before;       /* monotonic microseconds: when the server wants to be asked again */
  PortailTransfer *passed; /* which one failed last: those behind it come first; or NULL */
  gboolean is_outdated;    /* the list: the store is to be read again before anything goes */
  gboolean is_stopped;
};

/* Sends the current upload, which has just begun. */
void portail_uploader_send (PortailUploader *uploader);

/* The server has the current one whole. */
void portail_uploader_finish_current (PortailUploader *uploader);
/* The current one cannot go on: it is tried again later, or waits for the user. */
void portail_uploader_give_up (PortailUploader *uploader,
                               const GError *error,
                               guint retry_after_seconds);
/* "progress". */
void portail_uploader_tell (PortailUploader *uploader);
