/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-command-bar.h"

#include "app/portail-command-dialog.h"
#include "app/portail-command-manner.h"
#include "shared/portail-change-rights.h"
#include "shared/portail-i18n.h"

struct _PortailCommandBar
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkMenuButton *menu; /* of the buttons for which there is no room */
  GtkBox *menu_box;
  const PortailTransition *leading; /* whose button never goes into the menu; or NULL */
  int width;
  GPtrArray *records; /* of PortailRecord */
  PortailRights rights;
  GHashTable *obstacles; /* command → sentence */
  GPtrArray *shown;      /* of const PortailTransition, whose buttons are there */
  GtkWindow *question;   /* weak: that is open about a command */
  char *asked;           /* the records it is about */
};

G_DEFINE_FINAL_TYPE (PortailCommandBar, portail_command_bar, ADW_TYPE_BIN)

static guint run_signal;

static const PortailTransition *
get_transition (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "transition");
}

/* Why @transition cannot be taken now; NULL when it can. */
static const char *
get_refusal (PortailCommandBar *bar, const PortailTransition *transition)
{
  for (guint i = 0; i < bar->records->len; i++)
    if (!portail_change_rights_suffice (PORTAIL_CHANGE_COMMAND, transition->command,
                                        g_ptr_array_index (bar->records, i), bar->rights))
      return transition->right == PORTAIL_RIGHT_VALIDATE ? _ ("This is for staff to do.")
                                                         : _ ("This is for the company to do.");
  return g_hash_table_lookup (bar->obstacles, transition->command);
}

static void
send (const PortailTransition *transition, const PortailArguments *arguments, gpointer bar)
{
  g_signal_emit (bar, run_signal, 0, transition->command, arguments);
}

/* Owned. */
static char *
dup_ids (PortailCommandBar *bar)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < bar->records->len; i++)
    g_string_append_printf (ids, "%s ", ((PortailRecord *) bar->records->pdata[i])->id);
  return g_string_free (ids, FALSE);
}

static void
ask (PortailCommandBar *bar, const PortailTransition *transition)
{
  GtkWindow *question = portail_command_dialog_ask (GTK_WIDGET (bar), transition, bar->records,
                                                    send);

  g_set_weak_pointer (&bar->question, question);
  g_free (bar->asked);
  bar->asked = dup_ids (bar);
}

/* An answer is never about other records than the question. */
static void
drop_question (PortailCommandBar *bar)
{
  g_autofree char *ids = dup_ids (bar);

  if (bar->question != NULL && bar->records->len > 0 && !g_str_equal (ids, bar->asked))
    gtk_window_close (bar->question);
}

static void
run (PortailCommandBar *bar, const PortailTransition *transition)
{
  g_autoptr (PortailArguments) none = portail_record_new (&portail_arguments_type);

  if (portail_command_manner_asks (transition))
    ask (bar, transition);
  else
    send (transition, none, bar);
}

static void
on_clicked (GtkWidget *button, PortailCommandBar *bar)
{
  gtk_menu_button_popdown (bar->menu);
  run (bar, get_transition (button));
}

static GtkWidget *
new_button (PortailCommandBar *bar, const PortailTransition *transition)
{
  const PortailCommandManner *manner = portail_command_manner_find (transition);
  /* An ellipsis where the command asks before it acts. */
  g_autofree char *label = portail_command_manner_asks (transition)
                               ? g_strdup_printf ("%s…", _ (transition->title))
                               : g_strdup (_ (transition->title));
  GtkWidget *button = gtk_button_new_with_label (label);

  if (manner->css_class != NULL)
    gtk_widget_add_css_class (button, manner->css_class);
  g_object_set_data (G_OBJECT (button), "transition", (gpointer) transition);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), bar);
  return button;
}

/* Whether every record may take it. */
static gboolean
starts_here (PortailCommandBar *bar, const PortailTransition *transition)
{
  for (guint i = 0; i < bar->records->len; i++)
    {
      const PortailRecord *record = g_ptr_array_index (bar->records, i);

      if (!g_str_equal (transition->type, record->type->name)
          || !portail_transition_starts_at (transition, portail_transition_get_state (record)))
        return FALSE;
    }
  return bar->records->len > 0;
}

