/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-locks-page.h"

#include "app/portail-command-dialog.h"
#include "app/portail-op-step.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"

struct _PortailLocksPage
{
  AdwBin parent_instance;

  GtkDropDown *scope;
  GtkLabel *year_label;
  GtkFlowBox *weeks;
  GtkLabel *note;

  PortailDesk *desk;
  PortailCache *cache;
  GPtrArray *locks; /* of PortailPeriodLock, the company's and those of all; NULL before */
  PortailUndoStack *undo_stack;
  GSimpleActionGroup *actions;
  gulong cache_handler;
  int year;
  PortailWeek asked; /* whose dialog is open */
  char *asked_id;    /* its lock's */
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailLocksPage,
                               portail_locks_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static PortailLocksScope
get_scope (PortailLocksPage *page)
{
  return gtk_drop_down_get_selected (page->scope) == PORTAIL_LOCKS_OF_ALL
             ? PORTAIL_LOCKS_OF_ALL
             : PORTAIL_LOCKS_OF_COMPANY;
}

/* Of the shown scope. NULL: of all. */
static const char *
get_company_id (PortailLocksPage *page)
{
  return get_scope (page) == PORTAIL_LOCKS_OF_ALL ? NULL : portail_desk_get_company_id (page->desk);
}

static gboolean
can_write (PortailLocksPage *page)
{
  PortailRole role = get_scope (page) == PORTAIL_LOCKS_OF_ALL
                         ? portail_desk_get_highest_role (page->desk)
                         : portail_desk_get_role (page->desk, NULL);

  return page->cache != NULL
         && (portail_permission_get (PORTAIL_MODULE_PERIOD_LOCKS, role) & PORTAIL_RIGHT_WRITE) != 0;
}

static const PortailPeriodLock *
find_lock (PortailLocksPage *page, PortailWeek week, const char *enterprise_id)
{
  for (guint i = 0; page->locks != NULL && i < page->locks->len; i++)
    {
      const PortailPeriodLock *lock = g_ptr_array_index (page->locks, i);

      if (lock->period.number == week.number
          && g_strcmp0 (lock->base.enterprise_id, enterprise_id) == 0)
        return lock;
    }
  return NULL;
}

static gboolean
is_locked_with_all (PortailLocksPage *page, PortailWeek week)
{
  const PortailPeriodLock *lock = find_lock (page, week, NULL);

  return lock != NULL && lock->locked;
}

static gboolean
is_locked_itself (PortailLocksPage *page, PortailWeek week)
{
  const PortailPeriodLock *lock = find_lock (page, week, get_company_id (page));

  return lock != NULL && lock->locked;
}

gboolean
portail_locks_page_is_locked (PortailLocksPage *page, PortailWeek week)
{
  g_return_val_if_fail (PORTAIL_IS_LOCKS_PAGE (page), FALSE);
  return is_locked_itself (page, week) || is_locked_with_all (page, week);
}

/* Deeds */

static void
do_op (PortailLocksPage *page, PortailChange *change, const char *title, const char *done)
{
  const PortailOpStepPlace place = { GTK_WIDGET (page), page->cache, page->undo_stack, title,
                                     done };
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, get_company_id (page));

  portail_sync_op_take_change (op, change);
  portail_op_step_do (&place, op);
}

void
portail_locks_page_lock (PortailLocksPage *page, PortailWeek week)
{
  const PortailRecordType *type = &portail_period_lock_type;
  const PortailPeriodLock *there;
  g_autoptr (PortailPeriodLock) lock = NULL;
  g_autofree char *id = NULL;
  PortailChange *change;

  g_return_if_fail (PORTAIL_IS_LOCKS_PAGE (page));
  there = find_lock (page, week, get_company_id (page));
  if (!can_write (page) || (there != NULL && there->locked)
      || (get_scope (page) == PORTAIL_LOCKS_OF_COMPANY && get_company_id (page) == NULL))
    return;
  if (there != NULL)
    change = portail_change_new_command (type, there->base.id, "lock", NULL);
  else
    {
      id = portail_id_new ();
      lock = portail_record_new (type);
      lock->period = week;
      change = portail_change_new (PORTAIL_CHANGE_CREATE, type, id);
      portail_change_set_fields (change, lock, portail_record_type_field_bit (type, "period"));
    }
  do_op (page, change, C_ ("undo", "Lock a week"), _ ("The week is locked."));
}

