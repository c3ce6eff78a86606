/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-choice-dialog.h"

#include <adwaita.h>

#include "app/portail-op-details.h"
#include "app/portail-op-values.h"
#include "app/portail-op-words.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

typedef enum
{
  CHOOSE_MINE,
  CHOOSE_THEIRS,
  CHOOSE_EDITED, /* of texts alone */
  N_CHOICES,
} Side;

/* One field in conflict. */
typedef struct
{
  guint part;
  guint field;
  GtkCheckButton *sides[N_CHOICES]; /* NULL where there is no such choice */
  GtkTextBuffer *edited;            /* of CHOOSE_EDITED */
} Line;

/* The dialog owns it. */
typedef struct
{
  GtkWidget *within; /* weak */
  PortailCache *cache;
  PortailOutboxItem *item;
  AdwMessageDialog *dialog;
  GArray *lines; /* of Line */
} Choice;

static void
free_choice (gpointer pointer)
{
  Choice *choice = pointer;

  g_clear_weak_pointer (&choice->within);
  g_object_unref (choice->cache);
  g_object_unref (choice->item);
  g_array_unref (choice->lines);
  g_free (choice);
}

/* N_CHOICES while nothing is chosen. */
static Side
get_side (const Line *line)
{
  Side side = CHOOSE_MINE;

  while (side < N_CHOICES
         && (line->sides[side] == NULL || !gtk_check_button_get_active (line->sides[side])))
    side++;
  return side;
}

static char *
dup_edited (const Line *line)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (line->edited, &start, &end);
  return gtk_text_buffer_get_text (line->edited, &start, &end, FALSE);
}

static void
apply_line (const Line *line, PortailSyncOp *op)
{
  PortailChange *change = g_ptr_array_index (op->changes, line->part);
  const PortailField *field = portail_record_type_get_field (change->type, line->field);
  g_autofree char *edited = NULL;

  switch (get_side (line))
    {
    case CHOOSE_THEIRS:
      change->fields &= ~((PortailFieldSet) 1 << line->field);
      break;
    case CHOOSE_EDITED:
      edited = dup_edited (line);
      portail_field_set_string (field, change->record, *edited != '\0' ? edited : NULL);
      break;
    default:
      break;
    }
}

/* What is left of the op; NULL where that is nothing. Owned. */
static PortailSyncOp *
make_op (Choice *choice)
{
  g_autoptr (PortailSyncOp) op = portail_sync_op_repeat (
      portail_outbox_item_get_op (choice->item)->op);

  for (guint i = 0; i < choice->lines->len; i++)
    apply_line (&g_array_index (choice->lines, Line, i), op);
  for (guint i = op->changes->len; i > 0; i--)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i - 1);

      if (change->kind == PORTAIL_CHANGE_UPDATE && change->fields == 0)
        g_ptr_array_remove_index (op->changes, i - 1);
    }
  return op->changes->len > 0 ? g_steal_pointer (&op) : NULL;
}

static void
on_resolved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) within = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_resolve_finish (PORTAIL_CACHE (object), result, &error))
    portail_toast_show (within, error->message);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Choice *choice)
{
  const char *op_id = portail_outbox_item_get_op (choice->item)->op->op_id;
  PortailSyncOp *op;

  if (!g_str_equal (response, "do") || choice->within == NULL)
    return;
  op = make_op (choice);
  if (op != NULL)
    portail_cache_resend_async (choice->cache, op_id, op, on_resolved,
                                g_object_ref (choice->within));
  else
    portail_cache_resolve_async (choice->cache, op_id, PORTAIL_RESOLVE_TAKE_THEIRS, on_resolved,
                                 g_object_ref (choice->within));
}

static void
update (Choice *choice)
{
  gboolean is_complete = TRUE;

  for (guint i = 0; i < choice->lines->len; i++)
    is_complete = is_complete && get_side (&g_array_index (choice->lines, Line, i)) < N_CHOICES;
  adw_message_dialog_set_response_enabled (choice->dialog, "do", is_complete);
}

static void
choose_all (Choice *choice, Side side)
{
  for (guint i = 0; i < choice->lines->len; i++)
    gtk_check_button_set_active (g_array_index (choice->lines, Line, i).sides[side], TRUE);
}

static void
on_all_mine (Choice *choice)
{
  choose_all (choice, CHOOSE_MINE);
}

static void
on_all_theirs (Choice *choice)
{
  choose_all (choice, CHOOSE_THEIRS);
}

static void
add_side (Choice *choice, GtkWidget *box, Line *line, Side side, const char *text)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = portail_op_values_new_label (text, NULL);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (side != CHOOSE_MINE)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), line->sides[CHOOSE_MINE]);
  line->sides[side] = GTK_CHECK_BUTTON (button);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (update), choice);
  gtk_box_append (GTK_BOX (box), button);
}

static void
on_typed (GtkTextBuffer *buffer, GtkCheckButton *side)
{
  gtk_check_button_set_active (side, TRUE);
}

