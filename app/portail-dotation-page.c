/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-page.h"

#include "app/portail-dotation-item.h"
#include "app/portail-dotation-page-private.h"
#include "app/portail-entries-model.h"
#include "app/portail-fold-bin.h"
#include "app/portail-status-text.h"
#include "app/portail-toast.h"
#include "app/portail-unbroken-text.h"
#include "shared/portail-i18n.h"

#define SIDE_WIDTH 272
/* Height of the rows where the page scrolls as a whole. */
#define NARROW_ROWS_HEIGHT 320

G_DEFINE_FINAL_TYPE (PortailDotationPage, portail_dotation_page, ADW_TYPE_BIN)

enum
{
  BACK,
  TRASH,
  ACTIONS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is shown */

static const char *
find_obstacle (PortailDotationPage *page)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (page->model);

  for (int i = 0; i < PORTAIL_N_SHEET_TABLES; i++)
    if (page->grids[i] != NULL
        && portail_grid_sheet_get_n_refused (portail_grid_get_sheet (page->grids[i])) > 0)
      return _ ("Correct the cells marked in red first.");
  if (portail_dotation_model_get_n_drafts (page->model) > 0)
    return _ ("A row or a line is incomplete: complete or delete it first.");
  if (live == NULL || live->sheet->rows->len == 0)
    return _ ("Enter at least one employee first.");
  return live->fault;
}

static void
update_obstacle (PortailDotationPage *page)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (page->model);
  const char *lock = portail_dotation_model_get_week_lock (page->model);
  gboolean is_archived = dotation != NULL && !portail_timestamp_is_null (dotation->archived_at);

  portail_command_bar_set_obstacle (page->commands, "submit",
                                    lock != NULL ? lock : find_obstacle (page));
  portail_command_bar_set_obstacle (page->commands, "withdraw", lock);
  portail_command_bar_set_obstacle (page->commands, "archive",
                                    is_archived ? _ ("It is in the archives already.") : lock);
}

/* An employé receives his own row alone: totals over it would be wrong. */
static gboolean
may_see_totals (PortailDotationPage *page)
{
  PortailRole role = portail_dotation_model_get_role (page->model);

  return (portail_permission_get (PORTAIL_MODULE_DOTATIONS, role) & PORTAIL_RIGHT_READ) != 0;
}

static void
show_banner (PortailDotationPage *page, const PortailDotation *dotation)
{
  g_autofree char *text = NULL;

  if (dotation->status == PORTAIL_DOTATION_REFUSE && dotation->refusal_reason != NULL)
    text = g_strdup_printf (_ ("Refused: %s"), dotation->refusal_reason);
  else if (!may_see_totals (page))
    text = g_strdup (_ ("You see your own row of this sheet. If it is missing, your patron can "
                        "link you to it among the employees."));
  else
    text = g_strdup (portail_dotation_model_get_lock_reason (page->model));
  if (text != NULL)
    portail_banner_show (page->banner, text, NULL, NULL);
  else
    portail_banner_hide (page->banner);
}

static void
show_head (PortailDotationPage *page, const PortailDotation *dotation)
{
  g_autofree char *week = portail_unbroken_text_of_week (dotation->period);
  const char *css_class = portail_dotation_status_get_css_class (dotation->status);
  const char *const classes[] = { "pill-label", css_class, NULL };

  gtk_label_set_text (page->title, week);
  gtk_label_set_text (page->company, portail_dotation_model_get_enterprise_name (page->model));
  gtk_label_set_text (page->status, portail_dotation_status_get_title (dotation->status));
  gtk_widget_set_css_classes (GTK_WIDGET (page->status), (const char **) classes);
  gtk_widget_set_visible (page->provisional, portail_dotation_model_is_provisional (page->model));
  show_banner (page, dotation);
}

/* What is to be said about a cell of the rows: why it is refused or marked, else how its amount
 * comes about. Owned; NULL for nothing. */
