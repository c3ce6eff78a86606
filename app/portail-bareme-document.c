/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-document.h"

#include "app/portail-bareme-grid.h"
#include "app/portail-op-queue.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-transition.h"

struct _PortailBaremeDocument
{
  GObject parent_instance;

  PortailCache *cache;
  char *id;
  PortailBaremeDocumentState state;
  char *fault;
  PortailRights rights;
  PortailOpQueue *queue;
  PortailUndoStack *undo_stack;
  PortailBaremeVersion *version; /* as the person has it */
  PortailBaremeVersion *stored;  /* as the cache has it */
  PortailBaremeGrid *grids[PORTAIL_BAREME_N_TABLES];
  PortailBareme bareme;
  gboolean is_reading;
  gboolean is_stale; /* something has changed since the reading began */
};

G_DEFINE_FINAL_TYPE (PortailBaremeDocument, portail_bareme_document, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void read_again (PortailBaremeDocument *document);

/* What the tables say */

static void
evaluate (PortailBaremeDocument *document)
{
  memset (&document->bareme, 0, sizeof document->bareme);
  document->bareme.name = document->version->name;
  document->bareme.effective_from = document->version->effective_from;
  document->bareme.arrondi = document->version->arrondi == PORTAIL_ARRONDI_CENT
                                 ? PORTAIL_ROUND_TO_CENT
                                 : PORTAIL_ROUND_TO_DOLLAR;
  document->bareme.mode_impot = document->version->mode_impot == PORTAIL_MODE_PROGRESSIF
                                    ? PORTAIL_MODE_IMPOT_PROGRESSIF
                                    : PORTAIL_MODE_IMPOT_TRANCHE;
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    portail_bareme_grid_evaluate (document->grids[i], &document->bareme);
}

/* Saving */

static PortailChange *
make_version_change (PortailBaremeDocument *document)
{
  const PortailRecordType *type = &portail_bareme_version_type;
  PortailFieldSet fields = portail_record_get_differing_fields (document->version,
                                                                document->stored);
  PortailChange *change;

  if (fields == 0)
    return NULL;
  change = portail_change_new (PORTAIL_CHANGE_UPDATE, type, document->id);
  portail_change_set_fields (change, document->version, fields);
  portail_record_free (document->stored);
  document->stored = portail_record_copy (document->version);
  return change;
}

static void
commit (PortailBaremeDocument *document)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_change_free);
  PortailChange *head = make_version_change (document);

  if (head != NULL)
    g_ptr_array_add (changes, head);
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    g_ptr_array_extend_and_steal (
        changes, portail_record_grid_model_make_changes (document->grids[i]->model));
  if (changes->len > 0)
    portail_op_queue_push_changes (document->queue, document->version->base.enterprise_id, changes);
  else
    g_ptr_array_unref (changes);
  g_signal_emit (document, signals[CHANGED], 0);
}

static void
on_edited (PortailBaremeDocument *document)
{
  evaluate (document);
  commit (document);
}

/* Reading */

typedef struct
{
  PortailBaremeVersion *version;
  GPtrArray *tables[PORTAIL_BAREME_N_TABLES];
} Reading;

static void
free_reading (gpointer pointer)
{
  Reading *reading = pointer;

  g_clear_pointer (&reading->version, portail_record_free);
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    g_clear_pointer (&reading->tables[i], g_ptr_array_unref);
  g_free (reading);
}

static gpointer
run_reading (PortailDatabase *database, gpointer id, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);
  gboolean is_read;

  reading->version = portail_record_sql_load (database, &portail_bareme_version_type, id, error);
  is_read = reading->version != NULL;
  for (guint i = 0; is_read && i < PORTAIL_BAREME_N_TABLES; i++)
    {
      reading->tables[i] = portail_record_sql_list (
          database, portail_bareme_grid_get_type_of ((PortailBaremeTable) i), error,
          "WHERE bareme_id = ? AND trashed_at IS NULL ORDER BY min, id", "t", id);
      is_read = reading->tables[i] != NULL;
    }
  if (is_read)
    return reading;
  free_reading (reading);
  return NULL;
}

