/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-page.h"

#include "app/portail-banner.h"
#include "app/portail-bareme-cliffs-view.h"
#include "app/portail-bareme-place.h"
#include "app/portail-fold-bin.h"
#include "app/portail-import-dialog.h"
#include "app/portail-record-form.h"
#include "app/portail-status-text.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

struct _PortailBaremePage
{
  AdwBin parent_instance;

  GtkStack *views;
  AdwStatusPage *gone;
  GtkLabel *title;
  GtkLabel *status;
  GtkWidget *import_button;
  GtkWidget *publish_button;
  PortailBanner *banner;
  AdwBin *head;
  GtkStack *tables;
  GtkLabel *sound;
  GtkListBox *problems;
  PortailBaremeCliffsView *cliffs;

  PortailBaremeDocument *document;
  PortailRecordForm *form;
  PortailGrid *grids[PORTAIL_BAREME_N_TABLES];
};

G_DEFINE_FINAL_TYPE (PortailBaremePage, portail_bareme_page, ADW_TYPE_BIN)

enum
{
  BACK,
  ACTIONS_CHANGED,
  DUPLICATE,
  COMPARE,
  DELETE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *name;
  const char *title;
} tables[PORTAIL_BAREME_N_TABLES] = {
  [PORTAIL_BAREME_TRANCHES] = { "tranches", N_ ("Tranches of the profit") },
  [PORTAIL_BAREME_RICHESSE] = { "richesse", N_ ("Wealth table") },
};

static const PortailFormField head_fields[] = {
  { "name", NULL },    { "effective_from", N_ ("The first week that is computed with it.") },
  { "arrondi", NULL }, { "mode_impot", NULL },
  { "note", NULL },    { 0 },
};

static const PortailFormSection head_sections[] = { { NULL, head_fields }, { 0 } };

PortailBaremeTable
portail_bareme_page_get_table (PortailBaremePage *page)
{
  const char *name = gtk_stack_get_visible_child_name (page->tables);

  return g_strcmp0 (name, tables[PORTAIL_BAREME_RICHESSE].name) == 0 ? PORTAIL_BAREME_RICHESSE
                                                                     : PORTAIL_BAREME_TRANCHES;
}

void
portail_bareme_page_show_table (PortailBaremePage *page, PortailBaremeTable table)
{
  g_return_if_fail (PORTAIL_IS_BAREME_PAGE (page));
  gtk_stack_set_visible_child_name (page->tables, tables[table].name);
}

/* What is shown */

static void
show_banner (PortailBaremePage *page)
{
  if (portail_bareme_document_is_published (page->document))
    portail_banner_show (page->banner,
                         _ ("This version is published: it never changes again. Duplicate it to "
                            "make the next one."),
                         NULL, NULL);
  else if (!portail_bareme_document_is_editable (page->document))
    portail_banner_show (page->banner, _ ("Your role may read tax tables, not change them."), NULL,
                         NULL);
  else
    portail_banner_hide (page->banner);
}

static void
show_status (PortailBaremePage *page)
{
  const PortailBaremeVersion *version = portail_bareme_document_get_version (page->document);
  gboolean is_published = portail_bareme_document_is_published (page->document);
  gboolean is_editable = portail_bareme_document_is_editable (page->document);
  const char *obstacle = portail_bareme_document_get_obstacle (page->document);

  gtk_label_set_text (page->title, version->name != NULL ? version->name : _ ("Without a name"));
  gtk_label_set_text (page->status,
                      is_published ? C_ ("tax table", "Published") : C_ ("tax table", "Draft"));
  if (is_published)
    gtk_widget_add_css_class (GTK_WIDGET (page->status), "good");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (page->status), "good");
  gtk_widget_set_visible (page->publish_button, is_editable);
  gtk_widget_set_sensitive (page->publish_button, obstacle == NULL);
  gtk_widget_set_tooltip_text (page->publish_button, obstacle);
  gtk_widget_set_visible (page->import_button, is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "bareme.delete", is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "bareme.duplicate",
                                 portail_bareme_document_can_write (page->document));
}

