/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person at the keyboard and the mouse: true events of the X server, through xdotool, to the
 * window under test. Each call returns when the program has dealt with what it did. */
#pragma once

#include <gtk/gtk.h>

/* Gives @window the keyboard. After it was presented. */
void portail_robot_focus (GtkWindow *window);
/* Keys as xdotool names them, several with spaces between: "Down ctrl+v shift+Tab". */
void portail_robot_press (GtkWindow *window, const char *keys);
/* ASCII. */
void portail_robot_type (GtkWindow *window, const char *text);
/* At a point of @widget; @button 1, 2 or 3. */
void portail_robot_click (GtkWidget *widget, double x, double y, guint button, guint n_times);
/* With the first button from one point of @widget to another. */
void portail_robot_drag (GtkWidget *widget, graphene_point_t from, graphene_point_t to);

/* The first open window of @type, shown or not; NULL for none. Borrowed. */
gpointer portail_robot_find_window (GType type);

/* The first of @type that is shown, over @parent where that is not NULL; NULL for none. Borrowed.
 */
gpointer portail_robot_find_shown_window (GType type, GtkWindow *parent);
/* @within or the first below it of @type, and with the id @id of its template where that is not
 * NULL; NULL for none. Borrowed. */
gpointer portail_robot_find_child (GtkWidget *within, GType type, const char *id);

/* Runs the main loop until the condition holds; fails the test after 10 s. */
void portail_robot_wait (gboolean (*is_done) (gpointer user_data), gpointer user_data);
