/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as an op of a push, alone or as one of a list. */
#include <string.h>

#include "shared/portail-change.h"
#include "shared/portail-error.h"
#include "tests/fuzz/fuzz-target.h"

static PortailSyncOp *
read_text (const GString *text)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text->str, text->len, NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailSyncOp *op;

  g_assert_nonnull (document);
  op = portail_sync_op_read_json (portail_json_document_get_root (document), problems);
  g_assert_cmpuint (problems->len, ==, 0);
  return op;
}

/* What is good must be written so that it reads back to the same. */
static void
read_op (const PortailJson *json)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailSyncOp) op = portail_sync_op_read_json (json, problems);
  g_autoptr (PortailSyncOp) again = NULL;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);

  g_assert_nonnull (op);
  if (problems->len > 0)
    return;
  portail_sync_op_append_json (op, first);
  again = read_text (first);
  portail_sync_op_append_json (again, second);
  g_assert_cmpstr (first->str, ==, second->str);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) document = portail_json_parse ((const char *) bytes, n_bytes,
                                                                 &error);
  const PortailJson *root;

  g_assert_true ((document == NULL) == (error != NULL));
  if (document == NULL)
    return 0;
  root = portail_json_document_get_root (document);
  read_op (root);
  if (root->kind == PORTAIL_JSON_ARRAY)
    for (const PortailJson *op = root->first_child; op != NULL; op = op->next)
      read_op (op);
  return 0;
}