static char *
explain_cell (PortailDotationPage *page, guint row, guint column)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (page->model);
  g_auto (PortailGridContent) content = { 0 };
  PortailSheet sheet;
  PortailExplanationSubject subject = portail_live_sheet_get_subject (live, &sheet);
  PortailRowFigure figure;

  if (row >= live->sheet->rows->len)
    return NULL;
  portail_grid_sheet_get_content (portail_grid_get_sheet (page->grids[PORTAIL_SHEET_ROWS]), row,
                                  column, &content);
  if (content.note != NULL)
    return g_steal_pointer (&content.note);
  if (live->fault != NULL || !portail_rows_model_get_figure (page->rows, column, &figure))
    return NULL;
  return portail_explanation_of_row (&subject, row, figure);
}

/* What the row under the cursor says about itself. */
void
portail_dotation_page_update_why (PortailDotationPage *page)
{
  PortailGrid *grid = page->grids[PORTAIL_SHEET_ROWS];
  g_autofree char *text = NULL;
  gboolean is_manual;
  guint row;
  guint column;

  if (grid == NULL || portail_dotation_model_get_live (page->model) == NULL)
    return;
  portail_grid_get_cursor (grid, &row, &column);
  text = explain_cell (page, row, column);
  gtk_label_set_text (page->why, text != NULL ? text
                                              : _ ("Put the cursor on an amount to read how it "
                                                   "comes about."));
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->why), text);
  is_manual = portail_dotation_model_is_editable (page->model)
              && portail_rows_model_is_manual (page->rows, row, column);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "sheet.reset-suggestion", is_manual);
  gtk_widget_set_visible (page->reset_button, is_manual);
}

static void
update_rights (PortailDotationPage *page)
{
  gboolean is_editable = portail_dotation_model_is_editable (page->model);
  gboolean may_see = may_see_totals (page);

  for (int i = 0; i < PORTAIL_N_SHEET_TABLES; i++)
    if (page->grids[i] != NULL)
      portail_grid_sheet_set_mode (portail_grid_get_sheet (page->grids[i]),
                                   is_editable ? PORTAIL_GRID_EDITABLE : PORTAIL_GRID_READ_ONLY);
  portail_dotation_page_update_trash (page);
  gtk_widget_set_sensitive (page->import_button, is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "sheet.import-clipboard", is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "sheet.import-file", is_editable);
  gtk_widget_set_visible (GTK_WIDGET (page->side), may_see);
  gtk_widget_set_visible (page->side_separator, may_see && !page->is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (page->entries), may_see);
  gtk_widget_set_visible (GTK_WIDGET (page->inputs), may_see);
  gtk_widget_set_visible (page->why_bar, may_see);
}

static void
on_grid_entered (GtkEventController *focus, PortailDotationPage *page)
{
  for (int i = 0; i < PORTAIL_N_SHEET_TABLES; i++)
    if (GTK_WIDGET (page->grids[i]) == gtk_event_controller_get_widget (focus))
      page->target = (PortailSheetTable) i;
}