static void
take_reading (PortailBaremeDocument *document, Reading *reading)
{
  g_clear_pointer (&document->stored, portail_record_free);
  g_clear_pointer (&document->version, portail_record_free);
  document->stored = g_steal_pointer (&reading->version);
  document->version = portail_record_copy (document->stored);
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    portail_record_grid_model_take_stored (document->grids[i]->model,
                                           g_steal_pointer (&reading->tables[i]));
  document->state = PORTAIL_BAREME_DOCUMENT_READY;
  evaluate (document);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBaremeDocument) document = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  document->is_reading = FALSE;
  if (document->is_stale || portail_op_queue_is_busy (document->queue))
    {
      g_clear_pointer (&reading, free_reading);
      document->is_stale = FALSE;
      if (!portail_op_queue_is_busy (document->queue))
        read_again (document);
      return;
    }
  if (reading != NULL)
    take_reading (document, reading);
  else
    {
      document->state = g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND)
                            ? PORTAIL_BAREME_DOCUMENT_GONE
                            : PORTAIL_BAREME_DOCUMENT_FAILED;
      g_free (document->fault);
      document->fault = g_strdup (error->message);
    }
  g_clear_pointer (&reading, free_reading);
  g_signal_emit (document, signals[CHANGED], 0);
}

static void
read_again (PortailBaremeDocument *document)
{
  document->is_stale = document->is_reading;
  if (document->is_reading || portail_op_queue_is_busy (document->queue))
    return;
  document->is_reading = TRUE;
  portail_cache_query_async (
      document->cache,
      portail_query_new (run_reading, g_strdup (document->id), g_free, free_reading), NULL, on_read,
      g_object_ref (document));
}

static void
on_cache_changed (PortailBaremeDocument *document,
                  const char *type,
                  const char *id,
                  const char *enterprise_id)
{
  gboolean is_ours = type == NULL || g_str_equal (type, portail_bareme_version_type.name);

  for (guint i = 0; !is_ours && i < PORTAIL_BAREME_N_TABLES; i++)
    is_ours = g_str_equal (type, portail_bareme_grid_get_type_of ((PortailBaremeTable) i)->name);
  if (is_ours)
    read_again (document);
}

static void
on_failed (PortailBaremeDocument *document, const char *message)
{
  read_again (document);
  g_signal_emit (document, signals[FAILED], 0, message);
}

static void
portail_bareme_document_dispose (GObject *object)
{
  PortailBaremeDocument *document = PORTAIL_BAREME_DOCUMENT (object);

  g_clear_object (&document->queue);
  g_clear_object (&document->cache);
  G_OBJECT_CLASS (portail_bareme_document_parent_class)->dispose (object);
}

static void
portail_bareme_document_finalize (GObject *object)
{
  PortailBaremeDocument *document = PORTAIL_BAREME_DOCUMENT (object);

  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    g_clear_pointer (&document->grids[i], portail_bareme_grid_free);
  g_clear_object (&document->undo_stack);
  g_clear_pointer (&document->stored, portail_record_free);
  g_clear_pointer (&document->version, portail_record_free);
  g_free (document->id);
  g_free (document->fault);
  G_OBJECT_CLASS (portail_bareme_document_parent_class)->finalize (object);
}

static void
portail_bareme_document_class_init (PortailBaremeDocumentClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_bareme_document_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_bareme_document_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_bareme_document_init (PortailBaremeDocument *document)
{
  document->undo_stack = portail_undo_stack_new ();
}

PortailBaremeDocument *
portail_bareme_document_new (PortailCache *cache, const char *bareme_id)
{
  PortailBaremeDocument *document = g_object_new (PORTAIL_TYPE_BAREME_DOCUMENT, NULL);

  document->cache = g_object_ref (cache);
  document->id = g_strdup (bareme_id);
  document->queue = portail_op_queue_new (cache);
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    {
      document->grids[i] = portail_bareme_grid_new ((PortailBaremeTable) i, bareme_id);
      g_signal_connect_object (document->grids[i]->model, "edited", G_CALLBACK (on_edited),
                               document, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), document,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document->queue, "settled", G_CALLBACK (read_again), document,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document->queue, "failed", G_CALLBACK (on_failed), document,
                           G_CONNECT_SWAPPED);
  read_again (document);
  return document;
}

/* What is shown */

PortailBaremeDocumentState
portail_bareme_document_get_state (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), PORTAIL_BAREME_DOCUMENT_LOADING);
  return document->state;
}

