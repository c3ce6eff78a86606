/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-user-directory.h"

#include "shared/portail-i18n.h"

/* Accounts that are read, in pages; more have no names here. */
#define MAX_ACCOUNTS 5000
/* What is shown of an id without name. */
#define ID_LENGTH 8

struct _PortailUserDirectory
{
  GObject parent_instance;

  PortailServerList *list;
  GHashTable *names; /* owned id → owned name */
};

G_DEFINE_FINAL_TYPE (PortailUserDirectory, portail_user_directory, G_TYPE_OBJECT)

static guint changed_signal;

const char *
portail_user_directory_get_title (const PortailJson *user)
{
  static const char *const members[] = { "display_name", "username", "discord_id" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = portail_json_get_member_string (user, members[i]);

      if (text != NULL && *text != '\0')
        return text;
    }
  return _ ("Account without name");
}

static void
read_names (PortailUserDirectory *directory)
{
  GListModel *model = G_LIST_MODEL (directory->list);
  guint n_items = g_list_model_get_n_items (model);

  g_hash_table_remove_all (directory->names);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (PortailServerItem) item = g_list_model_get_item (model, i);

      g_hash_table_insert (
          directory->names, g_strdup (portail_server_item_get_id (item)),
          g_strdup (portail_user_directory_get_title (portail_server_item_get_json (item))));
    }
  g_signal_emit (directory, changed_signal, 0);
}

/* Page after page until all are here. */
static void
on_items_changed (PortailUserDirectory *directory)
{
  read_names (directory);
  if (g_list_model_get_n_items (G_LIST_MODEL (directory->list)) < MAX_ACCOUNTS)
    portail_server_list_load_more (directory->list);
}

char *
portail_user_directory_dup_name (PortailUserDirectory *directory, const char *user_id)
{
  const char *name;

  g_return_val_if_fail (PORTAIL_IS_USER_DIRECTORY (directory), NULL);
  if (user_id == NULL)
    return g_strdup (_ ("The server"));
  name = g_hash_table_lookup (directory->names, user_id);
  return name != NULL ? g_strdup (name) : g_strdup_printf ("%.*s…", ID_LENGTH, user_id);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  return g_utf8_collate (g_hash_table_lookup (names, *(char *const *) a),
                         g_hash_table_lookup (names, *(char *const *) b));
}

char **
portail_user_directory_dup_choices (PortailUserDirectory *directory)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (PORTAIL_IS_USER_DIRECTORY (directory), NULL);
  g_hash_table_iter_init (&iter, directory->names);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort_with_data (ids, compare_names, directory->names);
  for (guint i = 0; i < ids->len; i++)
    {
      g_strv_builder_add (choices, ids->pdata[i]);
      g_strv_builder_add (choices, g_hash_table_lookup (directory->names, ids->pdata[i]));
    }
  return g_strv_builder_end (choices);
}

static void
portail_user_directory_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_USER_DIRECTORY (object)->list);
  G_OBJECT_CLASS (portail_user_directory_parent_class)->dispose (object);
}

static void
portail_user_directory_finalize (GObject *object)
{
  g_hash_table_unref (PORTAIL_USER_DIRECTORY (object)->names);
  G_OBJECT_CLASS (portail_user_directory_parent_class)->finalize (object);
}

static void
portail_user_directory_class_init (PortailUserDirectoryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_user_directory_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_user_directory_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_user_directory_init (PortailUserDirectory *directory)
{
  directory->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

PortailUserDirectory *
portail_user_directory_new (PortailDesk *desk)
{
  PortailUserDirectory *directory = g_object_new (PORTAIL_TYPE_USER_DIRECTORY, NULL);

  directory->list = portail_server_list_new (desk, "/api/users");
  g_signal_connect_object (directory->list, "items-changed", G_CALLBACK (on_items_changed),
                           directory, G_CONNECT_SWAPPED);
  return directory;
}
