/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as the JSON of a record of each type, as a stranger's request and as a server's row. */
#include <string.h>

#include "shared/portail-record-json.h"
#include "shared/portail-schema.h"
#include "tests/fuzz/fuzz-target.h"

static void
read_strictly (const PortailRecordType *type, const PortailJson *json)
{
  const PortailReadOptions options = { .mode = PORTAIL_READ_STRICT,
                                       .writable = portail_record_type_get_all_fields (type) };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailRecord) record = portail_record_new (type);

  portail_record_read_json (record, json, &options, problems);
  portail_record_validate (record, portail_record_type_get_all_fields (type), problems);
}

/* What was understood must be written so that it reads back to the same. */
static void
read_leniently (const PortailRecordType *type, const PortailJson *json)
{
  const PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailRecord) record = portail_record_new (type);
  g_autoptr (PortailRecord) again = portail_record_new (type);
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);

  portail_record_read_json (record, json, &options, problems);
  portail_record_append_json (record, portail_record_type_get_all_fields (type), first);
  document = portail_json_parse (first->str, first->len, NULL);
  g_assert_nonnull (document);
  portail_record_read_json (again, portail_json_document_get_root (document), &options, problems);
  portail_record_append_json (again, portail_record_type_get_all_fields (type), second);
  g_assert_cmpstr (first->str, ==, second->str);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse ((const char *) bytes, n_bytes,
                                                                 NULL);

  if (document == NULL)
    return 0;
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      read_strictly (portail_schema[i], portail_json_document_get_root (document));
      read_leniently (portail_schema[i], portail_json_document_get_root (document));
    }
  return 0;
}
