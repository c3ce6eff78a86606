/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tax-simulator.h"

#include "app/portail-amount-row.h"
#include "app/portail-bareme-choices.h"
#include "app/portail-figures-panel.h"
#include "app/portail-fold-bin.h"
#include "app/portail-report-search.h"
#include "app/portail-simulator-person.h"
#include "app/portail-toast.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define SIDE_WIDTH 380

struct _PortailTaxSimulator
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *body;
  GtkScrolledWindow *form;
  GtkWidget *separator;
  GtkScrolledWindow *side;
  AdwComboRow *bareme;
  AdwEntryRow *ca;
  AdwEntryRow *depenses;
  AdwEntryRow *retraits;
  AdwEntryRow *solde;
  GtkSwitch *deductible;
  AdwPreferencesGroup *people;
  GtkLabel *fault;
  PortailFiguresPanel *figures;

  PortailDesk *desk;
  GPtrArray *persons; /* of PortailSimulatorPerson, borrowed from the group */
  PortailBaremeChoices *choices;
  PortailLiveSheet *live;
  GCancellable *cancellable; /* of what is being read */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (PortailTaxSimulator, portail_tax_simulator, ADW_TYPE_BIN)

/* Figures */

static void
add_entry (GPtrArray *entries, PortailEntryKind kind, PortailMoney montant)
{
  PortailDotationEntry *entry = portail_record_new (&portail_dotation_entry_type);

  entry->kind = kind;
  entry->montant = montant;
  g_ptr_array_add (entries, entry);
}

/* Takes the amounts of @person. */
static void
add_row (PortailDotationSheet *sheet, const PortailSheetRow *person, PortailMoney ca)
{
  PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

  row->employee_name = g_strdup (person->name);
  row->is_direction = person->is_direction;
  row->run = sheet->rows->len == 0 ? ca : PORTAIL_MONEY_ZERO;
  row->salaire = person->salaire;
  row->prime = person->prime;
  row->salaire_manuel = TRUE;
  row->prime_manuelle = TRUE;
  g_ptr_array_add (sheet->rows, row);
}

static gboolean
read_people (PortailTaxSimulator *simulator,
             PortailDotationSheet *sheet,
             PortailMoney ca,
             char **fault)
{
  const PortailSheetRow nobody = { .salaire = PORTAIL_MONEY_ZERO, .prime = PORTAIL_MONEY_ZERO };
  gboolean is_good = TRUE;

  for (guint i = 0; i < simulator->persons->len; i++)
    {
      PortailSheetRow person;

      is_good = portail_simulator_person_read (simulator->persons->pdata[i], &person, fault)
                && is_good;
      add_row (sheet, &person, ca);
    }
  if (sheet->rows->len == 0)
    add_row (sheet, &nobody, ca);
  return is_good;
}

/* NULL, with *@fault, where something typed is no amount. */
static PortailDotationSheet *
read_sheet (PortailTaxSimulator *simulator, char **fault)
{
  g_autoptr (PortailDotationSheet) sheet = portail_dotation_sheet_new (
      portail_record_new (&portail_dotation_type));
  guint chosen = adw_combo_row_get_selected (simulator->bareme);
  PortailMoney ca;
  PortailMoney depenses;
  PortailMoney retraits;
  gboolean is_good = portail_amount_row_read (simulator->ca, &ca, fault);

  is_good = portail_amount_row_read (simulator->depenses, &depenses, fault) && is_good;
  is_good = portail_amount_row_read (simulator->retraits, &retraits, fault) && is_good;
  is_good = portail_amount_row_read (simulator->solde, &sheet->dotation->solde_bancaire, fault)
            && is_good;
  is_good = read_people (simulator, sheet, ca, fault) && is_good;
  add_entry (sheet->depenses, PORTAIL_ENTRY_DEPENSE, depenses);
  add_entry (sheet->retraits, PORTAIL_ENTRY_RETRAIT, retraits);
  sheet->settings->mode_calcul = PORTAIL_MODE_CALCUL_MANUEL;
  sheet->settings->is_salaire_deductible = gtk_switch_get_active (simulator->deductible);
  if (simulator->choices != NULL && chosen < simulator->choices->choices->len)
    portail_dotation_sheet_try_bareme (
        sheet, &((PortailBaremeChoice *) simulator->choices->choices->pdata[chosen])->bareme);
  return is_good ? g_steal_pointer (&sheet) : NULL;
}