static GPtrArray *
list_transitions (PortailCommandBar *bar)
{
  GPtrArray *list = g_ptr_array_new ();

  for (const PortailTransition *t = portail_transition_get_table (); t->type != NULL; t++)
    if (starts_here (bar, t))
      g_ptr_array_add (list, (gpointer) t);
  return list;
}

static gboolean
is_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (a->pdata[i] != b->pdata[i])
      return FALSE;
  return TRUE;
}

/* The first that can be taken and destroys nothing; else the first. */
static const PortailTransition *
find_leading (PortailCommandBar *bar, const GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    if (get_refusal (bar, list->pdata[i]) == NULL
        && portail_command_manner_find (list->pdata[i])->appearance != ADW_RESPONSE_DESTRUCTIVE)
      return list->pdata[i];
  return list->len > 0 ? list->pdata[0] : NULL;
}

/* The button after @button, those of the menu after those beside it; the first of all for NULL. */
static GtkWidget *
get_next (PortailCommandBar *bar, GtkWidget *button)
{
  GtkWidget *next = button != NULL ? gtk_widget_get_next_sibling (button)
                                   : gtk_widget_get_first_child (GTK_WIDGET (bar->box));

  if (next != NULL
      || (button != NULL && gtk_widget_get_parent (button) == GTK_WIDGET (bar->menu_box)))
    return next;
  return gtk_widget_get_first_child (GTK_WIDGET (bar->menu_box));
}

static void
move_to_menu (PortailCommandBar *bar, GtkWidget *button)
{
  gtk_widget_set_css_classes (button, (const char *[]){ "flat", NULL });
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  g_object_ref (button);
  gtk_box_remove (bar->box, button);
  gtk_box_append (bar->menu_box, button);
  g_object_unref (button);
}

/* Where they do not fit, one stays and the menu takes the others. */
static void
fold (PortailCommandBar *bar)
{
  int natural;
  GtkWidget *next;

  gtk_widget_measure (GTK_WIDGET (bar->box), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  if (bar->width < 0 || natural <= bar->width || bar->shown->len < 2)
    return;
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (bar->box)); button != NULL;
       button = next)
    {
      next = gtk_widget_get_next_sibling (button);
      if (get_transition (button) == bar->leading)
        gtk_widget_set_hexpand (button, TRUE);
      else
        move_to_menu (bar, button);
    }
}

static void
lay_out (PortailCommandBar *bar)
{
  GtkWidget *child;

  while ((child = get_next (bar, NULL)) != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (child)), child);
  for (guint i = 0; i < bar->shown->len; i++)
    gtk_box_append (bar->box, new_button (bar, g_ptr_array_index (bar->shown, i)));
  fold (bar);
  gtk_widget_set_visible (GTK_WIDGET (bar->menu),
                          gtk_widget_get_first_child (GTK_WIDGET (bar->menu_box)) != NULL);
}

/* Buttons that stay keep the keyboard. */
static void
show_buttons (PortailCommandBar *bar)
{
  g_autoptr (GPtrArray) list = list_transitions (bar);
  const PortailTransition *leading = find_leading (bar, list);

  if (is_same (list, bar->shown) && leading == bar->leading)
    return;
  g_ptr_array_unref (bar->shown);
  bar->shown = g_steal_pointer (&list);
  bar->leading = leading;
  lay_out (bar);
}

static void
tell_refusals (PortailCommandBar *bar)
{
  for (GtkWidget *button = get_next (bar, NULL); button != NULL; button = get_next (bar, button))
    {
      const char *refusal = get_refusal (bar, get_transition (button));

      gtk_widget_set_sensitive (button, refusal == NULL);
      gtk_widget_set_tooltip_text (button, refusal);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      refusal != NULL ? refusal : "", -1);
    }
}

