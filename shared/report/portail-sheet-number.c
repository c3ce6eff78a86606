/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-sheet-number.h"

#include <math.h>

#define NEEDS_SIXTEEN_DIGITS 1e13

char *
portail_sheet_number_write (double number, char text[G_ASCII_DTOSTR_BUF_SIZE])
{
  text[0] = '\0';
  if (!isfinite (number))
    return text;
  return g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE,
                          fabs (number) < NEEDS_SIXTEEN_DIGITS ? "%.15g" : "%.16g", number);
}
