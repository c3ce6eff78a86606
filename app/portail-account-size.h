/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much an account takes on this computer, and whether unsent work is among it. */
#pragma once

#include "app/portail-account.h"

typedef struct
{
  PortailAccount *account;
  guint64 n_cache_bytes;
  guint64 n_outbox_bytes;
  guint64 n_file_bytes; /* contents of documents and everything else */
  guint n_unsent;       /* changes that the server does not have */
} PortailAccountSize;

/* finish: GPtrArray of owned PortailAccountSize, in the order of portail_account_list_async(). */
void portail_account_sizes_async (const char *accounts_directory,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *portail_account_sizes_finish (GAsyncResult *result, GError **error);