static void
show_people (PortailTaxSimulator *simulator)
{
  for (guint i = 0; i < simulator->persons->len; i++)
    portail_simulator_person_show (simulator->persons->pdata[i],
                                   simulator->live != NULL && simulator->live->fault == NULL
                                       ? portail_live_sheet_get_result (simulator->live, i)
                                       : NULL);
}

static void
compute (PortailTaxSimulator *simulator)
{
  g_autofree char *fault = NULL;
  PortailDotationSheet *sheet;

  if (simulator->is_filling)
    return;
  sheet = read_sheet (simulator, &fault);
  portail_figures_panel_set_live (simulator->figures, NULL);
  g_clear_pointer (&simulator->live, portail_live_sheet_free);
  if (sheet != NULL)
    simulator->live = portail_live_sheet_new (sheet);
  portail_figures_panel_set_live (simulator->figures, simulator->live);
  show_people (simulator);
  gtk_label_set_text (simulator->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (simulator->fault), fault != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (simulator), "simulator.copy",
                                 simulator->live != NULL && simulator->live->fault == NULL);
}

static void
on_changed (PortailTaxSimulator *simulator)
{
  compute (simulator);
}

/* People */

static void
remove_person (PortailTaxSimulator *simulator, GtkWidget *person)
{
  g_ptr_array_remove (simulator->persons, person);
  adw_preferences_group_remove (simulator->people, person);
  compute (simulator);
}

static GtkWidget *
add_person (PortailTaxSimulator *simulator, const PortailSheetRow *person)
{
  GtkWidget *row = portail_simulator_person_new (person);

  g_ptr_array_add (simulator->persons, row);
  adw_preferences_group_add (simulator->people, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (compute), simulator, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_person), simulator, G_CONNECT_SWAPPED);
  compute (simulator);
  return row;
}

static void
activate_add_person (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailTaxSimulator *simulator = PORTAIL_TAX_SIMULATOR (widget);
  g_autofree char *name = g_strdup_printf (_ ("Person %u"), simulator->persons->len + 1);
  GtkWidget *row = add_person (simulator, &(PortailSheetRow){ .name = name,
                                                              .salaire = PORTAIL_MONEY_NULL,
                                                              .prime = PORTAIL_MONEY_NULL });

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/* The chosen week as a start */

static gpointer
find_sheet (PortailDatabase *database, gpointer input, GError **error)
{
  const PortailDotation *wanted = input;
  const PortailReportCompany company = { wanted->base.enterprise_id, (char *) "" };

  return portail_report_find_sheet (database, &company, wanted->period, error);
}

static void
fill (PortailTaxSimulator *simulator, const PortailLiveSheet *live)
{
  const PortailDotationSheet *sheet = live->sheet;

  simulator->is_filling = TRUE;
  while (simulator->persons->len > 0)
    remove_person (simulator, simulator->persons->pdata[0]);
  portail_amount_row_set (simulator->ca, live->chain.ca_brut);
  portail_amount_row_set (simulator->depenses, live->chain.inputs.depenses);
  portail_amount_row_set (simulator->retraits, live->chain.inputs.retraits);
  portail_amount_row_set (simulator->solde, live->chain.inputs.solde_bancaire);
  gtk_switch_set_active (simulator->deductible, sheet->settings->is_salaire_deductible);
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const PortailDotationRow *row = portail_live_sheet_get_row (live, i);
      const PortailSheetResult *result = portail_live_sheet_get_result (live, i);

      add_person (simulator, &(PortailSheetRow){ .name = row->employee_name,
                                                 .is_direction = row->is_direction,
                                                 .salaire = result->salaire_demande,
                                                 .prime = result->prime_demandee });
    }
  simulator->is_filling = FALSE;
  compute (simulator);
}

static void
on_sheet (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailTaxSimulator) simulator = user_data;
  g_autoptr (GError) error = NULL;
  PortailDotationSheet *sheet = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);
  g_autoptr (PortailLiveSheet) live = sheet != NULL ? portail_live_sheet_new (sheet) : NULL;

  if (simulator->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    portail_toast_show (GTK_WIDGET (simulator), _ ("This week has no dotation yet."));
  else if (live == NULL || live->fault != NULL)
    portail_toast_show (GTK_WIDGET (simulator), live != NULL ? live->fault : error->message);
  else
    fill (simulator, live);
}

