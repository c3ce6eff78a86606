/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one button of the list of weeks: what it does for which week, in words. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-week.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_WEEK_BUTTON_NEW,
  PORTAIL_WEEK_BUTTON_OPEN,
  PORTAIL_WEEK_BUTTON_RESTORE,
} PortailWeekButtonDeed;

typedef enum
{
  PORTAIL_WEEK_BUTTON_WIDE,
  PORTAIL_WEEK_BUTTON_NARROW, /* its icon alone */
} PortailWeekButtonShape;

/* @button holds an AdwButtonContent. @week: which; null for none. @refusal: why not, a sentence;
 * NULL when it can be done. */
void portail_week_button_show (GtkButton *button,
                               PortailWeekButtonShape shape,
                               PortailWeekButtonDeed deed,
                               PortailWeek week,
                               const char *refusal);

G_END_DECLS
