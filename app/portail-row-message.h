/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line below a row of a list that says something of it. A screen reader says it with what the
 * row is for. Main thread. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  PORTAIL_ROW_MESSAGE_HINT,
  PORTAIL_ROW_MESSAGE_FAULT,
} PortailRowMessageKind;

/* A GtkListBoxRow that nobody can go to; it belongs behind the row that it is of. */
GtkWidget *portail_row_message_new (void);
/* @text NULL: nothing is to be said. @message is what portail_row_message_new() gave, or NULL where
 * the line is not there; @focus is the part of @row that takes the keyboard. */
void portail_row_message_say (GtkWidget *message,
                              GtkWidget *row,
                              GtkWidget *focus,
                              const char *text,
                              PortailRowMessageKind kind);
