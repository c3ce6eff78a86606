/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grade-rules-page.h"

#include "app/portail-company-reading.h"
#include "app/portail-op-queue.h"
#include "app/portail-page.h"
#include "app/portail-record-grid-model.h"
#include "app/portail-status-text.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-grade-rule.h"

struct _PortailGradeRulesPage
{
  AdwBin parent_instance;

  GtkStack *stack; /* "loading", "status", "grid" */
  AdwStatusPage *status;
  PortailGrid *grid;
  GtkLabel *note;

  PortailDesk *desk;
  PortailCache *cache;
  char *company_id; /* or NULL */
  PortailRecordGridModel *model;
  PortailOpQueue *queue; /* NULL without a cache */
  PortailUndoStack *undo_stack;
  GSimpleActionGroup *actions;
  gulong cache_handler;
  PortailRights shown_rights;
  gboolean is_reading;
  gboolean is_stale;
  gboolean is_read;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailGradeRulesPage,
                               portail_grade_rules_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

#define AMOUNT(words, chars)                                                                       \
  {                                                                                                \
    .title = (words), .kind = PORTAIL_GRID_MONEY, .flags = PORTAIL_GRID_COLUMN_EDITABLE,           \
    .width_chars = (chars)                                                                         \
  }

static const PortailGridColumn columns[] = {
  {
      .title = N_ ("Grade"),
      .kind = PORTAIL_GRID_TEXT,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE | PORTAIL_GRID_COLUMN_PINNED
               | PORTAIL_GRID_COLUMN_NAMES_ROW | PORTAIL_GRID_COLUMN_EXPANDS,
      .width_chars = 14,
      .hint = N_ ("New grade…"),
  },
  AMOUNT (N_ ("Fixed salary"), 11),
  AMOUNT (N_ ("Turnover share"), 12),
  AMOUNT (N_ ("Pay per hour"), 11),
  AMOUNT (N_ ("Fixed bonus"), 11),
  AMOUNT (N_ ("Bonus share"), 11),
  {
      .title = N_ ("Discord role"),
      .kind = PORTAIL_GRID_TEXT,
      .flags = PORTAIL_GRID_COLUMN_EDITABLE,
      .width_chars = 20,
  },
};

static const char *const fields[] = {
  "grade", "salaire_fixe", "taux_ca", "taux_horaire", "prime_fixe", "taux_prime", "discord_role_id",
};

/* Names compare folded, as the sheet's rows find their rule. */
static gboolean
is_twice (PortailRecordGridModel *model, guint row)
{
  const GPtrArray *rows = portail_record_grid_model_get_rows (model);
  const PortailGradeRule *rule = g_ptr_array_index (rows, row);
  g_autofree char *key = rule->grade != NULL ? portail_text_fold (rule->grade) : NULL;

  for (guint i = 0; key != NULL && i < rows->len; i++)
    {
      const PortailGradeRule *other = g_ptr_array_index (rows, i);
      g_autofree char *folded = other->grade != NULL ? portail_text_fold (other->grade) : NULL;

      if (i != row && g_strcmp0 (folded, key) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
decorate (PortailRecordGridModel *model, guint row, guint column, PortailGridContent *content)
{
  const PortailGradeRule *rule = g_ptr_array_index (portail_record_grid_model_get_rows (model),
                                                    row);

  if (column != 0)
    return;
  if (rule->grade == NULL)
    content->note = g_strdup (_ ("Without a grade this row is not saved."));
  else if (is_twice (model, row))
    {
      content->flags |= PORTAIL_GRID_CELL_REFUSED;
      content->note = g_strdup (_ ("This grade has two rules: delete one."));
    }
}

static const PortailRecordGridSpec spec = {
  .type = &portail_grade_rule_type,
  .columns = columns,
  .fields = fields,
  .n_columns = G_N_ELEMENTS (columns),
  .decorate = decorate,
};

static PortailRights
get_rights (PortailGradeRulesPage *page)
{
  return portail_desk_get_rights (page->desk, portail_grade_rule_type.module, page->company_id);
}

static void
update_actions (PortailGradeRulesPage *page)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "undo")),
      portail_undo_stack_can_undo (page->undo_stack));
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "redo")),
      portail_undo_stack_can_redo (page->undo_stack));
}