void
portail_locks_page_unlock (PortailLocksPage *page, PortailWeek week, const char *reason)
{
  const PortailPeriodLock *there;
  g_autoptr (GString) arguments = g_string_new ("{\"reason\":");

  g_return_if_fail (PORTAIL_IS_LOCKS_PAGE (page));
  there = find_lock (page, week, get_company_id (page));
  if (!can_write (page) || there == NULL || !there->locked)
    return;
  portail_json_append_string (arguments, reason);
  g_string_append_c (arguments, '}');
  do_op (page,
         portail_change_new_command (&portail_period_lock_type, there->base.id, "unlock",
                                     arguments->str),
         C_ ("undo", "Unlock a week"), _ ("The week is unlocked."));
}

static void
on_unlock_answer (const PortailTransition *transition,
                  const PortailArguments *arguments,
                  gpointer user_data)
{
  PortailLocksPage *page = PORTAIL_LOCKS_PAGE (user_data);
  const PortailPeriodLock *lock = find_lock (page, page->asked, get_company_id (page));

  /* Another company may be chosen by now. */
  if (lock != NULL && g_str_equal (lock->base.id, page->asked_id))
    portail_locks_page_unlock (page, page->asked, arguments->reason);
}

static void
on_week_clicked (GtkButton *button, PortailLocksPage *page)
{
  PortailWeek week = { GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "week")) };

  if (!is_locked_itself (page, week))
    portail_locks_page_lock (page, week);
  else
    {
      const PortailPeriodLock *lock = find_lock (page, week, get_company_id (page));
      g_autoptr (GPtrArray) locks = g_ptr_array_new ();

      page->asked = week;
      g_free (page->asked_id);
      page->asked_id = g_strdup (lock->base.id);
      g_ptr_array_add (locks, (gpointer) lock);
      portail_command_dialog_ask (GTK_WIDGET (page),
                                  portail_transition_find (portail_period_lock_type.name, "unlock"),
                                  locks, on_unlock_answer);
    }
}

/* The year */

/* What is to be known of a week, in words. Owned. */
static char *
describe (PortailLocksPage *page, PortailWeek week)
{
  g_autofree char *text = portail_week_to_text (week);
  const PortailPeriodLock *lock = find_lock (page, week, get_company_id (page));

  if (get_scope (page) == PORTAIL_LOCKS_OF_COMPANY && is_locked_with_all (page, week))
    /* Translators: a week. */
    return g_strdup_printf (_ ("%s: locked for all companies"), text);
  if (lock != NULL && lock->reason != NULL)
    return lock->locked
               /* Translators: a week, then a reason. */
               ? g_strdup_printf (_ ("%1$s: locked. %2$s"), text, lock->reason)
               : g_strdup_printf (_ ("%1$s: unlocked. %2$s"), text, lock->reason);
  return lock != NULL && lock->locked ? g_strdup_printf (_ ("%s: locked"), text)
                                      : g_strdup_printf (_ ("%s: open"), text);
}

static GtkWidget *
new_week (PortailLocksPage *page, PortailWeek week, int number)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gboolean is_locked = portail_locks_page_is_locked (page, week);
  gboolean is_inherited = get_scope (page) == PORTAIL_LOCKS_OF_COMPANY
                          && is_locked_with_all (page, week) && !is_locked_itself (page, week);
  /* Translators: number of a week, as short as possible. */
  g_autofree char *name = g_strdup_printf (C_ ("week", "W%d"), number);
  g_autofree char *words = describe (page, week);

  gtk_box_append (GTK_BOX (box), gtk_label_new (name));
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (is_locked ? "changes-prevent-symbolic"
                                                          : "changes-allow-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "week");
  if (is_locked)
    gtk_widget_add_css_class (button, "locked");
  if (week.number
      == portail_shell_context_get_current_week (portail_desk_get_context (page->desk)).number)
    gtk_widget_add_css_class (button, "current");
  gtk_widget_set_sensitive (button, can_write (page) && !is_inherited);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data (G_OBJECT (button), "week", GINT_TO_POINTER (week.number));
  g_signal_connect (button, "clicked", G_CALLBACK (on_week_clicked), page);
  return button;
}

