/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-keeper.h"

#include <string.h>

#include "app/portail-draft.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"

#define DELAY_MS 400

/* A text and where it was typed, in words. */
typedef struct
{
  char *title;
  char *text;
} Left;

struct _PortailSheetKeeper
{
  GObject parent_instance;

  PortailDotationModel *model;
  PortailGrid *grids[PORTAIL_N_SHEET_TABLES]; /* weak */
  PortailSheetInputs *inputs;                 /* weak */
  GPtrArray *left;                            /* of Left */
  char *enterprise_id;
  gint64 rev;
  guint timer;
  gboolean is_started; /* what there was has been put back */
  gboolean has_draft;
};

G_DEFINE_FINAL_TYPE (PortailSheetKeeper, portail_sheet_keeper, G_TYPE_OBJECT)

static guint left_changed_signal;

static void
free_left (gpointer pointer)
{
  Left *left = pointer;

  g_free (left->title);
  g_free (left->text);
  g_free (left);
}

static void
add_left (PortailSheetKeeper *keeper, const char *title, const char *text)
{
  Left left = { g_strdup (title), g_strdup (text) };

  g_ptr_array_add (keeper->left, g_memdup2 (&left, sizeof left));
}

/* What is kept */

static void
append_member (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

typedef struct
{
  GString *json;
  PortailSheetTable table;
  guint n;
} Writing;

static void
append_refused (PortailGridSheet *sheet, const PortailGridRefusedText *refused, gpointer user_data)
{
  Writing *writing = user_data;

  g_string_append_printf (writing->json, "%s{\"table\":%d,\"column\":%u",
                          writing->n++ > 0 ? "," : "", (int) writing->table, refused->column);
  append_member (writing->json, "row", refused->row_id);
  append_member (writing->json, "title", refused->title);
  append_member (writing->json, "text", refused->text);
  g_string_append_c (writing->json, '}');
}

static guint
append_texts (PortailSheetKeeper *keeper, GString *json)
{
  Writing writing = { json, PORTAIL_SHEET_ROWS, 0 };

  portail_json_append_name (json, "texts");
  g_string_append_c (json, '[');
  for (int t = 0; t < PORTAIL_N_SHEET_TABLES; t++)
    {
      writing.table = (PortailSheetTable) t;
      if (keeper->grids[t] != NULL)
        portail_grid_sheet_foreach_refused (portail_grid_get_sheet (keeper->grids[t]),
                                            append_refused, &writing);
    }
  g_string_append_c (json, ']');
  return writing.n;
}

/* Rows that nobody else sees yet. */
static guint
append_rows (PortailSheetKeeper *keeper, GString *json)
{
  guint n = 0;

  portail_json_append_name (json, "rows");
  g_string_append_c (json, '[');
  for (int t = 0; t < PORTAIL_N_SHEET_TABLES; t++)
    for (guint i = 0; i < portail_dotation_model_get_n (keeper->model, (PortailSheetTable) t); i++)
      {
        const PortailRecord *record = portail_dotation_model_get (keeper->model,
                                                                  (PortailSheetTable) t, i);

        if (!portail_dotation_model_is_draft (keeper->model, record->id))
          continue;
        g_string_append_printf (json, "%s{\"table\":%d,\"record\":", n++ > 0 ? "," : "", t);
        portail_record_append_json (record, portail_record_type_get_all_fields (record->type),
                                    json);
        g_string_append_c (json, '}');
      }
  g_string_append_c (json, ']');
  return n;
}

static guint
append_left (PortailSheetKeeper *keeper, GString *json)
{
  portail_json_append_name (json, "left");
  g_string_append_c (json, '[');
  for (guint i = 0; i < keeper->left->len; i++)
    {
      const Left *left = g_ptr_array_index (keeper->left, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      append_member (json, "title", left->title);
      append_member (json, "text", left->text);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  return keeper->left->len;
}

static guint
append_inputs (PortailSheetKeeper *keeper, GString *json)
{
  g_autofree char *solde = NULL;
  g_autofree char *notes = NULL;

  if (keeper->inputs != NULL)
    portail_sheet_inputs_dup_typed (keeper->inputs, &solde, &notes);
  append_member (json, "solde", solde);
  append_member (json, "notes", notes);
  return (solde != NULL) + (notes != NULL);
}

/* NULL where there is nothing to keep. Owned. */
static char *
make_text (PortailSheetKeeper *keeper)
{
  g_autoptr (GString) json = g_string_new ("{");
  guint n = append_left (keeper, json) + append_inputs (keeper, json) + append_texts (keeper, json)
            + append_rows (keeper, json);

  g_string_append_c (json, '}');
  return n > 0 ? g_string_free (g_steal_pointer (&json), FALSE) : NULL;
}

void
portail_sheet_keeper_flush (PortailSheetKeeper *keeper)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (keeper->model);
  g_autofree char *text = NULL;
  PortailDraft draft;

  g_clear_handle_id (&keeper->timer, g_source_remove);
  if (!keeper->is_started)
    return;
  if (dotation != NULL)
    keeper->rev = dotation->base.rev;
  text = make_text (keeper);
  if (text == NULL && !keeper->has_draft)
    return;
  keeper->has_draft = text != NULL;
  draft = (PortailDraft){ (char *) PORTAIL_SHEET_DRAFT_TYPE,
                          (char *) portail_dotation_model_get_id (keeper->model),
                          keeper->enterprise_id, keeper->rev, text };
  portail_draft_keep_async (portail_dotation_model_get_cache (keeper->model), &draft, NULL, NULL);
}

static gboolean
on_due (gpointer user_data)
{
  PortailSheetKeeper *keeper = user_data;

  keeper->timer = 0;
  portail_sheet_keeper_flush (keeper);
  return G_SOURCE_REMOVE;
}

static void
keep_soon (PortailSheetKeeper *keeper)
{
  if (keeper->is_started && keeper->timer == 0)
    keeper->timer = g_timeout_add (DELAY_MS, on_due, keeper);
}

static void
on_text_left (PortailSheetKeeper *keeper, const char *title, const char *text)
{
  add_left (keeper, title, text);
  portail_sheet_keeper_flush (keeper);
  g_signal_emit (keeper, left_changed_signal, 0);
}

/* What was typed beside the grids when the sheet was closed stays in sight there, greyed, and goes
 * with the page. */
static void
on_model_changed (PortailSheetKeeper *keeper)
{
  g_autofree char *solde = NULL;
  g_autofree char *notes = NULL;

  keep_soon (keeper);
  if (!keeper->is_started || keeper->inputs == NULL
      || portail_dotation_model_is_editable (keeper->model))
    return;
  portail_sheet_inputs_dup_typed (keeper->inputs, &solde, &notes);
  if (solde == NULL && notes == NULL)
    return;
  if (solde != NULL)
    add_left (keeper, _ ("Bank balance"), solde);
  if (notes != NULL)
    add_left (keeper, _ ("Notes"), notes);
  portail_sheet_inputs_forget_typed (keeper->inputs);
  g_signal_emit (keeper, left_changed_signal, 0);
}

/* What is put back */

static PortailGridSheet *
find_sheet (PortailSheetKeeper *keeper, gint64 table)
{
  if (table < 0 || table >= PORTAIL_N_SHEET_TABLES || keeper->grids[table] == NULL)
    return NULL;
  return portail_grid_get_sheet (keeper->grids[table]);
}

static void
put_row (PortailSheetKeeper *keeper, const PortailJson *json)
{
  const PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailJson *object = portail_json_get (json, "record");
  g_autoptr (PortailRecord) record = NULL;
  gint64 table = -1;
  guint at;

  portail_json_get_integer (portail_json_get (json, "table"), &table);
  if (find_sheet (keeper, table) == NULL || object == NULL)
    return;
  record = portail_record_new (table == PORTAIL_SHEET_ROWS ? &portail_dotation_row_type
                                                           : &portail_dotation_entry_type);
  portail_record_read_json (record, object, &options, problems);
  if (record->id == NULL
      || portail_dotation_model_find (keeper->model, (PortailSheetTable) table, record->id, &at))
    return;
  portail_dotation_model_begin_step (keeper->model, NULL, PORTAIL_STEP_UNDONE_BY_CALLER);
  portail_dotation_model_insert (
      keeper->model, (PortailSheetTable) table,
      portail_dotation_model_get_n (keeper->model, (PortailSheetTable) table),
      g_steal_pointer (&record), NULL);
  portail_dotation_model_end_step (keeper->model);
}

static void
put_text (PortailSheetKeeper *keeper, const PortailJson *json)
{
  const char *row_id = portail_json_get_member_string (json, "row");
  const char *text = portail_json_get_member_string (json, "text");
  gint64 table = -1;
  gint64 column = -1;
  PortailGridSheet *sheet;

  portail_json_get_integer (portail_json_get (json, "table"), &table);
  portail_json_get_integer (portail_json_get (json, "column"), &column);
  sheet = find_sheet (keeper, table);
  if (text != NULL
      && (sheet == NULL || row_id == NULL || column < 0
          || !portail_grid_sheet_put_back (sheet, row_id, (guint) column, text)))
    add_left (keeper, portail_json_get_member_string (json, "title"), text);
}

static void
put_left (PortailSheetKeeper *keeper, const PortailJson *json)
{
  add_left (keeper, portail_json_get_member_string (json, "title"),
            portail_json_get_member_string (json, "text"));
}

static void
put_all (PortailSheetKeeper *keeper,
         const PortailJson *list,
         void (*put) (PortailSheetKeeper *keeper, const PortailJson *json))
{
  for (const PortailJson *json = list != NULL ? list->first_child : NULL; json != NULL;
       json = json->next)
    put (keeper, json);
}

/* A row that cannot be put back is told by its name. */
static void
leave_row (PortailSheetKeeper *keeper, const PortailJson *json)
{
  const PortailJson *record = portail_json_get (json, "record");
  const char *name = portail_json_get_member_string (record, "employee_name");

  if (name == NULL)
    name = portail_json_get_member_string (record, "justificatif");
  if (name != NULL)
    add_left (keeper, _ ("Incomplete row"), name);
}

static void
put_back (PortailSheetKeeper *keeper, const PortailJson *root)
{
  const char *solde = portail_json_get_member_string (root, "solde");
  const char *notes = portail_json_get_member_string (root, "notes");
  gboolean is_open = portail_dotation_model_is_editable (keeper->model);

  put_all (keeper, portail_json_get (root, "left"), put_left);
  put_all (keeper, portail_json_get (root, "rows"), is_open ? put_row : leave_row);
  put_all (keeper, portail_json_get (root, "texts"), put_text);
  if (is_open && keeper->inputs != NULL)
    portail_sheet_inputs_type (keeper->inputs, solde, notes);
  if (!is_open && solde != NULL)
    add_left (keeper, _ ("Bank balance"), solde);
  if (!is_open && notes != NULL)
    add_left (keeper, _ ("Notes"), notes);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSheetKeeper) keeper = user_data;
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (PORTAIL_CACHE (object), result, NULL);
  g_autoptr (PortailJsonDocument) document = NULL;

  keeper->is_started = TRUE;
  if (draft == NULL
      || portail_dotation_model_get_state (keeper->model) != PORTAIL_DOTATION_MODEL_READY)
    return;
  keeper->has_draft = TRUE;
  document = portail_json_parse (draft->text, strlen (draft->text), NULL);
  if (document == NULL)
    return;
  put_back (keeper, portail_json_document_get_root (document));
  g_signal_emit (keeper, left_changed_signal, 0);
}

void
portail_sheet_keeper_start (PortailSheetKeeper *keeper)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (keeper->model);

  g_return_if_fail (dotation != NULL);
  keeper->enterprise_id = g_strdup (dotation->base.enterprise_id);
  g_signal_connect_object (keeper->model, "changed", G_CALLBACK (on_model_changed), keeper,
                           G_CONNECT_SWAPPED);
  portail_draft_load_async (portail_dotation_model_get_cache (keeper->model),
                            PORTAIL_SHEET_DRAFT_TYPE, dotation->base.id, on_loaded,
                            g_object_ref (keeper));
}

