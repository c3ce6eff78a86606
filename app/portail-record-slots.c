/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-slots.h"

/* Items that are kept though nobody holds them. */
#define MAX_KEPT_ITEMS 4000

struct _PortailRecordSlots
{
  GHashTable *by_key; /* PortailRecordKey → PortailRecordSlot */
  GQueue kept;
};

static void
free_slot (gpointer pointer)
{
  PortailRecordSlot *slot = pointer;

  g_object_unref (slot->item);
  g_free (slot);
}

PortailRecordSlots *
portail_record_slots_new (void)
{
  PortailRecordSlots *slots = g_new0 (PortailRecordSlots, 1);

  slots->by_key = g_hash_table_new_full (portail_record_key_hash, portail_record_key_equal, NULL,
                                         free_slot);
  return slots;
}

void
portail_record_slots_clear (PortailRecordSlots *slots)
{
  g_queue_init (&slots->kept);
  g_hash_table_remove_all (slots->by_key);
}

void
portail_record_slots_free (PortailRecordSlots *slots)
{
  g_hash_table_unref (slots->by_key);
  g_free (slots);
}

PortailRecordSlot *
portail_record_slots_find (PortailRecordSlots *slots, PortailRecordKey key)
{
  return g_hash_table_lookup (slots->by_key, &key);
}

PortailRecordSlot *
portail_record_slots_use (PortailRecordSlots *slots, PortailRecordKey key)
{
  PortailRecordSlot *slot = portail_record_slots_find (slots, key);

  if (slot != NULL)
    g_queue_unlink (&slots->kept, &slot->link);
  else
    {
      slot = g_new0 (PortailRecordSlot, 1);
      slot->key = key;
      slot->item = portail_record_item_new (key);
      slot->link.data = slot;
      g_hash_table_insert (slots->by_key, &slot->key, slot);
    }
  g_queue_push_head_link (&slots->kept, &slot->link);
  return slot;
}

gboolean
portail_record_slot_is_held (const PortailRecordSlot *slot)
{
  return g_atomic_int_get (&G_OBJECT (slot->item)->ref_count) > 1;
}

void
portail_record_slots_trim (PortailRecordSlots *slots)
{
  for (guint n = 0; slots->kept.length > MAX_KEPT_ITEMS && n < MAX_KEPT_ITEMS; n++)
    {
      GList *link = g_queue_pop_tail_link (&slots->kept);
      PortailRecordSlot *slot = link->data;

      if (portail_record_slot_is_held (slot))
        g_queue_push_head_link (&slots->kept, link);
      else
        g_hash_table_remove (slots->by_key, &slot->key);
    }
}

guint
portail_record_slots_list_outdated (PortailRecordSlots *slots,
                                    guint version,
                                    PortailRecordKey *keys,
                                    guint max)
{
  guint n_keys = 0;

  for (GList *link = slots->kept.head; link != NULL && n_keys < max; link = link->next)
    {
      const PortailRecordSlot *slot = link->data;

      if (slot->version != version && portail_record_slot_is_held (slot))
        keys[n_keys++] = slot->key;
    }
  return n_keys;
}

/* Out of the table, with its item. */
static PortailRecordSlot *
take_slot (PortailRecordSlots *slots, PortailRecordKey key)
{
  PortailRecordSlot *slot = portail_record_slots_find (slots, key);

  if (slot == NULL)
    return NULL;
  g_queue_unlink (&slots->kept, &slot->link);
  g_hash_table_steal (slots->by_key, &key);
  return slot;
}

/* What was known of the row that comes goes over to the item. */
static void
turn_slot (PortailRecordSlots *slots, PortailRecordSlot *slot, PortailRecordKey key)
{
  PortailRecordSlot *known = take_slot (slots, key);

  slot->key = key;
  slot->version = known != NULL ? known->version : 0;
  portail_record_item_become (slot->item, key, known != NULL ? known->item : NULL);
  g_hash_table_insert (slots->by_key, &slot->key, slot);
  g_queue_push_head_link (&slots->kept, &slot->link);
  g_clear_pointer ((gpointer *) &known, free_slot);
}

void
portail_record_slots_reuse (PortailRecordSlots *slots,
                            const PortailRecordKey *old,
                            const PortailRecordKey *new,
                            guint n)
{
  g_autofree PortailRecordSlot **held = g_new0 (PortailRecordSlot *, n);

  for (guint i = 0; i < n; i++)
    {
      const PortailRecordSlot *slot = portail_record_slots_find (slots, old[i]);

      if (slot != NULL && portail_record_slot_is_held (slot))
        held[i] = take_slot (slots, old[i]);
    }
  for (guint i = 0; i < n; i++)
    if (held[i] != NULL)
      turn_slot (slots, held[i], new[i]);
}

void
portail_record_slots_tell_all (PortailRecordSlots *slots)
{
  for (GList *link = slots->kept.head; link != NULL; link = link->next)
    portail_record_item_tell (((PortailRecordSlot *) link->data)->item);
}
