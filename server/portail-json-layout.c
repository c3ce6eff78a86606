/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-json-layout.h"

#include "shared/portail-json-text.h"

static void
append_line (GString *text, guint depth)
{
  g_string_append_printf (text, "\n%*s", (int) depth * 2, "");
}

static void
append_children (GString *text, const PortailJson *json, guint depth)
{
  gboolean is_object = json->kind == PORTAIL_JSON_OBJECT;

  g_string_append_c (text, is_object ? '{' : '[');
  for (const PortailJson *child = json->first_child; child != NULL; child = child->next)
    {
      append_line (text, depth + 1);
      if (is_object)
        {
          portail_json_append_string (text, child->name);
          g_string_append (text, ": ");
        }
      portail_json_layout_append (text, child, depth + 1);
      if (child->next != NULL)
        g_string_append_c (text, ',');
    }
  if (json->first_child != NULL)
    append_line (text, depth);
  g_string_append_c (text, is_object ? '}' : ']');
}

void
portail_json_layout_append (GString *text, const PortailJson *json, guint depth)
{
  switch (json->kind)
    {
    case PORTAIL_JSON_OBJECT:
    case PORTAIL_JSON_ARRAY:
      append_children (text, json, depth);
      break;
    case PORTAIL_JSON_STRING:
      portail_json_append_string (text, json->text);
      break;
    default:
      portail_json_append_canonical (json, text);
    }
}
