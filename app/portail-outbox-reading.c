/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-outbox-reading.h"

#include "app/portail-outbox-item.h"
#include "app/portail-rebase.h"
#include "app/portail-record-names.h"
#include "shared/portail-schema.h"

typedef struct
{
  PortailCacheStore store; /* of which only the connection is used */
  GHashTable *seen;        /* type/id → the record with the ops so far on it */
} Reading;

/* NULL where the server has none that lives. Owned. */
static PortailRecord *
load_theirs (Reading *reading, const PortailRecordType *type, const char *id)
{
  g_auto (PortailServerRow) row = { NULL };

  if (!portail_rebase_get_server_row (&reading->store, type, id, &row, NULL)
      || !portail_timestamp_is_null (row.trashed_at))
    return NULL;
  return g_steal_pointer (&row.record);
}

/* The record as it was when the change was made, and from now on with the change. Owned. */
static PortailRecord *
step (Reading *reading, const PortailChange *change, const PortailRecord *known)
{
  g_autofree char *key = g_strconcat (change->type->name, "/", change->id, NULL);
  const PortailRecord *seen = g_hash_table_lookup (reading->seen, key);
  PortailRecord *before = NULL;
  PortailRecord *after;

  if (seen == NULL)
    seen = known;
  if (seen != NULL)
    before = portail_record_copy (seen);
  if (change->record == NULL)
    return before;
  after = portail_record_copy (before != NULL ? before : change->record);
  portail_record_copy_fields (after, change->record, change->fields);
  g_hash_table_replace (reading->seen, g_steal_pointer (&key), after);
  return before;
}

static void
name_ids (Reading *reading, PortailOutboxItem *item, const PortailRecord *record)
{
  for (guint i = 0; record != NULL && i < record->type->n_fields; i++)
    {
      const PortailField *field = &record->type->fields[i];
      const char *id = field->refers_to != NULL ? portail_field_get_string (field, record) : NULL;
      char *name;

      if (id == NULL || portail_outbox_item_get_name (item, id) != NULL)
        continue;
      name = portail_record_names_load (reading->store.database, field->refers_to, id);
      if (name != NULL)
        portail_outbox_item_take_name (item, id, name);
    }
}

static void
read_part (Reading *reading, PortailOutboxItem *item, guint index)
{
  PortailOutboxPart *part = portail_outbox_item_get_part_for_reading (item, index);
  const PortailChange *change = part->change;
  PortailOpState state = portail_outbox_item_get_op (item)->state;
  g_auto (PortailServerRow) row = { NULL };

  /* What one may no longer see is not shown again here. */
  if (state == PORTAIL_OP_QUARANTINED)
    return;
  portail_rebase_get_server_row (&reading->store, change->type, change->id, &row, NULL);
  if (row.record != NULL && portail_timestamp_is_null (row.trashed_at))
    part->theirs = portail_record_copy (row.record);
  /* What lies in the trash is still called as it was. */
  if (state == PORTAIL_OP_PENDING)
    part->before = step (reading, change, row.record);
  else if (row.record != NULL)
    part->before = portail_record_copy (row.record);
  name_ids (reading, item, change->record);
  name_ids (reading, item, part->before);
}

/* What the record is a part of, as far as anybody here knows; else the record itself. */
static PortailRecord *
load_owner (Reading *reading, PortailOutboxItem *item)
{
  const PortailChange *change = portail_outbox_item_get_change (item);
  const PortailField *parent = portail_record_type_get_parent_field (change->type);
  const PortailOutboxPart *part = portail_outbox_item_get_part (
      item, portail_outbox_item_get_index (item));
  const PortailRecord *record = part->before != NULL ? part->before : change->record;
  const char *parent_id = parent != NULL && record != NULL ? portail_record_get_parent_id (record)
                                                           : NULL;
  g_autofree char *key = NULL;
  const PortailRecord *seen;

  if (parent_id == NULL)
    return record != NULL ? portail_record_copy (record) : NULL;
  key = g_strconcat (parent->refers_to, "/", parent_id, NULL);
  seen = g_hash_table_lookup (reading->seen, key);
  return seen != NULL ? portail_record_copy (seen)
                      : load_theirs (reading, portail_schema_find (parent->refers_to), parent_id);
}

static PortailOutboxItem *
read_item (Reading *reading, PortailOutboxOp *stored)
{
  PortailOutboxItem *item = portail_outbox_item_new (stored);

  for (guint i = 0; i < stored->op->changes->len; i++)
    read_part (reading, item, i);
  if (stored->op->changes->len > 0 && stored->state != PORTAIL_OP_QUARANTINED)
    portail_outbox_item_take_owner (item, load_owner (reading, item));
  return item;
}

GPtrArray *
portail_outbox_reading_list (PortailDatabase *database, PortailOpStates states, GError **error)
{
  g_autoptr (GPtrArray) ops = portail_outbox_list (database, states, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       portail_record_free);
  Reading reading = { { .database = database }, seen };
  GPtrArray *items;

  if (ops == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  while (ops->len > 0)
    g_ptr_array_add (items, read_item (&reading, g_ptr_array_steal_index (ops, 0)));
  portail_outbox_item_group (items);
  return items;
}