/* The button that has the keyboard, or NULL. */
static GtkWidget *
get_focused (PortailLocksPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page->weeks)) ? focus : NULL;
}

/* Who may not press a week reads it by the keyboard as well; and GTK 4.8 stays in front of a place
 * of a flow box that has nothing to focus. */
static void
let_read (GtkWidget *button)
{
  GtkWidget *place = gtk_widget_get_parent (button);

  gtk_widget_set_focusable (place, !gtk_widget_get_sensitive (button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (place), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_widget_get_tooltip_text (button), -1);
}

static void
show_year (PortailLocksPage *page)
{
  g_autofree char *title = g_strdup_printf ("%d", page->year);
  GtkWidget *focused = get_focused (page);
  int focused_week = focused != NULL
                         ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (focused), "week"))
                         : -1;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->weeks))) != NULL)
    gtk_flow_box_remove (page->weeks, child);
  for (int i = 1; i <= 53; i++)
    {
      PortailWeek week = portail_week_from_number (page->year, i);
      GtkWidget *button;

      if (portail_week_is_null (week))
        continue;
      button = new_week (page, week, i);
      gtk_flow_box_append (page->weeks, button);
      let_read (button);
      if (week.number == focused_week)
        gtk_widget_grab_focus (button);
    }
  gtk_label_set_text (page->year_label, title);
  gtk_label_set_text (
      page->note, can_write (page)
                      ? _ ("A locked week takes no more changes. Press a week to lock or unlock "
                           "it; unlocking asks why.")
                      : _ ("A locked week takes no more changes. Staff locks and unlocks."));
}

void
portail_locks_page_show_year (PortailLocksPage *page, int year)
{
  g_return_if_fail (PORTAIL_IS_LOCKS_PAGE (page));
  page->year = year;
  show_year (page);
}

void
portail_locks_page_set_scope (PortailLocksPage *page, PortailLocksScope scope)
{
  g_return_if_fail (PORTAIL_IS_LOCKS_PAGE (page));
  gtk_drop_down_set_selected (page->scope, scope);
}

static void
on_year_clicked (GtkButton *button, PortailLocksPage *page)
{
  int step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step"));

  portail_locks_page_show_year (page, page->year + step);
}

/* Reading */

static gpointer
run_reading (PortailDatabase *database, gpointer enterprise_id, GError **error)
{
  return portail_record_sql_list (database, &portail_period_lock_type, error,
                                  "WHERE trashed_at IS NULL"
                                  " AND (enterprise_id IS NULL OR enterprise_id = ?)",
                                  "t", enterprise_id);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailLocksPage) page = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *locks = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (locks == NULL || page->cache == NULL)
    {
      g_clear_pointer (&locks, g_ptr_array_unref);
      gtk_label_set_text (page->note, error != NULL ? error->message : "");
      return;
    }
  g_clear_pointer (&page->locks, g_ptr_array_unref);
  page->locks = locks;
  show_year (page);
}

static void
read_locks (PortailLocksPage *page)
{
  if (page->cache != NULL)
    portail_cache_query_async (
        page->cache,
        portail_query_new (run_reading, g_strdup (portail_desk_get_company_id (page->desk)), g_free,
                           (GDestroyNotify) g_ptr_array_unref),
        NULL, on_read, g_object_ref (page));
}

static void
on_cache_changed (PortailLocksPage *page, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_period_lock_type.name))
    read_locks (page);
}

gboolean
portail_locks_page_is_ready (PortailLocksPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_LOCKS_PAGE (page), FALSE);
  return page->locks != NULL;
}

/* As a page */

static void
update_actions (PortailLocksPage *page)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "undo")),
      portail_undo_stack_can_undo (page->undo_stack));
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "redo")),
      portail_undo_stack_can_redo (page->undo_stack));
}