/* The object */

static void
portail_sheet_keeper_dispose (GObject *object)
{
  PortailSheetKeeper *keeper = PORTAIL_SHEET_KEEPER (object);

  g_clear_handle_id (&keeper->timer, g_source_remove);
  for (int t = 0; t < PORTAIL_N_SHEET_TABLES; t++)
    g_clear_weak_pointer (&keeper->grids[t]);
  g_clear_weak_pointer (&keeper->inputs);
  g_clear_object (&keeper->model);
  G_OBJECT_CLASS (portail_sheet_keeper_parent_class)->dispose (object);
}

static void
portail_sheet_keeper_finalize (GObject *object)
{
  PortailSheetKeeper *keeper = PORTAIL_SHEET_KEEPER (object);

  g_ptr_array_unref (keeper->left);
  g_free (keeper->enterprise_id);
  G_OBJECT_CLASS (portail_sheet_keeper_parent_class)->finalize (object);
}

static void
portail_sheet_keeper_class_init (PortailSheetKeeperClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_sheet_keeper_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_sheet_keeper_finalize;
  left_changed_signal = g_signal_new ("left-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_sheet_keeper_init (PortailSheetKeeper *keeper)
{
  keeper->left = g_ptr_array_new_with_free_func (free_left);
}

PortailSheetKeeper *
portail_sheet_keeper_new (PortailDotationModel *model)
{
  PortailSheetKeeper *keeper = g_object_new (PORTAIL_TYPE_SHEET_KEEPER, NULL);

  keeper->model = g_object_ref (model);
  return keeper;
}

void
portail_sheet_keeper_follow_grid (PortailSheetKeeper *keeper,
                                  PortailSheetTable table,
                                  PortailGrid *grid)
{
  g_set_weak_pointer (&keeper->grids[table], grid);
  g_signal_connect_object (portail_grid_get_sheet (grid), "refused-changed", G_CALLBACK (keep_soon),
                           keeper, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "text-left", G_CALLBACK (on_text_left), keeper, G_CONNECT_SWAPPED);
}

void
portail_sheet_keeper_follow_inputs (PortailSheetKeeper *keeper, PortailSheetInputs *inputs)
{
  g_set_weak_pointer (&keeper->inputs, inputs);
  g_signal_connect_object (inputs, "typed", G_CALLBACK (keep_soon), keeper, G_CONNECT_SWAPPED);
}

char *
portail_sheet_keeper_dup_left (PortailSheetKeeper *keeper)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < keeper->left->len; i++)
    {
      const Left *left = g_ptr_array_index (keeper->left, i);

      /* Translators: where a text was typed, and the text. */
      g_string_append_printf (text, _ ("%1$s: %2$s"), left->title != NULL ? left->title : "",
                              left->text != NULL ? left->text : "");
      if (i + 1 < keeper->left->len)
        g_string_append_c (text, '\n');
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

void
portail_sheet_keeper_discard_left (PortailSheetKeeper *keeper)
{
  g_ptr_array_set_size (keeper->left, 0);
  portail_sheet_keeper_flush (keeper);
  g_signal_emit (keeper, left_changed_signal, 0);
}
