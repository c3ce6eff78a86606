/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-outbox-item.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json.h"

struct _PortailOutboxItem
{
  GObject parent_instance;

  PortailOutboxOp *op;
  GArray *parts; /* of PortailOutboxPart */
  PortailRecord *owner;
  GHashTable *names;           /* id → name */
  PortailJsonDocument *answer; /* or NULL */
  const PortailJson *errors;   /* in the answer, or NULL */
  guint index;                 /* of the change that the server named */
  gboolean is_first_of_group;
};

G_DEFINE_FINAL_TYPE (PortailOutboxItem, portail_outbox_item, G_TYPE_OBJECT)

static void
clear_part (gpointer pointer)
{
  PortailOutboxPart *part = pointer;

  g_clear_pointer (&part->before, portail_record_free);
  g_clear_pointer (&part->theirs, portail_record_free);
}

static void
portail_outbox_item_finalize (GObject *object)
{
  PortailOutboxItem *item = PORTAIL_OUTBOX_ITEM (object);

  g_clear_pointer (&item->answer, portail_json_document_free);
  g_clear_pointer (&item->owner, portail_record_free);
  g_hash_table_unref (item->names);
  g_array_unref (item->parts);
  portail_outbox_op_free (item->op);
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
  item->parts = g_array_new (FALSE, TRUE, sizeof (PortailOutboxPart));
  g_array_set_clear_func (item->parts, clear_part);
  item->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* The answer */

static void
name_field (PortailOutboxPart *part, const char *name)
{
  int index = name != NULL ? portail_record_type_find_field (part->change->type, name) : -1;

  if (index >= 0)
    part->fields |= (PortailFieldSet) 1 << index;
}

/* Errors of a single op have no index. */
static guint
get_error_index (const PortailJson *error)
{
  gint64 index = 0;

  portail_json_get_integer (portail_json_get (error, "index"), &index);
  return index >= 0 && index < G_MAXUINT ? (guint) index : G_MAXUINT;
}

static void
read_errors (PortailOutboxItem *item)
{
  gboolean is_named = FALSE;

  for (const PortailJson *error = item->errors; error != NULL; error = error->next)
    {
      guint index = get_error_index (error);

      if (index >= item->parts->len)
        continue;
      if (!is_named)
        item->index = index;
      is_named = TRUE;
      name_field (portail_outbox_item_get_part_for_reading (item, index),
                  portail_json_get_member_string (error, "field"));
    }
}

/* The row of a conflict tells which change of a batch it is about. */
static void
find_row (PortailOutboxItem *item, const char *id)
{
  for (guint i = 0; id != NULL && i < item->parts->len; i++)
    if (g_str_equal (portail_outbox_item_get_part (item, i)->change->id, id))
      item->index = i;
}

static void
read_answer (PortailOutboxItem *item)
{
  const PortailJson *root;
  const PortailJson *fields;
  const PortailJson *errors;

  if (item->op->answer == NULL || item->parts->len == 0)
    return;
  item->answer = portail_json_parse (item->op->answer, strlen (item->op->answer), NULL);
  if (item->answer == NULL)
    return;
  root = portail_json_document_get_root (item->answer);
  fields = portail_json_get (root, "fields");
  errors = portail_json_get (root, "errors");
  find_row (item, portail_json_get_member_string (portail_json_get (root, "row"), "id"));
  item->errors = errors != NULL ? errors->first_child : NULL;
  read_errors (item);
  if (fields != NULL && fields->kind == PORTAIL_JSON_ARRAY)
    for (const PortailJson *name = fields->first_child; name != NULL; name = name->next)
      name_field (portail_outbox_item_get_part_for_reading (item, item->index),
                  portail_json_get_string (name));
}

static void
add_parts (PortailOutboxItem *item)
{
  g_array_set_size (item->parts, item->op->op->changes->len);
  for (guint i = 0; i < item->parts->len; i++)
    portail_outbox_item_get_part_for_reading (item, i)->change = g_ptr_array_index (
        item->op->op->changes, i);
}

PortailOutboxItem *
portail_outbox_item_new (PortailOutboxOp *op)
{
  PortailOutboxItem *item = g_object_new (PORTAIL_TYPE_OUTBOX_ITEM, NULL);
  PortailOutboxPart *part;

  item->op = op;
  add_parts (item);
  read_answer (item);
  if (item->parts->len == 0)
    return item;
  part = portail_outbox_item_get_part_for_reading (item, item->index);
  if (part->fields == 0)
    part->fields = part->change->fields;
  return item;
}

PortailOutboxPart *
portail_outbox_item_get_part_for_reading (PortailOutboxItem *item, guint index)
{
  return &g_array_index (item->parts, PortailOutboxPart, index);
}

void
portail_outbox_item_take_owner (PortailOutboxItem *item, PortailRecord *owner)
{
  item->owner = owner;
}

void
portail_outbox_item_take_name (PortailOutboxItem *item, const char *id, char *name)
{
  g_hash_table_replace (item->names, g_strdup (id), name);
}

const PortailOutboxOp *
portail_outbox_item_get_op (PortailOutboxItem *item)
{
  return item->op;
}

const PortailOutboxPart *
portail_outbox_item_get_part (PortailOutboxItem *item, guint index)
{
  return &g_array_index (item->parts, PortailOutboxPart, index);
}

guint
portail_outbox_item_get_index (PortailOutboxItem *item)
{
  return item->index;
}

static const PortailOutboxPart no_part = { NULL };

static const PortailOutboxPart *
get_main_part (PortailOutboxItem *item)
{
  return item->parts->len > 0 ? portail_outbox_item_get_part (item, item->index) : &no_part;
}

const PortailChange *
portail_outbox_item_get_change (PortailOutboxItem *item)
{
  return get_main_part (item)->change;
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
  return get_main_part (item)->theirs;
}

PortailFieldSet
portail_outbox_item_get_fields (PortailOutboxItem *item)
{
  return get_main_part (item)->fields;
}

const PortailRecord *
portail_outbox_item_get_owner (PortailOutboxItem *item)
{
  return item->owner;
}

const char *
portail_outbox_item_get_name (PortailOutboxItem *item, const char *id)
{
  return id != NULL ? g_hash_table_lookup (item->names, id) : NULL;
}

const char *
portail_outbox_item_get_fault (PortailOutboxItem *item, guint index, const char *field)
{
  for (const PortailJson *error = item->errors; error != NULL; error = error->next)
    if (get_error_index (error) == index
        && g_strcmp0 (portail_json_get_member_string (error, "field"), field) == 0)
      return portail_json_get_member_string (error, "detail");
  return NULL;
}

const char *
portail_outbox_item_get_reason (PortailOutboxItem *item)
{
  /* In the language of today: the server spoke that of the moment. */
  if (g_strcmp0 (item->op->code, portail_error_code_name (PORTAIL_ERROR_CONFLICT)) == 0)
    return _ ("Somebody else changed it in the meantime.");
  return item->op->detail;
}

/* Dependents */

static gboolean
waits_for (const PortailSyncOp *op, const char *op_id)
{
  return g_ptr_array_find_with_equal_func (op->dependencies, op_id, g_str_equal, NULL);
}

static gboolean
has_create (const PortailSyncOp *op)
{
  for (guint i = 0; i < op->changes->len; i++)
    if (((PortailChange *) g_ptr_array_index (op->changes, i))->kind == PORTAIL_CHANGE_CREATE)
      return TRUE;
  return FALSE;
}

static void
add_dependents (PortailOutboxItem *item, GListModel *list, GPtrArray *found)
{
  if (!has_create (item->op->op))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PortailOutboxItem) other = g_list_model_get_item (list, i);

      if (!waits_for (other->op->op, item->op->op->op_id) || g_ptr_array_find (found, other, NULL))
        continue;
      g_ptr_array_add (found, other);
      add_dependents (other, list, found);
    }
}

