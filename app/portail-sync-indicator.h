/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in the header whether what one sees is what the server has, in words and never by colour
 * alone. A click activates win.show-trays. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_SYNC_IN_SYNC,
  PORTAIL_SYNC_RUNNING,
  PORTAIL_SYNC_TO_SEND,       /* n changes wait */
  PORTAIL_SYNC_OFFLINE,       /* n changes wait, perhaps 0 */
  PORTAIL_SYNC_ACTION_NEEDED, /* n conflicts and refusals wait for a person */
  PORTAIL_N_SYNC_STATES,
} PortailSyncState;

#define PORTAIL_TYPE_SYNC_INDICATOR (portail_sync_indicator_get_type ())
G_DECLARE_FINAL_TYPE (PortailSyncIndicator,
                      portail_sync_indicator,
                      PORTAIL,
                      SYNC_INDICATOR,
                      GtkWidget)

/* @n_changes as the state says; ignored where it says nothing. */
void portail_sync_indicator_set_state (PortailSyncIndicator *indicator,
                                       PortailSyncState state,
                                       guint n_changes);
PortailSyncState portail_sync_indicator_get_state (PortailSyncIndicator *indicator);

typedef enum
{
  PORTAIL_SYNC_INDICATOR_WITH_WORDS,
  PORTAIL_SYNC_INDICATOR_ICON_ONLY, /* its words stay in the tooltip and the accessible name */
} PortailSyncIndicatorStyle;

void portail_sync_indicator_set_style (PortailSyncIndicator *indicator,
                                       PortailSyncIndicatorStyle style);

G_END_DECLS