static void
show_head (PortailBaremePage *page)
{
  const PortailBaremeVersion *version = portail_bareme_document_get_version (page->document);
  PortailFieldSet all = portail_record_type_get_all_fields (version->base.type);
  const PortailRecord *original = portail_record_form_get_original (page->form);
  const PortailFormRights rights = {
    .readable = all,
    .writable = portail_bareme_document_is_editable (page->document) ? all : 0,
    .lock_reason = portail_bareme_document_is_editable (page->document)
                       ? NULL
                       : portail_bareme_document_get_obstacle (page->document),
  };

  portail_record_form_set_rights (page->form, &rights);
  if (original != NULL && g_strcmp0 (original->id, version->base.id) == 0)
    portail_record_form_update (page->form, version);
  else
    portail_record_form_set_record (page->form, version, PORTAIL_FORM_EDIT);
}

static void
add_problem (PortailBaremePage *page, const PortailProblem *problem)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (problem->detail);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");

  gtk_widget_add_css_class (icon, "error");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), problem->index >= 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  problem->detail, -1);
  gtk_list_box_append (page->problems, row);
}

static void
show_problems (PortailBaremePage *page)
{
  const PortailProblems *problems = portail_bareme_document_get_problems (
      page->document, portail_bareme_page_get_table (page));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (page->problems))) != NULL)
    gtk_list_box_remove (page->problems, row);
  for (guint i = 0; i < problems->len; i++)
    add_problem (page, portail_problems_get (problems, i));
  gtk_widget_set_visible (GTK_WIDGET (page->problems), problems->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (page->sound), problems->len == 0);
  gtk_label_set_text (page->sound,
                      portail_bareme_document_is_editable (page->document)
                          ? _ ("Each row ends where the next one begins. Salaries and bonuses are "
                               "the most that a person is paid in a week. A block from a "
                               "spreadsheet can be pasted into the table.")
                          : _ ("Each row ends where the next one begins. Salaries and bonuses are "
                               "the most that a person is paid in a week."));
}

/* Only a sound table has steps; of the wealth table there is nothing to draw. */
static void
show_cliffs (PortailBaremePage *page)
{
  const PortailProblems *problems = portail_bareme_document_get_problems (page->document,
                                                                          PORTAIL_BAREME_TRANCHES);
  gboolean is_drawn = problems->len == 0
                      && portail_bareme_page_get_table (page) == PORTAIL_BAREME_TRANCHES;

  portail_bareme_cliffs_view_set_bareme (
      page->cliffs, is_drawn ? portail_bareme_document_get_bareme (page->document) : NULL);
}

static void
ensure_grids (PortailBaremePage *page)
{
  gboolean is_editable = portail_bareme_document_is_editable (page->document);

  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    {
      PortailGridModel *model = PORTAIL_GRID_MODEL (
          portail_bareme_document_get_grid (page->document, (PortailBaremeTable) i));

      if (portail_grid_get_sheet (page->grids[i]) == NULL)
        {
          g_autoptr (PortailGridSheet) sheet = portail_grid_sheet_new (
              model, portail_bareme_document_get_undo_stack (page->document));

          portail_grid_set_sheet (page->grids[i], sheet);
        }
      portail_grid_sheet_set_mode (portail_grid_get_sheet (page->grids[i]),
                                   is_editable ? PORTAIL_GRID_EDITABLE : PORTAIL_GRID_READ_ONLY);
    }
}

static void
update (PortailBaremePage *page)
{
  PortailBaremeDocumentState state = portail_bareme_document_get_state (page->document);
  const char *fault = portail_bareme_document_get_fault (page->document);

  if (state == PORTAIL_BAREME_DOCUMENT_LOADING)
    gtk_stack_set_visible_child_name (page->views, "loading");
  else if (state != PORTAIL_BAREME_DOCUMENT_READY)
    {
      portail_status_text_set (page->gone,
                               fault != NULL ? fault : _ ("Somebody has deleted this draft."));
      gtk_stack_set_visible_child_name (page->views, "gone");
    }
  else
    {
      ensure_grids (page);
      show_banner (page);
      show_status (page);
      show_head (page);
      show_problems (page);
      show_cliffs (page);
      gtk_stack_set_visible_child_name (page->views, "table");
    }
  g_signal_emit (page, signals[ACTIONS_CHANGED], 0);
}

