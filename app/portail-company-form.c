/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-company-form.h"

#include <string.h>

#include "app/portail-company-settings.h"
#include "app/portail-fold-bin.h"
#include "app/portail-frame-steps.h"
#include "app/portail-grid.h"
#include "app/portail-palier-grid.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/records/portail-grade-rule.h"

/* Of the example, in pixels. */
#define EXAMPLE_WIDTH 300

struct _PortailCompanyForm
{
  AdwBin parent_instance;

  GtkGrid *columns;
  GtkWidget *rest; /* below the example, as high as the settings are higher */
  GtkWidget *paliers_box;
  GtkListBox *problems_list;
  GtkWidget *grades_box;
  PortailRecordForm *form;
  PortailGrid *grid;
  PortailCompanyExample *example;

  PortailEnterprise *enterprise; /* as it was shown; NULL before */
  GPtrArray *grades;             /* of PortailGradeRule */
  PortailRecordGridModel *paliers;
  PortailUndoStack *undo_stack;
  PortailProblems *problems;
  char *shown_json; /* the settings as they were shown, canonical */
  PortailRole role;
  guint n_parts;        /* that are shown; sections of the form at first */
  gboolean is_unfolded; /* what is below the sections may be shown */
};

G_DEFINE_FINAL_TYPE (PortailCompanyForm, portail_company_form, ADW_TYPE_BIN)

enum
{
  CHANGED,
  SUBMIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const PortailFormField identity[] = { { "type_label", NULL },
                                             { "description", NULL },
                                             { 0 } };
static const PortailFormField pay[] = {
  { "mode_calcul", NULL },
  { "taux_salaire", NULL },
  { "taux_prime", NULL },
  { "salaires_deductibles", N_ ("They lower the profit, and so the tax.") },
  { 0 },
};
static const PortailFormField taxes[] = {
  { "mode_impot", NULL },
  { "due_delay_days", N_ ("After the end of the week. Empty: as the server says. Staff decides.") },
  { 0 },
};
static const PortailFormField shares[] = {
  { "entreprise_taux", N_ ("Empty: as the server says.") },
  { "groupe_taux", N_ ("Empty: as the server says.") },
  { 0 },
};
static const PortailFormSection sections[] = {
  { N_ ("Company"), identity },
  { N_ ("Taxes"), taxes },
  { N_ ("Blanchiment (RP only)"), shares },
  /* The steps stand right below. */
  { N_ ("Salaries and bonuses"), pay },
  { 0 },
};

static gboolean
can_write (PortailCompanyForm *self)
{
  return (portail_permission_get (PORTAIL_MODULE_COMPANY_CONFIG, self->role) & PORTAIL_RIGHT_WRITE)
         != 0;
}

static PortailFieldSet
get_bit (const char *name)
{
  return portail_record_type_field_bit (&portail_company_settings_type, name);
}

/* What the form and the grid say now */

static char *
dup_json (PortailCompanyForm *self, const PortailCompanySettings *settings)
{
  return portail_company_settings_to_json (
      settings, portail_record_grid_model_get_rows (self->paliers), self->enterprise->settings);
}

gboolean
portail_company_form_is_changed (PortailCompanyForm *self)
{
  g_autofree char *json = NULL;

  g_return_val_if_fail (PORTAIL_IS_COMPANY_FORM (self), FALSE);
  if (self->enterprise == NULL)
    return FALSE;
  json = dup_json (self, portail_record_form_get_original (self->form));
  return portail_record_form_is_changed (self->form) || g_strcmp0 (json, self->shown_json) != 0;
}

static void
show_problems (PortailCompanyForm *self)
{
  GtkWidget *row;
  guint n = 0;
  guint unused;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->problems_list))) != NULL)
    gtk_list_box_remove (self->problems_list, row);
  for (guint i = 0; i < self->problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (self->problems, i);
      GtkWidget *label;

      if (!portail_palier_grid_find (problem, &unused, &unused)
          && g_strcmp0 (problem->field, "paliers") != 0)
        continue;
      label = gtk_label_new (problem->detail);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_set_margin_top (label, 6);
      gtk_widget_set_margin_bottom (label, 6);
      gtk_widget_set_margin_start (label, 9);
      gtk_widget_add_css_class (label, "error");
      gtk_list_box_append (self->problems_list, label);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problems_list), n > 0);
}

