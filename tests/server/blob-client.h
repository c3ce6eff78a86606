/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client that sends files to a ServerFixture. */
#pragma once

#include "tests/server/server-fixture.h"
#include "tests/support/portail-file-sample.h"

#define BLOB_YANIS "800000000000000005" /* patron of the taxis */

/* Owned. */
char *blob_hash (GBytes *file);
/* POST /api/blobs for @file in the company. */
ServerReply *
blob_declare (ServerFixture *fixture, const char *token, const char *enterprise_id, GBytes *file);
/* PATCH with @piece at @offset. */
ServerReply *
blob_send (ServerFixture *fixture, const char *token, const char *id, gint64 offset, GBytes *piece);
gint64 blob_get_offset (ServerReply *reply);
gboolean blob_is_complete (ServerReply *reply);
/* Declares and sends what must be taken; its id. Owned. */
char *
blob_upload (ServerFixture *fixture, const char *token, const char *enterprise_id, GBytes *file);
GBytes *blob_slice (GBytes *file, gsize offset, gsize length);

/* A form of texts (names and values by turns, ends with NULL) and a file. Owned. */
GBytes *blob_make_form (const char *const *texts, const char *filename, GBytes *file);
ServerReply *
blob_post_form (ServerFixture *fixture, const char *token, const char *path, GBytes *form);
/* A document of the company with that file, by a form; its id. Owned. */
char *blob_post_document (ServerFixture *fixture,
                          const char *token,
                          const char *enterprise_id,
                          const char *filename,
                          GBytes *file);
/* "/api/documents/<id><rest>". Owned. */
char *blob_document_path (const char *id, const char *rest);
