/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes in pixels that follow a person's larger letters, so that words in them stay whole. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @pixels, larger by as much as letters are larger than usual; never smaller. */
int portail_text_scale_up (GtkWidget *widget, int pixels);
/* Makes a window that is not shown yet wider by as much, up to the width of what it is transient
 * for. */
void portail_text_scale_up_window (GtkWindow *window);
/* Likewise what clamps the pages below @widget, which libadwaita fixes in pixels. Once. */
void portail_text_scale_up_clamps (GtkWidget *widget);

G_END_DECLS
