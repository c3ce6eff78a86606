/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-filter-popover.h"

#include "app/portail-field-text.h"
#include "shared/portail-i18n.h"

/* What can be asked of a kind of field. */
typedef struct
{
  PortailFilterOp op;
  const char *title;
} Question;

/* Each ends with a NULL title. */
static const Question of_order[] = {
  { PORTAIL_FILTER_AT_LEAST, N_ ("at least") },
  { PORTAIL_FILTER_AT_MOST, N_ ("at most") },
  { PORTAIL_FILTER_IS, N_ ("exactly") },
  { PORTAIL_FILTER_IS_EMPTY, N_ ("none") },
  { 0, NULL },
};
static const Question of_time[] = {
  { PORTAIL_FILTER_AT_LEAST, N_ ("from") },
  { PORTAIL_FILTER_AT_MOST, N_ ("up to") },
  { PORTAIL_FILTER_IS, N_ ("exactly") },
  { PORTAIL_FILTER_IS_EMPTY, N_ ("none") },
  { 0, NULL },
};
static const Question of_text[] = {
  { PORTAIL_FILTER_CONTAINS, N_ ("contains") },
  { PORTAIL_FILTER_IS_EMPTY, N_ ("none") },
  { 0, NULL },
};

struct _PortailFilterPopover
{
  GtkPopover parent_instance;

  const PortailRecordType *type;
  GArray *fields; /* of guint */
  GtkDropDown *field_chooser;
  GtkDropDown *op_chooser;
  GtkEditable *value;
  GtkLabel *fault;
};

G_DEFINE_FINAL_TYPE (PortailFilterPopover, portail_filter_popover, GTK_TYPE_POPOVER)

static guint filter_signal;

static const Question *
get_questions (const PortailField *field)
{
  switch (field->kind)
    {
    case PORTAIL_KIND_MONEY:
    case PORTAIL_KIND_RATE:
    case PORTAIL_KIND_HOURS:
    case PORTAIL_KIND_INTEGER:
      return of_order;
    case PORTAIL_KIND_DAY:
    case PORTAIL_KIND_WEEK:
    case PORTAIL_KIND_TIMESTAMP:
      return of_time;
    case PORTAIL_KIND_TEXT:
      return of_text;
    default:
      return NULL;
    }
}

static guint
get_field_index (PortailFilterPopover *popover)
{
  guint selected = gtk_drop_down_get_selected (popover->field_chooser);

  return selected < popover->fields->len ? g_array_index (popover->fields, guint, selected)
                                         : G_MAXUINT;
}

static const Question *
get_question (PortailFilterPopover *popover, const PortailField *field)
{
  guint selected = gtk_drop_down_get_selected (popover->op_chooser);
  const Question *question = get_questions (field);

  for (guint i = 0; i < selected && question[1].title != NULL; i++)
    question++;
  return question;
}