GPtrArray *
portail_outbox_item_list_dependents (PortailOutboxItem *item, GListModel *list)
{
  GPtrArray *found = g_ptr_array_new ();

  add_dependents (item, list, found);
  return found;
}

/* Groups */

gboolean
portail_outbox_item_is_first_of_group (PortailOutboxItem *item)
{
  return item->is_first_of_group;
}

static const char *
get_group_id (PortailOutboxItem *item)
{
  const PortailChange *change = portail_outbox_item_get_change (item);

  if (item->owner != NULL)
    return item->owner->id;
  return change != NULL ? change->id : item->op->op->op_id;
}

typedef struct
{
  PortailOutboxItem *item;
  guint group;
  guint position;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a;
  const Place *second = b;

  if (first->group != second->group)
    return first->group < second->group ? -1 : 1;
  return first->position < second->position ? -1 : first->position > second->position;
}

void
portail_outbox_item_group (GPtrArray *items)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  guint last_group = G_MAXUINT;

  for (guint i = 0; i < items->len; i++)
    {
      Place place = { g_ptr_array_index (items, i), i, i };
      const char *id = get_group_id (place.item);
      gpointer group;

      if (g_hash_table_lookup_extended (groups, id, NULL, &group))
        place.group = GPOINTER_TO_UINT (group);
      else
        g_hash_table_insert (groups, (gpointer) id, GUINT_TO_POINTER (i));
      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      items->pdata[i] = place->item;
      place->item->is_first_of_group = place->group != last_group;
      last_group = place->group;
    }
}