static void
add_grid (PortailDotationPage *page,
          PortailSheetTable table,
          GtkScrolledWindow *box,
          PortailGridModel *model,
          const char *label)
{
  g_autoptr (PortailGridSheet) sheet = portail_grid_sheet_new (
      model, portail_dotation_model_get_undo_stack (page->model));
  GtkWidget *grid = portail_grid_new (label, PORTAIL_GRID_NORMAL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  portail_grid_set_sheet (PORTAIL_GRID (grid), sheet);
  gtk_scrolled_window_set_child (box, grid);
  g_signal_connect_object (sheet, "refused-changed", G_CALLBACK (update_obstacle), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (on_grid_entered), page, 0);
  gtk_widget_add_controller (grid, focus);
  page->grids[table] = PORTAIL_GRID (grid);
}

/* Once the sheet is there: its mode of calculation decides the columns. */
static void
add_grids (PortailDotationPage *page)
{
  g_autoptr (PortailEntriesModel) depenses = portail_entries_model_new (page->model,
                                                                        PORTAIL_SHEET_DEPENSES);
  g_autoptr (PortailEntriesModel) retraits = portail_entries_model_new (page->model,
                                                                        PORTAIL_SHEET_RETRAITS);
  g_autoptr (GMenu) menu = g_menu_new ();

  page->rows = portail_rows_model_new (page->model);
  add_grid (page, PORTAIL_SHEET_ROWS, page->rows_box, PORTAIL_GRID_MODEL (page->rows),
            _ ("Employees"));
  add_grid (page, PORTAIL_SHEET_DEPENSES, page->depenses_box, PORTAIL_GRID_MODEL (depenses),
            _ ("Deductible expenses"));
  add_grid (page, PORTAIL_SHEET_RETRAITS, page->retraits_box, PORTAIL_GRID_MODEL (retraits),
            _ ("Withdrawals"));
  g_menu_append (menu, _ ("Take the suggestion"), "sheet.reset-suggestion");
  portail_grid_set_extra_menu (page->grids[PORTAIL_SHEET_ROWS], G_MENU_MODEL (menu));
  g_signal_connect_object (page->grids[PORTAIL_SHEET_ROWS], "cursor-moved",
                           G_CALLBACK (portail_dotation_page_update_why), page, G_CONNECT_SWAPPED);
}

static void
on_left_changed (PortailDotationPage *page)
{
  g_autofree char *left = portail_sheet_keeper_dup_left (page->keeper);

  if (left != NULL)
    portail_banner_show (page->left_banner,
                         _ ("What you typed and could not be saved is kept here."), _ ("Show"),
                         "sheet.show-left");
  else
    portail_banner_hide (page->left_banner);
}

static void
add_keeper (PortailDotationPage *page)
{
  page->keeper = portail_sheet_keeper_new (page->model);
  for (int i = 0; i < PORTAIL_N_SHEET_TABLES; i++)
    portail_sheet_keeper_follow_grid (page->keeper, (PortailSheetTable) i, page->grids[i]);
  portail_sheet_keeper_follow_inputs (page->keeper, page->inputs);
  g_signal_connect_object (page->keeper, "left-changed", G_CALLBACK (on_left_changed), page,
                           G_CONNECT_SWAPPED);
  portail_sheet_keeper_start (page->keeper);
}

/* Nothing is written into what is gone; a text that is being typed is left over. */
static void
close_grids (PortailDotationPage *page)
{
  for (int i = 0; i < PORTAIL_N_SHEET_TABLES; i++)
    if (page->grids[i] != NULL)
      {
        portail_grid_sheet_set_mode (portail_grid_get_sheet (page->grids[i]),
                                     PORTAIL_GRID_READ_ONLY);
        portail_grid_commit (page->grids[i]);
      }
}

/* In an empty sheet one types at once. */
static void
focus_empty (PortailDotationPage *page)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (page->model);

  if (live != NULL && live->sheet->rows->len == 0
      && portail_dotation_model_is_editable (page->model)
      && gtk_widget_get_mapped (GTK_WIDGET (page)))
    gtk_widget_grab_focus (GTK_WIDGET (page->grids[PORTAIL_SHEET_ROWS]));
}

static void
show_gone (PortailDotationPage *page)
{
  const char *fault = portail_dotation_model_get_fault (page->model);

  adw_status_page_set_title (page->gone, fault != NULL ? _ ("The sheet cannot be read")
                                                       : _ ("The sheet is gone"));
  portail_status_text_set (
      page->gone, fault != NULL ? fault
                                : _ ("It was deleted, or is no longer yours to see. What you typed "
                                     "and the server does not have is kept in “Sync”."));
  gtk_stack_set_visible_child_name (page->views, "gone");
}