static void
show_status (PortailGradeRulesPage *page,
             const char *icon_name,
             const char *title,
             const char *words)
{
  adw_status_page_set_icon_name (page->status, icon_name);
  adw_status_page_set_title (page->status, title);
  portail_status_text_set (page->status, words);
  gtk_stack_set_visible_child_name (page->stack, "status");
}

/* Reading and saving */

static void read_rules (PortailGradeRulesPage *page);

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailGradeRulesPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailCompanyReading) reading = portail_cache_query_finish (PORTAIL_CACHE (object),
                                                                          result, &error);

  page->is_reading = FALSE;
  if (page->is_stale || page->queue == NULL || portail_op_queue_is_busy (page->queue))
    {
      page->is_stale = FALSE;
      read_rules (page);
      return;
    }
  if (reading == NULL)
    show_status (page, "dialog-warning-symbolic", _ ("The rules cannot be read"), error->message);
  else
    {
      portail_record_grid_model_take_stored (page->model, g_steal_pointer (&reading->grades));
      page->is_read = TRUE;
      gtk_stack_set_visible_child_name (page->stack, "grid");
    }
}

static void
read_rules (PortailGradeRulesPage *page)
{
  page->is_stale = page->is_reading;
  if (page->queue == NULL || page->company_id == NULL || page->is_reading
      || portail_op_queue_is_busy (page->queue))
    return;
  page->is_reading = TRUE;
  portail_cache_query_async (page->cache, portail_company_reading_query_new (page->company_id),
                             NULL, on_read, g_object_ref (page));
}

static void
on_cache_changed (PortailGradeRulesPage *page, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_grade_rule_type.name))
    read_rules (page);
}

static gboolean
has_twice (PortailGradeRulesPage *page)
{
  for (guint i = 0; i < portail_record_grid_model_get_rows (page->model)->len; i++)
    if (is_twice (page->model, i))
      return TRUE;
  return FALSE;
}

/* While two rules have one grade nothing is saved: the server would refuse the second. */
static void
on_edited (PortailGradeRulesPage *page)
{
  GPtrArray *changes;

  portail_record_grid_model_refresh (page->model);
  if (page->queue == NULL || has_twice (page))
    return;
  changes = portail_record_grid_model_make_changes (page->model);
  if (changes->len > 0)
    portail_op_queue_push_changes (page->queue, page->company_id, changes);
  else
    g_ptr_array_unref (changes);
}

static void
on_failed (PortailGradeRulesPage *page, const char *message)
{
  portail_toast_show (GTK_WIDGET (page), message);
  read_rules (page);
}

static void
reset_grid (PortailGradeRulesPage *page)
{
  g_autoptr (PortailGridSheet) sheet = NULL;
  PortailRights rights = get_rights (page);

  page->shown_rights = rights;
  g_clear_object (&page->model);
  portail_undo_stack_clear (page->undo_stack);
  page->model = portail_record_grid_model_new (&spec, page);
  g_signal_connect_object (page->model, "edited", G_CALLBACK (on_edited), page, G_CONNECT_SWAPPED);
  sheet = portail_grid_sheet_new (PORTAIL_GRID_MODEL (page->model), page->undo_stack);
  portail_grid_sheet_set_mode (sheet, rights & PORTAIL_RIGHT_WRITE ? PORTAIL_GRID_EDITABLE
                                                                   : PORTAIL_GRID_READ_ONLY);
  portail_grid_set_sheet (page->grid, sheet);
  gtk_label_set_text (page->note,
                      rights & PORTAIL_RIGHT_WRITE
                          ? _ ("Salary = fixed + share of the turnover + hours × pay per hour. A "
                               "block from a spreadsheet can be pasted into the table.")
                          : _ ("Salary = fixed + share of the turnover + hours × pay per hour."));
}

static void
show_company (PortailGradeRulesPage *page)
{
  const char *company_id = page->cache != NULL ? portail_desk_get_company_id (page->desk) : NULL;

  g_free (page->company_id);
  page->company_id = g_strdup (company_id);
  page->is_read = FALSE;
  reset_grid (page);
  if (page->company_id == NULL)
    show_status (page, "network-server-symbolic", _ ("No company yet"),
                 _ ("Your companies come with the first sync."));
  else if ((get_rights (page) & PORTAIL_RIGHT_READ) == 0)
    show_status (page, "changes-prevent-symbolic", _ ("No access"),
                 _ ("Your role in this company does not include its settings."));
  else
    {
      gtk_stack_set_visible_child_name (page->stack, "loading");
      read_rules (page);
    }
  update_actions (page);
}