/* Begins with both, for the person to make one of. */
static void
add_edited (Choice *choice, GtkWidget *box, Line *line, const char *texts[2])
{
  GtkWidget *view = gtk_text_view_new ();
  g_autofree char *both = g_strdup_printf ("%s\n%s", texts[0], texts[1]);

  add_side (choice, box, line, CHOOSE_EDITED, _ ("My own text:"));
  line->edited = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (line->edited, both, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "tray-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("My own text:"), -1);
  g_signal_connect_object (line->edited, "changed", G_CALLBACK (on_typed),
                           line->sides[CHOOSE_EDITED], 0);
  gtk_box_append (GTK_BOX (box), view);
}

/* Money, rates, days, states, roles are one value or the other; a text may become a third. */
static gboolean
is_mergeable (const PortailField *field)
{
  return field->kind == PORTAIL_KIND_TEXT && !(field->flags & PORTAIL_FIELD_PROTECTED);
}

static void
add_line (Choice *choice, GtkWidget *box, guint part_index, guint field_index)
{
  const PortailOutboxPart *part = portail_outbox_item_get_part (choice->item, part_index);
  const PortailField *field = portail_record_type_get_field (part->change->type, field_index);
  g_autofree char *mine = portail_op_words_value (choice->item, field, part->change->record);
  g_autofree char *theirs = part->theirs != NULL
                                ? portail_op_words_value (choice->item, field, part->theirs)
                                : g_strdup (_ ("deleted"));
  g_autofree char *mine_text = g_strdup_printf (_ ("Mine: %s"), mine);
  g_autofree char *theirs_text = g_strdup_printf (_ ("On the server: %s"), theirs);
  Line line = { part_index, field_index, { NULL }, NULL };

  gtk_box_append (GTK_BOX (box), portail_op_values_new_label (_ (field->title), "heading"));
  add_side (choice, box, &line, CHOOSE_MINE, mine_text);
  add_side (choice, box, &line, CHOOSE_THEIRS, theirs_text);
  if (is_mergeable (field) && part->theirs != NULL)
    add_edited (choice, box, &line, (const char *[]){ mine, theirs });
  g_array_append_val (choice->lines, line);
}

static void
add_part (Choice *choice, GtkWidget *box, guint index)
{
  const PortailOutboxPart *part = portail_outbox_item_get_part (choice->item, index);

  if (part->change->record == NULL)
    return;
  for (guint i = 0; i < portail_record_type_get_n_fields (part->change->type); i++)
    if (portail_field_set_has (part->fields & part->change->fields, i)
        && portail_record_type_get_field (part->change->type, i)->title != NULL)
      add_line (choice, box, index, i);
}

static void
add_all_buttons (Choice *choice, GtkWidget *box)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mine = gtk_button_new_with_label (_ ("All mine"));
  GtkWidget *theirs = gtk_button_new_with_label (_ ("All theirs"));

  g_signal_connect_swapped (mine, "clicked", G_CALLBACK (on_all_mine), choice);
  g_signal_connect_swapped (theirs, "clicked", G_CALLBACK (on_all_theirs), choice);
  gtk_box_append (GTK_BOX (buttons), mine);
  gtk_box_append (GTK_BOX (buttons), theirs);
  gtk_box_append (GTK_BOX (box), buttons);
}

/* Who wrote it is the server's to tell; when is in the row. */
static void
add_moment (Choice *choice, GtkWidget *box)
{
  const PortailRecord *theirs = portail_outbox_item_get_theirs (choice->item);
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  if (theirs == NULL || portail_timestamp_is_null (theirs->updated_at))
    return;
  moment = portail_timestamp_to_text (theirs->updated_at);
  text = g_strdup_printf (_ ("On the server since %s"), moment);
  gtk_box_append (GTK_BOX (box), portail_op_values_new_label (text, "dim-label"));
}

static GtkWidget *
new_content (Choice *choice)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_moment (choice, box);
  for (guint i = 0; i < portail_outbox_item_get_op (choice->item)->op->changes->len; i++)
    add_part (choice, box, i);
  if (choice->lines->len > 1)
    add_all_buttons (choice, box);
  return box;
}

void
portail_op_choice_dialog_run (GtkWidget *within, PortailCache *cache, PortailOutboxItem *item)
{
  GtkRoot *root = gtk_widget_get_root (within);
  g_autofree char *heading = portail_op_words_describe_owner (item);
  Choice *choice = g_new0 (Choice, 1);

  g_set_weak_pointer (&choice->within, within);
  choice->cache = g_object_ref (cache);
  choice->item = g_object_ref (item);
  choice->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  choice->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading,
                              _ ("Choose a value for each field. What you choose is sent as one "
                                 "change; the rest of yours goes with it.")));
  adw_message_dialog_add_responses (choice->dialog, "cancel", _ ("_Cancel"), "do", _ ("_Send"),
                                    NULL);
  adw_message_dialog_set_response_appearance (choice->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (choice->dialog, "cancel");
  g_object_set_data_full (G_OBJECT (choice->dialog), "choice", choice, free_choice);
  adw_message_dialog_set_extra_child (choice->dialog,
                                      portail_op_details_new_scroller (new_content (choice)));
  g_signal_connect (choice->dialog, "response", G_CALLBACK (on_response), choice);
  update (choice);
  gtk_window_present (GTK_WINDOW (choice->dialog));
}