static void
on_model_changed (PortailDotationPage *page)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (page->model);
  gboolean is_shown = g_strcmp0 (gtk_stack_get_visible_child_name (page->views), "preview") == 0;
  gboolean is_first = page->rows == NULL;

  switch (portail_dotation_model_get_state (page->model))
    {
    case PORTAIL_DOTATION_MODEL_LOADING:
      return;
    case PORTAIL_DOTATION_MODEL_READY:
      if (is_first)
        add_grids (page);
      update_rights (page);
      portail_command_bar_set_record (
          page->commands, dotation,
          portail_permission_get (PORTAIL_MODULE_DOTATIONS,
                                  portail_dotation_model_get_role (page->model)));
      show_head (page, dotation);
      portail_sheet_inputs_set_model (page->inputs, page->model);
      if (page->keeper == NULL)
        add_keeper (page);
      if (!portail_dotation_model_is_editable (page->model))
        close_grids (page);
      update_obstacle (page);
      portail_dotation_page_update_why (page);
      if (!is_shown)
        gtk_stack_set_visible_child_name (page->views, "sheet");
      if (is_first)
        focus_empty (page);
      break;
    default:
      portail_command_bar_set_record (page->commands, NULL, PORTAIL_RIGHT_NONE);
      close_grids (page);
      show_gone (page);
      break;
    }
  g_signal_emit (page, signals[ACTIONS_CHANGED], 0);
}

static void
on_model_failed (PortailDotationPage *page, const char *message)
{
  portail_toast_show (GTK_WIDGET (page), message);
}

static void
on_command (PortailDotationPage *page, const char *command, const PortailArguments *arguments)
{
  if (portail_dotation_model_get_dotation (page->model) == NULL)
    return;
  portail_dotation_page_commit (page);
  portail_dotation_model_command (page->model, command, arguments);
  if (g_str_equal (command, "submit"))
    portail_toast_show_undo (GTK_WIDGET (page), _ ("The dotation has been submitted."));
  else if (g_str_equal (command, "archive"))
    portail_toast_show (GTK_WIDGET (page), _ ("The dotation goes to the archives."));
}

/* Widths */

static void
put_commands (PortailDotationPage *page, AdwBin *place)
{
  g_object_ref (page->commands);
  adw_bin_set_child (page->wide_commands, NULL);
  adw_bin_set_child (page->narrow_commands, NULL);
  adw_bin_set_child (place, GTK_WIDGET (page->commands));
  g_object_unref (page->commands);
}

