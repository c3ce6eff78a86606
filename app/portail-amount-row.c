/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-amount-row.h"

#include "shared/portail-i18n.h"

#define FLAGS_KEY "portail-amount-flags"

static PortailNumberFault
parse (AdwEntryRow *row, PortailMoney *money)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  PortailNumberFlags flags = (PortailNumberFlags) GPOINTER_TO_UINT (
      g_object_get_data (G_OBJECT (row), FLAGS_KEY));
  PortailNumberFault fault;

  *money = PORTAIL_MONEY_ZERO;
  fault = portail_number_text_to_money (text, flags, money);
  return fault == PORTAIL_NUMBER_FAULT_EMPTY ? PORTAIL_NUMBER_FAULT_NONE : fault;
}

static void
on_changed (AdwEntryRow *row)
{
  PortailMoney money;
  PortailNumberFault fault = parse (row, &money);
  gboolean is_wrong = fault != PORTAIL_NUMBER_FAULT_NONE;

  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (row),
                               is_wrong ? portail_number_fault_get_reason (fault) : NULL);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
portail_amount_row_set_up (AdwEntryRow *row, PortailNumberFlags flags)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (row));
  g_object_set_data (G_OBJECT (row), FLAGS_KEY, GUINT_TO_POINTER (flags));
  adw_entry_row_set_input_purpose (row, GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_add_css_class (GTK_WIDGET (row), "numeric");
  g_signal_connect (row, "changed", G_CALLBACK (on_changed), NULL);
}

void
portail_amount_row_set (AdwEntryRow *row, PortailMoney money)
{
  g_autofree char *text = portail_number_text_of_money (money);

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

gboolean
portail_amount_row_read (AdwEntryRow *row, PortailMoney *money, char **fault)
{
  PortailNumberFault wrong;

  g_return_val_if_fail (ADW_IS_ENTRY_ROW (row), FALSE);
  wrong = parse (row, money);
  if (wrong == PORTAIL_NUMBER_FAULT_NONE)
    return TRUE;
  *money = PORTAIL_MONEY_ZERO;
  if (*fault == NULL)
    /* Translators: the name of an entry, then what is wrong with what was typed. */
    *fault = g_strdup_printf (_ ("%1$s: %2$s"),
                              adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                              portail_number_fault_get_reason (wrong));
  return FALSE;
}