static void
on_undo_changed (PortailBaremePage *page)
{
  g_signal_emit (page, signals[ACTIONS_CHANGED], 0);
}

static void
on_table_shown (PortailBaremePage *page)
{
  if (page->document == NULL
      || portail_bareme_document_get_state (page->document) != PORTAIL_BAREME_DOCUMENT_READY)
    return;
  show_problems (page);
  show_cliffs (page);
}

static void
on_problem_activated (PortailBaremePage *page, GtkListBoxRow *row)
{
  PortailBaremeTable table = portail_bareme_page_get_table (page);
  const PortailProblems *problems = portail_bareme_document_get_problems (page->document, table);
  const PortailProblem *problem = portail_problems_get (problems,
                                                        (guint) gtk_list_box_row_get_index (row));
  guint column = portail_bareme_document_find_column (table, problem->field);
  guint line = (guint) problem->index;

  gtk_widget_grab_focus (GTK_WIDGET (page->grids[table]));
  portail_grid_set_cursor (page->grids[table], line, column);
}

/* Deeds */

static void
commit_head (PortailBaremePage *page)
{
  if (portail_bareme_document_is_editable (page->document)
      && portail_record_form_get_changed (page->form) != 0)
    portail_bareme_document_edit (page->document, portail_record_form_dup_record (page->form));
}

void
portail_bareme_page_commit (PortailBaremePage *page)
{
  g_return_if_fail (PORTAIL_IS_BAREME_PAGE (page));
  if (portail_bareme_document_get_state (page->document) != PORTAIL_BAREME_DOCUMENT_READY)
    return;
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    portail_grid_commit (page->grids[i]);
  commit_head (page);
}

static void
on_publish_answer (AdwMessageDialog *dialog, const char *response, PortailBaremePage *page)
{
  if (g_str_equal (response, "publish"))
    portail_bareme_document_publish (page->document);
}

static void
on_publish (PortailBaremePage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  const PortailBaremeVersion *version;
  g_autofree char *week = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  portail_bareme_page_commit (page);
  if (portail_bareme_document_get_obstacle (page->document) != NULL)
    return;
  version = portail_bareme_document_get_version (page->document);
  week = portail_week_to_text (version->effective_from);
  /* Translators: the name of a tax table, then a week. */
  body = g_strdup_printf (_ ("“%1$s” then applies from %2$s on, and the open dotations from that "
                             "week on are computed with it. A published version never changes "
                             "again and cannot be deleted."),
                          version->name, week);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Publish this tax table?"), body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Keep as a draft"), "publish",
                                    _ ("_Publish for good"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "publish", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_default_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_publish_answer), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Presented, with what is being typed committed. */
static PortailImportDialog *
new_import (PortailBaremePage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  PortailImportDialog *dialog;

  portail_bareme_page_commit (page);
  dialog = portail_import_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                      &portail_bareme_place, G_OBJECT (page->document),
                                      portail_bareme_page_get_table (page));
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
on_file_chosen (GtkNativeDialog *chooser, int response, PortailBaremePage *page)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  if (file != NULL)
    portail_import_dialog_read_file (new_import (page), file);
  g_object_unref (chooser);
}

static void
activate_import_file (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Import"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_OPEN,
      _ ("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
activate_import_clipboard (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  portail_import_dialog_read_clipboard (new_import (PORTAIL_BAREME_PAGE (widget)),
                                        gtk_widget_get_clipboard (widget));
}

/* Each asks the page around it. */
static void
activate_signal (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  static const struct
  {
    const char *action;
    guint signal;
  } deeds[] = {
    { "bareme.back", BACK },
    { "bareme.duplicate", DUPLICATE },
    { "bareme.compare", COMPARE },
    { "bareme.delete", DELETE },
  };

  portail_bareme_page_commit (PORTAIL_BAREME_PAGE (widget));
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].action, action_name))
      {
        g_signal_emit (widget, signals[deeds[i].signal], 0);
        return;
      }
}