const char *
portail_bareme_document_get_fault (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), NULL);
  return document->state == PORTAIL_BAREME_DOCUMENT_FAILED ? document->fault : NULL;
}

void
portail_bareme_document_set_rights (PortailBaremeDocument *document, PortailRights rights)
{
  g_return_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document));
  if (document->rights == rights)
    return;
  document->rights = rights;
  g_signal_emit (document, signals[CHANGED], 0);
}

gboolean
portail_bareme_document_is_published (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), FALSE);
  return document->version != NULL && !portail_transition_is_editable (&document->version->base);
}

gboolean
portail_bareme_document_can_write (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), FALSE);
  return (document->rights & PORTAIL_RIGHT_WRITE) != 0;
}

gboolean
portail_bareme_document_is_editable (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), FALSE);
  return document->state == PORTAIL_BAREME_DOCUMENT_READY
         && portail_bareme_document_can_write (document)
         && !portail_bareme_document_is_published (document);
}

gboolean
portail_bareme_document_is_busy (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), FALSE);
  return document->is_reading || portail_op_queue_is_busy (document->queue);
}

const PortailBaremeVersion *
portail_bareme_document_get_version (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), NULL);
  return document->version;
}

const PortailBareme *
portail_bareme_document_get_bareme (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), NULL);
  return &document->bareme;
}

const PortailProblems *
portail_bareme_document_get_problems (PortailBaremeDocument *document, PortailBaremeTable table)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), NULL);
  return document->grids[table]->problems;
}

const char *
portail_bareme_document_get_obstacle (PortailBaremeDocument *document)
{
  const PortailTransition *publish = portail_transition_find (portail_bareme_version_type.name,
                                                              "publish");

  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), NULL);
  if (document->state != PORTAIL_BAREME_DOCUMENT_READY)
    return _ ("The table is being read.");
  if (portail_bareme_document_is_published (document))
    return _ ("This version is published and never changes again.");
  if ((document->rights & publish->right) == 0)
    return _ ("Your role does not allow this.");
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    if (document->grids[i]->problems->len > 0)
      return _ ("Correct the rows marked in red first.");
  return NULL;
}

PortailRecordGridModel *
portail_bareme_document_get_grid (PortailBaremeDocument *document, PortailBaremeTable table)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), NULL);
  return document->grids[table]->model;
}

PortailUndoStack *
portail_bareme_document_get_undo_stack (PortailBaremeDocument *document)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document), NULL);
  return document->undo_stack;
}

guint
portail_bareme_document_find_column (PortailBaremeTable table, const char *field)
{
  return portail_bareme_grid_find_column (table, field);
}

/* Editing the head */

typedef struct
{
  PortailBaremeDocument *document; /* weak */
  PortailBaremeVersion *before;
  PortailBaremeVersion *after;
} EditStep;

static void
put_version (PortailBaremeDocument *document,
             const PortailBaremeVersion *from,
             const PortailBaremeVersion *to)
{
  if (document == NULL || document->version == NULL)
    return;
  portail_record_copy_fields (document->version, to,
                              portail_record_get_differing_fields (from, to));
  on_edited (document);
}

static void
undo_edit (gpointer step)
{
  EditStep *edit = step;

  put_version (edit->document, edit->after, edit->before);
}

static void
redo_edit (gpointer step)
{
  EditStep *edit = step;

  put_version (edit->document, edit->before, edit->after);
}

