/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-table-settings.h"

#define SCHEMA PORTAIL_APPLICATION_ID ".Table"
#define PATH   "/fr/flashbackfa_entreprise/Portail/tables/"

GSettings *
portail_table_settings_open (const char *name)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL
                                           ? g_settings_schema_source_lookup (source, SCHEMA, TRUE)
                                           : NULL;
  g_autofree char *path = g_strconcat (PATH, name, "/", NULL);

  return schema != NULL ? g_settings_new_full (schema, NULL, path) : NULL;
}

char *
portail_table_settings_get_sort (GSettings *settings, PortailSortOrder *order)
{
  g_autofree char *field = settings != NULL ? g_settings_get_string (settings, "sort") : NULL;

  if (field == NULL || *field == '\0')
    return NULL;
  *order = g_settings_get_boolean (settings, "is-descending") ? PORTAIL_SORT_DESCENDING
                                                              : PORTAIL_SORT_ASCENDING;
  return g_steal_pointer (&field);
}

void
portail_table_settings_set_sort (GSettings *settings, const char *field, PortailSortOrder order)
{
  if (settings == NULL)
    return;
  g_settings_set_string (settings, "sort", field);
  g_settings_set_boolean (settings, "is-descending", order == PORTAIL_SORT_DESCENDING);
}

gboolean
portail_table_settings_is_hidden (GSettings *settings, const char *field)
{
  g_auto (GStrv) hidden = settings != NULL ? g_settings_get_strv (settings, "hidden") : NULL;

  return hidden != NULL && g_strv_contains ((const char *const *) hidden, field);
}

gboolean
portail_table_settings_has_choice (GSettings *settings)
{
  g_autoptr (GVariant) chosen = settings != NULL ? g_settings_get_user_value (settings, "hidden")
                                                 : NULL;

  return chosen != NULL;
}

void
portail_table_settings_set_hidden (GSettings *settings, const char *const *fields)
{
  if (settings != NULL)
    g_settings_set_strv (settings, "hidden", fields);
}

int
portail_table_settings_get_width (GSettings *settings, const char *field)
{
  g_autoptr (GVariant) widths = settings != NULL ? g_settings_get_value (settings, "widths") : NULL;
  int width = -1;

  if (widths != NULL)
    g_variant_lookup (widths, field, "i", &width);
  return width;
}

void
portail_table_settings_set_width (GSettings *settings, const char *field, int width)
{
  g_autoptr (GVariant) former = NULL;
  g_autoptr (GVariantDict) widths = NULL;

  if (settings == NULL)
    return;
  former = g_settings_get_value (settings, "widths");
  widths = g_variant_dict_new (former);
  if (width > 0)
    g_variant_dict_insert (widths, field, "i", width);
  else
    g_variant_dict_remove (widths, field);
  g_settings_set_value (settings, "widths", g_variant_dict_end (widths));
}
