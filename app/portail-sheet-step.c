/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-step.h"

#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"

static void
free_deed (gpointer pointer)
{
  PortailSheetDeed *deed = pointer;

  g_free (deed->id);
  g_clear_pointer (&deed->before, portail_record_free);
  g_clear_pointer (&deed->after, portail_record_free);
  g_free (deed);
}

PortailSheetStep *
portail_sheet_step_new (const char *title)
{
  PortailSheetStep *step = g_new0 (PortailSheetStep, 1);

  step->title = g_strdup (title);
  step->deeds = g_ptr_array_new_with_free_func (free_deed);
  step->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return step;
}

void
portail_sheet_step_free (PortailSheetStep *step)
{
  g_free (step->title);
  g_hash_table_unref (step->by_id);
  g_ptr_array_unref (step->deeds);
  g_free (step);
}

/* NULL when the record is noted already. */
static PortailSheetDeed *
add_deed (PortailSheetStep *step, const PortailRecord *record)
{
  PortailSheetDeed *deed;

  if (g_hash_table_contains (step->by_id, record->id))
    return NULL;
  deed = g_new0 (PortailSheetDeed, 1);
  deed->id = g_strdup (record->id);
  deed->type = record->type;
  g_ptr_array_add (step->deeds, deed);
  g_hash_table_insert (step->by_id, deed->id, deed);
  return deed;
}

void
portail_sheet_step_touch (PortailSheetStep *step, const PortailRecord *record)
{
  PortailSheetDeed *deed = add_deed (step, record);

  if (deed != NULL)
    deed->before = portail_record_copy (record);
}

void
portail_sheet_step_touch_new (PortailSheetStep *step, const PortailRecord *record)
{
  add_deed (step, record);
}

/* The fields of @type that a person may write once the record is there. */
static PortailFieldSet
get_inputs (const PortailRecordType *type)
{
  PortailFieldSet set = 0;

  for (guint i = PORTAIL_N_COMMON_FIELDS; i < portail_record_type_get_n_fields (type); i++)
    if (!(portail_record_type_get_field (type, i)->flags
          & (PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IMMUTABLE)))
      set |= (PortailFieldSet) 1 << i;
  return set;
}

static PortailFieldSet
get_differences (const PortailRecord *before, const PortailRecord *after)
{
  return portail_record_get_differing_fields (before, after) & get_inputs (before->type);
}

static gboolean
came_to_nothing (const PortailSheetDeed *deed)
{
  if (deed->before == NULL || deed->after == NULL)
    return deed->before == deed->after;
  return get_differences (deed->before, deed->after) == 0;
}

void
portail_sheet_step_close (PortailSheetStep *step,
                          const PortailRecord *(*find) (const char *id, gpointer user_data),
                          gpointer user_data)
{
  guint i = 0;

  while (i < step->deeds->len)
    {
      PortailSheetDeed *deed = g_ptr_array_index (step->deeds, i);
      const PortailRecord *now = find (deed->id, user_data);

      deed->after = now != NULL ? portail_record_copy (now) : NULL;
      if (!came_to_nothing (deed))
        {
          i++;
          continue;
        }
      g_hash_table_remove (step->by_id, deed->id);
      g_ptr_array_remove_index (step->deeds, i);
    }
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

gboolean
portail_sheet_record_is_complete (const PortailRecord *record)
{
  const PortailDotationEntry *entry = (const PortailDotationEntry *) record;

  if (record->type == &portail_dotation_row_type)
    return has_text (((const PortailDotationRow *) record)->employee_name);
  if (record->type == &portail_dotation_entry_type)
    return has_text (entry->justificatif) && !portail_money_is_null (entry->montant);
  return TRUE;
}

static PortailChange *
new_create (const PortailRecord *record)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, record->type, record->id);
  PortailFieldSet set = 0;

  for (guint i = PORTAIL_N_COMMON_FIELDS; i < portail_record_type_get_n_fields (record->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (record->type, i);

      if (!(field->flags & PORTAIL_FIELD_COMPUTED) && !portail_field_is_null (field, record))
        set |= (PortailFieldSet) 1 << i;
    }
  portail_change_set_fields (change, record, set);
  return change;
}

static PortailChange *
new_update (const PortailRecord *before, const PortailRecord *after)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, after->type, after->id);

  portail_change_set_fields (change, after, get_differences (before, after));
  return change;
}

static PortailChange *
make_change (const PortailSheetDeed *deed, GHashTable *drafts)
{
  gboolean was_draft = g_hash_table_contains (drafts, deed->id);

  if (deed->after == NULL)
    {
      g_hash_table_remove (drafts, deed->id);
      return was_draft ? NULL : portail_change_new (PORTAIL_CHANGE_DELETE, deed->type, deed->id);
    }
  if (deed->before != NULL && !was_draft)
    return new_update (deed->before, deed->after);
  if (!portail_sheet_record_is_complete (deed->after))
    {
      g_hash_table_add (drafts, g_strdup (deed->id));
      return NULL;
    }
  g_hash_table_remove (drafts, deed->id);
  return new_create (deed->after);
}

GPtrArray *
portail_sheet_step_make_changes (const PortailSheetStep *step, GHashTable *drafts)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_change_free);

  for (guint i = 0; i < step->deeds->len; i++)
    {
      PortailChange *change = make_change (g_ptr_array_index (step->deeds, i), drafts);

      if (change != NULL)
        g_ptr_array_add (changes, change);
    }
  return changes;
}