static void
restart (PortailTaxSimulator *simulator)
{
  g_cancellable_cancel (simulator->cancellable);
  g_set_object (&simulator->cancellable, NULL);
  simulator->cancellable = g_cancellable_new ();
}

void
portail_tax_simulator_fill (PortailTaxSimulator *simulator)
{
  PortailCache *cache;
  PortailDotation *wanted;

  g_return_if_fail (PORTAIL_IS_TAX_SIMULATOR (simulator));
  cache = portail_desk_get_cache (simulator->desk);
  if (cache == NULL || portail_desk_get_company_id (simulator->desk) == NULL)
    return;
  wanted = portail_record_new (&portail_dotation_type);
  wanted->base.enterprise_id = g_strdup (portail_desk_get_company_id (simulator->desk));
  wanted->period = portail_shell_context_get_period (portail_desk_get_context (simulator->desk));
  portail_cache_query_async (cache,
                             portail_query_new (find_sheet, wanted, portail_record_free,
                                                (GDestroyNotify) portail_dotation_sheet_free),
                             simulator->cancellable, on_sheet, g_object_ref (simulator));
}

static void
activate_fill (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_tax_simulator_fill (PORTAIL_TAX_SIMULATOR (widget));
}

/* Tax tables */

static void
show_choices (PortailTaxSimulator *simulator)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; simulator->choices != NULL && i < simulator->choices->choices->len; i++)
    gtk_string_list_append (titles,
                            ((PortailBaremeChoice *) simulator->choices->choices->pdata[i])->title);
  adw_combo_row_set_model (simulator->bareme, G_LIST_MODEL (titles));
  compute (simulator);
}

static void
on_choices (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailTaxSimulator) simulator = user_data;
  g_autoptr (GError) error = NULL;
  PortailBaremeChoices *choices = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                              &error);

  if (choices == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        portail_toast_show (GTK_WIDGET (simulator), error->message);
      return;
    }
  if (simulator->desk == NULL)
    {
      portail_bareme_choices_free (choices);
      return;
    }
  g_clear_pointer (&simulator->choices, portail_bareme_choices_free);
  simulator->choices = choices;
  show_choices (simulator);
}

/* Another account, company or week: other tables apply. */
static void
read_choices (PortailTaxSimulator *simulator)
{
  PortailCache *cache = portail_desk_get_cache (simulator->desk);

  restart (simulator);
  gtk_widget_action_set_enabled (GTK_WIDGET (simulator), "simulator.fill",
                                 cache != NULL
                                     && portail_desk_get_company_id (simulator->desk) != NULL);
  if (cache == NULL)
    {
      g_clear_pointer (&simulator->choices, portail_bareme_choices_free);
      show_choices (simulator);
      return;
    }
  portail_cache_query_async (
      cache,
      portail_bareme_choices_new_query (
          portail_desk_get_company_id (simulator->desk),
          portail_shell_context_get_period (portail_desk_get_context (simulator->desk))),
      simulator->cancellable, on_choices, g_object_ref (simulator));
}

static void
on_cache_changed (PortailTaxSimulator *simulator, const char *type)
{
  if (type == NULL || g_str_has_prefix (type, "bareme") || g_str_equal (type, "wealth_tranche"))
    read_choices (simulator);
}

static void
on_account_changed (PortailTaxSimulator *simulator)
{
  PortailCache *cache = portail_desk_get_cache (simulator->desk);

  if (cache != NULL)
    g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), simulator,
                             G_CONNECT_SWAPPED);
  read_choices (simulator);
}

/* Result */

const PortailLiveSheet *
portail_tax_simulator_get_live (PortailTaxSimulator *simulator)
{
  g_return_val_if_fail (PORTAIL_IS_TAX_SIMULATOR (simulator), NULL);
  return simulator->live;
}

