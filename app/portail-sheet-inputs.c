/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-inputs.h"

#include "app/portail-field-text.h"
#include "app/portail-sheet-cell.h"
#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"

struct _PortailSheetInputs
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkEditable *solde;
  GtkLabel *solde_fault;
  GtkTextView *notes;
  GtkLabel *notes_fault;
  PortailDotationModel *model;
  char *shown_solde; /* as the entry was filled; what differs was typed */
  char *shown_notes;
};

G_DEFINE_FINAL_TYPE (PortailSheetInputs, portail_sheet_inputs, ADW_TYPE_BIN)

static guint typed_signal;

static char *
dup_notes (PortailSheetInputs *inputs)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (inputs->notes);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_fault (GtkLabel *label, GtkWidget *input, const char *fault)
{
  gtk_label_set_text (label, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (label), fault != NULL);
  if (fault != NULL)
    gtk_widget_add_css_class (input, "error");
  else
    gtk_widget_remove_css_class (input, "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_STATE_INVALID,
      fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_solde_fault (PortailSheetInputs *inputs, const char *fault)
{
  show_fault (inputs->solde_fault, GTK_WIDGET (inputs->solde), fault);
}

/* Puts @text into a field of the dotation, as one step. Owned fault, or NULL. */
static char *
set_field (PortailSheetInputs *inputs, const char *name, const char *title, const char *text)
{
  g_autoptr (PortailDotation) dotation = portail_record_copy (
      portail_dotation_model_get_dotation (inputs->model));
  g_autoptr (GError) error = NULL;
  char *fault = NULL;
  gboolean is_done;

  if (!portail_field_text_parse (portail_sheet_cell_find_field (&portail_dotation_type, name),
                                 dotation, text, &fault))
    return fault;
  portail_dotation_model_begin_step (inputs->model, title, PORTAIL_STEP_UNDONE_BY_MODEL);
  is_done = portail_dotation_model_replace_dotation (inputs->model, g_steal_pointer (&dotation),
                                                     &error);
  portail_dotation_model_end_step (inputs->model);
  return is_done ? NULL : g_strdup (error->message);
}

static gboolean
is_open (PortailSheetInputs *inputs)
{
  return inputs->model != NULL && portail_dotation_model_is_editable (inputs->model);
}

static void
commit_solde (PortailSheetInputs *inputs)
{
  const char *text = gtk_editable_get_text (inputs->solde);
  g_autofree char *fault = NULL;

  if (!is_open (inputs) || g_strcmp0 (text, inputs->shown_solde) == 0)
    return;
  fault = set_field (inputs, "solde_bancaire", _ ("Bank balance"), text);
  show_solde_fault (inputs, fault);
  if (fault != NULL)
    return;
  g_clear_pointer (&inputs->shown_solde, g_free);
  portail_sheet_inputs_set_model (inputs, inputs->model);
}

static void
commit_notes (PortailSheetInputs *inputs)
{
  g_autofree char *text = dup_notes (inputs);
  g_autofree char *fault = NULL;

  if (!is_open (inputs))
    return;
  if (g_strcmp0 (text, inputs->shown_notes) != 0)
    fault = set_field (inputs, "notes", _ ("Notes"), text);
  show_fault (inputs->notes_fault, GTK_WIDGET (inputs->notes), fault);
  if (fault != NULL)
    return;
  g_free (inputs->shown_notes);
  inputs->shown_notes = g_steal_pointer (&text);
}

void
portail_sheet_inputs_commit (PortailSheetInputs *inputs)
{
  g_return_if_fail (PORTAIL_IS_SHEET_INPUTS (inputs));
  commit_solde (inputs);
  commit_notes (inputs);
}

static void
on_solde_activated (PortailSheetInputs *inputs)
{
  commit_solde (inputs);
}

/* Faults show while one types, values count when the focus leaves. */
static void
on_solde_changed (PortailSheetInputs *inputs)
{
  const char *text = gtk_editable_get_text (inputs->solde);
  PortailMoney money;
  PortailNumberFault fault = *text != '\0' ? portail_number_text_to_money (
                                 text, PORTAIL_NUMBER_SIGNED, &money)
                                           : PORTAIL_NUMBER_FAULT_NONE;

  show_solde_fault (inputs,
                    fault != PORTAIL_NUMBER_FAULT_NONE && g_strcmp0 (text, inputs->shown_solde) != 0
                        ? portail_number_fault_get_reason (fault)
                        : NULL);
}

static gboolean
has_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
show_solde (PortailSheetInputs *inputs, const PortailDotation *dotation)
{
  gboolean is_typed = g_strcmp0 (gtk_editable_get_text (inputs->solde), inputs->shown_solde) != 0;
  g_autofree char *text = has_focus (GTK_WIDGET (inputs->solde))
                              ? portail_number_text_of_money (dotation->solde_bancaire)
                              : portail_money_to_text (dotation->solde_bancaire);

  if ((inputs->shown_solde != NULL && is_typed) || g_strcmp0 (text, inputs->shown_solde) == 0)
    return;
  g_free (inputs->shown_solde);
  inputs->shown_solde = g_strdup (text);
  gtk_editable_set_text (inputs->solde, text);
}

static void
show_notes (PortailSheetInputs *inputs, const PortailDotation *dotation)
{
  g_autofree char *now = dup_notes (inputs);
  const char *text = dotation->notes != NULL ? dotation->notes : "";

  if ((inputs->shown_notes != NULL && g_strcmp0 (now, inputs->shown_notes) != 0)
      || g_strcmp0 (text, inputs->shown_notes) == 0)
    return;
  g_free (inputs->shown_notes);
  inputs->shown_notes = g_strdup (text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (inputs->notes), text, -1);
}

void
portail_sheet_inputs_set_model (PortailSheetInputs *inputs, PortailDotationModel *model)
{
  const PortailDotation *dotation;

  g_return_if_fail (PORTAIL_IS_SHEET_INPUTS (inputs));
  g_set_object (&inputs->model, model);
  dotation = portail_dotation_model_get_dotation (model);
  gtk_editable_set_editable (inputs->solde, portail_dotation_model_is_editable (model));
  gtk_text_view_set_editable (inputs->notes, portail_dotation_model_is_editable (model));
  show_solde (inputs, dotation);
  show_notes (inputs, dotation);
}

void
portail_sheet_inputs_dup_typed (PortailSheetInputs *inputs, char **solde, char **notes)
{
  const char *text = gtk_editable_get_text (inputs->solde);
  g_autofree char *now = dup_notes (inputs);

  g_return_if_fail (PORTAIL_IS_SHEET_INPUTS (inputs));
  *solde = g_strcmp0 (text, inputs->shown_solde) != 0 && inputs->shown_solde != NULL
               ? g_strdup (text)
               : NULL;
  *notes = g_strcmp0 (now, inputs->shown_notes) != 0 && inputs->shown_notes != NULL
               ? g_steal_pointer (&now)
               : NULL;
}

void
portail_sheet_inputs_forget_typed (PortailSheetInputs *inputs)
{
  g_return_if_fail (PORTAIL_IS_SHEET_INPUTS (inputs));
  if (inputs->shown_solde != NULL)
    gtk_editable_set_text (inputs->solde, inputs->shown_solde);
  if (inputs->shown_notes != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (inputs->notes), inputs->shown_notes, -1);
  show_solde_fault (inputs, NULL);
  show_fault (inputs->notes_fault, GTK_WIDGET (inputs->notes), NULL);
}

void
portail_sheet_inputs_type (PortailSheetInputs *inputs, const char *solde, const char *notes)
{
  g_return_if_fail (PORTAIL_IS_SHEET_INPUTS (inputs));
  if (solde != NULL)
    gtk_editable_set_text (inputs->solde, solde);
  if (notes != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (inputs->notes), notes, -1);
  portail_sheet_inputs_commit (inputs);
}

static void
on_typed (PortailSheetInputs *inputs)
{
  g_signal_emit (inputs, typed_signal, 0);
}

void
portail_sheet_inputs_set_orientation (PortailSheetInputs *inputs, GtkOrientation orientation)
{
  g_return_if_fail (PORTAIL_IS_SHEET_INPUTS (inputs));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (inputs->box), orientation);
}

static void
on_solde_entered (PortailSheetInputs *inputs)
{
  if (inputs->model != NULL)
    show_solde (inputs, portail_dotation_model_get_dotation (inputs->model));
}

static void
on_solde_left (PortailSheetInputs *inputs)
{
  commit_solde (inputs);
  on_solde_entered (inputs);
}

static void
follow_focus (PortailSheetInputs *inputs, GtkWidget *widget, GCallback entered, GCallback left)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  if (entered != NULL)
    g_signal_connect_object (focus, "enter", entered, inputs, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", left, inputs, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);
}

static void
portail_sheet_inputs_dispose (GObject *object)
{
  PortailSheetInputs *inputs = PORTAIL_SHEET_INPUTS (object);

  g_clear_object (&inputs->model);
  g_clear_pointer (&inputs->shown_solde, g_free);
  g_clear_pointer (&inputs->shown_notes, g_free);
  G_OBJECT_CLASS (portail_sheet_inputs_parent_class)->dispose (object);
}

static void
portail_sheet_inputs_class_init (PortailSheetInputsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_sheet_inputs_dispose;
  typed_signal = g_signal_new ("typed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-sheet-inputs.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailSheetInputs, box);
  gtk_widget_class_bind_template_child (widget_class, PortailSheetInputs, solde);
  gtk_widget_class_bind_template_child (widget_class, PortailSheetInputs, solde_fault);
  gtk_widget_class_bind_template_child (widget_class, PortailSheetInputs, notes);
  gtk_widget_class_bind_template_child (widget_class, PortailSheetInputs, notes_fault);
  gtk_widget_class_bind_template_callback (widget_class, on_solde_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_solde_changed);
}

static void
portail_sheet_inputs_init (PortailSheetInputs *inputs)
{
  gtk_widget_init_template (GTK_WIDGET (inputs));
  follow_focus (inputs, GTK_WIDGET (inputs->solde), G_CALLBACK (on_solde_entered),
                G_CALLBACK (on_solde_left));
  g_signal_connect_object (inputs->solde, "changed", G_CALLBACK (on_typed), inputs,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (inputs->notes), "changed",
                           G_CALLBACK (on_typed), inputs, G_CONNECT_SWAPPED);
  follow_focus (inputs, GTK_WIDGET (inputs->notes), NULL, G_CALLBACK (commit_notes));
}