static void
update (PortailCommandBar *bar)
{
  show_buttons (bar);
  tell_refusals (bar);
}

static void
portail_command_bar_finalize (GObject *object)
{
  PortailCommandBar *bar = PORTAIL_COMMAND_BAR (object);

  g_clear_weak_pointer (&bar->question);
  g_free (bar->asked);
  g_ptr_array_unref (bar->records);
  g_ptr_array_unref (bar->shown);
  g_hash_table_unref (bar->obstacles);
  G_OBJECT_CLASS (portail_command_bar_parent_class)->finalize (object);
}

static void
portail_command_bar_class_init (PortailCommandBarClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_command_bar_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "commandbar");
  run_signal = g_signal_new ("run", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
}

static void
set_up_menu (PortailCommandBar *bar)
{
  GtkWidget *popover = gtk_popover_new ();

  bar->menu_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (bar->menu_box));
  gtk_widget_add_css_class (popover, "menu");
  bar->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (bar->menu, "view-more-symbolic");
  gtk_menu_button_set_popover (bar->menu, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (bar->menu), _ ("More actions"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More actions"), -1);
  gtk_widget_set_visible (GTK_WIDGET (bar->menu), FALSE);
}

static void
portail_command_bar_init (PortailCommandBar *bar)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  bar->width = -1;
  bar->records = g_ptr_array_new_with_free_func (portail_record_free);
  bar->shown = g_ptr_array_new ();
  bar->obstacles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  bar->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  set_up_menu (bar);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (bar->box));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (bar->menu));
  adw_bin_set_child (ADW_BIN (bar), line);
}

GtkWidget *
portail_command_bar_new (void)
{
  return g_object_new (PORTAIL_TYPE_COMMAND_BAR, NULL);
}

void
portail_command_bar_set_record (PortailCommandBar *bar, gconstpointer record, PortailRights rights)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  if (record != NULL)
    g_ptr_array_add (records, (gpointer) record);
  portail_command_bar_set_records (bar, records, rights);
}

void
portail_command_bar_set_records (PortailCommandBar *bar,
                                 const GPtrArray *records,
                                 PortailRights rights)
{
  g_return_if_fail (PORTAIL_IS_COMMAND_BAR (bar));
  g_ptr_array_set_size (bar->records, 0);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (bar->records, portail_record_copy (g_ptr_array_index (records, i)));
  bar->rights = rights;
  drop_question (bar);
  update (bar);
}

void
portail_command_bar_set_obstacle (PortailCommandBar *bar, const char *command, const char *obstacle)
{
  g_return_if_fail (PORTAIL_IS_COMMAND_BAR (bar));
  if (g_strcmp0 (obstacle, g_hash_table_lookup (bar->obstacles, command)) == 0)
    return;
  if (obstacle != NULL)
    g_hash_table_replace (bar->obstacles, g_strdup (command), g_strdup (obstacle));
  else
    g_hash_table_remove (bar->obstacles, command);
  update (bar);
}

gboolean
portail_command_bar_activate (PortailCommandBar *bar, const char *command)
{
  g_return_val_if_fail (PORTAIL_IS_COMMAND_BAR (bar), FALSE);
  for (GtkWidget *button = get_next (bar, NULL); button != NULL; button = get_next (bar, button))
    {
      const PortailTransition *transition = get_transition (button);

      if (g_str_equal (transition->command, command) && gtk_widget_get_sensitive (button))
        {
          run (bar, transition);
          return TRUE;
        }
    }
  return FALSE;
}

void
portail_command_bar_set_width (PortailCommandBar *bar, int width)
{
  g_return_if_fail (PORTAIL_IS_COMMAND_BAR (bar));
  if (bar->width == width)
    return;
  bar->width = width;
  lay_out (bar);
  tell_refusals (bar);
}

gboolean
portail_command_bar_has_any (PortailCommandBar *bar)
{
  g_return_val_if_fail (PORTAIL_IS_COMMAND_BAR (bar), FALSE);
  return bar->shown->len > 0;
}