char *
portail_tax_simulator_dup_text (PortailTaxSimulator *simulator)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *bareme = NULL;

  g_return_val_if_fail (PORTAIL_IS_TAX_SIMULATOR (simulator), NULL);
  if (simulator->live == NULL || simulator->live->fault != NULL)
    return NULL;
  text = g_string_new (NULL);
  bareme = portail_bareme_to_text (&simulator->live->sheet->bareme);
  g_string_append_printf (text, "%s\t%s\n", _ ("Tax table"), bareme);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      g_autofree char *value = portail_dotation_chain_to_text (&simulator->live->chain,
                                                               (PortailFigureId) id);

      g_string_append_printf (text, "%s\t%s\n",
                              _ (portail_figure_get ((PortailFigureId) id)->title), value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
activate_copy (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *text = portail_tax_simulator_dup_text (PORTAIL_TAX_SIMULATOR (widget));

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  portail_toast_show (widget, _ ("The result is in the clipboard."));
}

static void
on_width_changed (PortailTaxSimulator *simulator, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);
  GtkPolicyType inner = is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (simulator->body),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL
                                            : GTK_ORIENTATION_HORIZONTAL);
  gtk_scrolled_window_set_policy (simulator->scroller, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_policy (simulator->form, GTK_POLICY_NEVER, inner);
  gtk_scrolled_window_set_policy (simulator->side, GTK_POLICY_NEVER, inner);
  gtk_widget_set_size_request (GTK_WIDGET (simulator->side), is_narrow ? -1 : SIDE_WIDTH, -1);
  gtk_widget_set_visible (simulator->separator, !is_narrow);
}

static void
portail_tax_simulator_dispose (GObject *object)
{
  PortailTaxSimulator *simulator = PORTAIL_TAX_SIMULATOR (object);

  g_cancellable_cancel (simulator->cancellable);
  g_clear_object (&simulator->cancellable);
  if (simulator->live != NULL)
    portail_figures_panel_set_live (simulator->figures, NULL);
  g_clear_pointer (&simulator->live, portail_live_sheet_free);
  g_clear_pointer (&simulator->choices, portail_bareme_choices_free);
  g_clear_pointer (&simulator->persons, g_ptr_array_unref);
  g_clear_object (&simulator->desk);
  G_OBJECT_CLASS (portail_tax_simulator_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, scroller);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, body);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, form);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, separator);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, side);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, bareme);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, ca);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, depenses);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, retraits);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, solde);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, deductible);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, people);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, fault);
  gtk_widget_class_bind_template_child (class, PortailTaxSimulator, figures);
  gtk_widget_class_bind_template_callback (class, on_changed);
  gtk_widget_class_bind_template_callback (class, on_width_changed);
}

static void
portail_tax_simulator_class_init (PortailTaxSimulatorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_tax_simulator_dispose;
  g_type_ensure (PORTAIL_TYPE_FIGURES_PANEL);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  gtk_widget_class_install_action (widget_class, "simulator.add-person", NULL, activate_add_person);
  gtk_widget_class_install_action (widget_class, "simulator.fill", NULL, activate_fill);
  gtk_widget_class_install_action (widget_class, "simulator.copy", NULL, activate_copy);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-tax-simulator.ui");
  bind_children (widget_class);
}

static void
portail_tax_simulator_init (PortailTaxSimulator *simulator)
{
  simulator->persons = g_ptr_array_new ();
  simulator->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (simulator));
  portail_amount_row_set_up (simulator->ca, PORTAIL_NUMBER_UNSIGNED);
  portail_amount_row_set_up (simulator->depenses, PORTAIL_NUMBER_UNSIGNED);
  portail_amount_row_set_up (simulator->retraits, PORTAIL_NUMBER_UNSIGNED);
  portail_amount_row_set_up (simulator->solde, PORTAIL_NUMBER_SIGNED);
  simulator->is_filling = FALSE;
}

GtkWidget *
portail_tax_simulator_new (PortailDesk *desk)
{
  PortailTaxSimulator *simulator = g_object_new (PORTAIL_TYPE_TAX_SIMULATOR, NULL);

  simulator->desk = g_object_ref (desk);
  activate_add_person (GTK_WIDGET (simulator), NULL, NULL);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (read_choices),
                           simulator, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), simulator,
                           G_CONNECT_SWAPPED);
  on_account_changed (simulator);
  return GTK_WIDGET (simulator);
}
