/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-simulator-person.h"

#include "app/portail-amount-row.h"
#include "shared/portail-i18n.h"

struct _PortailSimulatorPerson
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *salaire;
  AdwEntryRow *prime;
  GtkSwitch *direction;
};

G_DEFINE_FINAL_TYPE (PortailSimulatorPerson, portail_simulator_person, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_changed (PortailSimulatorPerson *row)
{
  g_signal_emit (row, signals[CHANGED], 0);
}

static void
emit_remove (PortailSimulatorPerson *row)
{
  g_signal_emit (row, signals[REMOVE], 0);
}

static AdwEntryRow *
add_amount (PortailSimulatorPerson *row, const char *title)
{
  GtkWidget *amount = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (amount), title);
  portail_amount_row_set_up (ADW_ENTRY_ROW (amount), PORTAIL_NUMBER_UNSIGNED);
  g_signal_connect_object (amount, "changed", G_CALLBACK (emit_changed), row, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), amount);
  return ADW_ENTRY_ROW (amount);
}

static void
add_direction (PortailSimulatorPerson *row)
{
  GtkWidget *direction = adw_action_row_new ();

  row->direction = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (row->direction), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (direction), _ ("Direction"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (direction), _ ("Has the caps of the direction"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (direction), GTK_WIDGET (row->direction));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (direction), GTK_WIDGET (row->direction));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->direction), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Direction"), -1);
  g_signal_connect_object (row->direction, "notify::active", G_CALLBACK (emit_changed), row,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), direction);
}

static void
add_remove (PortailSimulatorPerson *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove this person"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove this person"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (emit_remove), row, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
}

static void
portail_simulator_person_class_init (PortailSimulatorPersonClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
portail_simulator_person_init (PortailSimulatorPerson *row)
{
  /* Names of people are never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  add_remove (row);
  row->salaire = add_amount (row, _ ("Requested salary"));
  row->prime = add_amount (row, _ ("Requested bonus"));
  add_direction (row);
}

GtkWidget *
portail_simulator_person_new (const PortailSheetRow *person)
{
  PortailSimulatorPerson *row = g_object_new (PORTAIL_TYPE_SIMULATOR_PERSON, "title", person->name,
                                              NULL);

  if (!portail_money_is_null (person->salaire))
    portail_amount_row_set (row->salaire, person->salaire);
  if (!portail_money_is_null (person->prime))
    portail_amount_row_set (row->prime, person->prime);
  gtk_switch_set_active (row->direction, person->is_direction);
  return GTK_WIDGET (row);
}

gboolean
portail_simulator_person_read (PortailSimulatorPerson *row, PortailSheetRow *person, char **fault)
{
  gboolean is_good;

  g_return_val_if_fail (PORTAIL_IS_SIMULATOR_PERSON (row), FALSE);
  *person = (PortailSheetRow){
    .name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
    .is_direction = gtk_switch_get_active (row->direction),
  };
  is_good = portail_amount_row_read (row->salaire, &person->salaire, fault);
  return portail_amount_row_read (row->prime, &person->prime, fault) && is_good;
}

/* `50 000 $`, or `60 000 $ → 50 000 $` where a cap cuts. */
static char *
describe (PortailMoney requested, PortailMoney paid)
{
  g_autofree char *asked = portail_money_to_text (requested);
  g_autofree char *given = portail_money_to_text (paid);

  return requested.cents == paid.cents ? g_steal_pointer (&asked)
                                       : g_strdup_printf ("%s → %s", asked, given);
}

void
portail_simulator_person_show (PortailSimulatorPerson *row, const PortailSheetResult *result)
{
  g_autofree char *salaire = NULL;
  g_autofree char *prime = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (PORTAIL_IS_SIMULATOR_PERSON (row));
  if (result != NULL)
    {
      salaire = describe (result->salaire_demande, result->salaire);
      prime = describe (result->prime_demandee, result->prime);
      /* Translators: what a person is paid. */
      text = g_strdup_printf (_ ("salary %1$s · bonus %2$s"), salaire, prime);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), text != NULL ? text : "");
}
