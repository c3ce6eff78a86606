/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-company-example.h"

#include "app/portail-record-form.h"
#include "shared/portail-dotation-sheet.h"
#include "shared/portail-i18n.h"

/* Less than fits into the column, so that words never make that wider. */
#define LABEL_CHARS 24

/* What the example begins with: something to see at once. */
#define FIRST_RUN PORTAIL_DOLLARS (20000)

enum
{
  SALAIRE,
  PRIME,
  N_AMOUNTS,
};

struct _PortailCompanyExample
{
  AdwBin parent_instance;

  PortailRecordForm *form;
  GtkLabel *amounts[N_AMOUNTS];
  GtkLabel *reasons[N_AMOUNTS];
  GtkLabel *fault;
  PortailPayrollSettings *settings; /* or NULL */
  PortailMoney shown[N_AMOUNTS];
};

G_DEFINE_FINAL_TYPE (PortailCompanyExample, portail_company_example, ADW_TYPE_BIN)

static const struct
{
  const char *title;
  PortailRowFigure figure;
} figures[N_AMOUNTS] = {
  [SALAIRE] = { N_ ("Salary"), PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE },
  [PRIME] = { N_ ("Bonus"), PORTAIL_ROW_FIGURE_PRIME_DEMANDEE },
};

static const PortailFormField fields[] = {
  { "run", NULL },
  { "facture", NULL },
  { "vente", NULL },
  { "heures", NULL },
  { "grade", NULL },
  { "is_direction", NULL },
  { 0 },
};

static const PortailFormSection sections[] = { { NULL, fields }, { 0 } };

/* Shows nothing but why. */
static void
show_fault (PortailCompanyExample *example, const char *fault)
{
  for (guint i = 0; i < N_AMOUNTS; i++)
    {
      example->shown[i] = PORTAIL_MONEY_NULL;
      gtk_label_set_text (example->amounts[i], "—");
      gtk_label_set_text (example->reasons[i], "");
    }
  gtk_label_set_text (example->fault, fault);
  gtk_widget_set_visible (GTK_WIDGET (example->fault), TRUE);
}

static void
show_figures (PortailCompanyExample *example, const PortailDotationFigures *computed)
{
  PortailExplanationSubject subject = portail_dotation_figures_get_subject (computed);

  example->shown[SALAIRE] = computed->results[0].salaire_demande;
  example->shown[PRIME] = computed->results[0].prime_demandee;
  for (guint i = 0; i < N_AMOUNTS; i++)
    {
      g_autofree char *amount = portail_money_to_text (example->shown[i]);
      g_autofree char *reason = portail_explanation_of_row (&subject, 0, figures[i].figure);

      gtk_label_set_text (example->amounts[i], amount);
      gtk_label_set_text (example->reasons[i], reason);
    }
  gtk_widget_set_visible (GTK_WIDGET (example->fault), FALSE);
}

static void
compute (PortailCompanyExample *example)
{
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) computed = NULL;
  g_autoptr (GError) error = NULL;

  if (example->settings == NULL)
    {
      show_fault (example, _ ("Correct the settings first."));
      return;
    }
  sheet = portail_dotation_sheet_new (portail_record_new (&portail_dotation_type));
  portail_payroll_settings_free (sheet->settings);
  sheet->settings = portail_payroll_settings_copy (example->settings);
  g_ptr_array_add (sheet->rows, portail_record_form_dup_record (example->form));
  computed = portail_dotation_sheet_compute (sheet, &error);
  if (computed != NULL)
    show_figures (example, computed);
  else
    show_fault (example, error->message);
}

static void
portail_company_example_finalize (GObject *object)
{
  g_clear_pointer (&PORTAIL_COMPANY_EXAMPLE (object)->settings, portail_payroll_settings_free);
  G_OBJECT_CLASS (portail_company_example_parent_class)->finalize (object);
}

static void
portail_company_example_class_init (PortailCompanyExampleClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_company_example_finalize;
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_amount (PortailCompanyExample *example, GtkBox *box, guint i)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = new_label (_ (figures[i].title), NULL);

  example->amounts[i] = GTK_LABEL (new_label ("—", "title-3"));
  example->reasons[i] = GTK_LABEL (new_label (NULL, "dim-label"));
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (example->amounts[i]));
  gtk_box_append (box, line);
  gtk_box_append (box, GTK_WIDGET (example->reasons[i]));
}

static void
portail_company_example_init (PortailCompanyExample *example)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *results = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), new_label (_ ("Example"), "heading"));
  gtk_box_append (GTK_BOX (box),
                  new_label (_ ("What one employee would ask for, before the caps of the tax "
                                "table."),
                             "dim-label"));
  example->form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_dotation_row_type, sections));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (example->form));
  gtk_widget_add_css_class (results, "example-results");
  for (guint i = 0; i < N_AMOUNTS; i++)
    add_amount (example, GTK_BOX (results), i);
  example->fault = GTK_LABEL (new_label (NULL, "error"));
  gtk_box_append (GTK_BOX (results), GTK_WIDGET (example->fault));
  gtk_box_append (GTK_BOX (box), results);
  adw_bin_set_child (ADW_BIN (example), box);
  g_signal_connect_object (example->form, "changed", G_CALLBACK (compute), example,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
portail_company_example_new (void)
{
  PortailCompanyExample *example = g_object_new (PORTAIL_TYPE_COMPANY_EXAMPLE, NULL);
  g_autoptr (PortailDotationRow) row = portail_record_new (&portail_dotation_row_type);

  row->run = FIRST_RUN;
  portail_company_example_set_row (example, row);
  return GTK_WIDGET (example);
}

/* The grades that there are rules for are to choose from. */
static void
suggest_grades (PortailCompanyExample *example)
{
  g_autoptr (GPtrArray) grades = g_ptr_array_new ();

  for (guint i = 0; i < example->settings->grades->len; i++)
    g_ptr_array_add (
        grades, (char *) g_array_index (example->settings->grades, PortailPayrollGrade, i).grade);
  g_ptr_array_add (grades, NULL);
  portail_record_form_set_suggestions (example->form, "grade", (const char *const *) grades->pdata);
}

void
portail_company_example_set_settings (PortailCompanyExample *example,
                                      const PortailPayrollSettings *settings)
{
  g_return_if_fail (PORTAIL_IS_COMPANY_EXAMPLE (example));
  g_clear_pointer (&example->settings, portail_payroll_settings_free);
  if (settings != NULL)
    {
      example->settings = portail_payroll_settings_copy (settings);
      suggest_grades (example);
    }
  compute (example);
}

void
portail_company_example_set_row (PortailCompanyExample *example, const PortailDotationRow *row)
{
  g_return_if_fail (PORTAIL_IS_COMPANY_EXAMPLE (example));
  portail_record_form_set_record (example->form, row, PORTAIL_FORM_CREATE);
  compute (example);
}

void
portail_company_example_get_amounts (PortailCompanyExample *example,
                                     PortailMoney *salaire,
                                     PortailMoney *prime)
{
  g_return_if_fail (PORTAIL_IS_COMPANY_EXAMPLE (example));
  *salaire = example->shown[SALAIRE];
  *prime = example->shown[PRIME];
}