static void
free_edit (gpointer step)
{
  EditStep *edit = step;

  g_clear_weak_pointer (&edit->document);
  portail_record_free (edit->before);
  portail_record_free (edit->after);
  g_free (edit);
}

void
portail_bareme_document_edit (PortailBaremeDocument *document, PortailBaremeVersion *version)
{
  static const PortailUndoKind kind = { undo_edit, redo_edit, free_edit };
  EditStep *step;

  g_return_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document));
  if (!portail_bareme_document_is_editable (document)
      || portail_record_get_differing_fields (document->version, version) == 0)
    {
      portail_record_free (version);
      return;
    }
  step = g_new0 (EditStep, 1);
  g_set_weak_pointer (&step->document, document);
  step->before = portail_record_copy (document->version);
  step->after = version;
  redo_edit (step);
  portail_undo_stack_push (document->undo_stack, C_ ("undo", "Edit"), &kind, step);
}

void
portail_bareme_document_fill (PortailBaremeDocument *document,
                              PortailBaremeTable table,
                              const PortailBareme *bareme)
{
  g_return_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document));
  if (!portail_bareme_document_is_editable (document))
    return;
  portail_record_grid_model_replace (document->grids[table]->model,
                                     portail_bareme_grid_list_rows (bareme, table, document->id),
                                     C_ ("undo", "Import"), document->undo_stack);
}

void
portail_bareme_document_publish (PortailBaremeDocument *document)
{
  PortailSyncOp *op;

  g_return_if_fail (PORTAIL_IS_BAREME_DOCUMENT (document));
  if (portail_bareme_document_get_obstacle (document) != NULL)
    return;
  op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, document->version->base.enterprise_id);
  portail_sync_op_take_change (
      op, portail_change_new_command (&portail_bareme_version_type, document->id, "publish", NULL));
  portail_op_queue_push (document->queue, op);
  portail_undo_stack_clear (document->undo_stack);
  g_signal_emit (document, signals[CHANGED], 0);
}

/* New drafts */

static void
add_rows (PortailSyncOp *op, const PortailBareme *bareme, PortailBaremeTable table, const char *id)
{
  g_autoptr (GPtrArray) rows = portail_bareme_grid_list_rows (bareme, table, id);

  for (guint i = 0; i < rows->len; i++)
    {
      const PortailRecord *row = g_ptr_array_index (rows, i);
      PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, row->type, row->id);
      PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;

      portail_change_set_fields (change, row,
                                 portail_record_type_get_all_fields (row->type) & ~common);
      portail_sync_op_take_change (op, change);
    }
}

PortailSyncOp *
portail_bareme_document_make_draft (const PortailBareme *bareme,
                                    const char *enterprise_id,
                                    const char *name,
                                    PortailWeek effective_from,
                                    char **id)
{
  static const char *const fields[] = { "name", "effective_from", "arrondi", "mode_impot" };
  const PortailRecordType *type = &portail_bareme_version_type;
  g_autoptr (PortailBaremeVersion) version = portail_record_new (type);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, enterprise_id);
  PortailChange *change;
  PortailFieldSet set = 0;

  *id = portail_id_new ();
  change = portail_change_new (PORTAIL_CHANGE_CREATE, type, *id);
  version->name = g_strdup (name);
  version->effective_from = effective_from;
  version->arrondi = bareme->arrondi == PORTAIL_ROUND_TO_CENT ? PORTAIL_ARRONDI_CENT
                                                              : PORTAIL_ARRONDI_DOLLAR;
  version->mode_impot = bareme->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF
                            ? PORTAIL_MODE_PROGRESSIF
                            : PORTAIL_MODE_TRANCHE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    set |= portail_record_type_field_bit (type, fields[i]);
  portail_change_set_fields (change, version, set);
  portail_sync_op_take_change (op, change);
  add_rows (op, bareme, PORTAIL_BAREME_TRANCHES, *id);
  add_rows (op, bareme, PORTAIL_BAREME_RICHESSE, *id);
  return op;
}
