/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST …/import?kind=&commit=true: a text, a workbook, or JSON {text, enterprise_id?} becomes rows
 * of a company (`enterprise_id=`), of a dotation or of a barème; a preview unless commit is true.
 * The good lines are then written in one op, and the answer tells of every line what became of it.
 * `twice=sum` adds up the lines of one name, `known=take` takes what is there already once more. */
#pragma once

#include "server/portail-route.h"

#define PORTAIL_IMPORT_MAX_BODY (2 * 1024 * 1024)

/* Reads and matches beside the writer. */
gpointer
portail_import_prepare (PortailContext *context, const PortailRequest *request, GError **error);
/* Answers the preview; a commit matches again, with what stands there then. An `Idempotency-Key`
 * makes a repetition give the same answer. */
PortailAnswer *
portail_import_post (PortailContext *context, const PortailRequest *request, GError **error);
void portail_import_free (gpointer prepared);
