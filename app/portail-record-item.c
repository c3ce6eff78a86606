/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-item.h"

struct _PortailRecordItem
{
  GObject parent_instance;

  PortailRecordKey key;
  PortailRecord *record;
  PortailRecordItemState state;
  PortailRecordWatch *watches;
};

G_DEFINE_FINAL_TYPE (PortailRecordItem, portail_record_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
portail_record_item_finalize (GObject *object)
{
  g_clear_pointer (&PORTAIL_RECORD_ITEM (object)->record, portail_record_free);
  G_OBJECT_CLASS (portail_record_item_parent_class)->finalize (object);
}

static void
portail_record_item_class_init (PortailRecordItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_record_item_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_record_item_init (PortailRecordItem *item)
{
}

PortailRecordItem *
portail_record_item_new (PortailRecordKey key)
{
  PortailRecordItem *item = g_object_new (PORTAIL_TYPE_RECORD_ITEM, NULL);

  item->key = key;
  return item;
}

PortailRecordKey
portail_record_item_get_key (PortailRecordItem *item)
{
  return item->key;
}

gconstpointer
portail_record_item_get_record (PortailRecordItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_ITEM (item), NULL);
  return item->record;
}

PortailRecordItemState
portail_record_item_get_state (PortailRecordItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_ITEM (item), PORTAIL_RECORD_ITEM_SETTLED);
  return item->state;
}

/* Nobody sees the number of a revision. */
static gboolean
looks_the_same (const PortailRecord *a, const PortailRecord *b)
{
  PortailFieldSet unseen = (PortailFieldSet) 1 << PORTAIL_COMMON_REV;

  return a != NULL && (portail_record_get_differing_fields (a, b) & ~unseen) == 0;
}

void
portail_record_item_take_record (PortailRecordItem *item,
                                 gpointer record,
                                 PortailRecordItemState state)
{
  gboolean is_same;

  g_return_if_fail (PORTAIL_IS_RECORD_ITEM (item));
  is_same = item->state == state && looks_the_same (item->record, record);
  g_clear_pointer (&item->record, portail_record_free);
  item->record = record;
  item->state = state;
  if (!is_same)
    portail_record_item_tell (item);
}

void
portail_record_item_tell (PortailRecordItem *item)
{
  g_return_if_fail (PORTAIL_IS_RECORD_ITEM (item));
  for (PortailRecordWatch *watch = item->watches; watch != NULL; watch = watch->next)
    watch->read (watch);
  g_signal_emit (item, changed_signal, 0);
}

void
portail_record_item_add_watch (PortailRecordItem *item, PortailRecordWatch *watch)
{
  g_return_if_fail (PORTAIL_IS_RECORD_ITEM (item));
  watch->previous = NULL;
  watch->next = item->watches;
  if (watch->next != NULL)
    watch->next->previous = watch;
  item->watches = watch;
}

void
portail_record_item_remove_watch (PortailRecordItem *item, PortailRecordWatch *watch)
{
  g_return_if_fail (PORTAIL_IS_RECORD_ITEM (item));
  if (watch->previous != NULL)
    watch->previous->next = watch->next;
  else
    item->watches = watch->next;
  if (watch->next != NULL)
    watch->next->previous = watch->previous;
}

void
portail_record_item_become (PortailRecordItem *item, PortailRecordKey key, PortailRecordItem *known)
{
  g_return_if_fail (PORTAIL_IS_RECORD_ITEM (item));
  g_clear_pointer (&item->record, portail_record_free);
  item->key = key;
  item->record = known != NULL ? g_steal_pointer (&known->record) : NULL;
  item->state = known != NULL ? known->state : PORTAIL_RECORD_ITEM_SETTLED;
  portail_record_item_tell (item);
}