static void
on_failed (PortailBaremePage *page, const char *message)
{
  portail_toast_show (GTK_WIDGET (page), message);
}

static void
portail_bareme_page_dispose (GObject *object)
{
  PortailBaremePage *page = PORTAIL_BAREME_PAGE (object);

  g_clear_object (&page->document);
  G_OBJECT_CLASS (portail_bareme_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (
      class, "/fr/flashbackfa_entreprise/Portail/portail-bareme-page.ui");
  gtk_widget_class_bind_template_child (class, PortailBaremePage, views);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, gone);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, title);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, status);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, import_button);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, publish_button);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, banner);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, head);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, tables);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, sound);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, problems);
  gtk_widget_class_bind_template_child (class, PortailBaremePage, cliffs);
  gtk_widget_class_bind_template_callback (class, on_publish);
  gtk_widget_class_bind_template_callback (class, on_table_shown);
  gtk_widget_class_bind_template_callback (class, on_problem_activated);
}

static void
portail_bareme_page_class_init (PortailBaremePageClass *class)
{
  static const char *const names[N_SIGNALS] = { "back", "actions-changed", "duplicate", "compare",
                                                "delete" };
  static const char *const actions[] = { "bareme.back", "bareme.duplicate", "bareme.compare",
                                         "bareme.delete" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_bareme_page_dispose;
  g_type_ensure (PORTAIL_TYPE_BANNER);
  g_type_ensure (PORTAIL_TYPE_BAREME_CLIFFS_VIEW);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  bind_template (widget_class);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, activate_signal);
  gtk_widget_class_install_action (widget_class, "bareme.import-clipboard", NULL,
                                   activate_import_clipboard);
  gtk_widget_class_install_action (widget_class, "bareme.import-file", NULL, activate_import_file);
}

static void
add_table (PortailBaremePage *page, PortailBaremeTable table)
{
  GtkWidget *grid = portail_grid_new (_ (tables[table].title), PORTAIL_GRID_ROW_NUMBERS);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_add_css_class (scroller, "table-card");
  gtk_stack_add_titled (page->tables, scroller, tables[table].name, _ (tables[table].title));
  page->grids[table] = PORTAIL_GRID (grid);
}

static void
follow_focus (PortailBaremePage *page)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (commit_head), page, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (page->form), focus);
  g_signal_connect_object (page->form, "submit", G_CALLBACK (commit_head), page, G_CONNECT_SWAPPED);
}

static void
portail_bareme_page_init (PortailBaremePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  for (guint i = 0; i < PORTAIL_BAREME_N_TABLES; i++)
    add_table (page, (PortailBaremeTable) i);
  page->form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_bareme_version_type, head_sections));
  adw_bin_set_child (page->head, GTK_WIDGET (page->form));
  follow_focus (page);
}

GtkWidget *
portail_bareme_page_new (PortailBaremeDocument *document)
{
  PortailBaremePage *page = g_object_new (PORTAIL_TYPE_BAREME_PAGE, NULL);

  page->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "failed", G_CALLBACK (on_failed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_bareme_document_get_undo_stack (document), "changed",
                           G_CALLBACK (on_undo_changed), page, G_CONNECT_SWAPPED);
  update (page);
  return GTK_WIDGET (page);
}

PortailBaremeDocument *
portail_bareme_page_get_document (PortailBaremePage *page)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_PAGE (page), NULL);
  return page->document;
}

PortailGrid *
portail_bareme_page_get_grid (PortailBaremePage *page, PortailBaremeTable table)
{
  g_return_val_if_fail (PORTAIL_IS_BAREME_PAGE (page), NULL);
  return page->grids[table];
}