static void
do_step (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailLocksPage *page = PORTAIL_LOCKS_PAGE (user_data);

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "undo"))
    portail_undo_stack_undo (page->undo_stack);
  else
    portail_undo_stack_redo (page->undo_stack);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_step },
  { .name = "redo", .activate = do_step },
};

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_LOCKS_PAGE (page)->actions);
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  PortailLocksPage *self = PORTAIL_LOCKS_PAGE (page);

  for (guint i = 0; self->locks != NULL && i < self->locks->len; i++)
    {
      const PortailPeriodLock *lock = g_ptr_array_index (self->locks, i);
      int year;
      int number;

      if (!g_str_equal (lock->base.id, id))
        continue;
      portail_week_get_number (lock->period, &year, &number);
      portail_locks_page_show_year (self, year);
    }
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
}

static void
portail_locks_page_dispose (GObject *object)
{
  PortailLocksPage *page = PORTAIL_LOCKS_PAGE (object);

  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_clear_object (&page->cache);
  g_clear_object (&page->desk);
  g_clear_object (&page->undo_stack);
  g_clear_object (&page->actions);
  g_clear_pointer (&page->asked_id, g_free);
  g_clear_pointer (&page->locks, g_ptr_array_unref);
  G_OBJECT_CLASS (portail_locks_page_parent_class)->dispose (object);
}

static void
portail_locks_page_class_init (PortailLocksPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_locks_page_dispose;
}

static GtkWidget *
new_year_button (PortailLocksPage *page, const char *icon_name, const char *words, int step)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data (G_OBJECT (button), "step", GINT_TO_POINTER (step));
  g_signal_connect (button, "clicked", G_CALLBACK (on_year_clicked), page);
  return button;
}

static GtkWidget *
new_bar (PortailLocksPage *page)
{
  const char *const scopes[] = { _ ("Chosen company"), _ ("All companies"), NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *gap = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (bar, "page-bar");
  page->scope = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (scopes));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->scope), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whose weeks"), -1);
  gtk_widget_set_hexpand (gap, TRUE);
  page->year_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (page->year_label), "heading");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (page->scope));
  gtk_box_append (GTK_BOX (bar), gap);
  gtk_box_append (GTK_BOX (bar),
                  new_year_button (page, "go-previous-symbolic", _ ("The year before"), -1));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (page->year_label));
  gtk_box_append (GTK_BOX (bar),
                  new_year_button (page, "go-next-symbolic", _ ("The year after"), 1));
  return bar;
}

static GtkWidget *
new_calendar (PortailLocksPage *page)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  page->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (page->note, 0);
  gtk_label_set_wrap (page->note, TRUE);
  page->weeks = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (page->weeks, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (page->weeks, TRUE);
  gtk_flow_box_set_min_children_per_line (page->weeks, 4);
  gtk_flow_box_set_max_children_per_line (page->weeks, 13);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->weeks), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Weeks of the year"), -1);
  gtk_widget_add_css_class (body, "page-body");
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (page->note));
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (page->weeks));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), body);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
portail_locks_page_init (PortailLocksPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  page->undo_stack = portail_undo_stack_new ();
  g_signal_connect_object (page->undo_stack, "changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), new_bar (page));
  gtk_box_append (GTK_BOX (box), new_calendar (page));
  adw_bin_set_child (ADW_BIN (page), box);
  update_actions (page);
}

static void
on_context_changed (PortailLocksPage *page)
{
  show_year (page);
  read_locks (page);
}

static void
on_account_changed (PortailLocksPage *page)
{
  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_set_object (&page->cache, portail_desk_get_cache (page->desk));
  g_clear_pointer (&page->locks, g_ptr_array_unref);
  portail_undo_stack_clear (page->undo_stack);
  if (page->cache != NULL)
    page->cache_handler = g_signal_connect_swapped (page->cache, "changed",
                                                    G_CALLBACK (on_cache_changed), page);
  on_context_changed (page);
}

GtkWidget *
portail_locks_page_new (PortailDesk *desk)
{
  PortailLocksPage *page = g_object_new (PORTAIL_TYPE_LOCKS_PAGE, NULL);
  PortailShellContext *context = portail_desk_get_context (desk);
  int number;

  page->desk = g_object_ref (desk);
  portail_week_get_number (portail_shell_context_get_period (context), &page->year, &number);
  g_signal_connect_object (page->scope, "notify::selected", G_CALLBACK (show_year), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_context_changed), page,
                           G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}
