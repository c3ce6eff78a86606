/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-picking.h"

#include "shared/portail-error.h"
#include "shared/portail-record-sql.h"

typedef struct
{
  const PortailRecordType *type;
  GPtrArray *ids;
  PortailRecordPicking from;
} Picking;

static void
free_picking (gpointer pointer)
{
  Picking *picking = pointer;

  g_ptr_array_unref (picking->ids);
  g_free (picking);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  const Picking *picking = input;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);

  for (guint i = 0; i < picking->ids->len; i++)
    {
      const char *id = g_ptr_array_index (picking->ids, i);
      g_autoptr (GError) fault = NULL;
      gpointer record = picking->from == PORTAIL_RECORD_PICKING_TRASH
                            ? portail_record_sql_load_trashed (database, picking->type, id, &fault)
                            : portail_record_sql_load (database, picking->type, id, &fault);

      if (record != NULL)
        g_ptr_array_add (records, record);
      else if (!g_error_matches (fault, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
    }
  return g_steal_pointer (&records);
}

PortailQuery *
portail_record_picking_new (const PortailRecordType *type,
                            GPtrArray *ids,
                            PortailRecordPicking from)
{
  Picking *picking = g_new (Picking, 1);

  *picking = (Picking){ type, ids, from };
  return portail_query_new (run, picking, free_picking, unref_array);
}
