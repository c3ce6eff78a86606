/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-enterprises-page.h"

#include "app/portail-members-panel.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"
#include "shared/records/portail-enterprise.h"

struct _PortailEnterprisesPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailRecordPage *records;
  PortailMembersPanel *members;
  GSimpleActionGroup *actions;  /* the page's own, for its life */
  GActionGroup *record_actions; /* those of the records that it shows */
  PortailRole role;             /* for whom it was made */
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailEnterprisesPage,
                               portail_enterprises_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const char *const columns[] = { "name", "type_label", "is_active", "blanchiment_enabled",
                                       NULL };
static const char *const card_fields[] = { "type_label", NULL };
static const PortailRecordTableSpec table = {
  .type = &portail_enterprise_type,
  .name = "enterprises",
  .label = N_ ("Companies"),
  .search_hint = N_ ("Name, description…"),
  .sort = "name",
  .columns = columns,
  .card_title = "name",
  .card_fields = card_fields,
};

static const PortailFormField identity[] = {
  { "name", NULL },
  { "type_label", NULL },
  { "description", NULL },
  { "owner_id", NULL },
  { "is_active", N_ ("An inactive company is read and takes no more changes.") },
  { "blanchiment_enabled", N_ ("RP only. Off, its module and its data are hidden.") },
  { 0 },
};
static const PortailFormField discord[] = {
  { "discord_guild_id", N_ ("17 to 20 digits, by which roles are given at every login.") },
  { "main_guild_role_id", NULL },
  { "patron_role_id", NULL },
  { "co_patron_role_id", NULL },
  { "employee_role_id", NULL },
  { 0 },
};
static const PortailFormSection sections[] = {
  { NULL, identity },
  { N_ ("Discord"), discord },
  { 0 },
};

#define SPEC(more)                                                                                 \
  {                                                                                                \
    .table = &table, .sections = sections, .new_label = N_ ("New company"),                        \
    .file_name = N_ ("companies"),                                                                 \
    .empty = { "network-server-symbolic", N_ ("No company yet"),                                   \
               N_ ("Companies come with the first sync.") },                                       \
    .flags = PORTAIL_RECORD_PAGE_GLOBAL | PORTAIL_RECORD_PAGE_ALL_COMPANIES                        \
             | PORTAIL_RECORD_PAGE_NO_DELETE | PORTAIL_RECORD_PAGE_NO_DUPLICATE | (more)           \
  }

/* Who makes companies gives them their names; others have theirs. */
static const PortailRecordPageSpec maker_spec = SPEC (0);
static const PortailRecordPageSpec keeper_spec = SPEC (PORTAIL_RECORD_PAGE_NO_NEW);

static gboolean
is_maker (PortailRole role)
{
  return (portail_permission_get_writable (&portail_enterprise_type, role)
          & portail_record_type_field_bit (&portail_enterprise_type, "name"))
         != 0;
}

static void
show_record (PortailRecordPage *records, gconstpointer record, gpointer user_data)
{
  PortailEnterprisesPage *page = PORTAIL_ENTERPRISES_PAGE (user_data);

  if (page->members != NULL)
    portail_members_panel_set_company (
        page->members, record != NULL ? ((const PortailRecord *) record)->id : NULL);
}

static const PortailRecordPageHooks hooks = { .show_record = show_record };

/* The actions of the shown records, as long as they are shown */

static void
forward (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailEnterprisesPage *page = PORTAIL_ENTERPRISES_PAGE (user_data);

  g_action_group_activate_action (page->record_actions, g_action_get_name (G_ACTION (action)),
                                  NULL);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = forward },   { .name = "redo", .activate = forward },
  { .name = "new", .activate = forward },    { .name = "find", .activate = forward },
  { .name = "save", .activate = forward },   { .name = "print", .activate = forward },
  { .name = "import", .activate = forward }, { .name = "export", .activate = forward },
};

static void
update_actions (PortailEnterprisesPage *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (
            g_action_map_lookup_action (G_ACTION_MAP (page->actions), entries[i].name)),
        page->record_actions != NULL
            && g_action_group_get_action_enabled (page->record_actions, entries[i].name));
}

static void
drop_records (PortailEnterprisesPage *page)
{
  if (page->record_actions != NULL)
    g_signal_handlers_disconnect_by_data (page->record_actions, page);
  g_clear_object (&page->record_actions);
  page->records = NULL;
  page->members = NULL;
  adw_bin_set_child (ADW_BIN (page), NULL);
}

/* What may be done is a part of what the page is of: another role is another page. */
static void
make_records (PortailEnterprisesPage *page)
{
  GtkWidget *records;

  drop_records (page);
  page->role = portail_desk_get_highest_role (page->desk);
  page->members = PORTAIL_MEMBERS_PANEL (portail_members_panel_new (page->desk));
  records = portail_record_page_new (page->desk, is_maker (page->role) ? &maker_spec : &keeper_spec,
                                     &hooks, page);
  page->records = PORTAIL_RECORD_PAGE (records);
  portail_record_page_add_below (page->records, GTK_WIDGET (page->members));
  g_set_object (&page->record_actions, portail_page_get_actions (PORTAIL_PAGE (records)));
  g_signal_connect_object (page->record_actions, "action-enabled-changed",
                           G_CALLBACK (update_actions), page, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (page), records);
  update_actions (page);
}

static void
on_context_changed (PortailEnterprisesPage *page)
{
  if (portail_desk_get_highest_role (page->desk) != page->role)
    make_records (page);
}

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_ENTERPRISES_PAGE (page)->actions);
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  portail_page_open_record (PORTAIL_PAGE (PORTAIL_ENTERPRISES_PAGE (page)->records), type, id);
}

static void
show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  portail_page_show_rows (PORTAIL_PAGE (PORTAIL_ENTERPRISES_PAGE (page)->records), type, filters);
}

static void
settle (PortailPage *page)
{
  portail_page_settle (PORTAIL_PAGE (PORTAIL_ENTERPRISES_PAGE (page)->records));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->show_rows = show_rows;
  interface->settle = settle;
}

static void
portail_enterprises_page_dispose (GObject *object)
{
  PortailEnterprisesPage *page = PORTAIL_ENTERPRISES_PAGE (object);

  drop_records (page);
  g_clear_object (&page->actions);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_enterprises_page_parent_class)->dispose (object);
}

static void
portail_enterprises_page_class_init (PortailEnterprisesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_enterprises_page_dispose;
}

static void
portail_enterprises_page_init (PortailEnterprisesPage *page)
{
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
}

GtkWidget *
portail_enterprises_page_new (PortailDesk *desk)
{
  PortailEnterprisesPage *page = g_object_new (PORTAIL_TYPE_ENTERPRISES_PAGE, NULL);

  page->desk = g_object_ref (desk);
  make_records (page);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  return GTK_WIDGET (page);
}