static void
do_step (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailGradeRulesPage *page = PORTAIL_GRADE_RULES_PAGE (user_data);

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "undo"))
    portail_undo_stack_undo (page->undo_stack);
  else
    portail_undo_stack_redo (page->undo_stack);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_step },
  { .name = "redo", .activate = do_step },
};

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_GRADE_RULES_PAGE (page)->actions);
}

static void
settle (PortailPage *page)
{
  portail_grid_commit (PORTAIL_GRADE_RULES_PAGE (page)->grid);
}

/* Takes the cursor to the rule. */
static void
open_record (PortailPage *page, const char *type, const char *id)
{
  PortailGradeRulesPage *self = PORTAIL_GRADE_RULES_PAGE (page);
  guint row;

  if (portail_grid_model_find_row (PORTAIL_GRID_MODEL (self->model), id, &row))
    portail_grid_set_cursor (self->grid, row, 0);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->settle = settle;
}

static void
portail_grade_rules_page_dispose (GObject *object)
{
  PortailGradeRulesPage *page = PORTAIL_GRADE_RULES_PAGE (object);

  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_clear_object (&page->queue);
  g_clear_object (&page->cache);
  g_clear_object (&page->desk);
  g_clear_object (&page->model);
  g_clear_object (&page->undo_stack);
  g_clear_object (&page->actions);
  g_clear_pointer (&page->company_id, g_free);
  G_OBJECT_CLASS (portail_grade_rules_page_parent_class)->dispose (object);
}

static void
portail_grade_rules_page_class_init (PortailGradeRulesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_grade_rules_page_dispose;
}

static GtkWidget *
new_table (PortailGradeRulesPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  page->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (page->note, 0);
  gtk_label_set_wrap (page->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (page->note), "page-bar");
  page->grid = PORTAIL_GRID (portail_grid_new (_ ("Grade rules"), PORTAIL_GRID_ROW_NUMBERS));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (page->grid));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->note));
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

static void
portail_grade_rules_page_init (PortailGradeRulesPage *page)
{
  GtkWidget *spinner = gtk_spinner_new ();

  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  page->undo_stack = portail_undo_stack_new ();
  g_signal_connect_object (page->undo_stack, "changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  page->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (page->stack, FALSE);
  page->status = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (page->stack, spinner, "loading");
  gtk_stack_add_named (page->stack, GTK_WIDGET (page->status), "status");
  gtk_stack_add_named (page->stack, new_table (page), "grid");
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->stack));
}

static void
on_context_changed (PortailGradeRulesPage *page)
{
  if (g_strcmp0 (page->company_id, portail_desk_get_company_id (page->desk)) != 0
      || page->shown_rights != get_rights (page))
    show_company (page);
}

static void
on_account_changed (PortailGradeRulesPage *page)
{
  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_clear_object (&page->queue);
  g_set_object (&page->cache, portail_desk_get_cache (page->desk));
  if (page->cache != NULL)
    {
      page->queue = portail_op_queue_new (page->cache);
      g_signal_connect_object (page->queue, "settled", G_CALLBACK (read_rules), page,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (page->queue, "failed", G_CALLBACK (on_failed), page,
                               G_CONNECT_SWAPPED);
      page->cache_handler = g_signal_connect_swapped (page->cache, "changed",
                                                      G_CALLBACK (on_cache_changed), page);
    }
  show_company (page);
}

GtkWidget *
portail_grade_rules_page_new (PortailDesk *desk)
{
  PortailGradeRulesPage *page = g_object_new (PORTAIL_TYPE_GRADE_RULES_PAGE, NULL);

  page->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

gboolean
portail_grade_rules_page_is_ready (PortailGradeRulesPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_GRADE_RULES_PAGE (page), FALSE);
  return page->is_read && !page->is_reading && !portail_op_queue_is_busy (page->queue);
}

PortailGrid *
portail_grade_rules_page_get_grid (PortailGradeRulesPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_GRADE_RULES_PAGE (page), NULL);
  return page->grid;
}