static void
on_width_changed (PortailDotationPage *page, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);

  page->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (page->body), is_narrow
                                                                   ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (page->entries), is_narrow
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
  portail_sheet_inputs_set_orientation (page->inputs, is_narrow ? GTK_ORIENTATION_VERTICAL
                                                                : GTK_ORIENTATION_HORIZONTAL);
  gtk_scrolled_window_set_policy (page->scroller, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_policy (page->side, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (GTK_WIDGET (page->side), is_narrow ? -1 : SIDE_WIDTH, -1);
  gtk_widget_set_size_request (GTK_WIDGET (page->rows_box), -1,
                               is_narrow ? NARROW_ROWS_HEIGHT : -1);
  /* There is no room for it, and the chooser above shows the same. */
  gtk_widget_set_visible (GTK_WIDGET (page->company), !is_narrow);
  put_commands (page, is_narrow ? page->narrow_commands : page->wide_commands);
  gtk_widget_set_visible (page->side_separator, !is_narrow && may_see_totals (page));
}

/* Actions */

void
portail_dotation_page_commit (PortailDotationPage *page)
{
  g_return_if_fail (PORTAIL_IS_DOTATION_PAGE (page));
  for (int i = 0; i < PORTAIL_N_SHEET_TABLES; i++)
    if (page->grids[i] != NULL)
      portail_grid_commit (page->grids[i]);
  portail_sheet_inputs_commit (page->inputs);
  if (page->keeper != NULL)
    portail_sheet_keeper_flush (page->keeper);
}

static void
on_preview_closed (PortailDotationPage *page)
{
  portail_dotation_preview_set_model (page->preview, NULL);
  gtk_stack_set_visible_child_name (page->views, "sheet");
  on_model_changed (page);
}

gboolean
portail_dotation_page_can (PortailDotationPage *page, PortailDotationPageDeed deed)
{
  PortailUndoStack *stack;

  g_return_val_if_fail (PORTAIL_IS_DOTATION_PAGE (page), FALSE);
  if (portail_dotation_model_get_state (page->model) != PORTAIL_DOTATION_MODEL_READY)
    return FALSE;
  stack = portail_dotation_model_get_undo_stack (page->model);
  switch (deed)
    {
    case PORTAIL_DOTATION_PAGE_UNDO:
      return portail_undo_stack_can_undo (stack);
    case PORTAIL_DOTATION_PAGE_REDO:
      return portail_undo_stack_can_redo (stack);
    default:
      return TRUE;
    }
}

void
portail_dotation_page_do (PortailDotationPage *page, PortailDotationPageDeed deed)
{
  PortailUndoStack *stack;

  g_return_if_fail (PORTAIL_IS_DOTATION_PAGE (page));
  stack = portail_dotation_model_get_undo_stack (page->model);
  portail_dotation_page_commit (page);
  if (deed == PORTAIL_DOTATION_PAGE_UNDO)
    portail_undo_stack_undo (stack);
  else if (deed == PORTAIL_DOTATION_PAGE_REDO)
    portail_undo_stack_redo (stack);
  else if (deed == PORTAIL_DOTATION_PAGE_PRINT)
    gtk_widget_activate_action (GTK_WIDGET (page), "sheet.preview", NULL);
  else
    portail_toast_show (GTK_WIDGET (page), _ ("Everything is saved as you type."));
}

static void
on_undo_stack_changed (PortailDotationPage *page)
{
  g_signal_emit (page, signals[ACTIONS_CHANGED], 0);
}

static void
portail_dotation_page_dispose (GObject *object)
{
  PortailDotationPage *page = PORTAIL_DOTATION_PAGE (object);

  if (page->keeper != NULL)
    portail_sheet_keeper_flush (page->keeper);
  g_clear_object (&page->keeper);
  /* Its steps hold the models, which hold the stack. */
  if (page->model != NULL)
    portail_undo_stack_clear (portail_dotation_model_get_undo_stack (page->model));
  g_clear_object (&page->rows);
  g_clear_object (&page->model);
  G_OBJECT_CLASS (portail_dotation_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailDotationPage, views);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, gone);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, title);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, company);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, status);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, provisional);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, import_button);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, trash_button);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, wide_commands);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, narrow_commands);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, commands);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, banner);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, left_banner);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, scroller);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, body);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, entries);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, rows_box);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, depenses_box);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, retraits_box);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, why_bar);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, why);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, reset_button);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, inputs);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, side_separator);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, side);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, figures);
  gtk_widget_class_bind_template_child (class, PortailDotationPage, preview);
  gtk_widget_class_bind_template_callback (class, on_width_changed);
  gtk_widget_class_bind_template_callback (class, on_preview_closed);
}

static void
portail_dotation_page_class_init (PortailDotationPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_dotation_page_dispose;
  signals[BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
  signals[TRASH] = g_signal_new ("trash", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
  signals[ACTIONS_CHANGED] = g_signal_new ("actions-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (PORTAIL_TYPE_BANNER);
  g_type_ensure (PORTAIL_TYPE_COMMAND_BAR);
  g_type_ensure (PORTAIL_TYPE_DOTATION_PREVIEW);
  g_type_ensure (PORTAIL_TYPE_FIGURES_PANEL);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  g_type_ensure (PORTAIL_TYPE_SHEET_INPUTS);
  portail_dotation_page_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-dotation-page.ui");
  bind_children (widget_class);
}

static void
portail_dotation_page_init (PortailDotationPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  g_signal_connect_swapped (page->commands, "run", G_CALLBACK (on_command), page);
}

GtkWidget *
portail_dotation_page_new (PortailDotationModel *model)
{
  PortailDotationPage *page = g_object_new (PORTAIL_TYPE_DOTATION_PAGE, NULL);

  page->model = g_object_ref (model);
  portail_figures_panel_set_model (page->figures, model);
  g_signal_connect_object (model, "changed", G_CALLBACK (on_model_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "failed", G_CALLBACK (on_model_failed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_dotation_model_get_undo_stack (model), "changed",
                           G_CALLBACK (on_undo_stack_changed), page, G_CONNECT_SWAPPED);
  on_model_changed (page);
  return GTK_WIDGET (page);
}

PortailDotationModel *
portail_dotation_page_get_model (PortailDotationPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_PAGE (page), NULL);
  return page->model;
}
