/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-delivery.h"

static const char *const kind_names[PORTAIL_N_DELIVERY_KINDS] = {
  [PORTAIL_DELIVERY_EMAIL] = "email",
  [PORTAIL_DELIVERY_WEBHOOK] = "webhook",
};

static const char *const state_names[PORTAIL_N_DELIVERY_STATES] = {
  [PORTAIL_DELIVERY_PENDING] = "pending",
  [PORTAIL_DELIVERY_SENDING] = "sending",
  [PORTAIL_DELIVERY_DONE] = "done",
  [PORTAIL_DELIVERY_DEAD] = "dead",
};

void
portail_delivery_free (PortailDelivery *delivery)
{
  if (delivery == NULL)
    return;
  g_free (delivery->id);
  g_free (delivery->recipient);
  g_free (delivery->subject);
  g_free (delivery->body);
  g_free (delivery->last_error);
  g_free (delivery->address);
  g_free (delivery->sender);
  g_free (delivery);
}

const char *
portail_delivery_kind_get_name (PortailDeliveryKind kind)
{
  return kind_names[kind];
}

const char *
portail_delivery_state_get_name (PortailDeliveryState state)
{
  return state_names[state];
}

PortailDeliveryState
portail_delivery_state_from_name (const char *name)
{
  for (int i = 0; i < PORTAIL_N_DELIVERY_STATES; i++)
    if (g_strcmp0 (state_names[i], name) == 0)
      return (PortailDeliveryState) i;
  return PORTAIL_N_DELIVERY_STATES;
}

static gboolean
is_of_one_line (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type != G_UNICODE_CONTROL && type != G_UNICODE_LINE_SEPARATOR
         && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *
portail_delivery_clean_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      g_string_append_unichar (line, is_of_one_line (character) ? character : ' ');
    }
  return g_string_free (line, FALSE);
}