static void
show_fault (PortailFilterPopover *popover, const char *fault)
{
  gtk_label_set_text (popover->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (popover->fault), fault != NULL);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (popover->value), GTK_ACCESSIBLE_STATE_INVALID,
      fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
on_op_chosen (PortailFilterPopover *popover)
{
  guint index = get_field_index (popover);
  const PortailField *field = index != G_MAXUINT
                                  ? portail_record_type_get_field (popover->type, index)
                                  : NULL;

  show_fault (popover, NULL);
  gtk_widget_set_visible (GTK_WIDGET (popover->value),
                          field != NULL
                              && get_question (popover, field)->op != PORTAIL_FILTER_IS_EMPTY);
}

static void
on_field_chosen (PortailFilterPopover *popover)
{
  guint index = get_field_index (popover);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  if (index == G_MAXUINT)
    return;
  for (const Question *question =
           get_questions (portail_record_type_get_field (popover->type, index));
       question->title != NULL; question++)
    gtk_string_list_append (titles, _ (question->title));
  gtk_drop_down_set_model (popover->op_chooser, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (popover->op_chooser, 0);
  on_op_chosen (popover);
}

static void
apply (PortailFilterPopover *popover)
{
  guint index = get_field_index (popover);
  g_autoptr (PortailRecord) record = portail_record_new (popover->type);
  g_autofree char *reason = NULL;
  const PortailField *field;
  PortailFilterOp op;

  if (index == G_MAXUINT)
    return;
  field = portail_record_type_get_field (popover->type, index);
  op = get_question (popover, field)->op;
  if (op != PORTAIL_FILTER_IS_EMPTY
      && (!portail_field_text_parse (field, record, gtk_editable_get_text (popover->value), &reason)
          || portail_field_is_null (field, record)))
    {
      show_fault (popover, reason != NULL ? reason : _ ("This field is required."));
      gtk_widget_grab_focus (GTK_WIDGET (popover->value));
      return;
    }
  show_fault (popover, NULL);
  gtk_editable_set_text (popover->value, "");
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (popover, filter_signal, 0, index, op,
                 op != PORTAIL_FILTER_IS_EMPTY ? record : NULL);
}

static void
portail_filter_popover_finalize (GObject *object)
{
  g_array_unref (PORTAIL_FILTER_POPOVER (object)->fields);
  G_OBJECT_CLASS (portail_filter_popover_parent_class)->finalize (object);
}

static void
portail_filter_popover_class_init (PortailFilterPopoverClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_filter_popover_finalize;
  filter_signal = g_signal_new ("filter", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT,
                                G_TYPE_POINTER);
}

static void
set_name (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
portail_filter_popover_init (PortailFilterPopover *popover)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Filter"));

  popover->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  popover->field_chooser = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  popover->op_chooser = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  popover->value = GTK_EDITABLE (gtk_entry_new ());
  popover->fault = GTK_LABEL (gtk_label_new (NULL));
  set_name (popover->field_chooser, _ ("Field"));
  set_name (popover->op_chooser, _ ("Condition"));
  set_name (popover->value, _ ("Value"));
  gtk_label_set_wrap (popover->fault, TRUE);
  gtk_label_set_max_width_chars (popover->fault, 28);
  gtk_label_set_xalign (popover->fault, 0);
  gtk_widget_add_css_class (GTK_WIDGET (popover->fault), "error");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_add_css_class (box, "filter-box");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->field_chooser));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->op_chooser));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->value));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->fault));
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_default_widget (GTK_POPOVER (popover), button);
  gtk_entry_set_activates_default (GTK_ENTRY (popover->value), TRUE);
  g_signal_connect_swapped (popover->field_chooser, "notify::selected",
                            G_CALLBACK (on_field_chosen), popover);
  g_signal_connect_swapped (popover->op_chooser, "notify::selected", G_CALLBACK (on_op_chosen),
                            popover);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (apply), popover);
}

GtkWidget *
portail_filter_popover_new (const PortailRecordType *type)
{
  PortailFilterPopover *popover = g_object_new (PORTAIL_TYPE_FILTER_POPOVER, NULL);

  popover->type = type;
  return GTK_WIDGET (popover);
}

static gboolean
is_asked_about (const PortailRecordType *type, PortailFieldSet fields, guint index)
{
  const PortailField *field = portail_record_type_get_field (type, index);

  return portail_field_set_has (fields, index) && field->title != NULL
         && get_questions (field) != NULL;
}

gboolean
portail_filter_popover_has_any (const PortailRecordType *type, PortailFieldSet fields)
{
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (is_asked_about (type, fields, i))
      return TRUE;
  return FALSE;
}

void
portail_filter_popover_set_fields (PortailFilterPopover *popover, PortailFieldSet fields)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  g_return_if_fail (PORTAIL_IS_FILTER_POPOVER (popover));
  g_array_set_size (popover->fields, 0);
  for (guint i = 0; i < portail_record_type_get_n_fields (popover->type); i++)
    {
      if (!is_asked_about (popover->type, fields, i))
        continue;
      g_array_append_val (popover->fields, i);
      gtk_string_list_append (titles, _ (portail_record_type_get_field (popover->type, i)->title));
    }
  gtk_drop_down_set_model (popover->field_chooser, G_LIST_MODEL (titles));
  on_field_chosen (popover);
}
