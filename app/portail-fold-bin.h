/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds a child that has a second shape for narrow places, and lets it be told that it has become
 * narrow or wide again: its own least width is that of the narrow shape, whatever the wide one
 * needs, so that a window can be made narrow at all (AdwBreakpointBin is younger than our floor).
 *
 * Properties, in pixels: `fold-width`, below which it is narrow, and `least-width`, below which it
 * never goes; those of the shell unless said otherwise. Where the person has larger letters, it
 * folds earlier by as much. With `fills-width` its natural width is its least one, without a look
 * at the child; where its child expands vertically, it asks for no height.
 *
 * Signal "width-changed" when it has crossed the width, before its child is laid out. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_FOLD_BIN (portail_fold_bin_get_type ())
G_DECLARE_FINAL_TYPE (PortailFoldBin, portail_fold_bin, PORTAIL, FOLD_BIN, GtkWidget)

gboolean portail_fold_bin_is_narrow (PortailFoldBin *bin);

G_END_DECLS
