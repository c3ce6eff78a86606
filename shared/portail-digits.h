/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of a fixed width: dates are written once for every row of every list. */
#pragma once

#include <glib.h>

/* Writes the last @n_digits digits of @number, with zeros in front. Returns: the byte behind them;
 * nothing ends the text there. */
static inline char *
portail_digits_write (char *at, guint number, guint n_digits)
{
  for (guint i = n_digits; i > 0; i--)
    {
      at[i - 1] = (char) ('0' + number % 10);
      number /= 10;
    }
  return at + n_digits;
}