static void
show_example (PortailCompanyForm *self, const PortailCompanySettings *settings)
{
  g_autoptr (PortailPayrollSettings) payroll = portail_company_settings_make_payroll (
      settings, portail_record_grid_model_get_rows (self->paliers));
  const GPtrArray *grades = self->grades;

  for (guint i = 0; i < grades->len; i++)
    {
      const PortailGradeRule *rule = g_ptr_array_index (grades, i);

      portail_payroll_settings_add_grade (
          payroll,
          &(PortailPayrollGrade){ rule->grade, rule->salaire_fixe, rule->taux_ca,
                                  rule->taux_horaire, rule->prime_fixe, rule->taux_prime });
    }
  portail_company_example_set_settings (self->example, self->problems->len == 0 ? payroll : NULL);
}

/* Rates are of one mode, steps of another. */
static void
show_mode (PortailCompanyForm *self, const PortailCompanySettings *settings)
{
  PortailFieldSet hidden = 0;

  if (settings->mode_calcul != PORTAIL_MODE_CALCUL_POURCENTAGE + 1)
    hidden |= get_bit ("taux_salaire") | get_bit ("taux_prime");
  if (!self->enterprise->blanchiment_enabled)
    hidden |= get_bit ("entreprise_taux") | get_bit ("groupe_taux");
  portail_record_form_set_hidden (self->form, hidden);
  gtk_widget_set_visible (self->paliers_box,
                          self->is_unfolded
                              && settings->mode_calcul == PORTAIL_MODE_CALCUL_PALIERS + 1);
  gtk_widget_set_visible (self->grades_box,
                          self->is_unfolded
                              && settings->mode_calcul == PORTAIL_MODE_CALCUL_GRADE + 1);
}

/* A frame with all of it would hold up the main loop: a section comes after the other, then what is
 * below and beside them. */
static PortailFrameStepsState
unfold (gpointer widget)
{
  PortailCompanyForm *self = PORTAIL_COMPANY_FORM (widget);

  self->n_parts++;
  if (portail_record_form_unfold (self->form, self->n_parts))
    return PORTAIL_FRAME_STEPS_MORE;
  if (!self->is_unfolded)
    {
      g_autoptr (PortailCompanySettings) settings = portail_record_form_dup_record (self->form);

      self->is_unfolded = TRUE;
      if (settings != NULL)
        show_mode (self, settings);
      return PORTAIL_FRAME_STEPS_MORE;
    }
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self->example)), TRUE);
  return PORTAIL_FRAME_STEPS_DONE;
}

static void
evaluate (PortailCompanyForm *self)
{
  g_autoptr (PortailCompanySettings) settings = NULL;

  if (self->enterprise == NULL)
    return;
  settings = portail_record_form_dup_record (self->form);
  g_ptr_array_set_size (self->problems, 0);
  portail_company_settings_check (settings, portail_record_grid_model_get_rows (self->paliers),
                                  self->problems);
  portail_record_grid_model_refresh (self->paliers);
  show_mode (self, settings);
  show_problems (self);
  show_example (self, settings);
}

/* The form shows what is wrong with its own fields; steps have their list. */
static void
check_form (gconstpointer record, PortailProblems *problems, gpointer user_data)
{
  PortailCompanyForm *self = PORTAIL_COMPANY_FORM (user_data);
  g_autoptr (PortailProblems) all = portail_problems_new ();

  portail_company_settings_check (record, portail_record_grid_model_get_rows (self->paliers), all);
  for (guint i = 0; i < all->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (all, i);

      if (problem->field == NULL
          || portail_record_type_find_field (&portail_company_settings_type, problem->field) < 0)
        continue;
      portail_problems_add (problems, problem->field, problem->code, "%s", problem->detail);
    }
}

