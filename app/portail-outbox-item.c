/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-outbox-item.h"

#include <string.h>

#include "shared/portail-json.h"

struct _PortailOutboxItem
{
  GObject parent_instance;

  PortailOutboxOp *op;
  PortailRecord *theirs;
  guint index; /* of the change that the server named */
  PortailFieldSet fields;
};

G_DEFINE_FINAL_TYPE (PortailOutboxItem, portail_outbox_item, G_TYPE_OBJECT)

static void
portail_outbox_item_finalize (GObject *object)
{
  PortailOutboxItem *item = PORTAIL_OUTBOX_ITEM (object);

  portail_outbox_op_free (item->op);
  g_clear_pointer (&item->theirs, portail_record_free);
  G_OBJECT_CLASS (portail_outbox_item_parent_class)->finalize (object);
}

static void
portail_outbox_item_class_init (PortailOutboxItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_outbox_item_finalize;
}

static void
portail_outbox_item_init (PortailOutboxItem *item)
{
}

static void
add_field (PortailOutboxItem *item, const char *name)
{
  const PortailChange *change = portail_outbox_item_get_change (item);
  int index = change != NULL && name != NULL ? portail_record_type_find_field (change->type, name)
                                             : -1;

  if (index >= 0)
    item->fields |= (PortailFieldSet) 1 << index;
}

static void
read_errors (PortailOutboxItem *item, const PortailJson *errors)
{
  const PortailJson *first = errors != NULL ? errors->first_child : NULL;
  gint64 index;

  if (first != NULL && portail_json_get_integer (portail_json_get (first, "index"), &index)
      && index >= 0 && index < item->op->op->changes->len)
    item->index = (guint) index;
  for (const PortailJson *error = first; error != NULL; error = error->next)
    add_field (item, portail_json_get_member_string (error, "field"));
}

static void
read_answer (PortailOutboxItem *item)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *root;
  const PortailJson *fields;

  if (item->op->answer == NULL)
    return;
  document = portail_json_parse (item->op->answer, strlen (item->op->answer), NULL);
  if (document == NULL)
    return;
  root = portail_json_document_get_root (document);
  fields = portail_json_get (root, "fields");
  read_errors (item, portail_json_get (root, "errors"));
  if (fields != NULL && fields->kind == PORTAIL_JSON_ARRAY)
    for (const PortailJson *name = fields->first_child; name != NULL; name = name->next)
      add_field (item, portail_json_get_string (name));
}

PortailOutboxItem *
portail_outbox_item_new (PortailOutboxOp *op, PortailRecord *theirs)
{
  PortailOutboxItem *item = g_object_new (PORTAIL_TYPE_OUTBOX_ITEM, NULL);
  const PortailChange *change;

  item->op = op;
  item->theirs = theirs;
  read_answer (item);
  change = portail_outbox_item_get_change (item);
  if (item->fields == 0 && change != NULL)
    item->fields = change->fields;
  return item;
}

const PortailOutboxOp *
portail_outbox_item_get_op (PortailOutboxItem *item)
{
  return item->op;
}

const PortailChange *
portail_outbox_item_get_change (PortailOutboxItem *item)
{
  return item->index < item->op->op->changes->len
             ? g_ptr_array_index (item->op->op->changes, item->index)
             : NULL;
}

const PortailRecord *
portail_outbox_item_get_mine (PortailOutboxItem *item)
{
  const PortailChange *change = portail_outbox_item_get_change (item);

  return change != NULL ? change->record : NULL;
}

const PortailRecord *
portail_outbox_item_get_theirs (PortailOutboxItem *item)
{
  return item->theirs;
}

PortailFieldSet
portail_outbox_item_get_fields (PortailOutboxItem *item)
{
  return item->fields;
}

const char *
portail_outbox_item_get_reason (PortailOutboxItem *item)
{
  return item->op->detail;
}
