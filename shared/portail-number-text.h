/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type, and what a spreadsheet holds, as money, rates, hours and days (contract.md §7).
 *
 * 1. Nothing is guessed: a text is either exactly one amount or a fault with its own code and
 *    reason. Never a silent zero; on a fault the result is untouched.
 * 2. Digits are ASCII. Groups of three are separated by one kind out of space (ordinary, no-break
 *    or narrow), dot and comma; with two kinds the last one is the decimal mark; a single dot or
 *    comma before exactly three digits is ambiguous.
 * 3. No floating point on the way, no dependence on the locale. Any bytes may be given. */
#pragma once

#include <glib.h>

#include "shared/portail-day.h"
#include "shared/portail-hours.h"
#include "shared/portail-money.h"
#include "shared/portail-rate.h"

typedef enum
{
  PORTAIL_NUMBER_FAULT_NONE,
  PORTAIL_NUMBER_FAULT_EMPTY,
  PORTAIL_NUMBER_FAULT_NOT_A_NUMBER,
  PORTAIL_NUMBER_FAULT_FOREIGN_DIGITS,
  PORTAIL_NUMBER_FAULT_EXPONENT,
  PORTAIL_NUMBER_FAULT_AMBIGUOUS,
  PORTAIL_NUMBER_FAULT_BAD_GROUPS,
  PORTAIL_NUMBER_FAULT_TOO_PRECISE,
  PORTAIL_NUMBER_FAULT_TOO_LARGE,
  PORTAIL_NUMBER_FAULT_NEGATIVE,
  PORTAIL_NUMBER_FAULT_SIGN,
  PORTAIL_NUMBER_FAULT_NOT_A_DATE,
  PORTAIL_NUMBER_FAULT_NO_SUCH_DAY,
  PORTAIL_NUMBER_N_FAULTS,
} PortailNumberFault;

typedef enum
{
  PORTAIL_NUMBER_UNSIGNED = 0,
  /* A minus sign, - or −, may stand before the number or before its $. */
  PORTAIL_NUMBER_SIGNED = 1 << 0,
  /* The text is a plain number of a program (`-1234.5`, `1E3`), not of a person: a dot is the
   * decimal mark, whatever follows it. */
  PORTAIL_NUMBER_PLAIN = 1 << 1,
} PortailNumberFlags;

/* `1 234,56`, `1234.56`, `$1,234.56`, `1 234 $`. */
PortailNumberFault
portail_number_text_to_money (const char *text, PortailNumberFlags flags, PortailMoney *money);
/* `23,5`, `23.5 %`: the percentage. */
PortailNumberFault
portail_number_text_to_rate (const char *text, PortailNumberFlags flags, PortailRate *rate);
/* `37,5`, at most a week. */
PortailNumberFault
portail_number_text_to_hours (const char *text, PortailNumberFlags flags, PortailHours *hours);
/* `21/09/2025`, `21-09-2025`, `21.09.2025` (day and month may have one digit), `2025-09-21`.
 * With PORTAIL_NUMBER_PLAIN the day number of a spreadsheet: 1 is 1900-01-01, 45921 2025-09-21. */
PortailNumberFault
portail_number_text_to_day (const char *text, PortailNumberFlags flags, PortailDay *day);

/* Stable word for programs ("ambiguous"), static. "" for no fault. */
const char *portail_number_fault_get_code (PortailNumberFault fault);
/* Sentence for people in their language, static: “This could be a thousand or a fraction: …”. */
const char *portail_number_fault_get_reason (PortailNumberFault fault);

/* As a person would type it: no groups, no $, the decimal mark of the user's language, decimals
 * only when not zero (`1234567`, `12500,50`). Always accepted again by the functions above; for
 * cells under edit and for TSV and CSV. Empty text for null. Owned. */
char *portail_number_text_of_money (PortailMoney money);
char *portail_number_text_of_rate (PortailRate rate);
char *portail_number_text_of_hours (PortailHours hours);