static void
on_typed (PortailCompanyForm *self)
{
  evaluate (self);
  if (self->enterprise != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_submit (PortailCompanyForm *self)
{
  g_signal_emit (self, signals[SUBMIT], 0);
}

static void
show_rights (PortailCompanyForm *self)
{
  PortailFieldSet all = portail_record_type_get_all_fields (&portail_company_settings_type);
  PortailFormRights rights = {
    .readable = all,
    .writable = can_write (self) ? all : 0,
    .lock_reason = can_write (self) ? NULL : _ ("The patron and the staff change these settings."),
  };

  /* When a tax is due is the staff's to say (domain.md §7.1). */
  if (self->role != PORTAIL_ROLE_STAFF && self->role != PORTAIL_ROLE_SUPERADMIN)
    rights.writable &= ~get_bit ("due_delay_days");
  portail_record_form_set_rights (self->form, &rights);
  portail_grid_sheet_set_mode (portail_grid_get_sheet (self->grid),
                               can_write (self) ? PORTAIL_GRID_EDITABLE : PORTAIL_GRID_READ_ONLY);
}

void
portail_company_form_set_role (PortailCompanyForm *self, PortailRole role)
{
  g_return_if_fail (PORTAIL_IS_COMPANY_FORM (self));
  self->role = role;
  show_rights (self);
}

static void
take (PortailCompanyForm *self, const PortailEnterprise *enterprise, GPtrArray *grades)
{
  g_autoptr (GPtrArray) old_grades = g_steal_pointer (&self->grades);
  g_autoptr (PortailRecord) old = (PortailRecord *) g_steal_pointer (&self->enterprise);

  self->enterprise = portail_record_copy (enterprise);
  self->grades = g_ptr_array_ref (grades);
}

void
portail_company_form_show (PortailCompanyForm *self,
                           const PortailEnterprise *enterprise,
                           GPtrArray *grades)
{
  g_autoptr (PortailCompanySettings) settings = NULL;

  g_return_if_fail (PORTAIL_IS_COMPANY_FORM (self));
  settings = portail_company_settings_new (enterprise);
  take (self, enterprise, grades);
  portail_record_form_set_record (self->form, settings, PORTAIL_FORM_EDIT);
  portail_record_grid_model_replace (
      self->paliers, portail_company_settings_list_paliers (enterprise), NULL, NULL);
  g_free (self->shown_json);
  self->shown_json = dup_json (self, settings);
  show_rights (self);
  evaluate (self);
}

void
portail_company_form_update (PortailCompanyForm *self,
                             const PortailEnterprise *enterprise,
                             GPtrArray *grades)
{
  g_autoptr (PortailCompanySettings) settings = NULL;

  g_return_if_fail (PORTAIL_IS_COMPANY_FORM (self));
  settings = portail_company_settings_new (enterprise);
  take (self, enterprise, grades);
  portail_record_form_update (self->form, settings);
  evaluate (self);
}

gboolean
portail_company_form_validate (PortailCompanyForm *self)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_FORM (self), FALSE);
  if (self->enterprise == NULL || !can_write (self))
    return FALSE;
  portail_grid_commit (self->grid);
  return portail_record_form_validate (self->form) && self->problems->len == 0
         && portail_grid_sheet_get_n_refused (portail_grid_get_sheet (self->grid)) == 0;
}

PortailSyncOp *
portail_company_form_make_op (PortailCompanyForm *self)
{
  const PortailEnterprise *before = self->enterprise;
  g_autoptr (PortailCompanySettings) settings = portail_record_form_dup_record (self->form);
  g_autoptr (PortailEnterprise) after = portail_record_copy (before);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, before->base.id);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, before->base.type,
                                              before->base.id);
  g_autofree char *json = dup_json (self, settings);

  g_free (after->type_label);
  after->type_label = g_strdup (settings->type_label);
  g_free (after->description);
  after->description = g_strdup (settings->description);
  /* Settings that only look otherwise stay as they are. */
  if (g_strcmp0 (json, self->shown_json) != 0)
    {
      g_free (after->settings);
      after->settings = g_steal_pointer (&json);
    }
  portail_change_set_fields (change, after, portail_record_get_differing_fields (before, after));
  portail_sync_op_take_change (op, change);
  return op;
}

/* Drafts */

char *
portail_company_form_dup_draft (PortailCompanyForm *self)
{
  GString *json;
  g_autofree char *typed = NULL;
  g_autofree char *settings = NULL;

  g_return_val_if_fail (PORTAIL_IS_COMPANY_FORM (self), NULL);
  if (!portail_company_form_is_changed (self))
    return NULL;
  typed = portail_record_form_dup_draft (self->form);
  settings = dup_json (self, portail_record_form_get_original (self->form));
  json = g_string_new ("{");
  portail_json_append_name (json, "form");
  portail_json_append_string (json, typed);
  portail_json_append_name (json, "paliers");
  portail_json_append_string (json, settings);
  return g_string_free (g_string_append_c (json, '}'), FALSE);
}

static void
restore_paliers (PortailCompanyForm *self, const char *settings)
{
  g_autoptr (PortailEnterprise) enterprise = portail_record_new (&portail_enterprise_type);

  enterprise->settings = g_strdup (settings);
  portail_record_grid_model_replace (
      self->paliers, portail_company_settings_list_paliers (enterprise), NULL, NULL);
}

