/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real HTTP receiver on loopback, on a thread of its own, that answers as it is told and keeps
 * what it got. */
#pragma once

#include <glib.h>

typedef struct
{
  guint status;            /* 0: it closes the connection instead */
  const char *retry_after; /* or NULL */
  const char *location;    /* or NULL */
  gsize body_length;
  gboolean is_withheld; /* answers only when it is freed */
} HttpReceiverAnswer;

typedef struct
{
  char *path;
  char *content_type;
  char *body;
} HttpReceiverRequest;

void http_receiver_request_free (HttpReceiverRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpReceiverRequest, http_receiver_request_free)

typedef struct _HttpReceiver HttpReceiver;

/* Answers 204 until it is told otherwise. */
HttpReceiver *http_receiver_new (void);
void http_receiver_free (HttpReceiver *receiver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpReceiver, http_receiver_free)
/* `http://127.0.0.1:PORT/path`. Owned. */
char *http_receiver_dup_url (HttpReceiver *receiver, const char *path);
/* From the next request on. */
void http_receiver_set_answer (HttpReceiver *receiver, const HttpReceiverAnswer *answer);
guint http_receiver_count (HttpReceiver *receiver);
/* Waits for the next request. Owned. */
HttpReceiverRequest *http_receiver_take (HttpReceiver *receiver);