void
portail_company_form_restore_draft (PortailCompanyForm *self, const char *json)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), NULL);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;
  const char *typed = portail_json_get_member_string (root, "form");
  const char *settings = portail_json_get_member_string (root, "paliers");

  g_return_if_fail (PORTAIL_IS_COMPANY_FORM (self));
  if (self->enterprise == NULL || !can_write (self))
    return;
  if (typed != NULL)
    portail_record_form_restore_draft (self->form, typed);
  if (settings != NULL)
    restore_paliers (self, settings);
  on_typed (self);
}

static void
portail_company_form_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_COMPANY_FORM (object)->undo_stack);
  G_OBJECT_CLASS (portail_company_form_parent_class)->dispose (object);
}

static void
portail_company_form_finalize (GObject *object)
{
  PortailCompanyForm *self = PORTAIL_COMPANY_FORM (object);

  g_clear_pointer (&self->enterprise, portail_record_free);
  g_clear_pointer (&self->grades, g_ptr_array_unref);
  g_object_unref (self->paliers);
  g_ptr_array_unref (self->problems);
  g_free (self->shown_json);
  G_OBJECT_CLASS (portail_company_form_parent_class)->finalize (object);
}

static void
on_width_changed (PortailCompanyForm *self, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->columns));
  GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (
      gtk_layout_manager_get_layout_child (layout, GTK_WIDGET (self->example)));

  gtk_grid_layout_child_set_column (place, is_narrow ? 0 : 1);
  gtk_grid_layout_child_set_row (place, is_narrow ? 2 : 0);
  gtk_widget_set_visible (self->rest, !is_narrow);
}

static void
portail_company_form_class_init (PortailCompanyFormClass *class)
{
  static const char *const names[N_SIGNALS] = { "changed", "submit" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_company_form_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_company_form_finalize;
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-company-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyForm, columns);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyForm, rest);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyForm, paliers_box);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyForm, problems_list);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyForm, grades_box);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
}

static void
add_parts (PortailCompanyForm *self)
{
  GtkWidget *left = gtk_widget_get_first_child (GTK_WIDGET (self->columns));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (PortailGridSheet) sheet = portail_grid_sheet_new (PORTAIL_GRID_MODEL (self->paliers),
                                                               self->undo_stack);

  self->form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_company_settings_type, sections));
  gtk_box_prepend (GTK_BOX (left), GTK_WIDGET (self->form));
  self->grid = PORTAIL_GRID (
      portail_grid_new (_ ("Steps of the turnover"), PORTAIL_GRID_ROW_NUMBERS));
  portail_grid_set_sheet (self->grid, sheet);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_add_css_class (scroller, "table-card");
  gtk_box_insert_child_after (GTK_BOX (self->paliers_box), scroller,
                              gtk_widget_get_first_child (self->paliers_box));
  self->example = PORTAIL_COMPANY_EXAMPLE (portail_company_example_new ());
  gtk_grid_attach (self->columns, GTK_WIDGET (self->example), 1, 0, 1, 1);
  /* What is left of the width is for the settings. */
  gtk_widget_set_hexpand (GTK_WIDGET (self->example), FALSE);
  gtk_widget_set_size_request (GTK_WIDGET (self->example), EXAMPLE_WIDTH, -1);
  /* Its place is kept, so that what is beside it stays where it is. */
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self->example)), FALSE);
  portail_record_form_unfold (self->form, self->n_parts);
  portail_frame_steps_run (GTK_WIDGET (self), unfold);
}

static void
portail_company_form_init (PortailCompanyForm *self)
{
  self->undo_stack = portail_undo_stack_new ();
  self->problems = portail_problems_new ();
  self->paliers = portail_palier_grid_new (self->problems);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_parts (self);
  portail_record_form_set_check (self->form, check_form, self);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "submit", G_CALLBACK (on_submit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paliers, "edited", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
}

PortailUndoStack *
portail_company_form_get_undo_stack (PortailCompanyForm *self)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_FORM (self), NULL);
  return self->undo_stack;
}

PortailRecordForm *
portail_company_form_get_fields (PortailCompanyForm *self)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_FORM (self), NULL);
  return self->form;
}

PortailRecordGridModel *
portail_company_form_get_paliers (PortailCompanyForm *self)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_FORM (self), NULL);
  return self->paliers;
}

PortailCompanyExample *
portail_company_form_get_example (PortailCompanyForm *self)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_FORM (self), NULL);
  return self->example;
}
